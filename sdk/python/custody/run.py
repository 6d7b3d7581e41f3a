"""One scenario: brings each line to the party and the line of calls that it is for, and says what they answer."""

from __future__ import annotations

import inspect
import random
import sys
import traceback
from functools import cache
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple, Type

from .fibres import Fibre, Fibres, On
from .party import Party, Results, Unsupported
from .resources import Resource
from .wire import Line, Lines, spelt_table

Handler = Callable[..., Any]


class Run:
    """From a `reset` to the next."""

    def __init__(
        self, lines: Lines, fibres: Fibres, reset: Line, plays: Mapping[str, Type[Party]], touches: str
    ) -> None:
        self.fibres = fibres
        self.cast: Sequence[Mapping[str, Any]] = reset["parties"]
        self.now: int = reset.get("now", 0)
        self.random = random.Random(reset.get("seed", 0))
        self._lines = lines
        self._first: int = reset.get("firstId", 1)
        self._ids: Dict[str, int] = {}
        self._names: Dict[str, int] = {}
        self._timers: Dict[str, Tuple[Party, Callable[[], Any]]] = {}
        self._callers: Dict[str, Fibre] = {}
        self.parties: Dict[str, Party] = {}
        for facts in self.cast:
            kind = plays.get(facts["role"])
            if facts["id"] in reset["plays"] and kind is not None:
                party = kind(self, facts)
                party.touches = touches
                self.parties[party.id] = party

    # ---------------------------------------------------------------- what parties say

    def say(self, line: Line) -> None:
        fibre = self.fibres.current
        if fibre is not None:
            fibre.check()
            line["on"] = fibre.on
        self._lines.say(line)

    def ask(self, line: Line) -> Any:
        """Answered at once, inside the turn."""
        line["ask"] = self._name("ask")
        self.say(line)
        answer = self._lines.hear()
        if answer.get("ask") != line["ask"]:
            raise ValueError(f"{answer.get('kind')} came in place of the answer to {line['ask']}")
        return answer.get("value")

    def call(self, party: Party, to: str, name: str, args: Mapping[str, Any]) -> Results:
        fibre = self.fibres.current
        if fibre is None:
            raise RuntimeError("only a handler can call")
        id = self._name("call")
        self.say({"kind": "call", "call": id, "name": name, "from": party.id, "to": to, "args": spelt_table(args)})
        for one in _resources_in(args.values()):
            one.gone(f"{name} to {to}")
        self._callers[id] = fibre
        fibre.calls.append(id)
        while True:
            while not fibre.inbox:
                fibre.park()
            came = fibre.inbox.popleft()
            if not isinstance(came, dict):
                came()
                continue
            fibre.calls.remove(id)
            if came["kind"] == "error":
                raise RuntimeError(f"{name} failed: {came.get('message')}")
            if came["kind"] == "unsupported":
                raise Unsupported(came.get("reason", name))
            party.learn(came)
            return Results(party.understood(came.get("results", {})))

    def spawn(self, party: Party, work: Handler, args: Sequence[Any]) -> None:
        self.fibres.start(self._name("line"), lambda: self._alone(work, args))

    def timer(self, party: Party, after: int, work: Callable[[], Any], maintenance: bool) -> Callable[[], None]:
        name = self._name("timer")
        self._timers[name] = (party, work)
        line: Line = {"kind": "timer", "name": name, "after": after, "from": party.id}
        if maintenance:
            line["maintenance"] = True
        self.say(line)

        def cancel() -> None:
            if self._timers.pop(name, None) is not None:
                self.say({"kind": "cancel", "name": name, "from": party.id})

        return cancel

    def fresh(self, kind: str) -> str:
        n = self._ids.get(kind, self._first)
        self._ids[kind] = n + 1
        return f"{kind}{n}"

    def _name(self, kind: str) -> str:
        self._names[kind] = n = self._names.get(kind, 0) + 1
        return f"{kind}{n}"

    # ---------------------------------------------------------------- what the kit says

    def heard(self, line: Line) -> None:
        """One line of the kit, for one line of calls."""
        self.now = line.get("now", self.now)
        kind = line["kind"]
        if kind in ("return", "error", "unsupported") and line.get("call") in self._callers:
            fibre = self._callers.pop(line["call"])
            fibre.inbox.append(line)
            self.fibres.ready(fibre)
        elif kind == "call":
            self._begin(line, lambda: self._handle(line))
        elif kind == "timer":
            party_work = self._timers.pop(line["name"], None)
            if party_work is not None:
                self._begin(line, lambda: self._alone(party_work[1], ()))
        elif kind == "do":
            self._begin(line, lambda: self._told(line, "begin_", {"hears": line.get("hears")}))
        elif kind == "fault":
            self._begin(line, lambda: self._told(line, "fault_", {}))
        else:
            refuse(self._lines, line, f"{kind} is not known")

    def _begin(self, line: Line, job: Callable[[], None]) -> None:
        """On top of the line of calls that it names, or as a new one."""
        on: On = line.get("on", "")
        fibre = self.fibres.named(on)
        if fibre is not None and fibre.calls:
            fibre.inbox.append(job)
            self.fibres.ready(fibre)
        else:
            self.fibres.start(on, job)

    def _handle(self, line: Line) -> None:
        party = self._party(line)
        if party is None:
            return refuse(self._lines, line, f"{line.get('to')} is not played here")
        party.learn(line)
        args = party.understood(line.get("args", {}))
        lent = [one for one in _resources_in(args.values()) if one.access == "read"]
        handler: Optional[Handler] = _handler_of(party, line["name"])
        if handler is None:
            return self.say({"kind": "unsupported", "call": line["call"], "reason": f"no handler of {line['name']}"})
        args = {"caller": line["from"], **args}

        def answered(results: Any) -> None:
            if results is not None and not isinstance(results, dict):
                raise TypeError(f"{line['name']} was answered with {results!r}, which is no table of results")
            self.say({"kind": "return", "call": line["call"], "results": spelt_table(results or {})})
            for one in lent:
                one.gone(f"returning from {line['name']}")

        self._answering("call", line, lambda: answered(_applied(handler, args)))

    def _told(self, line: Line, prefix: str, extra: Mapping[str, Any]) -> None:
        party = self._party(line)
        handler = None if party is None else _handler_of(party, prefix + line["name"])
        if party is None or handler is None:
            return self.say({"kind": "unsupported", "ask": line["ask"], "reason": f"no {prefix}{line['name']}"})
        args = party.understood(line.get("args", {}))
        found: Handler = handler

        def done() -> None:
            _applied(found, {**args, **extra})
            self.say({"kind": "result", "ask": line["ask"]})

        self._answering("ask", line, done)

    def _answering(self, id: str, line: Line, work: Callable[[], None]) -> None:
        try:
            work()
        except Unsupported as why:
            never = {"never": True} if why.never else {}
            self.say({"kind": "unsupported", id: line[id], "reason": str(why), **never})
        except Exception as why:  # noqa: BLE001 - whatever a handler throws is its failure
            traceback.print_exc(file=sys.stderr)
            self.say({"kind": "error", id: line[id], "message": _words(why)})

    def _alone(self, work: Handler, args: Sequence[Any]) -> None:
        try:
            work(*args)
        except Exception as why:  # noqa: BLE001 - as above
            traceback.print_exc(file=sys.stderr)
            self.say({"kind": "error", "message": _words(why)})

    def _party(self, line: Line) -> Optional[Party]:
        return self.parties.get(line.get("to", ""))


