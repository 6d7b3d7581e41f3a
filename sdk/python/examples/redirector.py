"""An SMB redirector: remote files for an operating system, by SMB over whatever protocol reaches the server."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Dict, Mapping, Optional, Set, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import smb

from custody import Party, Promise, Resource, Unsupported, serve

INVALID_HANDLE, INVALID_PARAMETER, NOT_FOUND = 0xC0000008, 0xC000000D, 0xC0000034
TIMEOUT, NO_PATH, UNEXPECTED, LOCAL_DISCONNECT, DISCONNECTED = (
    0xC00000B5,
    0xC00000BE,
    0xC00000C4,
    0xC000013B,
    0xC000020C,
)
OUTCOMES = {
    "OK": 0,
    "IO_TIMEOUT": TIMEOUT,
    "LINK_FAILED": 0xC000013E,
    "BAD_NETWORK_PATH": NO_PATH,
    "REMOTE_DISCONNECT": 0xC000013C,
    "CONNECTION_RESET": 0xC000020D,
    "REMOTE_NOT_LISTENING": 0xC00000BC,
    "NO_RESOURCES": 0xC000009A,
}
REMOTE = re.compile(r"\\\\([^\\]+)\\([^\\]+)(\\.+)", re.DOTALL)


class Failed(Exception):
    """A request that got no answer that can be used, and why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class Request:
    """One that is open: in which message it went, and where its answer (an SMB, or a status in its place) is waited for."""

    message: Resource
    answer: Promise


@dataclass
class Connection:
    """The one session with a server, the trees on it (a TID and the longest message), and what is still to come."""

    session: str
    protocol: str
    up: Promise
    ready: Promise
    requests: Dict[int, Request] = field(default_factory=dict)
    trees: Dict[str, Promise] = field(default_factory=dict)


@dataclass
class OpenFile:
    """The pointer is the redirector's alone."""

    connection: Connection
    tid: int
    fid: int
    most: int
    handle: Resource
    position: int = 0
    readers: int = 0
    idle: Optional[Promise] = None


