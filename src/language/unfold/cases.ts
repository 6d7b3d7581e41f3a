// `cases`: one scenario a row, with the row's values in the place of the axes, and all of them to be seen in the title.
import type { AxisValue, CasesStep, Expression, Scenario, SourceFile } from "../../contract/syntax.ts";
import { copied } from "./copy.ts";

/** More than so many runs of one text are refused: a table of that size is a program. */
export const mostCases = 1024;

export const casesOf = (scenario: Scenario): readonly CasesStep[] =>
  scenario.steps.filter((step) => step.kind === "cases");

/** How many runs the tables of a scenario ask for: several multiply. */
export const caseCount = (tables: readonly CasesStep[]): number =>
  tables.reduce((product, { rows }) => product * rows.length, 1);

/** The scenario itself where it has no cases. */
export const rowsOf = (file: SourceFile, scenario: Scenario): readonly Scenario[] => {
  const tables = casesOf(scenario);
  if (tables.length === 0) return [scenario];
  const steps = scenario.steps.filter((step) => step.kind !== "cases");
  return combinations(tables).map((values) => {
    const shown = [...values].map(([name, value]): AxisValue => ({ name, text: textOf(file, value) }));
    return {
      ...scenario,
      title: titled(scenario.title, shown),
      steps: copied(steps, { values, fresh: new Map() }),
      row: { title: scenario.title, values: shown },
    };
  });
};

/** `<a>` is filled in; an axis that the title does not name stands behind it. */
export const titled = (title: string, values: readonly AxisValue[]): string => {
  const filled = values.reduce((now, { name, text }) => now.replaceAll(`<${name}>`, text), title);
  const others = values.filter(({ name }) => !title.includes(`<${name}>`));
  return others.length === 0
    ? filled
    : `${filled} (${others.map(({ name, text }) => `${name} = ${text}`).join(", ")})`;
};

type Row = ReadonlyMap<string, Expression>;

/** The first table varies slowest. Beyond the bound only the first rows: the problem is reported. */
const combinations = (tables: readonly CasesStep[]): readonly Row[] => {
  const isTooMany = caseCount(tables) > mostCases;
  return tables.reduce<readonly Row[]>(
    (rows, table) =>
      rows.flatMap((before) =>
        table.rows
          .slice(0, isTooMany ? 1 : undefined)
          .map(({ values, at, end }) => new Map([...before, ...valued(table, values, { at, end })])),
      ),
    [new Map()],
  );
};

/** A row that is too short is reported elsewhere; `none` fits everywhere. */
const valued = (
  table: CasesStep,
  values: readonly Expression[],
  span: { readonly at: number; readonly end: number },
): readonly (readonly [string, Expression])[] =>
  table.names.map((name, i) => [name, values[i] ?? { kind: "name", name: "none", ...span }]);

const textOf = (file: SourceFile, value: Expression): string =>
  value.kind === "text" ? value.value : file.text.slice(value.at, value.end).replaceAll(/\s+/g, " ");
