"""Turns: nesting, blocking, lines of calls of one's own, time, and forgetting."""

from __future__ import annotations

import contextlib
import io
import unittest
from typing import Any, Dict, List

from kit import Line, adapter_of, facts, reset, talking

from custody import Adapter, Party, Unsupported

CAST = [facts("WS.os", "os"), facts("WS.desk", "desk", limit=3), facts("SRV.os", "os")]


def call(name: str, call: int = 1, on: Any = 1, now: int = 0, **args: Any) -> Line:
    line = {"kind": "call", "call": call, "on": on, "name": name, "from": "WS.os", "to": "WS.desk", "args": args}
    return {**line, "now": now}


def returned(to: Line, now: int = 0, **results: Any) -> Line:
    return {
        "kind": "return",
        "call": to["call"],
        "on": to["on"],
        "name": to["name"],
        "from": "WS.os",
        "results": results,
        "now": now,
    }


class Desk(Party):
    role = "desk"

    def setup(self) -> None:
        self.waiting = self.promise()
        self.log: List[str] = []

    def Submit(self, form: str) -> Dict[str, Any]:
        answer = self.call("WS.os", "Check", name=form)
        return {"status": answer.status, "nothing": answer.nothing}

    def Peek(self) -> Dict[str, Any]:
        return {"now": self.now, "os": self.neighbours("os"), "limit": self.properties["limit"]}

    def Wait(self) -> Dict[str, Any]:
        return {"value": self.waiting.wait()}

    def WaitAWhile(self) -> Dict[str, Any]:
        return {"value": self.waiting.wait(500, "late")}

    def Wake(self, value: int) -> None:
        self.waiting.keep(value)

    def Later(self) -> None:
        self.spawn(self.work, "a")
        self.spawn(self.work, "b")

    def work(self, what: str) -> None:
        self.call("WS.os", "Work", what=what)
        self.call("WS.os", "More", what=what)

    def Choose(self) -> Dict[str, Any]:
        return {"count": self.pick("count", [0, 1, 2])}

    def Sleep(self) -> Dict[str, Any]:
        self.sleep(250)
        return {"now": self.now}

    def Draw(self) -> Dict[str, Any]:
        return {"n": self.random.randrange(1 << 30)}

    def Refuse(self) -> None:
        raise Unsupported("no forms today")

    def Break(self) -> None:
        raise ValueError("the pen is empty")

    def Wrong(self) -> Any:
        return 7

    def begin_Check(self, hears: str, name: str) -> None:
        self.call(hears, "Check", name=name or "anything")

    def begin_Submit(self) -> None:
        raise Unsupported("it never submits", never=True)

    def fault_leaks(self, what: str) -> None:
        self.befell("leaks")


@contextlib.contextmanager
def quiet() -> Any:
    log = io.StringIO()
    with contextlib.redirect_stderr(log):
        yield log


