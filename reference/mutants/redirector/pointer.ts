// Wrong redirectors: where they think that a file is to be read next.
import type { In, Out, View } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { smbRequest } from "../../../src/formats/smb/message.ts";
import { integer, text } from "../../words.ts";
import { between } from "../between.ts";
import { inBody, messageOf, rewriting, rewritten, smbIn } from "../smb.ts";
import { argsOf, hearsCall } from "../wrap.ts";
import type { Wrap } from "../wrap.ts";
import { answerIn } from "./answers.ts";
import type { Answer } from "./answers.ts";

const moved = "a second read goes on where the first one ended";
const base = { role: "redirector", blames: "redirector" } as const;

export const redirectorPointerMutants: readonly Mutant[] = [
  {
    ...base,
    name: "redirector-reads-from-start",
    sentence: "It moves its pointer and asks for the beginning of the file all the same.",
    breaks: "RD-02",
    scenarios: [moved],
    wrap: rewriting(inBody("SMB_COM_READ", (body) => ({ ...body, offset: 0 }))),
  },
  {
    ...base,
    name: "redirector-advances-by-what-was-asked",
    sentence: "Its pointer goes on by the bytes that it asked for, not by those that came.",
    breaks: "RD-02",
    scenarios: ["a read behind one that came short"],
    wrap: drifting((asked, { status, data }) => (status === 0 ? asked - data.length : 0)),
  },
  {
    ...base,
    name: "redirector-advances-after-failure",
    sentence: "Its pointer goes on by the bytes of a read that failed.",
    breaks: "RD-02",
    scenarios: ["a read that fails leaves the pointer where it was"],
    wrap: drifting((asked, { status }) => (status === 0 ? 0 : asked)),
  },
  {
    ...base,
    name: "redirector-keeps-one-pointer",
    sentence: "It keeps one pointer for all files that are open.",
    breaks: "RD-02",
    scenarios: ["two applications share a file, each with a pointer of its own"],
    wrap: between<number>({
      fresh: 0,
      says: (pointer, outs, input) => {
        const now = hearsCall(input, "remote_seek") ? integer(argsOf(input), "to") : pointer;
        return [now + (answerIn(outs)?.data.length ?? 0), readingAt(outs, () => now)];
      },
    }),
  },
  {
    ...base,
    name: "redirector-seeks-on-server",
    sentence: "It moves the server's pointer along whenever its own is moved.",
    breaks: "RD-03",
    scenarios: [moved],
    wrap: between<Opened>({
      fresh: { to: "", session: "", tid: 0, fid: 0 },
      hears: (opened, input) => [noting(opened, input), input],
      says: (opened, outs, input, view) => {
        const sent = outs.find((out) => out.k === "call" && out.name === "SendMessage");
        const now =
          sent?.k === "call" ? { ...opened, to: sent.to, session: text(sent.args, "session") } : opened;
        return [now, hearsCall(input, "remote_seek") ? [...seeking(now, input, view), ...outs] : outs];
      },
    }),
  },
];

type Drift = { readonly asked: number; readonly off: number };

/** The pointer is off by a number that grows with every read; a seek puts it right. */
function drifting(by: (asked: number, answer: Answer) => number): Wrap {
  return between<Drift>({
    fresh: { asked: 0, off: 0 },
    says: (drift, outs, input) => {
      if (hearsCall(input, "remote_seek")) return [{ ...drift, off: 0 }, outs];
      const asked = hearsCall(input, "remote_read") ? integer(argsOf(input), "count") : drift.asked;
      const answer = answerIn(outs);
      const off = drift.off + (answer === undefined ? 0 : by(asked, answer));
      return [{ asked, off }, readingAt(outs, (offset) => offset + drift.off)];
    },
  });
}

const readingAt = (outs: readonly Out[], where: (offset: number) => number): readonly Out[] =>
  rewritten(
    outs,
    inBody("SMB_COM_READ", (body) => ({ ...body, offset: where(body.offset) })),
  );

/** The transport and session of the last request, and the handle of the last file. */
type Opened = { readonly to: string; readonly session: string; readonly tid: number; readonly fid: number };

function noting(opened: Opened, input: In): Opened {
  const smb = hearsCall(input, "MessageReceived") ? smbIn(argsOf(input)["data"]) : undefined;
  return smb?.body.kind === "SMB_COM_OPEN.response"
    ? { ...opened, tid: smb.header.tid, fid: smb.body.fid }
    : opened;
}

function seeking({ to, session, tid, fid }: Opened, input: In, view: View): readonly Out[] {
  const offset = integer(argsOf(input), "to");
  const smb = smbRequest(
    { mid: ownMid, pid: 1, tid, uid: 0 },
    { kind: "SMB_COM_SEEK", fid, mode: 0, offset },
  );
  return messageOf(view.fresh("message"), smb, { to, name: "SendMessage", session });
}

/** Far from those that the right layer uses. */
const ownMid = 0x4000;
