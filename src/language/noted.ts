// What is found out about the nodes of some files, on top of what is known of those that were read before them.
import type { Known } from "../contract/program.ts";
import type { Span } from "../contract/syntax.ts";

export class Noted<Meaning> implements Known<Meaning> {
  readonly #own = new Map<Span, Meaning>();
  readonly #before: Known<Meaning> | undefined;

  constructor(before?: Known<Meaning>) {
    this.#before = before;
  }

  get(node: Span): Meaning | undefined {
    return this.#own.get(node) ?? this.#before?.get(node);
  }

  has(node: Span): boolean {
    return this.#own.has(node) || this.#before?.has(node) === true;
  }

  set(node: Span, meaning: Meaning): void {
    this.#own.set(node, meaning);
  }
}
