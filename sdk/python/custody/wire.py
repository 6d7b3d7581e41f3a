"""Lines: one JSON object each, and how the values of a call are spelt in them."""

from __future__ import annotations

import json
import os
import socket
import sys
from dataclasses import dataclass
from typing import Any, BinaryIO, Callable, Dict, Iterator, List, Mapping, Optional, Tuple

Line = Dict[str, Any]


class Closed(Exception):
    """The kit has gone: the end of the stream."""


@dataclass(frozen=True)
class Want:
    """Stands for a resource in a request to begin something: one that has these fields."""

    fields: Mapping[str, Any]
    of: Optional[str] = None


class Lines:
    """Both directions. What is said is kept until somebody is about to wait."""

    def __init__(self, hears: BinaryIO, says: BinaryIO) -> None:
        self._hears = hears
        self._says = says
        self._said: List[bytes] = []

    def say(self, line: Line) -> None:
        self._said.append(json.dumps(line, separators=(",", ":"), ensure_ascii=False).encode() + b"\n")

    def flush(self) -> None:
        if self._said:
            said, self._said = b"".join(self._said), []
            self._says.write(said)
            self._says.flush()

    def hear(self) -> Line:
        """The next line of the kit; what was said goes out first."""
        try:
            self.flush()
            text = self._hears.readline()
        except (BrokenPipeError, ConnectionError):
            raise Closed() from None
        if not text.endswith(b"\n"):
            raise Closed()
        line = json.loads(text)
        if not isinstance(line, dict):
            raise TypeError("a line of the kit is no object")
        return line


def spelt(value: Any) -> Any:
    """A value as it stands in a line. Whatever has an id (a resource) stands there by it."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"all": bytes(value).hex()}
    if isinstance(value, (list, tuple)):
        return [spelt(item) for item in value]
    if isinstance(value, Want):
        return {"want": spelt_table(value.fields), **({} if value.of is None else {"of": value.of})}
    if isinstance(getattr(value, "id", None), str):
        return value.id
    if hasattr(value, "__bytes__"):
        return spelt(bytes(value))
    raise TypeError(f"{type(value).__name__} cannot be said in a line: {value!r}")


def spelt_table(values: Mapping[str, Any]) -> Dict[str, Any]:
    return {name: spelt(value) for name, value in values.items()}


def meant(value: Any, resource: Callable[[str], Any]) -> Any:
    """The value that a line spells; `resource` makes handles of the ids that it knows, and leaves other texts alone."""
    if isinstance(value, str):
        return resource(value)
    if isinstance(value, list):
        return [meant(item, resource) for item in value]
    if isinstance(value, dict):
        if "want" in value:
            return Want({name: meant(item, resource) for name, item in value["want"].items()}, value.get("of"))
        return bytes.fromhex(value["all"]) if "all" in value else value
    return value


def connections(at: str) -> Iterator[Lines]:
    """The streams to serve: standard input and output, or whoever connects to `tcp:HOST:PORT` or `unix:PATH`, one after the other."""
    if at == "stdio":
        yield _standard()
        return
    listening, where = _listening(at)
    with listening:
        print(f"listening at {where}", file=sys.stderr, flush=True)
        while True:
            connection, _ = listening.accept()
            with connection, connection.makefile("rb") as hears, connection.makefile("wb") as says:
                yield Lines(hears, says)


def _standard() -> Lines:
    """What the program prints goes to its log: the kit's stream is for lines alone."""
    says = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return Lines(sys.stdin.buffer, says)


def _listening(at: str) -> Tuple[socket.socket, str]:
    kind, _, where = at.partition(":")
    if kind == "unix":
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.bind(where)
    elif kind == "tcp":
        host, _, port = where.rpartition(":")
        listening = socket.create_server((host or "127.0.0.1", int(port)))
        name = listening.getsockname()
        where = f"{name[0]}:{name[1]}"
    else:
        raise ValueError(f"{at} is neither stdio nor tcp:HOST:PORT nor unix:PATH")
    listening.listen()
    return listening, f"{kind}:{where}"
