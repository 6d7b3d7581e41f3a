"""Servers with one declared defect each."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import List

import smb
from defects import defect, main
from server import Handle, Server, Session

from custody import Resource

SEVEN = "the seven steps of a remote read"
MOVED = "a second read goes on where the first one ended"
OVERTAKING = "the second answer overtakes the first"


@defect("RD-04", MOVED)
class ReadsAtOwnPointer(Server):
    """It reads where its own pointer stands, behind the last read, whatever the request says."""

    def file_read(self, file: Handle, offset: int, count: int) -> bytes:
        return super().file_read(file, file.position, count)


@defect("RD-07", SEVEN)
class AnswersBeforeTheData(Server):
    """It sends its buffer before the data is in it, and reads behind the answer."""

    def file_read(self, file: Handle, offset: int, count: int) -> bytes:
        self.spawn(super().file_read, file, offset, count)
        return bytes(min(count, max(0, file.size - offset)))


@defect("RD-07", OVERTAKING)
class TakesAnswersInOrder(Server):
    """It takes whatever its station brings for the oldest read that is open."""

    def setup(self) -> None:
        super().setup()
        self.open_reads: List[int] = []

    def read(self, session: Session, request: smb.Message) -> smb.Message:
        self.open_reads.append(request.mid)
        answer = super().read(session, request)
        return replace(answer, mid=self.open_reads.pop(0))


@defect("MID-01", SEVEN)
class AnswersWithTheNextId(Server):
    """Its answer to a read carries the id that comes behind that of the request."""

    def read(self, session: Session, request: smb.Message) -> smb.Message:
        return replace(super().read(session, request), mid=request.mid + 1)


@defect("MID-01", SEVEN)
class AnswersTwice(Server):
    """It sends the answer to a read again, in a message of its own."""

    def reply(self, id: str, request: smb.Message, answer: smb.Message) -> None:
        super().reply(id, request, answer)
        if request.command == smb.READ:
            super().reply(id, request, answer)


@defect("WAY-01", "a redirector that waits longer than a server may take")
class KeepsTheAnswer(Server):
    """It has the data and never sends it."""

    def reply(self, id: str, request: smb.Message, answer: smb.Message) -> None:
        if request.command != smb.READ:
            super().reply(id, request, answer)


@defect("CUSTODY-message", SEVEN)
class FreesWhatIsAway(Server):
    """It frees an answer when the call that sends it has returned, before it is reported on."""

    def send(self, session: str, message: Resource) -> None:
        super().send(session, message)
        message.free()

    def ReplySent(self, message: Resource) -> None:
        """Freed already."""


@defect("CUSTODY-message", SEVEN)
class WritesWhatIsAway(Server):
    """It has one buffer, and writes into it again when the call that sends it has returned."""

    def send(self, session: str, message: Resource) -> None:
        super().send(session, message)
        message.data[0:4] = b"next"


@defect("RD-04", "a read where offsets end")
class ReadsAtSixteenBits(Server):
    """It keeps the offset of a request in 16 bits."""

    def file_read(self, file: Handle, offset: int, count: int) -> bytes:
        return super().file_read(file, offset & 0xFFFF, count)


@defect("WAY-01", SEVEN)
class MakesDataUp(Server):
    """It answers a read without asking its own station."""

    def file_read(self, file: Handle, offset: int, count: int) -> bytes:
        return bytes(count)


@defect("RD-07", "a read across the end of the file brings what there is")
class CountsWhatWasAsked(Server):
    """It says that it read as much as was asked for, also where the file ends before."""

    def read(self, session: Session, request: smb.Message) -> smb.Message:
        answer = super().read(session, request)
        (_, count, _, _) = self.words(request, "<HHIH")
        return replace(answer, words=struct.pack("<H8x", count))


@defect("CTX-04", "a read that fails leaves the pointer where it was")
class HidesFailure(Server):
    """Where it cannot read it answers a success of two bytes, and sends none."""

    def reply(self, id: str, request: smb.Message, answer: smb.Message) -> None:
        if request.command == smb.READ and answer.status != 0:
            words, _ = smb.read_answer(b"\0\0")
            answer = request.answer(words, b"\x01\0\0")
        super().reply(id, request, answer)


if __name__ == "__main__":
    main()
