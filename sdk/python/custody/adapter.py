"""The adapter: what this program says it is, and the conversation with the kit."""

from __future__ import annotations

from typing import Any, Callable, Dict, Mapping, Optional, Sequence, Type

from .fibres import Fibres
from .party import Party
from .run import Handler, Run, refuse
from .wire import Closed, Line, Lines, connections, spelt_table


class Adapter:
    """What this program is, and which roles it can play."""

    def __init__(
        self, name: str, version: str, capabilities: Optional[Sequence[str]] = None, without: Sequence[str] = (),
        properties: Optional[Mapping[str, Mapping[str, Any]]] = None, touches: str = "continue",
    ) -> None:  # fmt: skip
        self.name, self.version, self.touches = name, version, touches
        self.capabilities, self.without, self.properties = capabilities, without, properties
        self._plays: Dict[str, Type[Party]] = {}

    def plays(self, party: Type[Party]) -> Type[Party]:
        self._plays[party.role] = party
        return party

    def on(self, role: str, name: str) -> Callable[[Handler], Handler]:
        """Plain functions instead of a class: `@adapter.on("server", "SessionOpened")`. The first parameter is the party."""
        kind = self._plays.get(role)
        if kind is None:
            kind = self.plays(type(role, (Party,), {"role": role}))
        owner = kind

        def kept(handler: Handler) -> Handler:
            setattr(owner, name, handler)
            return handler

        return kept

    def serve(self, at: str = "stdio") -> None:
        """Answers until the kit says goodbye."""
        for lines in connections(at):
            self.converse(lines)

    def converse(self, lines: Lines) -> None:
        """One connection, until the kit says goodbye or is gone."""
        fibres = Fibres()
        try:
            self._converse(lines, fibres)
        except Closed:
            pass
        finally:
            fibres.end()

    def _converse(self, lines: Lines, fibres: Fibres) -> None:
        run: Optional[Run] = None
        while True:
            line = lines.hear()
            kind = line.get("kind")
            if kind == "bye":
                return
            if kind == "hello":
                lines.say(self._ready(line))
                continue
            if kind == "reset":
                fibres.unwind()
                run = Run(lines, fibres, line, self._plays, self.touches)
                lines.say({"kind": "result", "ask": line["ask"]})
            elif kind == "probe":
                lines.say(self._probed(line))
            elif run is None:
                refuse(lines, line, f"{kind} came before a reset")
            else:
                run.heard(line)
            fibres.run()
            lines.say({"kind": "idle"})

    def _ready(self, hello: Line) -> Line:
        if 1 not in hello.get("versions", []):
            return {"kind": "error", "message": f"this library speaks version 1, the kit {hello.get('versions')}"}
        line: Line = {
            "kind": "ready", "protocol": 1, "name": self.name, "version": self.version, "roles": sorted(self._plays),
            "entry": "threads", "takes": ["do", "fault"],
        }  # fmt: skip
        if self.capabilities is not None:
            line["capabilities"] = list(self.capabilities)
        if self.without:
            line["without"] = list(self.without)
        if self.properties is not None:
            line["properties"] = {role: spelt_table(given) for role, given in self.properties.items()}
        return line

    def _probed(self, line: Line) -> Line:
        name = line.get("capability")
        if name in self._plays or name in (self.capabilities or ()):
            return {"kind": "result", "ask": line["ask"]}
        return {"kind": "unsupported", "ask": line["ask"], "reason": f"{name} is not known"}


def serve(*parties: Type[Party], name: str, version: str, at: str = "stdio", **facts: Any) -> None:
    """An adapter of these parties, from the first line to the last."""
    adapter = Adapter(name, version, **facts)
    for party in parties:
        adapter.plays(party)
    adapter.serve(at)
