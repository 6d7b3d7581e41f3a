// Wrong NetBEUI drivers: when, how often and as what they report on a message.
import type { In, Out, View } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { bytes, call, text } from "../../words.ts";
import { between } from "../between.ts";
import { changing, hearsCall, replacing } from "../wrap.ts";
import type { Wrap } from "../wrap.ts";

const long = "a long message travels in parts and is acknowledged as a whole";
const seven = "the seven steps of a remote read";
const cut = "the cable is cut: retries, then the error that explains";
const reports = ["MessageSent", "ReplySent"];
const base = { role: "protocol", party: "netbeui", blames: "netbeui" } as const;

export const netbeuiSessionMutants: readonly Mutant[] = [
  {
    ...base,
    name: "netbeui-skips-part-of-message",
    sentence: "It leaves a part out in the middle of a long message.",
    breaks: "SES-01",
    scenarios: [long],
    wrap: sending((data) => data.slice(0, frame) + data.slice(2 * frame)),
  },
  {
    ...base,
    name: "netbeui-sends-whole-frames-only",
    sentence: "What does not fill a frame at the end of a long message stays behind.",
    breaks: "SES-01",
    scenarios: [long],
    wrap: sending((data) =>
      data.length < frame ? data : data.slice(0, data.length - (data.length % frame)),
    ),
  },
  {
    ...base,
    name: "netbeui-reports-what-is-on-the-medium",
    sentence:
      "It reports a message as sent when NDIS has given the frame back, not when the other station has acknowledged it.",
    breaks: "SES-02",
    siblings: ["SES-01"],
    scenarios: [seven],
    wrap: reportingAt((input) => hearsCall(input, "ProtocolSendComplete")),
  },
  {
    ...base,
    name: "netbeui-takes-one-acknowledgment-for-all",
    sentence: "The acknowledgment of one message counts for every other one that waits behind it.",
    breaks: "SES-02",
    siblings: ["SES-01"],
    scenarios: ["three reads, answered last first"],
    wrap: reportingAt((_, outs) => outs.some((out) => reportedBy(out) !== "")),
  },
  {
    ...base,
    name: "netbeui-never-reports",
    sentence: "It sends messages and never says what became of them.",
    breaks: "SES-03",
    siblings: ["CTX-01"],
    scenarios: [seven],
    wrap: replacing(reports, () => []),
  },
  {
    ...base,
    name: "netbeui-reports-twice",
    sentence: "It reports a message once for the frame and once for its acknowledgment.",
    breaks: "SES-03",
    siblings: ["CTX-01", "CUSTODY-message"],
    scenarios: [seven],
    wrap: replacing(reports, (out) => [out, out]),
  },
  {
    ...base,
    name: "netbeui-fails-without-reason",
    sentence: "A message that could not be delivered is reported as unsuccessful, and that is all.",
    breaks: "SES-04",
    siblings: ["CTX-01"],
    scenarios: [cut],
    wrap: changing(reports, (args) => (args["status"] === "OK" ? args : { ...args, status: "UNSUCCESSFUL" })),
  },
  {
    ...base,
    name: "netbeui-forgets-messages-of-lost-session",
    sentence: "What waits to be sent when a session is lost it forgets without a word.",
    breaks: "CTX-01",
    siblings: ["SES-03"],
    scenarios: ["a read while the cable is cut"],
    wrap: replacing(reports, (out) => (out.args["status"] === "OK" ? [out] : [])),
  },
];

/** As much of a message as goes into one frame. */
const frame = 1482;

/** It reads other data in a message than stands there. */
function sending(change: (data: string) => string): Wrap {
  return between<null>({
    fresh: null,
    sees: (view, input) => (sent(input) === undefined ? view : seeing(view, change)),
  });
}

/** At some moments it reports everything that is not reported on yet, and later not again. */
function reportingAt(isTime: (input: In, outs: readonly Out[]) => boolean): Wrap {
  return between<Open>({
    fresh: { waiting: [], told: [] },
    says: ({ waiting, told }, outs, input) => {
      const kept = outs.filter((out) => !told.includes(reportedBy(out)));
      const reported = outs.map(reportedBy);
      const open = [...waiting, ...(sent(input) ?? [])].filter(({ message }) => !reported.includes(message));
      const over = told.filter((id) => !reported.includes(id));
      if (!isTime(input, kept)) return [{ waiting: open, told: over }, kept];
      const early = open.map(({ to, word, session, message }) =>
        call(to, word, { session, message, status: "OK" }),
      );
      return [{ waiting: [], told: [...over, ...open.map(({ message }) => message)] }, [...kept, ...early]];
    },
  });
}

type Waiting = {
  readonly to: string;
  readonly word: string;
  readonly session: string;
  readonly message: string;
};
/** Messages that are not reported on, and those whose right report is not said any more. */
type Open = { readonly waiting: readonly Waiting[]; readonly told: readonly string[] };

/** A message that it is given; undefined: it is not given one. */
function sent(input: In): readonly Waiting[] | undefined {
  if (input.k !== "call" || (input.name !== "SendMessage" && input.name !== "Reply")) return undefined;
  const word = input.name === "Reply" ? "ReplySent" : "MessageSent";
  return [
    { to: input.from, word, session: text(input.args, "session"), message: text(input.args, "message") },
  ];
}

/** The message that this reports on; "" where it is no report. */
const reportedBy = (out: Out): string =>
  out.k === "call" && reports.includes(out.name) ? text(out.args, "message") : "";

/** A view in which resources hold other data. */
const seeing = (view: View, change: (data: string) => string): View => ({
  now: view.now,
  pick: (name, options) => view.pick(name, options),
  open: (id) => {
    const reader = view.open(id);
    return reader === "not yours" ? reader : { ...reader, data: bytes(change(reader.data.latin1)) };
  },
  fresh: (type) => view.fresh(type),
  neighbours: (role) => view.neighbours(role),
  property: (name, of) => view.property(name, of),
});
