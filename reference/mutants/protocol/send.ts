// Wrong protocol drivers: lists that they touch, tell of, free or send again while they are away.
import type { Out } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { act, bytes, reads, texts, writes } from "../../words.ts";
import { addingAfter, changing, defective, dropping, remembering, repeating, writing } from "../wrap.ts";
import type { Call, Deed } from "../wrap.ts";

const send = "NdisSendNetBufferLists";

const base = { role: "protocol", blames: "protocol" } as const;
const each = (make: (id: string) => Out) => (out: Call | Deed) => texts(out.args, "lists").map(make);

export const protocolSendMutants: readonly Mutant[] = [
  {
    ...base,
    name: "protocol-stamps-unknown-handle",
    sentence: "The lists carry a handle that is not that of the binding they are sent on.",
    breaks: "SND6-01",
    scenarios: ["every list carries the handle of its binding"],
    wrap: writing("source", () => "binding:nobody"),
  },
  {
    ...base,
    name: "protocol-stamps-neighbours-handle",
    sentence: "P's lists carry the handle of Q's binding.",
    party: "P",
    blames: "P",
    breaks: "SND6-01",
    scenarios: ["two bindings, one mixed completion"],
    wrap: writing("source", () => "binding:Q"),
  },
  {
    ...base,
    name: "protocol-refills-list-that-is-away",
    sentence: "Its ring is small: it fills a list with the next frame before it is back.",
    breaks: "SND6-02",
    scenarios: ["a send that succeeds"],
    wrap: addingAfter(
      send,
      each((id) => writes(id, "data", bytes("next frame"))),
    ),
  },
  {
    ...base,
    name: "protocol-walks-chain-after-send",
    sentence: "It sends a list and then reads its link to find the next one.",
    breaks: "SND6-03",
    scenarios: ["a send that succeeds"],
    wrap: addingAfter(
      send,
      each((id) => reads(id, "next")),
    ),
  },
  {
    ...base,
    name: "protocol-sends-list-twice",
    sentence: "It sends a list again that has not come back.",
    breaks: "SND6-04",
    siblings: ["SND6-23"],
    scenarios: ["a send that succeeds"],
    wrap: repeating(send),
  },
  {
    ...base,
    name: "protocol-frees-list-that-is-away",
    sentence: "It frees the list as soon as the send call has returned.",
    breaks: "SND6-04",
    scenarios: ["a send that succeeds"],
    wrap: addingAfter(
      send,
      each((id) => act("frees", { what: id })),
    ),
  },
  {
    ...base,
    name: "protocol-reports-success-early",
    sentence: "It tells its client that the data is sent when the send call has returned.",
    breaks: "SND6-05",
    siblings: ["SND6-23"],
    scenarios: ["a client asks and is told"],
    wrap: addingAfter(send, (out, _input, view) =>
      view
        .neighbours("client")
        .slice(0, 1)
        .flatMap((client) =>
          texts(out.args, "lists").map((what) => act("notifies", { client, what, status: "SUCCESS" })),
        ),
    ),
  },
  {
    ...base,
    name: "protocol-expects-lists-in-order",
    sentence: "It takes every completion for that of the list it sent first.",
    breaks: "SND6-05",
    scenarios: ["two clients' lists come back together or apart"],
    wrap: remembering<readonly string[]>([], (sent, outs) => {
      let waiting = sent;
      const said = outs.map((out): Out => {
        if (out.k === "call" && out.name === send) waiting = [...waiting, ...texts(out.args, "lists")];
        if (out.k !== "act" || out.name !== "notifies") return out;
        const [oldest = null, ...others] = waiting;
        waiting = others;
        return { ...out, args: { ...out.args, what: oldest } };
      });
      return [waiting, said];
    }),
  },
  {
    ...base,
    name: "protocol-writes-info-after-send",
    sentence: "It fills in the out-of-band information when the list is already on its way.",
    breaks: "SND6-13",
    siblings: ["SND6-02"],
    scenarios: ["a send that succeeds"],
    wrap: defective({
      says: (outs) => [...outs.filter((out) => !isInfo(out)), ...outs.filter(isInfo)],
    }),
  },
  {
    ...base,
    name: "protocol-tells-nobody",
    sentence: "It takes its lists back and says nothing to the client that asked for the send.",
    breaks: "SND6-23",
    scenarios: ["a client asks and is told"],
    wrap: dropping("notifies"),
  },
  {
    ...base,
    name: "protocol-tells-twice",
    sentence: "It answers a request once for the completion and once more for the status.",
    breaks: "SND6-23",
    scenarios: ["a client asks and is told"],
    wrap: repeating("notifies"),
  },
  {
    ...base,
    name: "protocol-answers-first-list-only",
    sentence: "It counts completion calls, not lists: of those in one call only the first is answered for.",
    breaks: "SND6-23",
    scenarios: ["two clients' lists come back together or apart"],
    wrap: defective({
      says: (outs) =>
        outs.filter(
          (out, at) =>
            out.k !== "act" ||
            out.name !== "notifies" ||
            outs.findIndex((o) => o.k === "act" && o.name === "notifies") === at,
        ),
    }),
  },

  {
    role: "protocol",
    blames: "protocol",
    name: "protocol-builds-list-on-the-stack",
    sentence: "It makes its lists of memory of its own instead of taking them from a pool.",
    breaks: "SND6-15",
    scenarios: ["a list comes from a pool"],
    wrap: changing("allocates", (args) => ({ ...args, pool: "" })),
  },
  {
    role: "protocol",
    blames: "protocol",
    name: "protocol-chains-list-to-itself",
    sentence: "The chain that it sends leads from its last list back to its first.",
    breaks: "SND6-25",
    scenarios: ["a chain of lists, each once"],
    wrap: changing("NdisSendNetBufferLists", (args) => {
      const lists = texts(args, "lists");
      return { ...args, lists: [...lists, ...lists.slice(0, 1)] };
    }),
  },
  {
    ...base,
    name: "protocol-says-that-all-was-sent",
    sentence: "It takes every completion for a success.",
    breaks: "SND6-23",
    scenarios: ["a NIC short of resources"],
    wrap: changing("notifies", (args) => ({ ...args, status: "SUCCESS" })),
  },
];

const isInfo = (out: Out): boolean =>
  out.k === "act" && out.name === "writes" && out.args["field"] === "info";
