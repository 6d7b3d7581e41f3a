"""Virtual threads: handlers block as ordinary functions do, one of them runs at a time, and who goes on next is no chance.

A fibre is an operating system's thread that runs only while it has the baton. The main thread has it between two turns.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Any, Callable, Deque, Dict, List, Optional, Union

On = Union[int, str]


class Unwound(BaseException):
    """Ends a fibre that is in the middle of something when everything is forgotten. No handler should catch it."""


class Fibre:
    """One line of calls. `inbox` holds what came for it while it was parked."""

    def __init__(self, fibres: Fibres) -> None:
        self.on: On = ""
        self.inbox: Deque[Any] = deque()
        self.calls: List[Any] = []
        self._fibres = fibres
        self._job: Optional[Callable[[], None]] = None
        self._go = threading.Lock()
        self._go.acquire()
        self._doomed = False
        threading.Thread(target=self._work, daemon=True).start()

    def begin(self, on: On, job: Callable[[], None]) -> None:
        self.on, self._job, self._doomed = on, job, False
        self.inbox.clear()
        self.calls.clear()

    def park(self) -> None:
        """Gives the baton away until somebody resumes this fibre."""
        if not self._doomed:
            self._fibres.baton.release()
            self._go.acquire()
        if self._doomed:
            raise Unwound()

    def resume(self) -> None:
        self._fibres.current = self
        self._go.release()
        self._fibres.baton.acquire()
        self._fibres.current = None

    def unwind(self) -> None:
        self._doomed = True
        self.resume()

    def check(self) -> None:
        """Nothing is said any more by what is being unwound."""
        if self._doomed:
            raise Unwound()

    def end(self) -> None:
        """The thread that carried it is not needed any more."""
        self._go.release()

    def _work(self) -> None:
        while True:
            self._go.acquire()
            if self._fibres.ended:
                return
            try:
                if self._job is not None and not self._doomed:
                    self._job()
            except Unwound:
                pass
            self._fibres.over(self)
            self._fibres.baton.release()


class Fibres:
    """All fibres: those that are alive by the name of their thread, those that can go on, those to be used again."""

    def __init__(self) -> None:
        self.baton = threading.Lock()
        self.baton.acquire()
        self.current: Optional[Fibre] = None
        self.ended = False
        self._alive: Dict[On, Fibre] = {}
        self._ready: Deque[Fibre] = deque()
        self._idle: List[Fibre] = []

    def named(self, on: On) -> Optional[Fibre]:
        return self._alive.get(on)

    def start(self, on: On, job: Callable[[], None]) -> None:
        """A new line of calls, which runs when its turn comes."""
        fibre = self._idle.pop() if self._idle else Fibre(self)
        fibre.begin(on, job)
        self._alive[on] = fibre
        self._ready.append(fibre)

    def ready(self, fibre: Fibre) -> None:
        if fibre not in self._ready:
            self._ready.append(fibre)

    def run(self) -> None:
        """Everybody who can go on does, first come first served, until all wait."""
        while self._ready:
            self._ready.popleft().resume()

    def over(self, fibre: Fibre) -> None:
        self._alive.pop(fibre.on, None)
        self._idle.append(fibre)

    def unwind(self) -> None:
        """Ends all of them, wherever they are."""
        self._ready.clear()
        for fibre in list(self._alive.values()):
            fibre.unwind()
        self._ready.clear()

    def end(self) -> None:
        """Unwinds all, and lets the threads that carried them go."""
        self.unwind()
        self.ended = True
        for fibre in self._idle:
            fibre.end()


class Promise:
    """A value that another line of calls will bring. Made by `Party.promise()`."""

    def __init__(self, fibres: Fibres, timer: Callable[[int, Callable[[], None]], Callable[[], None]]) -> None:
        self._fibres = fibres
        self._timer = timer
        self._waiting: List[Fibre] = []
        self._kept = False
        self._value: Any = None

    @property
    def kept(self) -> bool:
        return self._kept

    def keep(self, value: Any = None) -> None:
        """Here it is: whoever waits goes on. Only the first time counts."""
        if self._kept:
            return
        self._kept, self._value = True, value
        for fibre in self._waiting:
            self._fibres.ready(fibre)
        self._waiting.clear()

    def wait(self, after: Optional[int] = None, otherwise: Any = None) -> Any:
        """The value, as soon as it is there. After so many microseconds of the kit's time `otherwise` takes its place."""
        fibre = self._fibres.current
        if fibre is None:
            raise RuntimeError("only a handler can wait")
        cancel = None if after is None or self._kept else self._timer(after, lambda: self.keep(otherwise))
        while not self._kept:
            if fibre not in self._waiting:
                self._waiting.append(fibre)
            fibre.park()
        if cancel is not None:
            cancel()
        return self._value
