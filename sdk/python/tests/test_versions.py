"""The oldest Python that is promised can read every file: pyproject.toml says which."""
from __future__ import annotations

import ast
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[1]
OLDEST = re.search(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))


class Versions(unittest.TestCase):
    def test_the_oldest_can_read_it(self) -> None:
        assert OLDEST is not None
        files = sorted([*ROOT.rglob("*.py"), *(ROOT.parent / "templates" / "python").glob("*.py")])
        self.assertGreater(len(files), 10)
        for file in files:
            with self.subTest(file.name):
                tree = ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, int(OLDEST[1])))
                self.assertTrue(has_future(tree) or not has_new_unions(tree), "annotations are evaluated, and X | Y is not one yet")


def has_future(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body)


def has_new_unions(tree: ast.Module) -> bool:
    found = [node.annotation for node in ast.walk(tree) if isinstance(node, (ast.arg, ast.AnnAssign))]
    found += [node.returns for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    parts = (part for one in found if one is not None for part in ast.walk(one))
    return any(isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitOr) for part in parts)


if __name__ == "__main__":
    unittest.main()
