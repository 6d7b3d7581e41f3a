// The layer of a party that a program plays: a step is one turn, its state is what the program was told so far.
import type { PartyId } from "../contract/event.ts";
import type { Foreign, In, Layer, Out, Reaction, View } from "../contract/layer.ts";
import type { Args, WordValue } from "../contract/value.ts";
import { Hearing, type Rights } from "./hearing.ts";
import type { History, Turn } from "./history.ts";
import { Garbled, type Ready, type SubjectLine, type Thread } from "./lines.ts";
import { fresh, innermost, openCalls, type ProgramState } from "./state.ts";
import { tell, type Told } from "./telling.ts";
import { toWire } from "./values.ts";

/** A program in one scenario. */
export type Part = {
  readonly history: () => History;
  readonly rights: Rights;
  readonly foreign: Foreign;
  readonly takes: readonly string[];
  /** what the program said that it can bear, where that is less than the kit's limits */
  readonly bears: Ready["limits"];
};

export function partyLayer(part: Part, self: PartyId): Layer<ProgramState> {
  return {
    initial: () => fresh,
    step: (state, input, view) => step(part, self, state, input, view),
    foreign: part.foreign,
  };
}

function step(
  part: Part,
  self: PartyId,
  state: ProgramState,
  input: In,
  view: View,
): Reaction<ProgramState> | null {
  if (input.k === "woken") return goesOn(state, input.tag);
  if (input.k === "fault" && !part.takes.includes("fault"))
    return [state, [{ k: "fails", how: "unsupported", why: `it cannot be made to suffer ${input.name}` }]];
  const told = tell(state, self, input, view);
  const tooMuch = beyond(part.bears, told);
  if (tooMuch !== undefined) return [state, [{ k: "fails", how: "unsupported", why: tooMuch }]];
  const hearing = new Hearing(part.rights, told.state, told.on, self);
  try {
    talk(part.history(), told, hearing, view);
  } catch (error) {
    if (!(error instanceof Garbled)) throw error;
    hearing.fail("protocol", error.message);
  }
  if (input.k === "do" && hearing.isRefused) return null;
  return distribute(hearing, told.on, self);
}

/** Why it cannot be told that: by what it said itself when it was greeted. */
function beyond(bears: Ready["limits"], { line, state: { entered } }: Told): string | undefined {
  const { lineBytes = Infinity, depth = Infinity, threads = Infinity } = bears;
  const bytes = lineBytes === Infinity ? 0 : Buffer.byteLength(JSON.stringify(line));
  if (bytes > lineBytes)
    return `a line of ${String(bytes)} bytes would be written to it, and it reads ${String(lineBytes)}`;
  if (entered.length > depth)
    return `${String(entered.length)} calls would be open in it at once, and it bears ${String(depth)}`;
  const open = new Set(entered.map(({ on }) => on)).size;
  return open > threads
    ? `calls would be open on ${String(open)} threads, and it bears ${String(threads)}`
    : undefined;
}

/** A frame that waited says what the program said on its thread in the meantime, and waits again if that was no answer. */
function goesOn(state: ProgramState, tag: string): Reaction<ProgramState> {
  const one = state.asleep.find((each) => tagOf(each.call) === tag);
  if (one === undefined) return [state, []];
  const rest = { ...state, asleep: state.asleep.filter((each) => each !== one) };
  return isOn(one.said) ? [rest, one.said] : sleeps(rest, one.call, one.on, one.said);
}

const tagOf = (call: number): string => `call ${String(call)}`;

/** The frame goes on by itself: it has called somebody, or is over. */
const isOn = (outs: readonly Out[]): boolean =>
  outs.some((out) => out.k === "call" || out.k === "return" || out.k === "fails");

const sleeps = (
  state: ProgramState,
  call: number,
  on: Thread,
  outs: readonly Out[],
): Reaction<ProgramState> => [
  { ...state, asleep: [...state.asleep, { call, on, said: [] }] },
  [...outs, { k: "wait", tag: tagOf(call) }],
];

