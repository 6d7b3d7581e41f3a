// The custody moves as data, for libraries that make custody physical: which word gives what away, and what comes back with its return.
import type { Program } from "../../contract/program.ts";
import type { Argument, Move, Resource, Span } from "../../contract/syntax.ts";

export type MoveRow = {
  readonly word: string;
  /** `call`: with the word itself; `return`: with its return */
  readonly at: "call" | "return";
  readonly resource: string;
  /** the argument that names it; `has`: one of a list */
  readonly argument: string;
  readonly op: "=" | "has";
  readonly does: Move["verb"];
  readonly to?: string;
  readonly readOnly?: true;
  /** how many shares, as the vocabulary says it; absent: the title */
  readonly shares?: string;
  /** only then, as the vocabulary says it */
  readonly when?: string;
  /** results that the return must have */
  readonly results?: string;
};

export const custodyTable = (program: Program): readonly MoveRow[] =>
  [...program.resources.values()].flatMap((resource) =>
    resource.moves.map((move) => moveRow(program, resource, move)),
  );

export function moveRow(program: Program, resource: Resource, move: Move): MoveRow {
  const { text } = program.fileOf(resource);
  const said = ({ at, end }: Span): string => text.slice(at, end).replace(/\s+/gu, " ").trim();
  const { pattern } = move;
  const it = pattern.args.find(isIt);
  const others = [...pattern.args.filter((arg) => arg !== it), ...(pattern.returns ?? [])].map(said);
  return {
    word: pattern.name,
    at: pattern.returns === undefined ? "call" : "return",
    resource: resource.name,
    argument: it === undefined ? "" : (it.name ?? program.positions.get(it)?.name ?? ""),
    op: it?.op === "has" ? "has" : "=",
    does: move.verb,
    ...(move.to === undefined ? {} : { to: move.to }),
    ...(move.readOnly ? { readOnly: true as const } : {}),
    ...(move.shares === undefined ? {} : { shares: said(move.shares) }),
    ...(move.when === undefined ? {} : { when: said(move.when) }),
    ...(others.length === 0 ? {} : { results: others.join(", ") }),
  };
}

const isIt = ({ value }: Argument): boolean => value.kind === "name" && value.name === "it";
