// What a party leaves unsaid has the default that the vocabulary gives it: its words are made whole before anybody hears of them.
import type { Out, Reaction } from "../../contract/layer.ts";
import type { Program } from "../../contract/program.ts";
import type { Args } from "../../contract/value.ts";
import { evaluate } from "../script/values.ts";
import { emptyStore } from "../store.ts";

/** `null` stays: it is said, and means none. */
export function saidWhole(program: Program, reaction: Reaction<unknown> | null): Reaction<unknown> | null {
  if (reaction === null) return null;
  const [state, outs] = reaction;
  const whole = outs.map((out) => outWhole(program, out));
  return whole.every((out, i) => out === outs[i]) ? reaction : [state, whole];
}

function outWhole(program: Program, out: Out): Out {
  if (out.k === "begins") return { ...out, outs: out.outs.map((one) => outWhole(program, one)) };
  if (out.k !== "call" && out.k !== "act") return out;
  const unsaid = defaultsOf(program, out.name).filter(([name]) => out.args[name] === undefined);
  return unsaid.length === 0 ? out : { ...out, args: { ...out.args, ...Object.fromEntries(unsaid) } };
}

type Defaults = readonly (readonly [name: string, value: Args[string]])[];
const none: Defaults = [];
const known = new WeakMap<Program, ReadonlyMap<string, Defaults>>();

function defaultsOf(program: Program, word: string): Defaults {
  const tables = known.get(program) ?? tableOf(program);
  known.set(program, tables);
  return tables.get(word) ?? none;
}

/** Only of words that have any. */
function tableOf(program: Program): ReadonlyMap<string, Defaults> {
  const sight = { program, parties: [], store: emptyStore };
  const rows = [...program.words].map(([word, { parameters }]) => {
    const defaults = parameters.flatMap(({ name, default: usual }) => {
      const value = usual === undefined ? undefined : evaluate(usual, {}, {}, sight);
      return value === undefined ? [] : [[name, value] as const];
    });
    return [word, defaults] as const;
  });
  return new Map(rows.filter(([, defaults]) => defaults.length > 0));
}
