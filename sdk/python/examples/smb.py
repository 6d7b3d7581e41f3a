"""SMB as far as a read needs it: the header, six commands, and the status in its two forms (MS-CIFS 2.2.3, 2.2.4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

NEGOTIATE, TREE_CONNECT, OPEN, READ, SEEK, CLOSE = 0x72, 0x70, 0x02, 0x0A, 0x12, 0x04

REPLY = 0x80  # of flags
LONG_NAMES, NT_STATUS, UNICODE = 0x0001, 0x4000, 0x8000  # of flags2

NO_TID = NO_DIALECT = RESERVED_MID = 0xFFFF
DIALECT = "PC NETWORK PROGRAM 1.0"
READ_OVERHEAD = 48  # octets of an answer to a read besides its data

_HEADER = struct.Struct("<4sBIBHH8sHHHHH")

# NTSTATUS: DOS class and code; a server says the pair to whoever does not ask for the number
_DOS = {
    0: (0, 0),
    0xC0000002: (1, 1),
    0xC0000008: (1, 6),
    0xC000000D: (1, 87),
    0xC0000022: (1, 5),
    0xC0000034: (1, 2),
    0xC0000054: (1, 33),
    0xC00000CC: (1, 67),
}


@dataclass(frozen=True)
class Message:
    """One SMB: its header, and words and bytes as they stand."""

    command: int
    mid: int = 0
    pid: int = 1
    tid: int = NO_TID
    uid: int = 0
    status: int = 0
    flags: int = 0x08
    flags2: int = LONG_NAMES | NT_STATUS
    words: bytes = b""
    data: bytes = b""

    @property
    def is_reply(self) -> bool:
        return self.flags & REPLY != 0

    def emit(self) -> bytes:
        head = _HEADER.pack(
            b"\xffSMB", self.command, self.status, self.flags, self.flags2, self.pid >> 16, bytes(8), 0,
            self.tid, self.pid & 0xFFFF, self.uid, self.mid,
        )  # fmt: skip
        count = bytes([len(self.words) // 2])
        return head + count + self.words + struct.pack("<H", len(self.data)) + self.data

    def answer(self, words: bytes = b"", data: bytes = b"", status: int = 0, tid: int | None = None) -> Message:
        """The answer to this request, its status in the form that the request asks for."""
        return replace(
            self,
            status=status if self.flags2 & NT_STATUS else _dos(status),
            flags=(self.flags & 0x08) | REPLY,
            flags2=self.flags2 & (LONG_NAMES | NT_STATUS | UNICODE),
            tid=self.tid if tid is None else tid,
            words=words,
            data=data,
        )

    @property
    def nt_status(self) -> int:
        """The status as a number of NT, whichever form it came in."""
        if self.flags2 & NT_STATUS:
            return self.status
        pair = (self.status & 0xFF, self.status >> 16)
        return next((nt for nt, dos in _DOS.items() if dos == pair), self.status)


def parse(octets: bytes) -> Message | None:
    """None where no answer is possible: no header, or counts that run past the end."""
    if len(octets) < 35 or not octets.startswith(b"\xffSMB"):
        return None
    _, command, status, flags, flags2, pid_high, _, _, tid, pid, uid, mid = _HEADER.unpack_from(octets)
    words_end = 33 + 2 * octets[32]
    if len(octets) < words_end + 2:
        return None
    (count,) = struct.unpack_from("<H", octets, words_end)
    data = octets[words_end + 2 : words_end + 2 + count]
    if len(data) < count:
        return None
    return Message(command, mid, pid_high << 16 | pid, tid, uid, status, flags, flags2, octets[33:words_end], data)


def negotiate() -> Message:
    return Message(NEGOTIATE, data=_marked(2, DIALECT))


def tree_connect(path: str) -> Message:
    return Message(TREE_CONNECT, data=_marked(4, path, "", "A:"))


def open_file(tid: int, path: str) -> Message:
    """For reading, denying nobody anything; hidden, system and read-only files too."""
    return Message(OPEN, tid=tid, words=struct.pack("<HH", 0x40, 0x16), data=_marked(4, path))


def read(tid: int, fid: int, offset: int, count: int, remaining: int) -> Message:
    return Message(READ, tid=tid, words=struct.pack("<HHIH", fid, count, offset, remaining))


def seek(tid: int, fid: int, to: int) -> Message:
    """From the start of the file."""
    return Message(SEEK, tid=tid, words=struct.pack("<HHi", fid, 0, to))


def close(tid: int, fid: int) -> Message:
    return Message(CLOSE, tid=tid, words=struct.pack("<HI", fid, 0))


def words_of(message: Message, layout: str) -> tuple[int, ...] | None:
    """The words, or None when there are more or fewer than the layout has."""
    return struct.unpack(layout, message.words) if len(message.words) == struct.calcsize(layout) else None


def strings_of(message: Message, mark: int) -> list[str] | None:
    """Strings between a marking octet and a NUL each; None when the bytes are anything else."""
    found, rest = [], message.data
    while rest:
        end = rest.find(b"\0", 1)
        if rest[0] != mark or end < 0:
            return None
        found.append(rest[1:end].decode("latin-1"))
        rest = rest[end + 1 :]
    return found


def read_data(message: Message, asked: int) -> bytes | None:
    """The data of an answer to a read of so many octets; None when it says something else than it brings."""
    words = words_of(message, "<5H")
    if words is None or message.data[:1] != b"\x01":
        return None
    data = message.data[3:]
    return data if words[0] == len(data) <= asked else None


def read_answer(data: bytes) -> tuple[bytes, bytes]:
    """Words and bytes of the answer to a read."""
    return struct.pack("<H8x", len(data)), b"\x01" + struct.pack("<H", len(data)) + data


def _marked(mark: int, *strings: str) -> bytes:
    return b"".join(bytes([mark]) + text.encode("latin-1") + b"\0" for text in strings)


def _dos(status: int) -> int:
    dos_class, code = _DOS.get(status, (status & 0xFF, status >> 16))
    return dos_class | code << 16
