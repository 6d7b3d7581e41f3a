// A copy of steps in which names stand for something else: what a parameter or an axis is, what a captured name is called here.
import type { Expression, Span } from "../../contract/syntax.ts";
import { functions } from "../names/operations.ts";

export type Copying = {
  /** names that stand for a value */
  readonly values: ReadonlyMap<string, Expression>;
  /** names that are called otherwise in the copy */
  readonly fresh: ReadonlyMap<string, string>;
  /** where every node of the copy is said to stand; absent: where it does */
  readonly place?: Span;
  /** hears of each node and its copy */
  readonly note?: (copy: Span, original: Span) => void;
};

type Parts = Readonly<Record<string, unknown>>;
type Named = Parts & { readonly kind: string; readonly name: string };

/** What a value puts in keeps its own place. The shape stays: only names and places change. */
export const copied = <T>(tree: T, how: Copying): T => new Copier(how).any(tree) as T;

/** `x`, `WS.nic` or `?x` as one word; undefined: no name. */
export const nameOf = (e: Expression): string | undefined => {
  if (e.kind === "name" || e.kind === "bind") return e.name;
  const of = e.kind === "field" ? nameOf(e.of) : undefined;
  return e.kind === "field" && of !== undefined ? `${of}.${e.name}` : undefined;
};

class Copier {
  readonly #how: Copying;
  constructor(how: Copying) {
    this.#how = how;
  }

  any(value: unknown): unknown {
    if (Array.isArray(value)) return this.#each(value);
    if (!isParts(value)) return value;
    if (isNamed(value)) {
      const given = this.#how.values.get(value.name);
      // what a fragment hands out is bound by its ?x; its other uses are plain
      if (given !== undefined && given.kind !== "bind" && value.kind === "name") return clone(given);
      return this.#placed(value, { ...this.#below(value), ...this.#renamed(value) });
    }
    return this.#placed(value, this.#below(value));
  }

  #each(list: unknown): readonly unknown[] {
    return Array.isArray(list) ? list.map((each: unknown) => this.any(each)) : [];
  }

  #below(value: Parts): Parts {
    return Object.fromEntries(Object.entries(value).map(([part, each]) => [part, this.any(each)]));
  }

  #placed(original: Parts, copy: Parts): Parts {
    if (!isSpan(original)) return copy;
    const { place, note } = this.#how;
    const made = { ...copy, at: (place ?? original).at, end: (place ?? original).end };
    note?.(made, original);
    return made;
  }

  /** What the name of a node becomes, and what comes with it. */
  #renamed(node: Named): Parts {
    const { values, fresh } = this.#how;
    switch (node.kind) {
      case "name": {
        const given = values.get(node.name);
        return { name: given?.kind === "bind" ? given.name : (fresh.get(node.name) ?? node.name) };
      }
      case "let":
      case "each":
      case "quantified":
        return { name: fresh.get(node.name) ?? node.name };
      case "bind": {
        const given = values.get(node.name);
        if (given?.kind !== "bind") return { name: fresh.get(node.name) ?? node.name };
        const args = [...(given.args ?? []).map(clone), ...this.#each(node["args"])];
        return { name: given.name, ...(args.length === 0 ? {} : { args }) };
      }
      case "apply": {
        if (functions.has(node.name)) return {};
        const given = values.get(node.name);
        const name = given === undefined ? undefined : nameOf(given);
        return { name: name ?? fresh.get(node.name) ?? node.name };
      }
      case "party":
        return { name: this.#party(node.name) };
      default:
        return {};
    }
  }

  /** `ws.nic`: the first word may be a parameter. */
  #party(name: string): string {
    const dot = name.indexOf(".");
    const first = dot < 0 ? name : name.slice(0, dot);
    const given = this.#how.values.get(first);
    const meant = (given === undefined ? undefined : nameOf(given)) ?? this.#how.fresh.get(first) ?? first;
    return meant + name.slice(first.length);
  }
}

/** New nodes, so that each place has a meaning of its own. */
const clone = <T>(tree: T): T => structuredClone(tree);

const isParts = (value: unknown): value is Parts => typeof value === "object" && value !== null;
const isNamed = (value: Parts): value is Named =>
  typeof value["kind"] === "string" && typeof value["name"] === "string";
const isSpan = (value: Parts): value is Parts & Span => "at" in value && "end" in value;
