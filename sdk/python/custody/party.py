"""A party of the stack: a class with a method for each call that it can be told, named as the call is."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Mapping, Optional, Sequence

from .fibres import Promise
from .resources import Resource
from .wire import Line, meant, spelt, spelt_table

if TYPE_CHECKING:
    from .run import Run


class Unsupported(Exception):
    """Raised by a handler that does not have what it is asked for: the scenario is unsupported, which is no failure.

    By one that was told to begin something it means "not now", with `never` that there is no such word of its.
    """

    def __init__(self, reason: str, never: bool = False) -> None:
        super().__init__(reason)
        self.never = never


class Results(Dict[str, Any]):
    """What a call was answered with, by name: `results.status`. None where there is nothing of this name."""

    def __getattr__(self, name: str) -> Any:
        return self.get(name)


class Party:
    """Made anew for each scenario, once for each party of the role that it plays.

    A method named as a call handles it: its parameters are the call's arguments by name (and `caller`, if it has one), it
    answers with a table of results or with nothing. `begin_NAME(hears, ...)` says a call of its own when the kit asks for one, to the
    party `hears`; `fault_NAME(...)` takes a declared fault.
    """

    role = ""
    touches = "continue"

    def __init__(self, run: Run, facts: Mapping[str, Any]) -> None:
        self.id: str = facts["id"]
        self.name: str = facts["name"]
        self.station: str = facts["station"]
        self.of: Optional[str] = facts.get("of")
        self.properties: Mapping[str, Any] = facts["properties"]
        self.state = SimpleNamespace()
        self._run = run
        self._resources: Dict[str, Resource] = {}
        self.setup()

    def setup(self) -> None:
        """Overridden to make what the party remembers."""

    # ---------------------------------------------------------------- saying

    def call(self, to: str, name: str, /, **args: Any) -> Results:
        """Says the call and waits for its answer. What comes on the same line of calls meanwhile is handled inside of it."""
        return self._run.call(self, to, name, args)

    def spawn(self, work: Callable[..., Any], *args: Any) -> None:
        """Begins a line of calls of its own: what stands behind an answer, and waits for nobody."""
        self._run.spawn(self, work, args)

    def pick(self, name: str, options: Sequence[Any]) -> Any:
        """One of several things that are all right. The kit says which: what a scenario wants, else the first; an exploration tries all."""
        line: Line = {"kind": "pick", "name": name, "options": [spelt(one) for one in options]}
        return meant(self._run.ask(line), self._handle)

    def note(self, text: str) -> None:
        self._run.say({"kind": "note", "text": text})

    def befell(self, fault: str) -> None:
        """A declared fault happens now."""
        self._run.say({"kind": "befell", "fault": fault})

    def act(self, name: str, /, *, where: Optional[Sequence[str]] = None, **args: Any) -> None:
        """Something that the party does alone."""
        self._run.say(self._act(name, where, args))

    def ask_act(self, name: str, /, *, where: Optional[Sequence[str]] = None, **args: Any) -> Any:
        return meant(self._run.ask(self._act(name, where, args)), self._handle)

    def _act(self, name: str, where: Optional[Sequence[str]], args: Mapping[str, Any]) -> Line:
        line: Line = {"kind": "act", "from": self.id, "name": name, "args": spelt_table(args)}
        if where is not None:
            line["where"] = list(where)
        return line

    # ---------------------------------------------------------------- who is there, and time

    def neighbours(self, role: str) -> List[str]:
        """The parties of a role on this station, and the wire; a client's protocol is the one that it belongs to."""
        beside = [
            one["id"]
            for one in self._run.cast
            if one["role"] == role and one["id"] != self.id and (one["station"] == self.station or role == "wire")
        ]
        return [one for one in beside if one == self.of] or beside

    @property
    def now(self) -> int:
        """Microseconds of the kit's time since the scenario began."""
        return self._run.now

    @property
    def random(self) -> random.Random:
        """For choices of one's own: the same in every repetition of a run."""
        return self._run.random

    def promise(self) -> Promise:
        return Promise(self._run.fibres, self._after)

    def timer(self, after: int, work: Callable[[], Any], maintenance: bool = False) -> Callable[[], None]:
        """Work to be done in so many microseconds, on a line of calls of its own. The answer cancels it."""
        return self._run.timer(self, after, work, maintenance)

    def sleep(self, microseconds: int) -> None:
        self.promise().wait(microseconds)

    def _after(self, after: int, work: Callable[[], None]) -> Callable[[], None]:
        return self._run.timer(self, after, work, False)

    # ---------------------------------------------------------------- resources

    def allocate(self, kind: str, /, **fields: Any) -> Resource:
        """A resource of one's own, from this party's pool."""
        made = Resource(self, self._run.fresh(kind), kind)
        self._resources[made.id] = made
        self.act("allocates", what=made, pool=f"pool:{self.id}")
        for field, value in fields.items():
            made[field] = value
        return made

    def resource(self, id: str) -> Optional[Resource]:
        """The handle of this id, once it was heard of."""
        return self._resources.get(id)

    def learn(self, line: Line) -> None:
        """What comes along with a line of the kit."""
        said = line.get("resources", {})
        for id, one in said.items():
            if id not in self._resources:
                self._resources[id] = Resource(self, id, one["type"])
        for id, one in said.items():
            fields = {name: meant(value, self._handle) for name, value in one.get("fields", {}).items()}
            self._resources[id].told(one, fields)

    def understood(self, values: Mapping[str, Any]) -> Dict[str, Any]:
        return {name: meant(value, self._handle) for name, value in values.items()}

    def _handle(self, text: str) -> Any:
        return self._resources.get(text, text)
