// Where generated code finds what an event says: who, to whom, and the arguments that some rule reads, each in a column of its own.
import type { EventKind } from "../../contract/event.ts";
import type { Program, Word } from "../../contract/program.ts";
import { Unsupported } from "./code.ts";

/** The columns of one argument; only those that are read exist. */
export type Place = { readonly name: string; ids?: number; numbers?: number };

/** One kind of event that rules look at; `index` is what its rows say. */
export type Operation = {
  readonly index: number;
  readonly kind: EventKind;
  readonly word: Word;
  readonly places: Place[];
};

export class Layout {
  readonly operations = new Map<string, Operation>();
  idColumns = 0;
  numberColumns = 0;
  readonly #program: Program;

  constructor(program: Program) {
    this.#program = program;
  }

  operation(kind: EventKind, word: Word): Operation {
    const key = `${kind} ${word.name}`;
    const known = this.operations.get(key);
    const made = known ?? { index: this.operations.size, kind, word, places: [] };
    this.operations.set(key, made);
    return made;
  }

  /** The text that reads an argument as an id. */
  idOf(operation: Operation, name: string): string {
    const place = placeOf(operation, name);
    place.ids ??= count(operation, "ids");
    this.idColumns = Math.max(this.idColumns, place.ids + 1);
    return `I${place.ids}[i]`;
  }

  /** The text that reads an argument as a number. */
  numberOf(operation: Operation, name: string): string {
    const place = placeOf(operation, name);
    place.numbers ??= count(operation, "numbers");
    this.numberColumns = Math.max(this.numberColumns, place.numbers + 1);
    return `F${place.numbers}[i]`;
  }

  /** Whether an argument is a number; anything that is no single plain value is not supported. */
  isNumber(operation: Operation, name: string): boolean {
    const { program, parameter } = { program: this.#program, parameter: parameterOf(operation, name) };
    const declared = program.types.get(parameter.type.name);
    const base = declared?.base ?? parameter.type.name;
    if (parameter.type.list || base === "bytes" || base === "any" || base === "event")
      throw new Unsupported(`${name} of ${operation.word.name}, which is no single plain value`);
    if (program.resources.has(base)) throw new Unsupported(`${name}, a resource with a ledger`);
    return base === "int" || base === "duration";
  }
}

export const parameterOf = ({ word }: Operation, name: string): Word["parameters"][number] => {
  const parameter = word.parameters.find((each) => each.name === name);
  if (parameter === undefined) throw new Unsupported(`${name}, which ${word.name} does not give`);
  return parameter;
};

const placeOf = ({ places }: Operation, name: string): Place => {
  const known = places.find((each) => each.name === name);
  if (known !== undefined) return known;
  const place: Place = { name };
  places.push(place);
  return place;
};

const count = ({ places }: Operation, sort: "ids" | "numbers"): number =>
  places.filter((place) => place[sort] !== undefined).length;
