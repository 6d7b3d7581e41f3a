// Fragments and cases as they are written: circles, what nobody uses, tables that do not fit, steps in the wrong place.
import type { Problem } from "../../contract/problem.ts";
import type { CasesStep, Fragment, Scenario, SourceFile } from "../../contract/syntax.ts";
import type { Check, Checked } from "../check/checked.ts";
import { problem } from "../check/problems.ts";
import { didYouMean, nearest } from "../near.ts";
import { boundNames, nodesOf } from "../walk.ts";
import { caseCount, casesOf, mostCases, rowsOf } from "./cases.ts";
import { doStepsIn } from "./unfold.ts";

export const fragmentsAndCases: Check = (checked) =>
  checked.asWritten.flatMap((file) => [
    ...sameTitles(file),
    ...file.declarations.flatMap((declaration): readonly Problem[] => {
      if (declaration.kind === "fragment")
        return [...circles(checked, file, declaration), ...unused(checked, file, declaration)];
      if (declaration.kind !== "scenario") return [];
      return tableProblems(checked, file, declaration);
    }),
  ]);

/** A feature names a scenario by its title. */
const sameTitles = (file: SourceFile): readonly Problem[] => {
  const seen = new Set<string>();
  return file.declarations.flatMap((declaration) => {
    if (declaration.kind !== "scenario" || declaration.title === "") return [];
    const { title, at, word } = declaration;
    const isTwice = seen.has(title);
    seen.add(title);
    const span = { at, end: at + word.length };
    return isTwice
      ? [
          problem(
            "declared-twice",
            file,
            span,
            `There is already a scenario "${title}" in this file.`,
            "give it another title",
          ),
        ]
      : [];
  });
};

/** The names of all fragments that a fragment does, directly or through others. */
export const reachedFrom = (
  fragments: ReadonlyMap<string, Fragment>,
  name: string,
  reached = new Set<string>(),
): ReadonlySet<string> => {
  for (const step of doStepsIn(fragments.get(name)?.steps ?? [])) {
    if (reached.has(step.name)) continue;
    reached.add(step.name);
    reachedFrom(fragments, step.name, reached);
  }
  return reached;
};

const circles = ({ tables }: Checked, file: SourceFile, fragment: Fragment): readonly Problem[] =>
  doStepsIn(fragment.steps).flatMap((step) => {
    if (step.name !== fragment.name && !reachedFrom(tables.fragments, step.name).has(fragment.name))
      return [];
    return [
      problem(
        "fragment-cycle",
        file,
        step,
        step.name === fragment.name
          ? `${fragment.name} does itself.`
          : `${step.name} comes back to ${fragment.name}.`,
        "a fragment is put in place, so it would never end: take repeat",
      ),
    ];
  });

/** A file of fragments alone is there for others. */
const unused = (checked: Checked, file: SourceFile, fragment: Fragment): readonly Problem[] => {
  const { asWritten, tables } = checked;
  const isLibrary = file.declarations.every(({ kind }) => kind === "fragment" || kind === "import");
  const isUsed = asWritten.some(({ declarations }) =>
    declarations.some(
      (declaration) =>
        declaration !== fragment &&
        (declaration.kind === "scenario" || declaration.kind === "fragment") &&
        doStepsIn(declaration.steps).some((step) => meant(tables.fragments, step.name) === fragment.name),
    ),
  );
  if (isLibrary || isUsed || parseErrors(checked).length > 0) return [];
  const span = { at: fragment.at, end: fragment.at + "fragment ".length + fragment.name.length };
  return [problem("unused-fragment", file, span, `Nothing does ${fragment.name}.`)];
};

const meant = (fragments: ReadonlyMap<string, Fragment>, name: string): string =>
  fragments.has(name) ? name : (nearest(name, fragments.keys()) ?? name);

/** What could not be read may have been the use of anything. */
const parseErrors = ({ options }: Checked): readonly Problem[] =>
  (options.parsed ?? []).filter(({ severity }) => severity === "error");

/** As it is written: tables know the declarations with everything in its place. */
const isDamaged = (checked: Checked, file: SourceFile, { at, end }: Scenario): boolean =>
  parseErrors(checked).some((each) => each.file === file.name && at <= each.at && each.at <= end);

const tableProblems = (checked: Checked, file: SourceFile, scenario: Scenario): readonly Problem[] => {
  const tables = casesOf(scenario);
  if (tables.length === 0 || isDamaged(checked, file, scenario)) return [];
  const count = caseCount(tables);
  const [first] = tables;
  const misfits = tables.flatMap((table) => widths(file, table));
  return [
    ...misfits,
    ...axes(file, scenario, tables),
    ...titleProblems(file, scenario, tables),
    ...(count > mostCases && first !== undefined
      ? [problem("too-many-cases", file, first, `These are ${count} runs; ${mostCases} are the most.`)]
      : misfits.length > 0
        ? []
        : twice(file, scenario, tables)),
  ];
};

const widths = (file: SourceFile, { names, rows }: CasesStep): readonly Problem[] =>
  rows
    .filter(({ values }) => values.length !== names.length)
    .map((row) =>
      problem(
        "case-width",
        file,
        row,
        `This row has ${row.values.length} ${row.values.length === 1 ? "value" : "values"}, but the axes are ${names.join(", ")}.`,
      ),
    );

const axes = (file: SourceFile, scenario: Scenario, tables: readonly CasesStep[]): readonly Problem[] => {
  const others = scenario.steps.filter((step) => step.kind !== "cases");
  const bound = boundNames(others);
  const named = new Set(
    nodesOf(others).flatMap((node) => ("name" in node ? [String(node.name).split(".")[0]] : [])),
  );
  const seen = new Set<string>();
  return tables.flatMap((table) =>
    table.names.flatMap((name) => {
      const isTwice = seen.has(name) || bound.has(name);
      seen.add(name);
      if (isTwice)
        return [
          problem("bound-twice", file, table, `${name} already has a meaning here.`, "take another name"),
        ];
      if (named.has(name)) return [];
      return [
        problem(
          "unread-axis",
          file,
          table,
          `No step uses ${name}, so its runs are all the same.`,
          "use it or leave it out",
        ),
      ];
    }),
  );
};

const titleProblems = (
  file: SourceFile,
  scenario: Scenario,
  tables: readonly CasesStep[],
): readonly Problem[] => {
  const names = tables.flatMap((table) => table.names);
  const start = file.text.indexOf(scenario.title, scenario.at);
  return [...scenario.title.matchAll(/<(\w+)>/g)].flatMap(({ 0: whole, 1: name = "", index }) => {
    if (names.includes(name)) return [];
    const at = start < 0 ? scenario.at : start + index;
    return [
      problem(
        "unknown-axis",
        file,
        { at, end: at + whole.length },
        `The title names ${name}, but no cases have it.`,
        didYouMean(nearest(name, names)).hint,
      ),
    ];
  });
};

const twice = (file: SourceFile, scenario: Scenario, tables: readonly CasesStep[]): readonly Problem[] => {
  const [first] = tables;
  const seen = new Set<string>();
  return rowsOf(file, scenario).flatMap(({ title }) => {
    const isTwice = seen.has(title);
    seen.add(title);
    if (!isTwice || first === undefined) return [];
    return [
      problem("case-twice", file, first, `Two runs would be called "${title}".`, "leave one of the rows out"),
    ];
  });
};
