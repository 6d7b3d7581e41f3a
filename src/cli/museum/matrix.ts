// The matrix of the museum: every rule, the mutants that break it, and what caught each of them.
import type { Program } from "../../contract/program.ts";
import type { Level } from "../../contract/syntax.ts";
import type { Finding } from "../../contract/verdict.ts";
import type { Exhibit, How } from "../../runner/museum/exhibit.ts";

/** `by`: the rule that caught it; `kind`: what of that rule did, as its text begins: require, never, owe. */
export type Cell = {
  readonly mutant: string;
  readonly published?: string;
  readonly caught?: {
    readonly by: string;
    readonly kind: string;
    readonly blames: string;
    readonly scenario: string;
    readonly how: How;
    /** it stands in the shadow of an earlier finding on the same resource */
    readonly consequence?: true;
  };
};
export type MatrixRow = {
  readonly rule: string;
  readonly level: Level | "";
  readonly mutants: readonly Cell[];
};

/** A row for every rule of the program, and for what only the nameless findings on custody catch. */
export function matrixOf(program: Program, exhibits: readonly Exhibit[]): readonly MatrixRow[] {
  const levels = new Map<string, Level | "">(program.rules.map(({ id, level }) => [id, level]));
  const cells = exhibits.flatMap(cellsOf);
  for (const [rule] of cells) if (!levels.has(rule)) levels.set(rule, "");
  const ids = [...levels.keys()].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return ids.map((rule) => ({
    rule,
    level: levels.get(rule) ?? "",
    mutants: cells.filter(([id]) => id === rule).map(([, cell]) => cell),
  }));
}

export function matrixText(rows: readonly MatrixRow[], passed: number, failed: number): string {
  const table = [
    ["rule", "level", "mutant", "caught by", "kind", "blames", "how", "scenario"],
    ...rows.flatMap(textsOf),
  ];
  const widths = (table[0] ?? []).map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [...lines, "", `${passed} passed, ${failed} failed`].join("\n");
}

/** `seed 1, settled`, or `found by exploration, …`. */
export function howIn(how: How): string {
  switch (how.kind) {
    case "run":
      return `seed ${how.seed}, ${how.moments}`;
    case "exploration":
      return `found by exploration, ${how.moments}: ${how.choices} choices, ${how.configurations} configurations`;
    case "sweep":
      return `under the ${how.interruption}`;
  }
}

function cellsOf({ mutant, caught }: Exhibit): readonly (readonly [string, Cell])[] {
  const { name, published, breaks, also } = mutant;
  const cell = (finding: Finding | undefined): Cell => ({
    mutant: name,
    ...(published === undefined ? {} : { published }),
    ...(caught === undefined || finding === undefined
      ? {}
      : {
          caught: {
            by: finding.rule,
            kind: /^\w+/u.exec(finding.demand)?.[0] ?? "",
            blames: finding.blames,
            scenario: caught.scenario,
            how: caught.how,
            ...(finding.consequenceOf === undefined ? {} : { consequence: true }),
          },
        }),
  });
  const second: readonly (readonly [string, Cell])[] =
    also === undefined ? [] : [[also.breaks, cell(caught?.second)]];
  return [[breaks, cell(caught?.finding)], ...second];
}

function textsOf({ rule, level, mutants }: MatrixRow): readonly (readonly string[])[] {
  if (mutants.length === 0) return [[rule, level, level === "may" ? "none: it is a permission" : "NONE"]];
  return mutants.map(({ mutant, caught }) =>
    caught === undefined
      ? [rule, level, mutant, "NOTHING"]
      : [
          rule,
          level,
          mutant,
          caught.by,
          caught.kind,
          `${caught.blames}${caught.consequence === true ? " (behind the other)" : ""}`,
          howIn(caught.how),
          caught.scenario,
        ],
  );
}
