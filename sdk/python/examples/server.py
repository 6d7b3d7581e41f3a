"""An SMB server: has its own station's operating system do what the requests of its sessions ask, and answers."""

from __future__ import annotations

import struct
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import smb

from custody import Party, Resource, Results, Want, serve

MAX_BUFFER = 4356  # the longest message that goes either way
INVALID_SMB, BAD_TID, BAD_COMMAND, BAD_ACCESS = 0x00010002, 0x00050002, 0x00160002, 0x000C0001
NOT_IMPLEMENTED, INVALID_HANDLE, INVALID_PARAMETER, BAD_NETWORK_NAME = 0xC0000002, 0xC0000008, 0xC000000D, 0xC00000CC


class Refused(Exception):
    """A request that is answered with a status and nothing else."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class Handle:
    """What a client opened. The pointer is moved by reads and seeks, and looked at by seeks alone."""

    tid: int
    handle: int
    size: int
    position: int = 0


@dataclass
class Session:
    protocol: str
    negotiated: bool = False
    trees: Dict[int, str] = field(default_factory=dict)
    files: Dict[int, Handle] = field(default_factory=dict)


class Server(Party):
    role = "server"

    def setup(self) -> None:
        self.sessions: Dict[str, Session] = {}
        self.armed: List[Dict[str, Any]] = []

    # ---------------------------------------------------------------- what the transport says

    def SessionOpened(self, session: str, caller: str) -> None:
        self.sessions[session] = Session(caller)

    def SessionReceived(self, session: str, data: bytes) -> None:
        """The work is done behind the answer, so that no indication waits for a disk."""
        request = smb.parse(data)
        if session in self.sessions and request is not None and not request.is_reply:
            self.spawn(self.serve_request, session, request)

    def SessionClosed(self, session: str) -> None:
        """Everything that the session had open is closed."""
        closed = self.sessions.pop(session, None)
        for one in closed.files.values() if closed is not None else ():
            self.spawn(self.give_up, one.handle)

    def give_up(self, handle: int) -> None:
        """Closed for nobody: there is no one left to hear how that went."""
        for os in self.neighbours("os"):
            self.call(os, "file_close", handle=handle)

    def ReplySent(self, message: Resource) -> None:
        """The message is ours again; whether it arrived is the transport's and the client's affair."""
        message.free()

    def DatagramReceived(self, data: bytes) -> None:
        """Nothing is asked by datagrams here."""

    def begin_Listen(self, hears: str, name: Optional[str]) -> None:
        self.call(hears, "Listen", name=name or self.station.upper()[:15] or "STATION")

    # ---------------------------------------------------------------- requests

    def serve_request(self, id: str, request: smb.Message) -> None:
        session = self.sessions[id]
        try:
            answer = self.performed(session, request)
        except Refused as why:
            answer = request.answer(status=why.status)
        self.reply(id, request, answer)

    def reply(self, id: str, request: smb.Message, answer: smb.Message) -> None:
        """In a message of its own; nobody is answered when the session has ended meanwhile."""
        if id in self.sessions:
            data = answer.emit()
            self.send(id, self.allocate("message", data=data, size=len(data)))

    def send(self, session: str, message: Resource) -> None:
        self.call(self.sessions[session].protocol, "Reply", session=session, message=message)

    def performed(self, session: Session, request: smb.Message) -> smb.Message:
        """Checked in the order: dialect, tree, handle."""
        self.refuse_as_declared(request)
        if session.negotiated == (request.command == smb.NEGOTIATE):
            raise Refused(INVALID_SMB)
        if request.command == smb.NEGOTIATE:
            return self.negotiate(session, request)
        if request.command == smb.TREE_CONNECT:
            return self.tree_connect(session, request)
        handlers = {smb.OPEN: self.open, smb.READ: self.read, smb.SEEK: self.seek, smb.CLOSE: self.close}
        if request.command not in handlers:
            raise Refused(BAD_COMMAND)
        if request.tid not in session.trees:
            raise Refused(BAD_TID)
        return handlers[request.command](session, request)

    def negotiate(self, session: Session, request: smb.Message) -> smb.Message:
        """Only the core protocol is spoken: its answer is an index and nothing else."""
        dialects = smb.strings_of(request, 2)
        if dialects is None:
            raise Refused(INVALID_SMB)
        session.negotiated = smb.DIALECT in dialects
        index = dialects.index(smb.DIALECT) if session.negotiated else smb.NO_DIALECT
        return request.answer(struct.pack("<H", index))

    def tree_connect(self, session: Session, request: smb.Message) -> smb.Message:
        """The last part of the path is the share, however it is spelled."""
        strings = smb.strings_of(request, 4)
        if strings is None or len(strings) != 3:
            raise Refused(INVALID_SMB)
        share = strings[0].rpartition("\\")[2].upper()
        if share not in (known.upper() for known in self.properties.get("shares") or ["DATA"]):
            raise Refused(BAD_NETWORK_NAME)
        tid = free_number(session.trees)
        session.trees[tid] = share
        return request.answer(struct.pack("<HH", MAX_BUFFER, tid), tid=tid)

    def open(self, session: Session, request: smb.Message) -> smb.Message:
        words, paths = smb.words_of(request, "<HH"), smb.strings_of(request, 4)
        if words is None or paths is None or len(paths) != 1:
            raise Refused(INVALID_SMB)
        if words[0] & 7 > 3:
            raise Refused(BAD_ACCESS)
        opened = self.os_call("file_open", path=paths[0])
        if session not in self.sessions.values():
            self.give_up(opened["handle"])
        fid = free_number(session.files)
        session.files[fid] = Handle(request.tid, opened["handle"], opened["size"])
        return request.answer(struct.pack("<HHIIH", fid, 0, 0, opened["size"] & 0xFFFFFFFF, words[0]))

    def read(self, session: Session, request: smb.Message) -> smb.Message:
        """Where the request says. The server's own pointer follows the read; no read ever follows it."""
        fid, count, offset, remaining = self.words(request, "<HHIH")
        file = self.file(session, request, fid)
        data = self.file_read(file, offset, min(count, MAX_BUFFER - smb.READ_OVERHEAD))
        file.position = offset + len(data)
        if self.properties.get("readsAhead") and remaining > count:
            self.spawn(self.read_ahead, file, offset + count, remaining - count)
        return request.answer(*smb.read_answer(data))

    def read_ahead(self, file: Handle, offset: int, count: int) -> None:
        """What the estimate says will be asked for next comes into the station's cache. Nothing hangs on it."""
        for os in self.neighbours("os"):
            self.call(os, "file_read", handle=file.handle, offset=offset, count=count)

    def file_read(self, file: Handle, offset: int, count: int) -> bytes:
        data: bytes = self.os_call("file_read", handle=file.handle, offset=offset, count=count)["data"]
        return data

    def seek(self, session: Session, request: smb.Message) -> smb.Message:
        """The one command that concerns the server's own pointer. A place before the start is the start."""
        fid, mode, offset = self.words(request, "<HHi")
        file = self.file(session, request, fid)
        if mode > 2:
            raise Refused(INVALID_PARAMETER)
        file.position = min(max(0, (0, file.position, file.size)[mode] + offset), 0xFFFFFFFF)
        return request.answer(struct.pack("<I", file.position))

    def close(self, session: Session, request: smb.Message) -> smb.Message:
        fid, _ = self.words(request, "<HI")
        self.os_call("file_close", handle=self.file(session, request, fid).handle)
        session.files.pop(fid, None)
        return request.answer()

    # ---------------------------------------------------------------- what all of them need

    def os_call(self, name: str, **args: Any) -> Results:
        """The station's own operating system does it, or says why not."""
        oses = self.neighbours("os")
        if not oses:
            raise Refused(NOT_IMPLEMENTED)
        results = self.call(oses[0], name, **args)
        if results.status != 0:
            raise Refused(results["status"])
        return results

    def words(self, request: smb.Message, layout: str) -> tuple[int, ...]:
        words = smb.words_of(request, layout)
        if words is None:
            raise Refused(INVALID_SMB)
        return words

    def file(self, session: Session, request: smb.Message, fid: int) -> Handle:
        file = session.files.get(fid)
        if file is None or file.tid != request.tid:
            raise Refused(INVALID_HANDLE)
        return file

    # ---------------------------------------------------------------- declared faults

    def fault_answers(self, what: Want, status: int, times: int) -> None:
        """The next requests like this are answered with this status; -1 times: always."""
        self.armed.append({"what": what.fields, "status": status, "left": times})

    def refuse_as_declared(self, request: smb.Message) -> None:
        said = spoken(request)
        for fault in self.armed:
            if fault["left"] != 0 and all(
                wish is None or said.get(name) == wish for name, wish in fault["what"].items()
            ):
                fault["left"] -= 1
                self.befell("answers")
                raise Refused(fault["status"])


def spoken(request: smb.Message) -> Dict[str, Any]:
    """A request in the words of the vocabulary."""
    words = {smb.READ: "SMB_COM_READ", smb.OPEN: "SMB_COM_OPEN", smb.CLOSE: "SMB_COM_CLOSE"}
    said: Dict[str, Any] = {"word": words.get(request.command), "mid": request.mid}
    read = smb.words_of(request, "<HHIH") if request.command == smb.READ else None
    return said if read is None else {**said, "fid": read[0], "count": read[1], "offset": read[2]}


def free_number(table: Mapping[int, Any]) -> int:
    """Never handed out: 0, and the two highest numbers."""
    return next(number for number in range(1, 0xFFFE) if number not in table)


if __name__ == "__main__":
    serve(Server, name="Python server", version="1.0")
