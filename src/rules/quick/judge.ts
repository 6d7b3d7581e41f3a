// One run judged by generated code. It knows only two answers: everything was certain and clean, or the interpreter has to look.
import type { Event, Party } from "../../contract/event.ts";
import type { Value } from "../../contract/value.ts";
import type { Ending, Judgement } from "../../contract/verdict.ts";
import { verdictOf } from "../judging/verdicts.ts";
import { castOf } from "../meaning/cast.ts";
import { Batch } from "./batch.ts";
import { absentNumber, noneNumber, unsaidId } from "./code.ts";
import { Interner } from "./interner.ts";
import type { Operation } from "./layout.ts";
import { handedOver, type Plan, type Run, type Store } from "./plan.ts";

const batchRows = 4096;
const firstRows = 1024;

export class QuickJudge {
  readonly interner = new Interner();
  readonly batch: Batch;
  readonly #plan: Plan;
  readonly #run: Run;
  readonly #store: Store = {};
  /** ids that are never given out again: constants, parties, what is fixed in the lines of a record */
  readonly #pinned = new Set<number>();
  #rows = 0;

  /** `run` is what the source of the plan says. */
  constructor(plan: Plan, run: Run, parties: readonly Party[], rows = batchRows) {
    this.#plan = plan;
    this.#run = run;
    const { layout, rules, constants } = plan;
    this.batch = new Batch(rows, layout.idColumns, layout.numberColumns);
    for (const token of constants) this.pin(token);
    for (const { id } of parties) this.pin(JSON.stringify(id));
    this.#store["E"] = new Float64Array(rules.length);
    this.#tellParties(parties);
    this.#grow();
  }

  /** The id of a token that keeps it. */
  pin(token: string): number {
    const id = this.interner.of(token);
    this.#pinned.add(id);
    return id;
  }

  /** Whether only the interpreter can judge such an event. */
  isLeft({ kind, name }: Event): boolean {
    return this.#plan.isLeft(kind, name);
  }

  /** As at the beginning, with the ids that are known. */
  reset(): void {
    for (const [name, array] of Object.entries(this.#store)) if (!name.startsWith("party")) array.fill(0);
    this.#fillInitially(0, this.#rows);
  }

  /** The operation of an event that rules look at; undefined when none does. */
  operationOf(kind: Event["kind"], word: string): Operation | undefined {
    return this.#plan.layout.operations.get(`${kind} ${word}`);
  }

  /** Adds an event. False: the interpreter has to look. */
  see(event: Event): boolean {
    if (this.isLeft(event)) return false;
    const operation = this.operationOf(event.kind, event.name);
    if (operation === undefined) return true;
    const { batch } = this;
    if (batch.length === batch.capacity && !this.run()) return false;
    const row = batch.length++;
    batch.op[row] = operation.index;
    batch.from[row] = this.interner.of(JSON.stringify(event.from));
    batch.to[row] = event.to === undefined ? unsaidId : this.interner.of(JSON.stringify(event.to));
    for (const { name, ids, numbers } of operation.places) {
      const value = event.args?.[name];
      if (ids !== undefined && !this.#setId(ids, row, value)) return false;
      if (numbers !== undefined && !this.#setNumber(numbers, row, value)) return false;
    }
    return true;
  }

  /** Judges the rows of the batch and empties it. False: the interpreter has to look. */
  run(): boolean {
    const isClean = this.judgeRows(0, this.batch.length);
    this.batch.length = 0;
    if (isClean && this.interner.isFull) this.#sweep();
    return isClean;
  }

  /** Judges some rows, which stay. */
  judgeRows(start: number, end: number): boolean {
    const { op, from, to, ids, numbers } = this.batch;
    if (this.interner.size > this.#rows) this.#grow();
    try {
      this.#run(this.#store, op, from, to, ids, numbers, start, end);
      return true;
    } catch (error) {
      if (error === handedOver) return false;
      throw error;
    }
  }

  /** What the rules say; undefined when the interpreter has to. */
  end(ending: Ending): Judgement | undefined {
    if (!this.run()) return undefined;
    const debts = this.#plan.scopes.flatMap((scope) => scope.debts);
    if (debts.some(({ column }) => this.#store[column]?.some((units) => units > 0))) return undefined;
    const verdicts = this.#plan.rules.map(({ rule }, i) => {
      const exercised = this.#store["E"]?.[i] ?? 0;
      return verdictOf({ chosen: { rule }, exercised, ...nothingWrong }, ending, [], undefined);
    });
    return { verdicts, findings: [], openDebts: [] };
  }

  #setId(column: number, row: number, value: Value | undefined): boolean {
    const ids = this.batch.ids[column];
    if (ids === undefined || (typeof value === "object" && value !== null)) return false;
    ids[row] = value === undefined ? unsaidId : this.interner.of(JSON.stringify(value));
    return true;
  }

  #setNumber(column: number, row: number, value: Value | undefined): boolean {
    const numbers = this.batch.numbers[column];
    if (numbers === undefined) return false;
    if (value !== undefined && value !== null && !Number.isSafeInteger(value)) return false;
    numbers[row] = value === undefined ? absentNumber : typeof value === "number" ? value : noneNumber;
    return true;
  }

  #tellParties(parties: readonly Party[]): void {
    const { program, parties: names } = this.#plan;
    const cast = castOf(program, parties);
    for (const [n, name] of names.entries()) {
      const meant = new Uint8Array(this.interner.size);
      for (const { id } of parties) {
        const isMeant = program.roles.has(name)
          ? cast.roleOf(id) === name || id === name
          : id === name || cast.nameOf(id) === name;
        if (isMeant) meant[this.interner.of(JSON.stringify(id))] = 1;
      }
      this.#store[`party${n}`] = meant;
    }
  }

  #grow(): void {
    const before = this.#rows;
    this.#rows = Math.max(firstRows, 2 * this.interner.size);
    for (const scope of this.#plan.scopes) {
      if (!scope.isRoot) this.#store[scope.count] ??= new Float64Array(1);
      for (const { name, array } of scope.columns()) {
        const larger = new arrays[array](scope.isRoot ? 1 : this.#rows);
        const old = this.#store[name];
        if (old !== undefined) larger.set(old);
        this.#store[name] = larger;
      }
    }
    this.#fillInitially(before, this.#rows);
  }

  #fillInitially(start: number, end: number): void {
    for (const scope of this.#plan.scopes) {
      if (scope.isRoot && start > 0) continue;
      for (const { name, initial } of scope.columns())
        this.#store[name]?.fill(initial, scope.isRoot ? 0 : start, end);
    }
  }

  #sweep(): void {
    const used = new Uint8Array(this.interner.size);
    for (const id of this.#pinned) used[id] = 1;
    for (const scope of this.#plan.scopes) {
      const alive = this.#store[scope.alive];
      for (let row = 0; row < (scope.isRoot ? 1 : this.interner.size); row++) {
        if (!scope.isRoot && alive?.[row] !== 1) continue;
        if (!scope.isRoot) used[row] = 1;
        for (const column of scope.idColumns()) used[this.#store[column]?.[row] ?? 0] = 1;
      }
    }
    this.interner.sweep(used);
  }
}

const nothingWrong = { observations: [], isBroken: false, brokenAfter: undefined, undecided: undefined };

const arrays = { Uint8Array, Int32Array, Float64Array };
