// Wrong servers: what their answers say, to whom, and how often.
import type { Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { FLAGS_REPLY } from "../../../src/formats/smb/header.ts";
import type { SmbMessage } from "../../../src/formats/smb/message.ts";
import { get, put } from "../../table.ts";
import type { Table } from "../../table.ts";
import { act, text } from "../../words.ts";
import { between } from "../between.ts";
import { deedsFirst, inBody, messageOf, rewriting, rewritten, smbIn, smbsOf, withMid } from "../smb.ts";
import { argsOf, defective, hearsCall } from "../wrap.ts";

const seven = "the seven steps of a remote read";
const response = "SMB_COM_READ.response";
const base = { role: "server", blames: "server" } as const;

export const serverAnswerMutants: readonly Mutant[] = [
  {
    ...base,
    name: "server-answers-from-unfilled-buffer",
    sentence: "It sends its buffer before the data is in it: the length is right, the octets are not.",
    breaks: "RD-07",
    scenarios: [seven],
    wrap: rewriting(inBody(response, (body) => ({ ...body, data: new Uint8Array(body.data.length) }))),
  },
  {
    ...base,
    name: "server-counts-what-was-asked",
    sentence: "It says that it read as much as was asked for, also where the file ends before.",
    breaks: "RD-07",
    siblings: ["CTX-04", "RD-04"],
    scenarios: ["a read across the end of the file brings what there is"],
    wrap: between<Asked>({
      fresh: [],
      hears: (asked, input) => [noting(asked, smbIn(argsOf(input)["data"])), input],
      says: (asked, outs) => [
        asked,
        rewritten(
          outs,
          inBody(response, (body, { header }) => ({ ...body, count: get(asked, String(header.mid)) ?? 0 })),
        ),
      ],
    }),
  },
  {
    ...base,
    name: "server-mixes-answers-up",
    sentence: "While two reads are open it answers each with the id of the other.",
    breaks: "RD-07",
    siblings: ["RD-04"],
    scenarios: ["two files are read at once, and the second answer comes first"],
    wrap: between<Asked>({
      fresh: [],
      hears: (asked, input) => [noting(asked, smbIn(argsOf(input)["data"])), input],
      says: (asked, outs) => [
        asked,
        rewritten(outs, (smb) =>
          smb.body.kind === response ? withMid(smb, otherOf(asked, smb.header.mid)) : smb,
        ),
      ],
    }),
  },
  {
    ...base,
    name: "server-answers-with-next-id",
    sentence: "Its answer carries the id that comes behind that of the request.",
    breaks: "MID-01",
    siblings: ["CTX-04", "WAY-01"],
    scenarios: [seven],
    published:
      "ruby_smb pull request 180: answers carried a wrong message id, and clients waited 30 s for the right one",
    wrap: rewriting((smb) =>
      smb.body.kind === response ? withMid(smb, (smb.header.mid + 1) & 0xffff) : smb,
    ),
  },
  {
    ...base,
    name: "server-answers-twice",
    sentence: "It sends an answer again when the first one is not acknowledged at once.",
    breaks: "MID-01",
    siblings: ["CTX-04"],
    scenarios: [seven],
    wrap: (layer) => repeatingReplies(defective({ insists: "order" })(layer)),
  },
  {
    ...base,
    name: "server-hides-failure",
    sentence: "Where it cannot read it answers a success of so many bytes, and sends none.",
    breaks: "CTX-04",
    siblings: ["RD-07", "WAY-01"],
    scenarios: ["a read that fails leaves the pointer where it was"],
    wrap: rewriting((smb) =>
      smb.body.kind === "error" && smb.body.command === readCommand
        ? { header: { ...smb.header, status: 0 }, body: { kind: response, count: 2, data: new Uint8Array() } }
        : smb,
    ),
  },
  {
    ...base,
    name: "server-answers-another-command",
    sentence: "Where it cannot do what it was asked it refuses a command that nobody said.",
    breaks: "MID-04",
    siblings: ["WAY-01", "MID-01"],
    scenarios: ["a read that fails leaves the pointer where it was"],
    wrap: rewriting((smb) =>
      smb.body.kind === "error" ? { ...smb, body: { ...smb.body, command: smb.body.command + 1 } } : smb,
    ),
  },
  {
    ...base,
    name: "server-gives-one-handle-out",
    sentence: "Every file that it opens has the same handle for the client.",
    breaks: "RD-11",
    siblings: ["RD-04"],
    scenarios: ["two reads at once have two ids"],
    wrap: rewriting(inBody("SMB_COM_OPEN.response", (body) => ({ ...body, fid: 1 }))),
  },
  {
    ...base,
    name: "server-keeps-silent-about-opens",
    sentence: "It opens what it is told to, and does not answer.",
    breaks: "MID-05",
    scenarios: ["a redirector that waits longer than a server may take"],
    wrap: defective({
      insists: "order",
      says: (outs) =>
        smbsOf(outs).some(({ body }) => body.kind === "SMB_COM_OPEN.response")
          ? outs.filter((out) => !isReply(out))
          : outs,
    }),
  },
  {
    ...base,
    name: "server-brings-more-than-asked",
    sentence: "It answers with one byte more than the read asked for.",
    breaks: "RD-10",
    siblings: ["RD-04", "RD-07"],
    scenarios: [seven],
    wrap: rewriting(
      inBody(response, (body) => ({
        ...body,
        count: body.count + 1,
        data: new Uint8Array([...body.data, 0]),
      })),
    ),
  },
  {
    ...base,
    name: "server-writes-a-word-too-many",
    sentence: "Its answer to a read has six words instead of five.",
    breaks: "SMB-01",
    siblings: ["WAY-01"],
    scenarios: [seven],
    wrap: rewriting((smb) => {
      if (smb.body.kind !== response) return smb;
      const words = new Uint8Array(12);
      words[0] = smb.body.count & 0xff;
      const problem = { at: 0, text: "" };
      return {
        ...smb,
        body: { kind: "malformed", command: readCommand, words, bytes: smb.body.data, problem },
      };
    }),
  },
  {
    ...base,
    name: "server-answers-like-a-client",
    sentence: "Its answers lack the bit that says that they are some.",
    breaks: "SMB-01",
    siblings: ["WAY-01"],
    scenarios: [seven],
    wrap: rewriting((smb) => ({ ...smb, header: { ...smb.header, flags: smb.header.flags & ~FLAGS_REPLY } })),
  },
  {
    ...base,
    name: "server-keeps-answer",
    sentence: "It has the data and never sends it.",
    breaks: "WAY-01",
    scenarios: ["a redirector that waits longer than a server may take"],
    wrap: defective({
      insists: "order",
      says: (outs) =>
        smbsOf(outs).some(({ body }) => body.kind === response) ? outs.filter((out) => !isReply(out)) : outs,
    }),
  },
];

/** Every answer to a read goes out twice, the second time in a message of its own. */
const repeatingReplies = between<readonly string[]>({
  fresh: [],
  says: (own, outs, input, view) => {
    const over = hearsCall(input, "ReplySent") ? text(argsOf(input), "message") : "";
    if (own.includes(over)) return [own.filter((id) => id !== over), [act("frees", { what: over }), ...outs]];
    const reply = outs.find((out) => out.k === "call" && out.name === "Reply");
    const [smb] = smbsOf(outs);
    if (reply?.k !== "call" || smb?.body.kind !== response) return [own, outs];
    const id = view.fresh("message");
    const say = { to: reply.to, name: "Reply", session: text(reply.args, "session") };
    return [[...own, id].toSorted(), deedsFirst([...outs, ...messageOf(id, smb, say)])];
  },
});

/** How much each read that came asked for, by its id. */
type Asked = Table<number>;

const noting = (asked: Asked, smb: SmbMessage | undefined): Asked =>
  smb?.body.kind === "SMB_COM_READ" ? put(asked, String(smb.header.mid), smb.body.count) : asked;

const otherOf = (asked: Asked, mid: number): number =>
  Number(asked.find(([key]) => key !== String(mid))?.[0] ?? mid);

const isReply = (out: Out): boolean => out.k === "call" && out.name === "Reply";

const readCommand = 0x0a;
