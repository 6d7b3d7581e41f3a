// What is judged: the rules in force out of all that there are, and the scenarios that were named.
import { InputError } from "../contract/problem.ts";
import type { Program } from "../contract/program.ts";
import type { Level, Rule } from "../contract/syntax.ts";
import { unknownName } from "./input/unknown-name.ts";

export type Wanted = {
  /** ids, families (`RCV-PKT`, `RCV`), or CUSTODY; none: all */
  readonly rules: readonly string[];
  /** `ID=reason` each */
  readonly skipped: readonly string[];
  /** the weakest level that is judged */
  readonly level?: string;
};

export type InForce = {
  readonly rules: readonly Rule[];
  readonly skipped: readonly (readonly [rule: Rule, reason: string])[];
  readonly leftOut: number;
  /** what the judge is told; absent: everything */
  readonly ids?: readonly string[];
  /** whether a rule of this id is judged, one that no name stands for (`CUSTODY-packet`) included */
  readonly judges: (id: string) => boolean;
};

/** Stands for the moves of the ledger that no named rule is about. */
const nameless = "CUSTODY";

/** Throws InputError for names that are not known, for reasons that are missing, and for a skipped rule that is left out anyhow. */
export function rulesInForce(program: Program, wanted: Wanted): InForce {
  const named = rulesNamed(program, wanted.rules);
  const level = levelNamed(wanted.level);
  const selected = program.rules.filter(
    (rule) => (named === undefined || named.includes(rule.id)) && levels.indexOf(rule.level) <= level,
  );
  const skipped = wanted.skipped.map((each) => skippedRule(program, selected, each));
  const gone = new Set(skipped.map(([rule]) => rule));
  if (gone.size < skipped.length) throw new InputError("--skip-rule names a rule twice: give one reason.");
  const rules = selected.filter((rule) => !gone.has(rule));
  const leftOut = program.rules.length - selected.length;
  if (rules.length === program.rules.length) return { rules, skipped, leftOut, judges: () => true };
  const judgesNameless = named === undefined || named.includes(nameless);
  const ids = [...rules.map(({ id }) => id), ...(judgesNameless ? [nameless] : [])];
  const judges = (id: string): boolean => ids.includes(id.startsWith(`${nameless}-`) ? nameless : id);
  return { rules, skipped, leftOut, ids, judges };
}

/** Ids of the rules that these names mean; undefined where none is given. Throws InputError. */
export function rulesNamed(program: Program, names: readonly string[]): readonly string[] | undefined {
  if (names.length === 0) return undefined;
  const ids = [...program.rules.map(({ id }) => id), nameless];
  const meant = names.flatMap((name) => {
    const found = idsOf(ids, name.toUpperCase());
    if (found.length === 0)
      throw unknownName("rule", name, [...ids, ...familiesOf(ids)], "custody rules lists them.");
    return found;
  });
  return [...new Set(meant)];
}

/** Whether a scenario that goes by these names is one of those wanted; `*` stands for anything. */
export function scenarioMatcher(patterns: readonly string[]): (...names: readonly string[]) => boolean {
  const shapes = patterns.map(
    (pattern) => new RegExp(`^${pattern.split("*").map(escaped).join("[^]*")}$`, "u"),
  );
  return (...names) => shapes.length === 0 || shapes.some((shape) => names.some((name) => shape.test(name)));
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/gu, "\\$&");

const idsOf = (ids: readonly string[], name: string): readonly string[] =>
  ids.includes(name) ? [name] : ids.filter((id) => id.startsWith(`${name}-`));

/** `RCV-PKT-05` belongs to `RCV-PKT` and to `RCV`. */
const familiesOf = (ids: readonly string[]): readonly string[] => [
  ...new Set(
    ids.flatMap((id) =>
      id
        .split("-")
        .slice(0, -1)
        .map((_, at, parts) => parts.slice(0, at + 1).join("-")),
    ),
  ),
];

const levels: readonly Level[] = ["must", "should", "may"];

function levelNamed(name: string | undefined): number {
  if (name === undefined) return levels.length - 1;
  const level = levels.findIndex((each) => each === name && each !== "may");
  if (level < 0) throw unknownName("level", name, levels.slice(0, 2), "--level takes must or should.");
  return level;
}

function skippedRule(program: Program, selected: readonly Rule[], text: string): readonly [Rule, string] {
  const at = text.indexOf("=");
  const [id, reason] = at < 0 ? [text, ""] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  const rule = program.rules.find((each) => each.id === id.toUpperCase());
  if (rule === undefined && id !== "")
    throw unknownName(
      "rule",
      id,
      program.rules.map((each) => each.id),
      "custody rules lists them.",
    );
  if (rule === undefined || reason === "")
    throw new InputError(
      `--skip-rule wants a reason, which every report shows: --skip-rule "${rule?.id ?? "ID"}=why".`,
    );
  if (!selected.includes(rule))
    throw new InputError(
      `--skip-rule ${rule.id} skips nothing: --rule or --level leaves ${rule.id} out already.`,
    );
  return [rule, reason];
}
