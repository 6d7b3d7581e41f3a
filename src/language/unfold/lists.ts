// `for each` is written out while it is compiled, so its list must be known from the text: in brackets, or made of one that is.
import type { Expression, Step } from "../../contract/syntax.ts";
import { formOf, nodesOf } from "../walk.ts";

type Lets = ReadonlyMap<string, Expression>;

/** The steps with every list of `for each` in brackets where the text says what is in it; the same steps where there is nothing to do. */
export const withWrittenLists = (steps: readonly Step[]): readonly Step[] => {
  const nodes = nodesOf(steps).filter((node) => isStep(node));
  if (!nodes.some((step) => step.kind === "each" && step.list.kind !== "list")) return steps;
  const lets = new Map(
    nodes.flatMap((step) => (step.kind === "let" ? [[step.name, step.value] as const] : [])),
  );
  return rewritten(steps, lets);
};

const isStep = (node: { readonly kind?: unknown }): node is Step =>
  node.kind === "each" || node.kind === "let";

const rewritten = (steps: readonly Step[], lets: Lets): readonly Step[] =>
  steps.map((step): Step => {
    if (step.kind === "either")
      return { ...step, branches: step.branches.map((branch) => rewritten(branch, lets)) };
    if (!("steps" in step) || step.steps === undefined) return step;
    const inner = { ...step, steps: rewritten(step.steps, lets) };
    if (inner.kind !== "each" || inner.list.kind === "list") return inner;
    const items = itemsOf(inner.list, lets);
    if (items === undefined) return inner;
    const { at, end } = inner.list;
    return {
      ...inner,
      list: { kind: "list", ordered: true, items: items.map((e) => structuredClone(e)), at, end },
    };
  });

/** What a list holds, each thing by its name; undefined when only a run can tell. */
const itemsOf = (e: Expression, lets: Lets): readonly Expression[] | undefined => {
  if (e.kind === "list") return e.items.map(plain);
  if (e.kind === "name") {
    const value = lets.get(e.name);
    return value?.kind === "list" ? value.items.map(plain) : undefined;
  }
  if (e.kind === "binary" && e.op === "before") {
    const items = itemsOf(e.left, lets);
    const last = formOf(plain(itemOf(e.right, lets) ?? e.right));
    const at = items?.findIndex((item) => formOf(item) === last) ?? -1;
    return at < 0 ? undefined : items?.slice(0, at);
  }
  if (e.kind !== "index" || e.index.kind !== "binary" || e.index.op !== "..<") return undefined;
  const { left, right } = e.index;
  return left.kind === "number" && right.kind === "number"
    ? itemsOf(e.of, lets)?.slice(left.value, right.value)
    : undefined;
};

/** `list[2]` */
const itemOf = (e: Expression, lets: Lets): Expression | undefined =>
  e.kind === "index" && e.index.kind === "number" ? itemsOf(e.of, lets)?.[e.index.value] : undefined;

/** In a list of things to be named (`[?p, ?q]`) an item stands for its name. */
const plain = (e: Expression): Expression =>
  e.kind === "bind" ? { kind: "name", name: e.name, at: e.at, end: e.end } : e;
