// What a party chose where the script wanted something else, and when: in the script's own words.
import type { Argument, Expression, Parameter } from "../../contract/syntax.ts";
import type { WordValue } from "../../contract/value.ts";
import { brief } from "../spell.ts";
import type { Store } from "../store.ts";
import { advance, type Residual, type Word } from "./advance.ts";
import { parameterOf } from "./match.ts";
import type { Script } from "./compile.ts";
import { describeFrontier, describeNext, textOf } from "./describe.ts";
import { frontier } from "./frontier.ts";
import { eventOf, stepsIn } from "./left.ts";
import type { Sight } from "./values.ts";
import { opened, type EventEntry } from "./term.ts";

/** A word would have fitted but for values that are its speaker's own to choose, or it is one whose time is. */
export const onlyChoice = (
  script: Script,
  residuals: readonly Residual[],
  word: Word,
  sight: Sight,
  now: number,
): boolean =>
  onlyValues(script, residuals, word, sight, now) || untimely(script, residuals, word) !== undefined;

const onlyValues = (
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
  const when = untimely(script, residuals, word) ?? `${word.from} chose otherwise`;
  if (entry === undefined) return when;
  const choices = word.kind === "return" ? results(script, entry, word) : values(script, entry, word, store);
  if (choices.length === 0) return when;
  const [did, wanted] = [choices.map(([d]) => d).join(", "), choices.map(([, w]) => w).join(", ")];
  return `${word.from} chose ${did} where ${wanted} was wanted`;
}

/** Said before, or not before, the script wanted it: what is owed is owed by its time, and an act is nobody else's. Rules say when it was wrong. */
function untimely(script: Script, residuals: readonly Residual[], word: Word): string | undefined {
  for (const residual of residuals) {
    const wanted =
      word.kind === "return" ? leftOut(script, residual, word) : overtaken(script, residual, word);
    if (wanted === undefined) continue;
    const did = word.kind === "return" ? `returned from ${word.name}` : `said ${word.name}`;
    return `${word.from} ${did} where ${wanted} was wanted first`;
  }
  return undefined;
}

/** What its own block still wants of whoever returns, and nothing else. */
function leftOut(script: Script, residual: Residual, word: Word): string | undefined {
  const open = opened(residual.term, word.call ?? 0);
  if (open === undefined) return undefined;
  const nexts = frontier(script, { ...residual, term: open.block }).filter((n) => n.k !== "eventually");
  const isFree = nexts.every((next) => {
    if (next.k !== "say") return false;
    const entry = eventOf(script, next.n);
    const mode = script.program.words.get(entry.pattern.name)?.mode;
    return entry.speakers.includes(word.from) && (entry.kind === "act" || mode !== undefined);
  });
  const [first] = nexts;
  return first === undefined || !isFree ? undefined : describeNext(script, first);
}

/** What the script wants first of others, where the word stands further down. */
function overtaken(script: Script, residual: Residual, word: Word): string | undefined {
  if (word.kind !== "call" || script.program.words.get(word.name)?.mode !== "duty") return undefined;
  const isIt = (entry: EventEntry): boolean =>
    entry.kind === "call" && entry.pattern.name === word.name && entry.speakers.includes(word.from);
  const isMentioned = stepsIn(residual.term, script).some(({ entry }) => isIt(entry));
  if (enabled(script, residual).some(isIt) || !isMentioned) return undefined;
  return describeFrontier(script, [residual])[0] ?? "a wait";
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
