"""The example of the README is a program that does what is said of it."""

from __future__ import annotations

import re
import unittest
from pathlib import Path
from typing import Any, Dict

from kit import adapter_of, facts, reset, talking

README = Path(__file__).resolve().parents[1] / "README.md"
CAST = [facts("WS.os", "os"), facts("WS.redirector", "redirector"), facts("WS.netbeui", "protocol")]


class Readme(unittest.TestCase):
    def test_the_example_connects_and_answers(self) -> None:
        [code] = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf8"), re.DOTALL)
        made: Dict[str, Any] = {"__name__": "example"}
        exec(compile(code, "README.md", "exec"), made)  # noqa: S102
        for outcome, status in (("OK", 0), ("LINK_FAILED", 0xC00000BE)):
            with talking(adapter_of(made["Redirector"])) as kit:
                kit.turn(reset(["WS.redirector"], CAST))
                line = {"kind": "call", "call": 1, "on": 1, "from": "WS.os", "to": "WS.redirector", "now": 0}
                [connect] = kit.turn({**line, "name": "remote_open", "args": {"path": "\\\\SRV\\DATA\\f"}})
                self.assertEqual((connect["name"], connect["args"]), ("Connect", {"session": "one", "name": "SRV"}))
                kit.turn({"kind": "return", "call": connect["call"], "on": 1, "results": {}, "now": 0})
                said = kit.turn(
                    {**line, "call": 2, "on": 2, "name": "Connected", "args": {"session": "one", "status": outcome}}
                )
                self.assertEqual(said[-1]["results"], {"status": status, "file": None})

    def test_what_it_names_is_there(self) -> None:
        import custody

        named = re.findall(r"self\.(\w+)", README.read_text(encoding="utf8"))
        self.assertEqual([name for name in named if not hasattr(custody.Party, name) and name != "answer"], [])


if __name__ == "__main__":
    unittest.main()
