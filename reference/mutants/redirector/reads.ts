// Wrong redirectors: what their read requests say, and by which service they go.
import type { In, Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { NO_TID } from "../../../src/formats/smb/header.ts";
import { emitReadRequest } from "../../../src/formats/smb/read.ts";
import { call, text } from "../../words.ts";
import { inBody, rewriting, smbsOf } from "../smb.ts";
import { defective, hearsCall } from "../wrap.ts";

const request = "SMB_COM_READ";
const base = { role: "redirector", blames: "redirector" } as const;

export const redirectorReadMutants: readonly Mutant[] = [
  {
    ...base,
    name: "redirector-reads-by-own-handle",
    sentence: "It puts the number of its own table into the request, where the server's handle belongs.",
    breaks: "RD-01",
    scenarios: ["the seven steps of a remote read"],
    wrap: rewriting(inBody(request, (body) => ({ ...body, fid: body.fid + 1 }))),
  },
  {
    ...base,
    name: "redirector-reads-beyond-32-bits",
    sentence: "Near the end of what an offset can name it asks for bytes beyond it.",
    breaks: "RD-01",
    scenarios: ["a read where offsets end"],
    wrap: rewriting(
      inBody(request, (body) => (body.offset < 0xffff0000 ? body : { ...body, count: 0xffff, remaining: 0 })),
    ),
  },
  {
    ...base,
    name: "redirector-estimates-what-comes-behind",
    sentence: "Its estimate is what will be left after this request, not with it.",
    breaks: "RD-05",
    scenarios: ["a read that is larger than the negotiated buffer goes in parts"],
    wrap: rewriting(
      inBody(request, (body) => ({ ...body, remaining: Math.max(0, body.remaining - body.count) })),
      "remaining",
    ),
  },
  {
    ...base,
    name: "redirector-reads-in-no-tree",
    sentence: "Its read requests leave out which tree the handle is of: a handle says enough.",
    breaks: "RD-12",
    siblings: ["WAY-01"],
    scenarios: ["the seven steps of a remote read"],
    wrap: rewriting((smb) =>
      smb.body.kind === request ? { ...smb, header: { ...smb.header, tid: NO_TID } } : smb,
    ),
  },
  {
    ...base,
    name: "redirector-leaves-a-word-out",
    sentence: "Its read request has no word for the estimate, which is optional.",
    breaks: "SMB-01",
    siblings: ["WAY-01"],
    scenarios: ["the seven steps of a remote read"],
    wrap: rewriting((smb) => {
      if (smb.body.kind !== request) return smb;
      const { words } = emitReadRequest(smb.body);
      const problem = { at: 0, text: "" };
      return {
        ...smb,
        body: {
          kind: "malformed",
          command: 0x0a,
          words: words.subarray(0, 8),
          bytes: new Uint8Array(),
          problem,
        },
      };
    }),
  },
  {
    ...base,
    name: "redirector-reads-by-datagram",
    sentence: "It sends its reads by the datagram service, which promises nothing.",
    breaks: "SES-05",
    scenarios: ["the seven steps of a remote read"],
    wrap: defective({
      hears: (input) => (hearsCall(input, "DatagramSent") ? asMessageSent(input) : input),
      says: (outs) => (smbsOf(outs).some(({ body }) => body.kind === request) ? outs.map(asDatagram) : outs),
    }),
  },
];

/** A session is named for its ends: `WS>SRV`. */
function asDatagram(out: Out): Out {
  if (out.k !== "call" || out.name !== "SendMessage") return out;
  const name = text(out.args, "session").split(">")[1] ?? "";
  return call(out.to, "SendDatagram", { datagram: text(out.args, "message"), name, times: 1 });
}

function asMessageSent(input: In): In {
  if (input.k !== "call") return input;
  const { datagram = null, status = null } = input.args;
  return { ...input, name: "MessageSent", args: { session: "", message: datagram, status } };
}
