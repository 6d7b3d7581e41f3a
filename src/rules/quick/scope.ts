// What a scope remembers, as columns of typed arrays: the row of an instance is the id of its key. A row that is not alive holds
// what the declarations say, so that coming into being is one mark.
import { shelfLimit } from "../tracking/shelf.ts";
import type { Scope } from "../compile/compiled.ts";
import { type Code, type Kind, loaded, noneNumber, number, stored, Unsupported } from "./code.ts";

type Variable = {
  readonly name: string;
  kind: Kind;
  readonly column: string;
  /** the value at the beginning, as it is kept */
  readonly initial: Code;
};

export type Column = {
  readonly name: string;
  readonly array: "Uint8Array" | "Int32Array" | "Float64Array";
  readonly initial: number;
};

export class ScopeCode {
  readonly variables: readonly Variable[];
  readonly debts: readonly { readonly name: string; readonly column: string }[];
  readonly alive: string;
  readonly count: string;
  readonly isRoot: boolean;
  readonly row: string;
  readonly scope: Scope;

  constructor(scope: Scope, prefix: string, initial: (value: unknown) => Code) {
    const { keys, parent, state, debts } = scope;
    this.scope = scope;
    this.isRoot = parent === undefined;
    if (!this.isRoot && (keys.length !== 1 || parent?.parent !== undefined))
      throw new Unsupported("instances with more than one key");
    if (keys.some(({ sort }) => sort === "resource" || sort === "call"))
      throw new Unsupported("a key that is a resource or a call");
    if (this.isRoot && scope.hasFrom) throw new Unsupported("a rule that begins as a whole");
    if (debts.some(({ within }) => within !== undefined)) throw new Unsupported("a debt with a due time");
    this.alive = `${prefix}alive`;
    this.count = `${prefix}count`;
    this.row = this.isRoot ? "0" : `${prefix}row`;
    this.variables = state.map(({ name, kind, constant }, i) => {
      if (kind !== "var" || constant === undefined)
        throw new Unsupported(`${name}, which is no variable with a constant to begin with`);
      const value = initial(constant);
      return { name, kind: value, column: `${prefix}v${i}`, initial: value };
    });
    this.debts = debts.map(({ name }, i) => ({ name, column: `${prefix}d${i}` }));
  }

  /** The arrays, by name: which sort each is, and what a row that is not alive holds. */
  columns(): readonly Column[] {
    return [
      ...(this.isRoot ? [] : [{ name: this.alive, array: "Uint8Array", initial: 0 } as const]),
      ...this.variables.map((each) => ({
        name: each.column,
        array: arrays[each.kind.kind],
        initial: numeral(stored(each.kind, each.initial)),
      })),
      ...this.debts.map(({ column }) => ({ name: column, array: "Float64Array", initial: 0 }) as const),
    ];
  }

  /** The arrays that hold ids. */
  idColumns(): readonly string[] {
    return this.columns().flatMap(({ name, array }) => (array === "Int32Array" ? [name] : []));
  }

  read(name: string): Code | undefined {
    const variable = this.variables.find((each) => each.name === name);
    if (variable !== undefined) return loaded(variable.kind, `${variable.column}[${this.row}]`);
    const debt = this.debts.find((each) => each.name === name);
    return debt === undefined ? undefined : number(`${debt.column}[${this.row}]`);
  }

  enter(): string {
    return `if (${this.alive}[${this.row}] === 0) { if (++${this.count}[0] > ${shelfLimit}) handOver(); ${this.alive}[${this.row}] = 1; }`;
  }

  /** Variables as at the beginning; debts stay. */
  refresh(): string {
    return this.variables
      .map((each) => `${each.column}[${this.row}] = ${stored(each.kind, each.initial)};`)
      .join(" ");
  }

  /** What is kept of an instance ends; one that still owes something is the interpreter's. */
  drop(): string {
    const owes = this.debts.map(({ column }) => `if (${column}[${this.row}] > 0) handOver();`).join(" ");
    return `${owes} ${this.refresh()} ${this.leave()}`;
  }

  leave(): string {
    return `${this.alive}[${this.row}] = 0; ${this.count}[0]--;`;
  }

  /** Whether an instance is as it would be anew. */
  pristine(): string {
    const tests = [
      ...this.variables.map((each) => `${each.column}[${this.row}] === ${stored(each.kind, each.initial)}`),
      ...this.debts.map(({ column }) => `${column}[${this.row}] === 0`),
    ];
    return tests.map((test) => `(${test})`).join(" && ") || "true";
  }
}

const arrays = {
  number: "Float64Array",
  id: "Int32Array",
  none: "Int32Array",
  truth: "Uint8Array",
} as const;

/** The value of a stored constant. */
const numeral = (text: string): number => {
  if (text === "NONE") return noneNumber;
  return text === "NULL" ? 0 : Number(text);
};