class Redirector(Party):
    role = "redirector"

    def setup(self) -> None:
        self.connections: Dict[str, Connection] = {}
        self.files: Dict[str, OpenFile] = {}
        self.burned: Dict[str, Set[int]] = {}
        self.datagrams: Dict[str, Promise] = {}

    @property
    def time_limit(self) -> int:
        return int(self.properties.get("sessionTimeout") or 45_000) * 1000

    # ---------------------------------------------------------------- what the operating system asks

    def remote_open(self, path: str) -> Mapping[str, Any]:
        match = REMOTE.fullmatch(path)
        if match is None or not all(is_spellable(letter) for letter in path):
            return {"status": NOT_FOUND, "file": None}
        server, share, name = match[1].upper()[:15], match[2].upper(), match[3]
        try:
            connection = self.connected(server)
            tid, most = self.tree(connection, server, share)
            answer = self.asked(connection, server, smb.open_file(tid, name))
            words = smb.words_of(answer, "<HHIIH")
            if answer.nt_status != 0 or words is None:
                raise Failed(answer.nt_status or UNEXPECTED)
        except Failed as why:
            return {"status": why.status, "file": None}
        handle = self.allocate("file", path=path, position=0)
        self.files[handle.id] = OpenFile(connection, tid, words[0], most, handle)
        return {"status": 0, "file": handle}

    def remote_seek(self, file: Any, to: int) -> Mapping[str, Any]:
        """Nothing is sent: no server's pointer is of interest."""
        open_file = self.files.get(id_of(file))
        if open_file is None:
            return {"status": INVALID_HANDLE}
        if not 0 <= to <= 0xFFFFFFFF:
            return {"status": INVALID_PARAMETER}
        self.move(open_file, to)
        return {"status": 0}

    def remote_read(self, file: Any, count: int) -> Mapping[str, Any]:
        """Asked for in parts, as large as the server's buffer allows. Fewer octets than asked for are the last ones of the file."""
        open_file = self.files.get(id_of(file))
        if open_file is None:
            return {"status": INVALID_HANDLE, "data": b""}
        if open_file.connection not in self.connections.values():
            return {"status": DISCONNECTED, "data": b""}
        if count < 0 or open_file.position + count > 0xFFFFFFFF:
            return {"status": INVALID_PARAMETER, "data": b""}
        open_file.readers += 1
        try:
            data = self.read_parts(open_file, open_file.position, count)
        except Failed as why:
            return {"status": why.status, "data": b""}
        finally:
            open_file.readers -= 1
            if open_file.readers == 0 and open_file.idle is not None:
                open_file.idle.keep()
        if data:
            self.advance(open_file, len(data), count)
        return {"status": 0, "data": data}

    def remote_close(self, file: Any) -> Mapping[str, Any]:
        """The handle is given back once no read needs it any more. Whatever the server says, the file is gone here."""
        open_file = self.files.pop(id_of(file), None)
        if open_file is None:
            return {"status": INVALID_HANDLE}
        if open_file.readers > 0:
            open_file.idle = self.promise()
            open_file.idle.wait()
        status = 0
        if open_file.connection in self.connections.values():
            try:
                server = self.server_of(open_file.connection)
                status = self.asked(open_file.connection, server, smb.close(open_file.tid, open_file.fid)).nt_status
            except Failed as why:
                status = why.status
        open_file.handle.free()
        return {"status": status}

    def remote_broadcast(self, name: str, data: bytes) -> Mapping[str, Any]:
        """By the datagram service, once or several times, without waiting for anybody's answer."""
        protocols = self.neighbours("protocol")
        if not protocols:
            return {"status": NO_PATH}
        datagram = self.allocate("message", data=data, size=len(data))
        sent = self.datagrams[datagram.id] = self.promise()
        times = self.pick("times", [1, 2, 3])
        self.call(protocols[0], "SendDatagram", datagram=datagram, name=name, times=times)
        return {"status": sent.wait(self.time_limit, TIMEOUT)}

    # ---------------------------------------------------------------- what a protocol says

    def Connected(self, session: str, status: str) -> None:
        for connection in self.connections.values():
            if connection.session == session:
                connection.up.keep(OUTCOMES.get(status, UNEXPECTED))

    def MessageSent(self, message: Resource, status: str) -> None:
        """The message is ours again. One that failed takes its request with it."""
        message.free()
        if status != "OK":
            for server, connection in self.connections.items():
                for mid, request in list(connection.requests.items()):
                    if request.message is message:
                        self.abandon(connection, server, mid)
                        request.answer.keep(OUTCOMES.get(status, UNEXPECTED))

    def MessageReceived(self, session: str, data: bytes) -> None:
        """An answer belongs to the open request of its MID. Late answers, answers to nobody and what is no SMB are dropped."""
        answer = smb.parse(data)
        connection = next((one for one in self.connections.values() if one.session == session), None)
        if answer is not None and connection is not None and answer.is_reply and answer.pid == 1:
            request = self.request_of(connection, answer)
            if request is not None:
                request.answer.keep(answer)

    def request_of(self, connection: Connection, answer: smb.Message) -> Optional[Request]:
        return connection.requests.pop(answer.mid, None)

    def Disconnected(self, session: str, status: str) -> None:
        for server, connection in list(self.connections.items()):
            if connection.session == session:
                self.lose(server, OUTCOMES.get(status, UNEXPECTED))

    def DatagramSent(self, datagram: Resource, status: str) -> None:
        datagram.free()
        sent = self.datagrams.pop(datagram.id, None)
        if sent is not None:
            sent.keep(OUTCOMES.get(status, UNEXPECTED))

    def begin_Disconnect(self, hears: str, session: Optional[str]) -> None:
        for server, connection in list(self.connections.items()):
            if connection.protocol == hears and session in (None, "", connection.session) and connection.up.kept:
                self.lose(server, LOCAL_DISCONNECT)
                self.call(hears, "Disconnect", session=connection.session)
                return
        raise Unsupported("no session to give up")

    # ---------------------------------------------------------------- sessions and trees

    def connected(self, server: str) -> Connection:
        """The session with a server. One protocol after the other is asked to reach it; who comes meanwhile waits for the same."""
        connection = self.connections.get(server)
        if connection is None:
            return self.connect(server)
        status = connection.ready.wait(self.time_limit, TIMEOUT)
        if status != 0:
            raise Failed(status)
        return connection

    def connect(self, server: str) -> Connection:
        session = f"{self.station.upper()[:15] or 'STATION'}>{server}"
        ready, failure = self.promise(), NO_PATH
        for protocol in self.neighbours("protocol"):
            connection = Connection(session, protocol, self.promise(), ready)
            self.connections[server] = connection
            self.call(protocol, "Connect", session=session, name=server)
            failure = connection.up.wait(self.time_limit, TIMEOUT)
            if failure == 0:
                return self.negotiated(connection, server)
        self.connections.pop(server, None)
        ready.keep(failure)
        raise Failed(failure)

    def negotiated(self, connection: Connection, server: str) -> Connection:
        try:
            answer = self.asked(connection, server, smb.negotiate())
            words = smb.words_of(answer, "<H")
            if answer.nt_status != 0 or words is None or words[0] == smb.NO_DIALECT:
                raise Failed(answer.nt_status or UNEXPECTED)
        except Failed as why:
            connection.ready.keep(why.status)
            if self.connections.get(server) is connection:
                del self.connections[server]
                self.call(connection.protocol, "Disconnect", session=connection.session)
            raise
        connection.ready.keep(0)
        return connection

    def tree(self, connection: Connection, server: str, share: str) -> Tuple[int, int]:
        """The share's TID and the longest message. Who comes while it is being asked for waits for the same answer."""
        known = connection.trees.get(share)
        if known is not None:
            found = known.wait(self.time_limit, TIMEOUT)
            if isinstance(found, int):
                raise Failed(found)
            return found  # type: ignore[no-any-return]
        promise = connection.trees[share] = self.promise()
        try:
            answer = self.asked(connection, server, smb.tree_connect(f"\\\\{server}\\{share}"))
            words = smb.words_of(answer, "<HH")
            if answer.nt_status != 0 or words is None:
                raise Failed(answer.nt_status or UNEXPECTED)
        except Failed as why:
            connection.trees.pop(share, None)
            promise.keep(why.status)
            raise
        promise.keep((words[1], words[0]))
        return words[1], words[0]

    def lose(self, server: str, failure: int) -> None:
        """Everything that waits upon the session fails, its files are stale, and its MIDs are not used again."""
        connection = self.connections.pop(server)
        self.burned.setdefault(server, set()).update(connection.requests)
        waiting = [request.answer for request in connection.requests.values()]
        connection.requests.clear()
        for promise in [connection.up, *waiting]:
            promise.keep(failure)

    def server_of(self, connection: Connection) -> str:
        return next(server for server, one in self.connections.items() if one is connection)

    # ---------------------------------------------------------------- requests

    def asked(self, connection: Connection, server: str, request: smb.Message) -> smb.Message:
        """Sends the request with a MID of its own and waits for its answer, a failure, or the end of its time."""
        if self.connections.get(server) is not connection:
            raise Failed(DISCONNECTED)
        request = replace(request, mid=self.free_mid(connection, server))
        data = request.emit()
        message = self.allocate("message", data=data, size=len(data))
        answer = self.promise()
        connection.requests[request.mid] = Request(message, answer)
        self.send(connection, message)
        got = self.answer_to(request, answer)
        if isinstance(got, smb.Message):
            return got
        if got == TIMEOUT and request.mid in connection.requests:
            self.give_up(connection, server, request.mid)
        raise Failed(got)

    def answer_to(self, request: smb.Message, answer: Promise) -> Any:
        """An SMB, or a status in its place."""
        return answer.wait(self.time_limit, TIMEOUT)

    def send(self, connection: Connection, message: Resource) -> None:
        self.call(connection.protocol, "SendMessage", session=connection.session, message=message)

    def give_up(self, connection: Connection, server: str, mid: int) -> None:
        """The last resort: no answer within the session's time. The session goes with everything that waits upon it."""
        self.abandon(connection, server, mid)
        if self.connections.get(server) is connection:
            self.lose(server, UNEXPECTED)
            self.call(connection.protocol, "Disconnect", session=connection.session)

    def abandon(self, connection: Connection, server: str, mid: int) -> None:
        """A request that will get no answer: its id is not used again in this connection or the next ones."""
        del connection.requests[mid]
        self.burned.setdefault(server, set()).add(mid)

    def free_mid(self, connection: Connection, server: str) -> int:
        """The lowest that is neither open nor burned; never the reserved one."""
        burned = self.burned.get(server, set())
        return next(mid for mid in range(1, smb.RESERVED_MID) if mid not in connection.requests and mid not in burned)

    # ---------------------------------------------------------------- reading

    def read_parts(self, file: OpenFile, start: int, count: int) -> bytes:
        got = b""
        while True:
            left = count - len(got)
            asked = min(left, max(1, file.most - smb.READ_OVERHEAD), 0xFFFF)
            part = self.read_part(file, start + len(got), asked, left)
            got += part
            if len(part) < asked or len(got) >= count:
                return got

    def read_part(self, file: OpenFile, offset: int, count: int, left: int) -> bytes:
        if file.connection not in self.connections.values():
            raise Failed(DISCONNECTED)
        remaining = self.pick("remaining", [min(left, 0xFFFF), 0])
        request = smb.read(file.tid, file.fid, offset, count, remaining)
        answer = self.asked(file.connection, self.server_of(file.connection), request)
        if answer.nt_status != 0:
            raise Failed(answer.nt_status)
        data = smb.read_data(answer, count)
        if data is None:
            raise Failed(UNEXPECTED)
        return data

    def advance(self, file: OpenFile, got: int, asked: int) -> None:
        self.move(file, file.position + got)

    def move(self, file: OpenFile, to: int) -> None:
        file.position = to
        file.handle["position"] = to


def is_spellable(letter: str) -> bool:
    """One octet, in capitals as well: what an SMB without Unicode can carry."""
    return all("\0" < one <= "\xff" for one in letter + letter.upper())


def id_of(file: Any) -> str:
    return file.id if isinstance(file, Resource) else str(file)


if __name__ == "__main__":
    serve(Redirector, name="Python redirector", version="1.0")
