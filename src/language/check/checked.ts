// What every check reads: the resolved files and what is known about their names.
import type { Problem } from "../../contract/problem.ts";
import type {
  Block,
  Declaration,
  NeverRule,
  Rule,
  RuleItem,
  Scenario,
  SourceFile,
} from "../../contract/syntax.ts";
import type { Context } from "../names/context.ts";

export type Checked = Readonly<Context> & {
  /** as they were parsed: `files` have the rows of cases filled in and fragments in their places */
  readonly asWritten: readonly SourceFile[];
  readonly files: readonly SourceFile[];
  readonly options: {
    readonly sources?: ReadonlySet<string>;
    readonly capabilities?: ReadonlySet<string>;
    readonly parsed?: readonly Problem[];
  };
};

/** One check: pure, finds everything it looks for. */
export type Check = (checked: Checked) => readonly Problem[];

export function* declarationsOf<K extends Declaration["kind"]>(
  checked: Checked,
  kind: K,
): Generator<readonly [SourceFile, Extract<Declaration, { kind: K }>]> {
  for (const file of checked.files)
    for (const declaration of file.declarations) if (isOf(declaration, kind)) yield [file, declaration];
}

/** The blocks and prohibitions of a rule, those of nested scopes included. */
export function* blocksOf(items: readonly RuleItem[]): Generator<Block | NeverRule> {
  for (const item of items) {
    if (item.kind === "foreach") yield* blocksOf(item.items);
    else if (item.kind === "block" || item.kind === "never") yield item;
  }
}

/** Parsed whole and without an unknown name: what is missing in it is really missing. */
export const isSound = (checked: Checked, declaration: Rule | Scenario): boolean =>
  !checked.tables.damaged.has(declaration) && !checked.doubtful.has(declaration);

const isOf = <K extends Declaration["kind"]>(
  declaration: Declaration,
  kind: K,
): declaration is Extract<Declaration, { kind: K }> => declaration.kind === kind;