/** Until it is idle: what it asks in between is answered at once. */
function talk(history: History, { line }: Told, hearing: Hearing, view: View): void {
  const writes = new Map<string, WordValue>();
  const begun = history.begin();
  if (begun.end !== undefined) return hearing.fail(begun.end.how, begun.end.why);
  if (hearing.state.at === begun.at) begun.lines.forEach((one) => hearBegin(hearing, one));
  let turn = history.tell(hearing.state.at, JSON.stringify(line));
  for (;;) {
    hearing.state = { ...hearing.state, at: turn.at };
    const asked = hear(turn, hearing, writes);
    if (turn.end !== undefined) return hearing.fail(turn.end.how, endOf(turn, hearing));
    if (asked === undefined) return;
    const value =
      asked.kind === "pick" ? view.pick(asked.name, asked.options) : read(asked.args, writes, view);
    turn = history.tell(
      hearing.state.at,
      JSON.stringify({ kind: "result", ask: asked.ask, value: toWire(value) }),
    );
  }
}

type Question = Extract<SubjectLine, { kind: "act" | "pick" }> & { readonly ask: string | number };

function hear(turn: Turn, hearing: Hearing, writes: Map<string, WordValue>): Question | undefined {
  for (const line of turn.unasked) hearing.hear(elsewhere(line, "unasked"));
  for (const line of turn.lines) {
    if (line.kind === "pick") return line;
    hearing.hear(line);
    if (line.kind !== "act") continue;
    if (line.name === "writes") writes.set(fieldOf(line.args), line.args["value"] ?? null);
    if (line.ask !== undefined) return { ...line, ask: line.ask };
  }
  return undefined;
}

/** What it says when it is reset belongs to its first turn; that it could be is no news. */
function hearBegin(hearing: Hearing, line: SubjectLine): void {
  if (line.kind === "unsupported" || line.kind === "error" || line.kind === "result") return;
  hearing.hear(elsewhere(line, "begin"));
}

/** On a thread of that name, unless it says itself on which. */
function elsewhere(line: SubjectLine, on: Thread): SubjectLine {
  switch (line.kind) {
    case "call":
    case "act":
    case "timer":
    case "cancel":
    case "befell":
    case "note":
      return { on, ...line };
    default:
      return line;
  }
}

const fieldOf = ({ what, field }: Args): string => JSON.stringify([what, field ?? "data"]);

function read(args: Args, writes: ReadonlyMap<string, WordValue>, view: View): WordValue {
  const { what, field } = args;
  const written = writes.get(fieldOf(args));
  const seen = typeof what === "string" ? view.see?.(what) : undefined;
  if (seen === undefined || seen.access === "none") return null;
  if (written !== undefined) return written;
  return typeof field === "string" && field !== "data" ? (seen.fields[field] ?? null) : (seen.data ?? null);
}

const endOf = ({ end }: Turn, { state }: Hearing): string =>
  `${end?.why ?? ""}; open was ${openCalls(state)}`;

/** What was said on the thread that was asked is the answer; on other threads it wakes a frame that waits, or begins a line of its own. */
function distribute(hearing: Hearing, on: Thread, self: PartyId): Reaction<ProgramState> {
  let { state } = hearing;
  const open = innermost(state, on);
  const answer = hearing.said.get(on);
  const isOther = answer !== undefined && answer.party !== self && open === undefined;
  const before: Out[] = [...hearing.clock];
  const mine: Out[] = isOther ? [] : [...(answer?.outs ?? [])];
  for (const [thread, { party, outs, behind }] of hearing.said) {
    if (thread === on && !isOther) continue;
    const into = behind ? mine : before;
    const one = state.asleep.findLast((each) => each.on === thread);
    if (one === undefined) {
      into.push({ k: "begins", outs, ...(party === self ? {} : { party }) });
      continue;
    }
    if (one.said.length === 0) into.push({ k: "wake", tag: tagOf(one.call) });
    const said = { ...one, said: [...one.said, ...outs] };
    state = { ...state, asleep: state.asleep.map((each) => (each === one ? said : each)) };
  }
  if (open === undefined || isOn(mine)) return [state, [...before, ...mine]];
  const [asleep, outs] = sleeps(state, open.call, on, mine);
  return [asleep, [...before, ...outs]];
}
