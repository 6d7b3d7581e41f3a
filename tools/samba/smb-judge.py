# Reads SMB messages with impacket and builds them anew from named fields: what it read and what it built, as JSON.
# In: a list of {hex, header, parameters: [class, fields], data: [class, fields]}; text stands for octets, one a character.

import json
import sys

from impacket import smb


def structure(name, flags, octets=None):
    kind = getattr(smb, name)
    given = {} if octets is None else {"data": octets}
    if issubclass(kind, smb.AsciiOrUnicodeStructure):
        return kind(flags=flags, **given)
    return kind(**given)


def plain(value):
    return value.decode("latin-1") if isinstance(value, bytes) else value


def octets(value):
    return value.encode("latin-1") if isinstance(value, str) else value


def read(message):
    packet = smb.NewSMBPacket(data=bytes.fromhex(message["hex"]))
    command = smb.SMBCommand(packet["Data"][0])
    found = {"header": {name: plain(packet[name]) for name in message["header"]}}
    for part in ("parameters", "data"):
        name, fields = message[part]
        whole = command[part.capitalize()]
        value = None if name is None else structure(name, packet["Flags2"], whole)
        found[part] = {"": plain(whole)} if value is None else {field: plain(value[field]) for field in fields}
    return found


def build(message):
    packet = smb.NewSMBPacket()
    for name, value in message["header"].items():
        packet[name] = octets(value)
    command = smb.SMBCommand(packet["Command"])
    for part in ("parameters", "data"):
        name, fields = message[part]
        if name is None:
            command[part.capitalize()] = octets(fields.get("", ""))
            continue
        value = structure(name, packet["Flags2"])
        for field, content in fields.items():
            value[field] = octets(content)
        command[part.capitalize()] = value
    packet.addCommand(command)
    return packet.getData().hex()


messages = json.load(sys.stdin)
json.dump([{"read": read(message), "built": build(message)} for message in messages], sys.stdout)
