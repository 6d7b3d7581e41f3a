// For each role that data pass through: how the kit makes it pass something on, and where that must come out.

export type Stimulus = {
  readonly role: string;
  /** in words: in here, out there */
  readonly path: string;
  /** a scenario with the token (12 hexadecimal digits) in the data, and one more step at its end */
  readonly text: (token: string, step: string) => string;
  /** whether an event of the subject's shows the token */
  readonly shows: (event: string, token: string) => boolean;
};

/** None of the features has a scenario of that name. */
export const stimulusTitle = "a stimulus of the probes";

/** Bytes in an event stand as hexadecimal digits, 64 of them at least. */
const bytes = (event: string, token: string): boolean => event.includes(token.toLowerCase());
const name = (event: string, token: string): boolean => event.includes(token.slice(0, 8));

const stations = (token: string): string => `
    parties on WS: app, os, redirector, protocol netbeui, ndis, nic
    parties on SRV: server, os, protocol netbeui, ndis, nic
    given SRV.os.files = ["${token.slice(0, 8)}.txt=64"]
    app -> WS.os open("\\\\SRV\\DATA\\${token.slice(0, 8)}.txt") returns (0, ?f)`;

export const stimuli: readonly Stimulus[] = [
  ...[5, 6].map((generation): Stimulus => ({
    role: "protocol",
    path: `from a client's ClientSend to NDIS (generation ${String(generation)})`,
    text: (token, step) => `send "${stimulusTitle}" {
    parties protocol P, client K1 of P, ndis, nic
    given nic.generation = ${String(generation)}
    given P.generation = ${String(generation)}
    K1 -> P ClientSend("probe", x"${token}")
    ${generation === 5 ? "P -> ndis NdisSend()" : "P -> ndis NdisSendNetBufferLists()"}
    ${step}
  }`,
    shows: bytes,
  })),
  ...[5, 6].map((generation): Stimulus => ({
    role: "nic",
    path: `from NDIS to the wire (generation ${String(generation)})`,
    text: (token, step) =>
      `send "${stimulusTitle}" {
    parties protocol P, ndis, nic, wire
    given nic.generation = ${String(generation)}
    given P.generation = ${String(generation)}
    ${generation === 5 ? "P -> ndis NdisSend(?q" : "P -> ndis NdisSendNetBufferLists(lists = [?q]"})
    nic -> wire Transmit()
    ${step}
  }`.replace("?q", `?q(data = x"02 00 00 00 00 01 02 00 00 00 00 02 08 00 ${token} ${"00 ".repeat(40)}")`),
    shows: bytes,
  })),
  {
    role: "ndis",
    path: "in the header of an indication, from a NIC to a protocol",
    text: (token, step) => `receive "${stimulusTitle}" {
    parties nic, ndis, protocol P
    nic -> ndis NdisMEthIndicateReceive(header = x"${token} ${token} 08 00", size = 60)
    ${step}
  }`,
    shows: bytes,
  },
  {
    role: "redirector",
    path: "in the name of a remote file, from the operating system to an SMB",
    text: (token, step) => `exchange "${stimulusTitle}" {${stations(token)}
    ${step}
  }`,
    shows: name,
  },
  {
    role: "server",
    path: "in the name of a file, from an SMB to its operating system",
    text: (token, step) => `exchange "${stimulusTitle}" {${stations(token)}
    ${step}
  }`,
    shows: name,
  },
];
