// What a party chose where the script wanted something else, in the script's own words.
import type { Argument, Expression, Parameter } from "../../contract/syntax.ts";
import type { WordValue } from "../../contract/value.ts";
import { brief } from "../spell.ts";
import type { Store } from "../store.ts";
import { advance, type Residual, type Word } from "./advance.ts";
import { parameterOf } from "./match.ts";
import type { Script } from "./compile.ts";
import { textOf } from "./describe.ts";
import { frontier } from "./frontier.ts";
import { eventOf } from "./left.ts";
import type { Sight } from "./values.ts";
import { opened, type EventEntry } from "./term.ts";

/** A word would have fitted but for values that are its speaker's own to choose. */
export const onlyChoice = (
  script: Script,
  residuals: readonly Residual[],
  word: Word,
  sight: Sight,
  now: number,
): boolean => residuals.some((r) => advance(script, r, word, { ...sight, freely: true }, now).length > 0);

/** `nic chose 0 where 2 was wanted`. */
export function spellChoice(
  script: Script,
  residuals: readonly Residual[],
  word: Word,
  store: Store,
): string {
  const entry = residuals
    .flatMap((r) => (word.kind === "return" ? answered(script, r, word) : enabled(script, r)))
    .find((e) => e.pattern.name === word.name && speaker(e, word).includes(word.from));
  if (entry === undefined) return `${word.from} chose otherwise`;
  const choices = word.kind === "return" ? results(script, entry, word) : values(script, entry, word, store);
  const [did, wanted] = [choices.map(([d]) => d).join(", "), choices.map(([, w]) => w).join(", ")];
  return `${word.from} chose ${did} where ${wanted} was wanted`;
}

/** What it did, what was wanted. */
type Choice = readonly [did: string, wanted: string];

const enabled = (script: Script, residual: Residual): readonly EventEntry[] =>
  frontier(script, residual).flatMap((next) => (next.k === "eventually" ? [] : [eventOf(script, next.n)]));

function answered(script: Script, residual: Residual, word: Word): readonly EventEntry[] {
  const open = opened(residual.term, word.call ?? 0);
  return open === undefined ? [] : [eventOf(script, open.n)];
}

const speaker = (entry: EventEntry, word: Word): readonly string[] =>
  word.kind === "return" ? entry.hearers : entry.speakers;

const results = (script: Script, entry: EventEntry, word: Word): readonly Choice[] =>
  (entry.step.returns ?? []).map((arg, i) => {
    const known = script.program.words.get(word.name)?.results;
    const name = arg.name ?? script.program.positions.get(arg)?.name ?? known?.[i]?.name ?? "";
    return [brief(word.results?.[name] ?? null), wantedBy(script, arg)];
  });

function values(script: Script, entry: EventEntry, word: Word, store: Store): readonly Choice[] {
  const sight = { program: script.program, parties: script.parties, store };
  return entry.pattern.args.flatMap((arg): readonly Choice[] => {
    const parameter = parameterOf(arg, entry, sight);
    if (!parameter.chosen) return [];
    const value = word.args[parameter.name] ?? null;
    return [[shown(value, new Set(fieldsIn(arg.value)), store), wantedBy(script, arg)]];
  });
}

const wantedBy = (script: Script, arg: Argument): string =>
  `${["=", "has"].includes(arg.op) ? "" : `${arg.op} `}${spelt(script, arg.value)}`;

/** As it was written, with the values of the row that is played in the places of their axes. */
function spelt(script: Script, e: Expression): string {
  if (e.kind === "list") return `[${e.items.map((item) => spelt(script, item)).join(", ")}]`;
  if ((e.kind !== "bind" && e.kind !== "apply") || e.args === undefined) return textOf(script, e, e);
  const args = e.args.map(
    (arg) => `${arg.name === undefined ? "" : `${arg.name} ${arg.op} `}${spelt(script, arg.value)}`,
  );
  return `${e.kind === "bind" ? "?" : ""}${e.name}(${args.join(", ")})`;
}

/** A thing with the fields that the script asks about. */
function shown(value: WordValue, fields: ReadonlySet<Parameter["name"]>, store: Store): string {
  if (Array.isArray(value)) return `[${value.map((v: WordValue) => shown(v, fields, store)).join(", ")}]`;
  const entry = typeof value === "string" ? store.get(value) : undefined;
  if (entry === undefined || fields.size === 0) return brief(value);
  return `${brief(value)}(${[...fields].map((f) => `${f} = ${brief(entry.fields[f] ?? null)}`).join(", ")})`;
}

function fieldsIn(e: Expression): readonly string[] {
  if (e.kind === "list") return e.items.flatMap(fieldsIn);
  if (e.kind !== "bind" && e.kind !== "apply") return [];
  return (e.args ?? []).flatMap((arg) => (arg.name === undefined ? [] : [arg.name]));
}
