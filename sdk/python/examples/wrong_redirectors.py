"""Redirectors with one declared defect each."""

from __future__ import annotations

from typing import Any, Mapping, Optional

import smb
from defects import defect, main
from redirector import Connection, Failed, OpenFile, Redirector, Request

from custody import Promise, Resource

SEVEN = "the seven steps of a remote read"
MOVED = "a second read goes on where the first one ended"
OVERTAKING = "the second answer overtakes the first"


@defect("MID-03", OVERTAKING)
class ExpectsAnswersInOrder(Redirector):
    """It takes every answer for that of its oldest request."""

    def request_of(self, connection: Connection, answer: smb.Message) -> Optional[Request]:
        oldest = next(iter(connection.requests), None)
        return None if oldest is None else connection.requests.pop(oldest)


@defect("MID-02", "two reads at once have two ids")
class UsesOneId(Redirector):
    """Every request carries the same multiplex id."""

    def free_mid(self, connection: Connection, server: str) -> int:
        return 1


@defect("RD-02", MOVED)
class ReadsFromTheStart(Redirector):
    """It moves its pointer and asks for the beginning of the file all the same."""

    def read_parts(self, file: OpenFile, start: int, count: int) -> bytes:
        return super().read_parts(file, 0, count)


@defect("RD-03", MOVED)
class SeeksOnTheServer(Redirector):
    """It moves the server's pointer along whenever its own is moved."""

    def remote_seek(self, file: Any, to: int) -> Mapping[str, Any]:
        open_file = self.files[file.id]
        request = smb.seek(open_file.tid, open_file.fid, to)
        self.asked(open_file.connection, self.server_of(open_file.connection), request)
        return super().remote_seek(file, to)


@defect("MID-03", SEVEN)
class AnswersBeforeTheData(Redirector):
    """It answers a read when it has asked the server, before the data is there."""

    def answer_to(self, request: smb.Message, answer: Promise) -> Any:
        if request.command != smb.READ:
            return super().answer_to(request, answer)
        words, data = smb.read_answer(bytes(4))
        return request.answer(words, data)


@defect("WAY-01", SEVEN)
class LosesTheCompletion(Redirector):
    """The answer came, and nobody is told."""

    def read_parts(self, file: OpenFile, start: int, count: int) -> bytes:
        super().read_parts(file, start, count)
        never: bytes = self.promise().wait()
        return never


@defect("CUSTODY-message", SEVEN)
class FreesWhatIsAway(Redirector):
    """It frees a message when the call that sends it has returned, before it is reported on."""

    def send(self, connection: Connection, message: Resource) -> None:
        super().send(connection, message)
        message.free()

    def MessageSent(self, message: Resource, status: str) -> None:
        """Freed already."""


@defect("CUSTODY-message", SEVEN)
class WritesWhatIsAway(Redirector):
    """It has one buffer, and writes the next request into it before the last one is reported on."""

    def send(self, connection: Connection, message: Resource) -> None:
        super().send(connection, message)
        message.data[0:4] = b"next"


@defect("MID-02", SEVEN)
class UsesTheReservedId(Redirector):
    """It uses the id that is kept for what the server says unasked."""

    def free_mid(self, connection: Connection, server: str) -> int:
        return smb.RESERVED_MID


@defect("RD-02", "a read behind one that came short")
class AdvancesByWhatWasAsked(Redirector):
    """Its pointer goes on by the bytes that it asked for, not by those that came."""

    def advance(self, file: OpenFile, got: int, asked: int) -> None:
        super().advance(file, asked, asked)


@defect("RD-02", "a read that fails leaves the pointer where it was")
class AdvancesAfterFailure(Redirector):
    """Its pointer goes on by the bytes of a read that failed."""

    def read_parts(self, file: OpenFile, start: int, count: int) -> bytes:
        try:
            return super().read_parts(file, start, count)
        except Failed:
            file.position += count
            raise


@defect("MID-03", "a read that fails leaves the pointer where it was")
class TakesFailureForTheEnd(Redirector):
    """A read that the server refused looks like one at the end of the file."""

    def read_part(self, file: OpenFile, offset: int, count: int, left: int) -> bytes:
        try:
            return super().read_part(file, offset, count, left)
        except Failed:
            return b""


@defect("MID-03", MOVED)
class ReturnsTheLastBuffer(Redirector):
    """It answers a read from the buffer of the read before."""

    last = b""

    def read_parts(self, file: OpenFile, start: int, count: int) -> bytes:
        data = super().read_parts(file, start, count)
        self.last, before = data, self.last
        return before or data


@defect("CUSTODY-message", SEVEN)
class ReadsWhatIsAway(Redirector):
    """It looks up how long its request was in the message that it has sent."""

    def send(self, connection: Connection, message: Resource) -> None:
        super().send(connection, message)
        self.note(f"{len(message.data)} octets are under way")


if __name__ == "__main__":
    main()
