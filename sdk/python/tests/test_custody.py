"""Custody: a use after hand-over is told with its traceback, and the bytes are gone."""

from __future__ import annotations

import contextlib
import io
import unittest
from typing import Any, List, Tuple

from kit import Kit, Line, adapter_of, facts, reset, talking

from custody import Party, Resource, Revoked

CAST = [facts("T", "protocol"), facts("R", "sender")]


class Sender(Party):
    role = "sender"

    def Send(self, after: str) -> None:
        message = self.allocate("message", data=b"hello", size=5)
        view = message.data
        view[0:1] = b"j"
        self.call("T", "SendMessage", message=message)
        if after == "read":
            self.state.got = bytes(view)
        elif after == "write":
            view[0:1] = b"x"
        elif after == "free":
            message.free()
        else:
            self.state.kept = message

    def Sent(self, message: Resource) -> None:
        message["size"] = len(message.data)
        message.free()

    def Got(self) -> Any:
        return {"data": self.state.got}

    def Lent(self, packet: Resource) -> Any:
        self.state.kept = packet
        packet.data[0:1] = b"!"
        return {"data": bytes(packet.data), "size": packet["size"]}

    def Touch(self) -> Any:
        return {"data": bytes(self.state.kept.data)}


def call(name: str, n: int, resources: Any = None, **args: Any) -> Line:
    line = {"kind": "call", "call": n, "on": n, "name": name, "from": "T", "to": "R", "args": args, "now": 0}
    return line if resources is None else {**line, "resources": resources}


def returned(to: Line, resources: Any = None) -> Line:
    line = {
        "kind": "return",
        "call": to["call"],
        "on": to["on"],
        "name": to["name"],
        "from": "T",
        "results": {},
        "now": 0,
    }
    return line if resources is None else {**line, "resources": resources}


def seen(access: str, **fields: Any) -> Line:
    return {"type": "message", "owner": "R", "access": access, "fields": fields}


class Custody(unittest.TestCase):
    touches = "continue"

    def setUp(self) -> None:
        self.talk = talking(adapter_of(Sender, touches=self.touches))
        self.kit: Kit = self.talk.__enter__()
        self.kit.turn(reset(["R"], CAST))
        self.log = io.StringIO()
        self.quiet = contextlib.redirect_stderr(self.log)
        self.quiet.__enter__()

    def tearDown(self) -> None:
        self.quiet.__exit__(None, None, None)
        self.talk.__exit__(None, None, None)

    def send(self, after: str) -> Line:
        said = self.kit.turn(call("Send", 1, after=after))
        self.assertEqual(
            [line.get("name") for line in said], ["allocates", "writes", "writes", "writes", "SendMessage"]
        )
        self.assertEqual(said[0]["args"], {"what": "message1000", "pool": "pool:R"})
        self.assertEqual(said[3]["args"], {"what": "message1000", "field": "data", "value": {"all": b"jello".hex()}})
        return said[4]

    def touched(self, after: str) -> Tuple[Line, List[Line]]:
        """The act that tells it, and what came behind."""
        self.kit.say(returned(self.send(after)))
        told = self.kit.hear()
        if "ask" not in told:
            return told, []
        return told, self.kit.turn({"kind": "result", "ask": told["ask"], "value": None})

    def test_a_read_after_hand_over_is_told_with_its_steps_and_finds_poison(self) -> None:
        told, _ = self.touched("read")
        self.assertEqual((told["name"], told["args"]), ("reads", {"what": "message1000", "field": "data"}))
        self.assertRegex(told["where"][0], r"^test_custody\.py:\d+ in Send$")
        self.assertRegex(told["where"][-1], r"given away by SendMessage to T at test_custody\.py:\d+ in Send")
        self.assertIn("in Send\n    self.state.got = bytes(view)", self.log.getvalue())
        self.assertEqual(self.kit.turn(call("Got", 2))[0]["results"]["data"], {"all": "db" * 5})

    def test_a_write_after_hand_over_is_told_and_changes_nothing(self) -> None:
        told, behind = self.touched("write")
        self.assertEqual((told["name"], told["args"]), ("writes", {"what": "message1000", "field": "data"}))
        self.assertEqual([line["kind"] for line in behind], ["return"])

    def test_a_free_after_hand_over_is_told_with_its_steps(self) -> None:
        said = self.kit.turn(returned(self.send("free")))
        self.assertEqual((said[0]["name"], said[0]["args"]), ("frees", {"what": "message1000"}))
        self.assertRegex(said[0]["where"][0], r"in Send$")

    def test_what_came_home_may_be_touched_again(self) -> None:
        sent = self.send("keep")
        home = {"message1000": seen("write", size=5, data={"all": b"world".hex()})}
        said = self.kit.turn({**call("Sent", 2, home, message="message1000"), "on": 1})
        self.assertEqual([line.get("name", line["kind"]) for line in said], ["writes", "frees", "return"])
        self.assertNotIn("where", said[1])
        self.assertEqual([line["kind"] for line in self.kit.turn(returned(sent))], ["return"])
        self.assertEqual(self.log.getvalue(), "")

    def test_a_loan_is_for_reading_and_ends_with_the_call(self) -> None:
        lent = {
            "packet1": {
                "type": "packet",
                "owner": "T",
                "access": "read",
                "fields": {"size": 2, "data": {"all": "0102"}},
            }
        }
        self.kit.say(call("Lent", 1, lent, packet="packet1"))
        written = self.kit.hear()
        self.assertEqual((written["name"], written["args"]), ("writes", {"what": "packet1", "field": "data"}))
        said = self.kit.turn({"kind": "result", "ask": written["ask"], "value": None})
        self.assertEqual(said[-1]["results"], {"data": {"all": "0102"}, "size": 2})
        self.kit.say(call("Touch", 2))
        told = self.kit.hear()
        self.assertRegex(told["where"][-1], r"given away by returning from Lent")
        said = self.kit.turn({"kind": "result", "ask": told["ask"], "value": {"all": "0102"}})
        self.assertEqual(said[-1]["results"], {"data": {"all": "0102"}}, "where the kit allows it, the bytes are there")


class Stopping(Custody):
    """The same, where a touch ends the handler."""

    touches = "stop"

    def test_a_read_after_hand_over_is_told_with_its_steps_and_finds_poison(self) -> None:
        told, _ = self.touched("read")
        self.assertNotIn("ask", told)
        self.assertEqual(self.kit.hear()["message"][:8], Revoked.__name__ + ":")
        self.kit.hear()

    def test_a_write_after_hand_over_is_told_and_changes_nothing(self) -> None:
        self.assertEqual(self.touched("write")[0]["name"], "writes")
        self.assertEqual(self.kit.hear()["kind"], "error")
        self.kit.hear()

    def test_a_loan_is_for_reading_and_ends_with_the_call(self) -> None:
        """As above."""


if __name__ == "__main__":
    unittest.main()
