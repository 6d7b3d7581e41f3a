"""The kit's end of a conversation, as a test plays it."""

from __future__ import annotations

import json
import socket
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Dict, Iterator, List, Type

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "examples"))

from custody import Adapter, Party
from custody.wire import Lines

Line = Dict[str, Any]
HELLO: Line = {"kind": "hello", "custody": "adapter", "versions": [1], "kit": "0", "roles": [], "limits": {}}


def facts(id: str, role: str, **properties: Any) -> Line:
    station, _, name = id.rpartition(".")
    return {"id": id, "role": role, "name": name, "station": station, "properties": properties}


def reset(plays: List[str], parties: List[Line], seed: int = 1) -> Line:
    return {"kind": "reset", "ask": 1, "plays": plays, "parties": parties, "firstId": 1000, "seed": seed, "now": 0}


class Kit:
    def __init__(self, end: socket.socket) -> None:
        self._hears = end.makefile("rb")
        self._says = end.makefile("wb")

    def say(self, line: Line) -> None:
        self._says.write(json.dumps(line).encode() + b"\n")
        self._says.flush()

    def hear(self) -> Line:
        line: Line = json.loads(self._hears.readline())
        return line

    def turn(self, line: Line) -> List[Line]:
        """What the subject says to one line, without the `idle` that ends it."""
        self.say(line)
        said: List[Line] = []
        while True:
            heard = self.hear()
            if heard["kind"] == "idle":
                return said
            said.append(heard)

    def close(self) -> None:
        self._hears.close()
        self._says.close()


@contextmanager
def talking(adapter: Adapter) -> Iterator[Kit]:
    """A subject that has said `ready`."""
    ours, theirs = socket.socketpair()
    hears, says = theirs.makefile("rb"), theirs.makefile("wb")
    kit = Kit(ours)
    subject = threading.Thread(target=adapter.converse, args=[Lines(hears, says)], daemon=True)
    subject.start()
    kit.say(HELLO)
    ready = kit.hear()
    assert ready["kind"] == "ready", ready
    try:
        yield kit
    finally:
        kit.say({"kind": "bye"})
        subject.join(5)
        kit.close()
        for one in (hears, says, ours, theirs):
            one.close()
    assert not subject.is_alive(), "the subject did not end"


def adapter_of(*parties: Type[Party], **given: Any) -> Adapter:
    adapter = Adapter("test", "1", **given)
    for party in parties:
        adapter.plays(party)
    return adapter
