// Full packets: the answer is the number of shares, and each share goes back once.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import { chosen, subsets } from "../choices.ts";
import type { Begun, Called, Returned } from "../handlers.ts";
import { destOf } from "../sample.ts";
import { get, keysWhere, put, without } from "../table.ts";
import { act, again, back, call, note, reads, text, writes } from "../words.ts";
import { allocating, failed, recovered } from "./memory.ts";
import { isAtHand, isDone, isRunning, nameOf, passing, poolOf } from "./state.ts";
import type { Held, ProtocolState } from "./state.ts";

const mostSelections = 8;

/** Looks at the data, decides whom it is for, and says how many shares that makes. */
export function receivePacket(state: ProtocolState, input: Called, view: View): Reaction<ProtocolState> {
  const packet = text(input.args, "packet");
  const reader = view.open(packet);
  const looked = reads(packet, "data");
  if (reader === "not yours") return [state, [back({ count: 0 })]];
  const meant = meantFor(state, reader.data.latin1, view);
  const lent = reader.fields["status"] === "RESOURCES";
  const quiet = !isRunning(state);
  const count = view.pick("count", lent ? [0] : quiet ? countsAtRest(state, meant) : countsOf(meant));
  if (count === 0) return refused(state, packet, [looked], reader.data.latin1.length, view);
  const clients = view.pick("clients", quiet ? [[]] : selections(meant, count));
  const isInside = clients.length > 0 && view.pick("hand over", ["after", "inside"]) === "inside";
  const due = count - clients.length;
  const held: Held = { open: true, clients, inside: isInside ? clients : [], due, waiting: 0 };
  const now = { ...state, held: put(state.held, packet, held) };
  const tag = isInside ? insideTag : undefined;
  const handed = clients.map((client) => call(client, "ClientReceive", { packet, shares: 1 }, tag));
  const answer = [back({ count }), ...again(`answered ${packet}`)];
  return [now, isInside ? [looked, ...handed, ...answer] : [looked, ...answer, ...handed]];
}

/** What was handed over inside the handler returns before the handler does; anything else may come when the packet is here once more. */
const insideTag = "inside";

export const clientHas = (state: ProtocolState, { tag, args, from }: Returned): Reaction<ProtocolState> => [
  tag === insideTag
    ? changed(state, text(args, "packet"), (held) => ({
        ...held,
        inside: held.inside.filter((client) => client !== from),
      }))
    : state,
  [],
];

/** A client gives its share back: it is passed on at once, or later with others, but never before the handler has returned. */
export function clientReturns(state: ProtocolState, input: Called, view: View): Reaction<ProtocolState> {
  const packet = text(input.args, "packet");
  const held = get(state.held, packet);
  if (held === undefined || !held.clients.includes(input.from))
    return [state, [note(`${input.from} returns ${packet}, which it does not have`), back()]];
  const clients = held.clients.filter((client) => client !== input.from);
  const later: Reaction<ProtocolState> = [
    changed(state, packet, () => ({ ...held, clients, due: held.due + 1 })),
    [back()],
  ];
  // Inside ClientReceive the handler's own thread may be the one that is here: it must not wait for itself.
  if (held.open && held.inside.includes(input.from)) return later;
  if (!held.open && view.pick("pass on", ["now", "later"]) === "later") return later;
  if (held.open)
    return [
      changed(state, packet, () => ({ ...held, clients, waiting: held.waiting + 1 })),
      [{ k: "wait", tag: `returning ${packet}` }],
    ];
  return [passing(changed(state, packet, () => ({ ...held, clients }))), [passed(state, [packet]), back()]];
}

/** The count has been said: shares may go back from here on. */
export const answered = (state: ProtocolState, [packet = ""]: readonly string[]): Reaction<ProtocolState> => [
  changed(state, packet, (held) => ({ ...held, open: false })),
  (get(state.held, packet)?.waiting ?? 0) > 0 ? [{ k: "wake", tag: `returning ${packet}` }] : [],
];

