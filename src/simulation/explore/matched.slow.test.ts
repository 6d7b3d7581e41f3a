// The matcher that follows runs and the explorer of words read a choreography alike: as many states, as many words between them.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Expression } from "../../contract/syntax.ts";
import type { WordValue } from "../../contract/value.ts";
import { advance, type Residual, type Word } from "../script/advance.ts";
import { parameterOf } from "../script/match.ts";
import type { Script } from "../script/compile.ts";
import { frontier, settle, type Next } from "../script/frontier.ts";
import { eventOf, nullable } from "../script/left.ts";
import { opened } from "../script/term.ts";
import type { Sight } from "../script/values.ts";
import { emptyStore } from "../store.ts";
import { explored, scriptOf, small, type Choreography } from "../testing/choreographies.ts";

const choices = 3;
const onlyCall = 1;

for (const one of small)
  test(`${one.title}: matching allows what the explorer counts`, () => {
    const { states, transitions, endings, deadEnds } = explored(one);
    assert.deepEqual(matched(one), { states, transitions, endings, deadEnds });
  });

function matched(one: Choreography): Omit<ReturnType<typeof explored>, "complete"> {
  const script = scriptOf(one);
  const sight: Sight = { program: script.program, parties: script.parties, store: emptyStore };
  const first = settled(script, sight, { term: script.term, env: {}, last: {} });
  const seen = new Set([keyOf(first)]);
  const todo = [first];
  let [transitions, endings, deadEnds] = [0, 0, 0];
  while (todo.length > 0) {
    const at = todo.pop() ?? first;
    const next = frontier(script, at).flatMap((n) => said(script, sight, at, n));
    transitions += next.length;
    if (nullable(at.term, script)) endings++;
    else if (next.length === 0) deadEnds++;
    for (const residual of next) {
      if (seen.has(keyOf(residual))) continue;
      seen.add(keyOf(residual));
      todo.push(residual);
    }
  }
  return { states: seen.size, transitions, endings, deadEnds };
}

/** Which turn of a repetition it is matters only by how many are left. */
const keyOf = ({ term }: Residual): string =>
  JSON.stringify(term, (k, v: unknown) => (k === "turn" ? undefined : v));

const settled = (script: Script, sight: Sight, residual: Residual): Residual =>
  settle(script, residual, sight, 0).residual;

/** Whatever is left behind a step, in every way in which it may be said; its answer comes with it. */
function said(script: Script, sight: Sight, at: Residual, next: Next): readonly Residual[] {
  if (next.k !== "say") return [];
  const entry = eventOf(script, next.n);
  return itemsOf(script, next).flatMap((items) => {
    const word = wordOf(script, sight, next, items);
    return advance(script, at, word, sight, 0).flatMap((after) =>
      opened(after.term, onlyCall) === undefined
        ? [settled(script, sight, after)]
        : answers(word, entry.step.returns?.length ?? 0).flatMap((answer) =>
            advance(script, after, answer, sight, 0).map((r) => settled(script, sight, r)),
          ),
    );
  });
}

/** One word takes some of the items of a grouped step; which of those that have a name it may take is the matcher's to say. */
function itemsOf(script: Script, next: Extract<Next, { k: "say" }>): readonly (readonly number[])[] {
  const none: readonly (readonly number[])[] = [[]];
  if (next.items === undefined) return none;
  const list = eventOf(script, next.n).items?.list ?? [];
  // things without a name yet are all alike: the first of them stands for any
  const unnamed = next.items.filter((n) => isUnnamed(list[n], next));
  const some = next.items.filter((n) => !unnamed.includes(n) || n === unnamed[0]);
  return some.reduce((sets, n) => [...sets, ...sets.map((s) => [...s, n])], none).slice(1);
}

const isUnnamed = (e: Expression | undefined, { env }: Next): boolean =>
  e?.kind === "bind" && env[e.name] === undefined;

function wordOf(
  script: Script,
  sight: Sight,
  next: Extract<Next, { k: "say" }>,
  items: readonly number[],
): Word {
  const entry = eventOf(script, next.n);
  const args = entry.pattern.args.map((arg): readonly [string, WordValue] => {
    const { name } = parameterOf(arg, entry, sight);
    const list = arg.value.kind === "list" ? arg.value.items : [];
    if (arg.value.kind !== "list") return [name, nameOf(arg.value)];
    return [name, (items.length > 0 ? items : [...list.keys()]).map((i) => nameOf(list[i]))];
  });
  const [from = "", to = ""] = [entry.speakers[0], entry.hearers[0]];
  return {
    kind: "call",
    name: entry.pattern.name,
    from,
    to,
    args: Object.fromEntries(args),
    call: onlyCall,
    around: [],
  };
}

/** A thing goes by the name of its variable. */
function nameOf(e: { readonly kind: string; readonly name?: string } | undefined): string {
  assert.ok(e !== undefined && (e.kind === "bind" || e.kind === "name") && e.name !== undefined);
  return e.name;
}

const answers = (call: Word, results: number): readonly Word[] =>
  Array.from({ length: results === 0 ? 1 : choices + 1 }, (_, count): Word => ({
    ...call,
    kind: "return",
    from: call.to,
    to: call.from,
    results: { count },
  }));
