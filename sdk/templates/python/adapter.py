"""Plays the role {{role}} for Custody: `custody run --target "exec:python3 adapter.py" --role {{role}}`.

Each method stands for a call that this party can be told; its parameters are the call's arguments by name, and it answers with a
table of results. One that says Unsupported leaves its scenarios out. What the party says itself is self.call(to, "Name", argument=value).
"""

from __future__ import annotations

from typing import Any

from custody import Party, Unsupported, serve


class Subject(Party):
    role = "{{role}}"

    def setup(self) -> None:
        """What it remembers: made anew for each scenario."""

{{handlers}}

if __name__ == "__main__":
    serve(Subject, name="my {{role}}", version="0.1")