/** A return that waited goes on. */
export const returning = (
  state: ProtocolState,
  [packet = ""]: readonly string[],
): Reaction<ProtocolState> => [
  passing(changed(state, packet, (held) => ({ ...held, waiting: held.waiting - 1 }))),
  [passed(state, [packet]), back()],
];

/** Shares at hand, of any indications, in any batch. */
export function beginReturn(state: ProtocolState, input: Begun, view: View): Reaction<ProtocolState> | null {
  const packets = chosen(view, "packets", input.args["packets"], keysWhere(state.held, isAtHand));
  if (packets === null) return null;
  const now = packets.reduce(
    (before, packet) => changed(before, packet, (held) => ({ ...held, due: held.due - 1 })),
    state,
  );
  return [passing(now), [passed(state, packets)]];
}

export const passedOn = (state: ProtocolState): Reaction<ProtocolState> => [
  { ...state, passing: state.passing - 1 },
  [],
];

/** The clients that the data names; everybody when it names nobody. */
function meantFor(
  state: ProtocolState,
  frame: string,
  view: View,
): { own: boolean; clients: readonly PartyId[] } {
  const dest = destOf(frame);
  const clients = view.neighbours("client");
  if (dest === "") return { own: true, clients };
  return { own: dest === nameOf(state.self), clients: clients.filter((client) => nameOf(client) === dest) };
}

/** Pausing or paused it takes nothing that it does not give back at once: a share of its own, or none. */
const countsAtRest = (
  { phase, leaving }: ProtocolState,
  { own }: ReturnType<typeof meantFor>,
): readonly number[] => (own && phase !== "closing" && phase !== "closed" && !leaving ? [0, 1] : [0]);

function countsOf({ own, clients }: ReturnType<typeof meantFor>): readonly number[] {
  const most = own ? Math.max(2, clients.length) : clients.length;
  return Array.from({ length: most + 1 }, (_, count) => count);
}

/** Who gets a share; what is left of the count the protocol keeps itself. */
const selections = (
  { own, clients }: ReturnType<typeof meantFor>,
  count: number,
): readonly (readonly PartyId[])[] =>
  subsets(clients, count)
    .filter((some) => own || some.length === count)
    .slice(0, mostSelections);

/** Answering 0: it is over with the return, unless a copy was made. */
function refused(
  state: ProtocolState,
  packet: ResourceId,
  looked: readonly Out[],
  size: number,
  view: View,
): Reaction<ProtocolState> {
  const gone = state.leaving || state.phase === "closed";
  if (gone || view.pick("copy", [false, true]) === false) return [state, [...looked, back({ count: 0 })]];
  const ready = allocating(state);
  if (ready === undefined) return [recovered(state), [...looked, failed, back({ count: 0 })]];
  const own = view.fresh("packet");
  return [
    { ...ready, copies: [...state.copies, own] },
    [
      ...looked,
      act("allocates", { what: own, pool: poolOf(state, "packets") }),
      writes(own, "room", size),
      act("copies", { source: packet, target: own, bytes: size }),
      back({ count: 0 }),
      reads(own, "data"),
      act("frees", { what: own }),
      ...again(`copied ${own}`),
    ],
  ];
}

export const copied = (state: ProtocolState, [own = ""]: readonly string[]): Reaction<ProtocolState> => [
  { ...state, copies: state.copies.filter((id) => id !== own) },
  [],
];

const passed = (state: ProtocolState, packets: readonly ResourceId[]): Out =>
  call(state.ndis, "NdisReturnPackets", { packets });

function changed(state: ProtocolState, packet: ResourceId, change: (held: Held) => Held): ProtocolState {
  const held = get(state.held, packet);
  if (held === undefined) return state;
  const next = change(held);
  return {
    ...state,
    held: isDone(next) ? without(state.held, packet) : put(state.held, packet, next),
  };
}
