// A rule as a whole: what its level allows, that it demands something, its examples and its citations.
import type { Problem } from "../../contract/problem.ts";
import type { Rule, RuleItem, SourceFile, Statement } from "../../contract/syntax.ts";
import { spanOf } from "../names/context.ts";
import { nearest } from "../near.ts";
import { blocksOf, type Check, type Checked, declarationsOf } from "./checked.ts";
import { problem } from "./problems.ts";

export const levelsAndExamples: Check = (checked) =>
  [...declarationsOf(checked, "rule")].flatMap(([file, rule]) => [
    ...levelProblems(file, rule),
    ...(checked.tables.damaged.has(rule) ? [] : whatIsMissing(file, rule)),
  ]);

export const citations: Check = (checked) =>
  [...declarationsOf(checked, "rule")].flatMap(([file, rule]) =>
    rule.items.flatMap((item) =>
      item.kind === "cites"
        ? item.sources
            .filter((s) => !isKnown(checked, s.kind, s.key))
            .map((s) => unknownSource(checked, file, s))
        : [],
    ),
  );

const statementsOf = (rule: Rule): readonly Statement[] =>
  [...blocksOf(rule.items)].flatMap((block) => (block.kind === "block" ? block.statements : []));

const levelProblems = (file: SourceFile, rule: Rule): readonly Problem[] => {
  const found: Problem[] = [];
  for (const statement of statementsOf(rule)) {
    const demands = statement.kind === "require" || statement.kind === "owe";
    if (rule.level === "may" && demands) found.push(inMay(file, rule, statement, statement.kind));
    if (rule.level !== "must" && statement.kind === "advise")
      found.push(
        problem(
          "advise-outside-must",
          file,
          statement,
          `advise is a should inside a must rule; ${rule.id} is a ${rule.level} rule.`,
          rule.level === "should" ? "write require" : "write observe",
        ),
      );
  }
  if (rule.level === "may")
    for (const block of blocksOf(rule.items))
      if (block.kind === "never") found.push(inMay(file, rule, block, "never"));
  return found;
};

const inMay = (
  file: SourceFile,
  rule: Rule,
  span: { readonly at: number; readonly end: number },
  word: string,
): Problem =>
  problem(
    "demand-in-may",
    file,
    span,
    `${rule.id} is a may rule: it cannot fail anybody, so ${word} has no place in it.`,
    "write observe",
  );

const whatIsMissing = (file: SourceFile, rule: Rule): readonly Problem[] => {
  const head = spanOf(file, rule, rule.id);
  const found: Problem[] = [];
  if (!demandsSomething(rule))
    found.push(
      problem(
        "no-demand",
        file,
        head,
        `${rule.id} ${rule.level === "may" ? "observes" : "demands"} nothing.`,
      ),
    );
  if (!hasExample(rule.items, true))
    found.push(
      problem("no-good-example", file, head, `${rule.id} has no good example.`, "write good { steps }"),
    );
  if (rule.level !== "may" && !hasExample(rule.items, false))
    found.push(
      problem(
        "no-bad-example",
        file,
        head,
        `${rule.id} has no bad example.`,
        "write bad blames PARTY { steps }",
      ),
    );
  return found;
};

const demandsSomething = (rule: Rule): boolean =>
  rule.level === "may"
    ? statementsOf(rule).some((s) => ["observe", "require", "owe", "advise"].includes(s.kind))
    : [...blocksOf(rule.items)].some(
        (block) =>
          block.kind === "never" ||
          block.statements.some((s) => s.kind === "require" || s.kind === "owe" || s.kind === "advise"),
      );

const hasExample = (items: readonly RuleItem[], good: boolean): boolean =>
  items.some((item) => item.kind === "example" && item.good === good);

const seeds: readonly string[] = ["000", "001", "002", "003"];
/** Decisions on what the sources leave open (A1 … A20) and rules of context (CTX-01 …) are keys of their own. */
const ownKey = /^(?:A(?:[1-9]|1\d|20)|CTX-\d\d)$/;

const isKnown = (checked: Checked, kind: "seed" | "source", key: string): boolean =>
  kind === "seed"
    ? seeds.includes(key)
    : checked.options.sources === undefined || ownKey.test(key) || checked.options.sources.has(key);

const unknownSource = (
  checked: Checked,
  file: SourceFile,
  source: { readonly kind: string; readonly key: string; readonly at: number; readonly end: number },
): Problem => {
  const known = source.kind === "seed" ? seeds : (checked.options.sources ?? []);
  const near = source.kind === "seed" ? undefined : nearest(source.key, known);
  const hint =
    near === undefined
      ? source.kind === "seed"
        ? `the seeds are ${seeds.join(", ")}`
        : "add it to the list of sources"
      : `did you mean ${near}?`;
  return problem("unknown-citation", file, source, `There is no ${source.kind} ${source.key}.`, hint);
};