def refuse(lines: Lines, line: Line, message: str) -> None:
    """To a line that means nothing here."""
    asked: Line = {key: line[key] for key in ("call", "ask") if key in line}
    lines.say({"kind": "error", "message": message, **asked})


def _handler_of(party: Party, name: str) -> Optional[Handler]:
    """What a party inherits from the library is no handler."""
    found = getattr(party, name, None)
    return found if callable(found) and not hasattr(Party, name) else None


def _applied(handler: Handler, args: Mapping[str, Any]) -> Any:
    """With the arguments that it has parameters for; None for one that was not said."""
    names = _parameters(getattr(handler, "__func__", handler))
    if names is None:
        return handler(**args)
    return handler(**{name: args.get(name) for name in names[inspect.ismethod(handler) :]})


@cache
def _parameters(handler: Handler) -> Optional[Tuple[str, ...]]:
    """The names of its parameters; None when it takes whatever there is."""
    parameters = inspect.signature(handler).parameters.values()
    return None if any(one.kind is one.VAR_KEYWORD for one in parameters) else tuple(one.name for one in parameters)


def _resources_in(values: Any) -> List[Resource]:
    found: List[Resource] = []
    for value in values:
        if isinstance(value, Resource):
            found.append(value)
        elif isinstance(value, (list, tuple)):
            found.extend(_resources_in(value))
    return found


def _words(why: Exception) -> str:
    return f"{type(why).__name__}: {why}"
