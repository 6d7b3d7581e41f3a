// From the steps of an example to the events that a run would have had.
import type { Event, Party, ResourceId } from "../contract/event.ts";
import type { Program } from "../contract/program.ts";
import type { Argument, EventStep, Example, Expression, Parameter, Step } from "../contract/syntax.ts";
import type { Shown, Value } from "../contract/value.ts";
import { exampleParties, resourceTypes } from "./example-cast.ts";
import { literal } from "./meaning/literal.ts";
import { asPlain, isMissing } from "./values/value.ts";

export type Expanded = {
  readonly parties: readonly Party[];
  readonly events: readonly Event[];
  /** virtual time behind the last step */ readonly time: number;
};

export const exampleEvents = (program: Program, example: Example): Expanded => {
  const run = new ExampleRun(program, example);
  run.steps(example.steps, undefined);
  return { parties: exampleParties(program, example), events: run.events, time: run.time };
};

const repeatLimit = 10_000;

class ExampleRun {
  readonly events: Event[] = [];
  time = 0;
  readonly #program: Program;
  readonly #types: ReadonlyMap<ResourceId, string>;
  /** the fields of every resource named so far */
  readonly #fields = new Map<ResourceId, Shown>();
  #calls = 0;
  #strands = 0;

  constructor(program: Program, example: Example) {
    this.#program = program;
    this.#types = resourceTypes(program, example);
  }

  steps(steps: readonly Step[], around: number | undefined, strand = 0): void {
    for (const step of steps) this.#step(step, around, strand);
  }

  #step(step: Step, around: number | undefined, strand: number): void {
    switch (step.kind) {
      case "event":
        return this.#event(step, around, strand);
      case "wait":
        this.time += numberOf(this.#value(step.time));
        return;
      case "repeat": {
        const times = Math.min(numberOf(this.#value(step.from)), repeatLimit);
        for (let i = 0; i < times; i++) this.steps(step.steps, around, strand);
        return;
      }
      case "meanwhile":
        this.#strands++;
        return this.steps(step.steps, undefined, this.#strands);
      case "any order":
        return this.steps(step.steps, around, strand);
      default:
        return; // `parties` and `given` are read beforehand; the rest belongs to scenarios
    }
  }

  #event(step: EventStep, around: number | undefined, strand: number): void {
    const word = this.#program.wordOf(step.pattern);
    const { speaker, hearer, arrived } = step.pattern;
    const args = this.#given(word.parameters, step.pattern.args, true);
    if (word.name === "writes") this.#write(args);
    const from = speaker?.name ?? word.speakers[0] ?? "";
    const to = hearer?.name ?? word.hearer;
    const where = { ...(around === undefined ? {} : { in: around }), strand };
    const across = to === undefined ? {} : { to };
    if (word.kind !== "call") {
      const kind = word.kind === "message" ? (arrived ? "arrived" : "said") : "act";
      this.#say({ kind, name: word.name, from, ...across, args, ...where }, args);
      this.steps(step.steps ?? [], around, strand);
      return;
    }
    const call = ++this.#calls;
    this.#say({ kind: "call", name: word.name, from, ...across, call, args, ...where }, args);
    this.steps(step.steps ?? [], call, strand);
    // A call whose results the step does not say has not returned when the example ends.
    if (word.results !== undefined && word.results.length > 0 && step.returns === undefined) return;
    const results = this.#given(word.results ?? [], step.returns ?? [], false);
    this.#say(
      { kind: "return", name: word.name, from: to ?? "", to: from, call, results, ...where },
      { ...args, ...results },
    );
  }

  #say(event: Omit<Event, "seq" | "time" | "resources">, shown: Shown): void {
    const named = Object.values(shown)
      .flatMap((v) => idsIn(v))
      .filter((id) => this.#fields.has(id));
    const resources = Object.fromEntries(named.map((id) => [id, this.#fields.get(id) ?? {}]));
    this.events.push({
      seq: this.events.length + 1,
      time: this.time,
      ...event,
      ...(named.length === 0 ? {} : { resources }),
    });
  }

  /** `writes(r, field, value)` changes the field. */
  #write(args: Shown): void {
    const [what, field, value] = [args["what"], args["field"], args["value"]];
    if (typeof what !== "string" || typeof field !== "string" || value === undefined) return;
    this.#fields.set(what, { ...this.#fields.get(what), [field]: value });
  }

  #given(parameters: readonly Parameter[], given: readonly Argument[], hasDefaults: boolean): Shown {
    const values = new Map<string | undefined, Value>();
    for (const arg of given)
      values.set(arg.name ?? this.#program.positions.get(arg)?.name, this.#value(arg.value));
    return Object.fromEntries(
      parameters.flatMap(({ name, default: usual }) => {
        const value = values.get(name);
        if (value !== undefined) return [[name, value] as const];
        return hasDefaults && usual !== undefined
          ? [[name, asPlain(literal(this.#program, usual))] as const]
          : [];
      }),
    );
  }

  #value(e: Expression): Value {
    switch (e.kind) {
      case "bind":
      case "apply":
        return this.#thing(e.name, e.args ?? []);
      case "list":
        return e.items.map((item) => this.#value(item));
      case "name": {
        const ref = this.#program.refs.get(e);
        return ref === undefined || ref.kind === "example" || ref.kind === "bound"
          ? this.#thing(e.name, [])
          : this.#plain(e);
      }
      case "binary":
        return reckon(e.op, numberOf(this.#value(e.left)), numberOf(this.#value(e.right)));
      default:
        return this.#plain(e);
    }
  }

  #plain(e: Expression): Value {
    const ref = this.#program.refs.get(e);
    if (ref?.kind === "party") return ref.name;
    const value = literal(this.#program, e);
    return isMissing(value) && e.kind === "name" ? e.name : asPlain(value);
  }

  /** A free name: a resource (with its fields) where it is used as one, else an opaque value. */
  #thing(name: string, fields: readonly Argument[]): Value {
    const type = this.#types.get(name);
    if (type === undefined) return name;
    const known = this.#fields.get(name) ?? this.#defaults(type);
    const given = fields.flatMap((arg) =>
      arg.name === undefined ? [] : [[arg.name, this.#value(arg.value)] as const],
    );
    this.#fields.set(name, { ...known, ...Object.fromEntries(given) });
    return name;
  }

  #defaults(type: string): Shown {
    const fields = this.#program.resources.get(type)?.fields ?? [];
    return Object.fromEntries(
      fields.flatMap((f) =>
        f.default === undefined ? [] : [[f.name, asPlain(literal(this.#program, f.default))]],
      ),
    );
  }
}

const numberOf = (v: Value): number => (typeof v === "number" ? v : 0);
const reckon = (op: string, a: number, b: number): number =>
  op === "+" ? a + b : op === "-" ? a - b : op === "*" ? a * b : 0;
const idsIn = (v: Value): readonly string[] =>
  typeof v === "string" ? [v] : Array.isArray(v) ? v.filter((x: Value) => typeof x === "string") : [];
