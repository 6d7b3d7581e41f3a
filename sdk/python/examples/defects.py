"""Declared defects: each is the right example with one thing wrong, the rule that finds it, and a scenario in which it does."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Callable, Dict, List, Type

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from custody import Party, serve

_all: Dict[str, Type[Party]] = {}
_facts: List[Dict[str, str]] = []


def defect(breaks: str, scenario: str) -> Callable[[Type[Party]], Type[Party]]:
    """`breaks`: a rule, or the beginning of what the report says where no rule names it."""

    def declared(party: Type[Party]) -> Type[Party]:
        name = re.sub(r"(?<!^)(?=[A-Z])", "-", party.__name__).lower()
        _all[name] = party
        sentence = (party.__doc__ or "").strip()
        _facts.append({"name": name, "role": party.role, "sentence": sentence, "breaks": breaks, "scenario": scenario})
        return party

    return declared


def main() -> None:
    """Without a name: what there is, one JSON object a line. With one: that one is served."""
    if len(sys.argv) == 1:
        for facts in _facts:
            print(json.dumps(facts))
        return
    name = sys.argv[1]
    if name not in _all:
        sys.exit(f"there is no defect {name}; there are {', '.join(_all)}")
    serve(_all[name], name=name, version="1.0")