class Turns(unittest.TestCase):
    def setUp(self) -> None:
        self.talk = talking(adapter_of(Desk))
        self.kit = self.talk.__enter__()
        self.assertEqual(self.kit.turn(reset(["WS.desk"], CAST)), [{"kind": "result", "ask": 1}])

    def tearDown(self) -> None:
        self.talk.__exit__(None, None, None)

    def one(self, line: Line) -> Line:
        said = self.kit.turn(line)
        self.assertEqual(len(said), 1, said)
        return said[0]

    def test_a_call_inside_of_a_call_is_answered_innermost_first(self) -> None:
        asked = self.one(call("Submit", form="F"))
        self.assertEqual((asked["name"], asked["on"], asked["args"]), ("Check", 1, {"name": "F"}))
        nested = self.one(call("Peek", 2))
        self.assertEqual(nested["results"], {"now": 0, "os": ["WS.os"], "limit": 3})
        done = self.one(returned(asked, status=5))
        self.assertEqual((done["kind"], done["call"], done["results"]), ("return", 1, {"status": 5, "nothing": None}))

    def test_two_calls_that_wait_are_answered_in_any_order(self) -> None:
        first = self.one(call("Submit", 1, 1, form="F"))
        second = self.one(call("Submit", 2, 2, form="G"))
        self.assertEqual(self.one(returned(first, status=1))["call"], 1)
        self.assertEqual(self.one(returned(second, status=2))["call"], 2)

    def test_a_handler_waits_for_what_another_call_brings(self) -> None:
        self.assertEqual(self.kit.turn(call("Wait", 1, 1)), [])
        woken = self.kit.turn(call("Wake", 2, 2, value=9))
        self.assertEqual([(line["call"], line["results"]) for line in woken], [(2, {}), (1, {"value": 9})])

    def test_waiting_ends_with_the_kit_s_time_or_with_the_value(self) -> None:
        timer = self.one(call("WaitAWhile"))
        self.assertEqual((timer["kind"], timer["after"]), ("timer", 500))
        late = self.one({"kind": "timer", "name": timer["name"], "to": "WS.desk", "on": 2, "now": 500})
        self.assertEqual(late["results"], {"value": "late"})

    def test_a_value_in_time_cancels_the_timer(self) -> None:
        timer = self.one(reset_and(self.kit, call("WaitAWhile")))
        woken = self.kit.turn(call("Wake", 2, 2, value=9))
        self.assertIn({"kind": "cancel", "name": timer["name"], "from": "WS.desk", "on": 1}, woken)

    def test_what_is_behind_an_answer_has_lines_of_its_own_in_their_order(self) -> None:
        said = self.kit.turn(call("Later"))
        self.assertEqual([line["kind"] for line in said], ["return", "call", "call"])
        a, b = said[1:]
        self.assertNotEqual(a["on"], b["on"])
        more = self.one(returned(b))
        self.assertEqual((more["name"], more["on"], more["args"]), ("More", b["on"], {"what": "b"}))

    def test_a_choice_is_the_kit_s(self) -> None:
        self.kit.say(call("Choose"))
        asked = self.kit.hear()
        self.assertEqual((asked["kind"], asked["name"], asked["options"]), ("pick", "count", [0, 1, 2]))
        self.assertEqual(self.one({"kind": "result", "ask": asked["ask"], "value": 2})["results"], {"count": 2})

    def test_sleeping_is_the_kit_s_time(self) -> None:
        timer = self.one(call("Sleep"))
        slept = self.one({"kind": "timer", "name": timer["name"], "to": "WS.desk", "on": 2, "now": 250})
        self.assertEqual(slept["results"], {"now": 250})

    def test_what_cannot_be_done_is_said_in_three_ways(self) -> None:
        with quiet() as log:
            refused, broken = self.one(call("Refuse")), self.one(call("Break"))
            wrong, unknown = self.one(call("Wrong")), self.one(call("Vanish"))
        self.assertEqual((refused["kind"], refused["reason"]), ("unsupported", "no forms today"))
        self.assertEqual((broken["kind"], broken["message"]), ("error", "ValueError: the pen is empty"))
        self.assertIn("in Break", log.getvalue())
        self.assertIn("no table of results", wrong["message"])
        self.assertEqual(unknown["kind"], "unsupported")

    def test_it_begins_by_itself_when_it_is_told_to(self) -> None:
        line = {
            "kind": "do",
            "ask": 4,
            "to": "WS.desk",
            "on": 3,
            "name": "Check",
            "hears": "WS.os",
            "args": {"name": None},
        }
        asked = self.one(line)
        self.assertEqual(
            (asked["name"], asked["to"], asked["on"], asked["args"]), ("Check", "WS.os", 3, {"name": "anything"})
        )
        self.assertEqual(self.one(returned(asked))["kind"], "result")
        later, never = self.one({**line, "name": "Vanish"}), self.one({**line, "name": "Submit"})
        self.assertEqual(
            [(one["kind"], one.get("never")) for one in (later, never)], [("unsupported", None), ("unsupported", True)]
        )

    def test_a_declared_fault_is_told_and_says_when_it_happens(self) -> None:
        line = {"kind": "fault", "ask": 4, "to": "WS.desk", "on": 3, "name": "leaks", "args": {"what": "ink"}, "now": 0}
        self.assertEqual([said["kind"] for said in self.kit.turn(line)], ["befell", "result"])

    def test_a_capability_that_nobody_has_is_unsupported(self) -> None:
        probed = [self.one({"kind": "probe", "ask": 2, "capability": name})["kind"] for name in ("teleports", "desk")]
        self.assertEqual(probed, ["unsupported", "result"])

    def test_a_line_that_is_not_known_is_answered_with_an_error(self) -> None:
        self.assertEqual(self.one({"kind": "dance", "ask": 3})["kind"], "error")

    def test_everything_is_forgotten_at_a_reset_also_in_the_middle(self) -> None:
        self.kit.turn(call("Wait", 1, 1))
        self.kit.turn(call("Submit", 2, 2, form="F"))
        first = self.one(reset_and(self.kit, call("Submit", 1, 1, form="F")))
        self.assertEqual(first["call"], "call1")
        self.assertEqual(self.one(returned(first, status=1))["results"]["status"], 1)

    def test_the_same_lines_are_answered_alike_and_the_seed_is_the_kit_s(self) -> None:
        def said(seed: int) -> List[List[Line]]:
            lines = [reset(["WS.desk"], CAST, seed), call("Later"), call("WaitAWhile", 2, 2), call("Draw", 3, 3)]
            return [self.kit.turn(line) for line in lines]

        self.assertEqual(said(7), said(7))
        self.assertNotEqual(said(7), said(8))


def reset_and(kit: Any, line: Line) -> Line:
    kit.turn(reset(["WS.desk"], CAST))
    return line


class PlainFunctions(unittest.TestCase):
    def test_functions_do_instead_of_a_class(self) -> None:
        adapter = Adapter("functions", "1")

        @adapter.on("desk", "Count")
        def count(desk: Party) -> Dict[str, Any]:
            desk.state.n = getattr(desk.state, "n", 0) + 1
            return {"n": desk.state.n}

        with talking(adapter) as kit:
            for _ in range(2):
                kit.turn(reset(["WS.desk"], CAST))
                self.assertEqual([kit.turn(call("Count", n))[0]["results"]["n"] for n in (1, 2)], [1, 2])


if __name__ == "__main__":
    unittest.main()
