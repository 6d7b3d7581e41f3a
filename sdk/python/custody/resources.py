"""Packets, messages, files: handles whose contents may be touched only by whoever has them.

What a party gave away is revoked. The kit says with each line who may do what; while it has not said so again, a touch is
no secret: it is told to the kit, which judges it, and it is written into the log with the step that gave the thing away.
"""

from __future__ import annotations

import sys
import traceback
from types import FrameType
from typing import Any, Dict, List, Mapping, Optional, Protocol, Sequence, Union

POISON = 0xDB
_HERE = __name__.rpartition(".")[0]


class Revoked(Exception):
    """A use after hand-over, where touches stop the handler (`serve(..., touches="stop")`)."""


class Holder(Protocol):
    """The party whose handle it is, as far as its resources need it."""

    id: str
    touches: str

    def act(self, name: str, /, *, where: Optional[Sequence[str]] = None, **args: Any) -> None: ...

    def ask_act(self, name: str, /, *, where: Optional[Sequence[str]] = None, **args: Any) -> Any: ...


class Resource:
    """One of them, as this party sees it."""

    def __init__(self, holder: Holder, id: str, kind: str) -> None:
        self.id = id
        self.type = kind
        self.owner = holder.id
        self.access = "write"
        self._holder = holder
        self._fields: Dict[str, Any] = {}
        self._given = ""

    def __repr__(self) -> str:
        return f"<{self.id} of {self.owner}, {self.access} for {self._holder.id}>"

    # ---------------------------------------------------------------- what it says

    def __getitem__(self, field: str) -> Any:
        """A field's value; None when it has none of this name."""
        if self._may("read"):
            return self._fields.get(field)
        return self._touch("reads", field)

    def __setitem__(self, field: str, value: Any) -> None:
        if self._may("write"):
            value = bytes(value) if isinstance(value, (bytearray, memoryview, View)) else value
            self._fields[field] = value
            self._holder.act("writes", what=self, field=field, value=value)
        else:
            self._touch("writes", field)

    @property
    def data(self) -> View:
        """Its bytes, to be read and written in place for as long as they are this party's."""
        return View(self)

    @data.setter
    def data(self, value: Union[bytes, bytearray, memoryview]) -> None:
        self["data"] = bytes(value)

    def free(self) -> None:
        where = None if self._may("write") else _frames()
        self._holder.act("frees", what=self, where=where)
        self.gone("frees")

    # ---------------------------------------------------------------- custody

    def told(self, said: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
        """The kit says what it holds, and what may be done with it now."""
        self.owner = said.get("owner", self.owner)
        self.access = said.get("access", self.access)
        if self.access != "none":
            self._fields = dict(fields)

    def gone(self, step: str) -> None:
        """Handed over, as far as this party knows."""
        self.access = "none"
        self._given = f"{step} at {(_frames() or ['unknown'])[0]}"

    def _may(self, access: str) -> bool:
        return self.access == "write" or self.access == access

    def _touch(self, act: str, field: str) -> Any:
        """A use of what is not this party's."""
        if self.access == "none" and self._given:
            why = f"given away by {self._given}"
        else:
            why = "lent for reading only" if self.access == "read" else "never had by this party"
        text = f"{self._holder.id} {act} {field} of {self.id}, {why}"
        trace = "".join(traceback.format_list(_traceback()))
        print(f"custody: {text}\n{trace}", file=sys.stderr, end="", flush=True)
        where = [*_frames(), why]
        if self._holder.touches == "stop":
            self._holder.act(act, what=self, field=field, where=where)
            raise Revoked(text)
        value = self._holder.ask_act(act, what=self, field=field, where=where)
        if value is None and field == "data":
            return bytes([POISON]) * len(self._fields.get("data") or b"")
        return value

    def _patched(self, at: Any, value: Any) -> None:
        """Only the bytes at this place are new."""
        if not self._may("write"):
            self._touch("writes", "data")
            return
        data = bytearray(self._fields.get("data") or b"")
        data[at] = value
        self["data"] = bytes(data)


class View:
    """A resource's bytes in place. It is good for as long as the resource is: every access asks again."""

    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    def __bytes__(self) -> bytes:
        return bytes(self._resource["data"] or b"")

    def __len__(self) -> int:
        return len(bytes(self))

    def __getitem__(self, at: Any) -> Any:
        return bytes(self)[at]

    def __setitem__(self, at: Any, value: Any) -> None:
        self._resource._patched(at, value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (bytes, bytearray, View)) and bytes(self) == bytes(other)

    def __hash__(self) -> int:
        return hash(bytes(self))

    def __repr__(self) -> str:
        return f"<bytes of {self._resource!r}>"


def _traceback() -> traceback.StackSummary:
    """The steps outside this package, outermost first."""
    found = traceback.walk_stack(sys._getframe(1))
    summary = traceback.StackSummary.extract((frame, line) for frame, line in found if not _is_ours(frame))
    summary.reverse()
    return summary


def _frames() -> List[str]:
    """File, line and function of each step outside this package, innermost first."""
    steps = reversed(_traceback())
    return [f"{step.filename.replace(chr(92), '/').rpartition('/')[2]}:{step.lineno} in {step.name}" for step in steps]


def _is_ours(frame: FrameType) -> bool:
    name = str(frame.f_globals.get("__name__", ""))
    return name == _HERE or name.startswith(_HERE + ".") or name == "threading"
