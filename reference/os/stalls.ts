// A slow disk: what a declared fault does to the files of a server. The result is there, its return comes later.
import type { Out, Reaction, View } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import type { Called, Fault } from "../handlers.ts";
import { get, has, put, without } from "../table.ts";
import type { Table } from "../table.ts";
import { back, befell, integer, wishOf } from "../words.ts";

/** The next calls like this take so long. `left` -1: always. */
type Stall = { readonly what: Args; readonly microseconds: number; readonly left: number };
export type Stalls = {
  readonly stalls: readonly Stall[];
  /** results that wait for their time, by tag */
  readonly late: Table<Args>;
};

type Handler<S> = (state: S, input: Called, view: View) => Reaction<S>;

/** The call as it is, or as a fault makes it: answered later. */
export const stalling =
  <S extends Stalls>(handler: Handler<S>): Handler<S> =>
  (state, input, view) => {
    const [now, outs] = handler(state, input, view);
    const stall = state.stalls.find(({ what }) => isMeant(what, input));
    const answer = outs.find((out) => out.k === "return");
    if (stall === undefined || answer?.k !== "return") return [now, outs];
    const tag = freeTag(state);
    const waits: readonly Out[] = [
      befell("stalls"),
      { k: "timer", after: stall.microseconds, name: tag },
      { k: "wait", tag },
    ];
    const late = put(now.late, tag, answer.results);
    return [
      { ...now, late, stalls: spent(state.stalls, stall) },
      [...outs.filter((out) => out !== answer), ...waits],
    ];
  };

export function armStall<S extends Stalls>(state: S, input: Fault): Reaction<S> {
  const left = integer(input.args, "times") || 1;
  const microseconds = integer(input.args, "for");
  return [
    { ...state, stalls: [...state.stalls, { what: wishOf(input.args["what"]), microseconds, left }] },
    [],
  ];
}

export const stallOver = <S extends Stalls>(state: S, [n = ""]: readonly string[]): Reaction<S> => [
  state,
  [{ k: "wake", tag: `stall ${n}` }],
];

export function answerLate<S extends Stalls>(state: S, [n = ""]: readonly string[]): Reaction<S> {
  const tag = `stall ${n}`;
  return [{ ...state, late: without(state.late, tag) }, [back(get(state.late, tag) ?? {})]];
}

const isMeant = ({ word, ...wanted }: Args, { name, args }: Called): boolean =>
  word === name && Object.entries(wanted).every(([key, wish]) => wish === null || args[key] === wish);

const spent = (stalls: readonly Stall[], stall: Stall): readonly Stall[] =>
  stalls.flatMap((one) => {
    if (one !== stall || one.left < 0) return [one];
    return one.left > 1 ? [{ ...one, left: one.left - 1 }] : [];
  });

function freeTag({ late }: Stalls): string {
  let n = 1;
  while (has(late, `stall ${n}`)) n++;
  return `stall ${n}`;
}
