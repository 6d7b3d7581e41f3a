// Walks over syntax trees without knowing their shapes: every node below a node, in the order of the text.
import type { Expression, Pattern, Span, Step } from "../contract/syntax.ts";

type Node = Span & { readonly kind?: unknown };

// Trees are never changed, and every check walks over the same scenario.
const known = new WeakMap<object, readonly Node[]>();

/** The node itself and every node below it. */
export const nodesOf = (root: unknown): readonly Node[] => {
  if (typeof root !== "object" || root === null) return [];
  const before = known.get(root);
  if (before !== undefined) return before;
  const found: Node[] = [];
  collect(root, found);
  known.set(root, found);
  return found;
};

export const patternsOf = (root: unknown): readonly Pattern[] =>
  nodesOf(root).filter((node) => isPattern(node));

export const expressionsOf = (root: unknown): readonly Expression[] =>
  nodesOf(root).filter((node) => isExpression(node));

/** Every name that a step binds anywhere below. */
export const boundNames = (steps: readonly Step[]): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const node of nodesOf(steps)) if (isBinding(node)) names.add(node.name);
  return names;
};

/** The parts that `op` joins, outermost first to last. */
export const conjuncts = (e: Expression, op: "and" | "or"): readonly Expression[] =>
  e.kind === "binary" && e.op === op ? [...conjuncts(e.left, op), ...conjuncts(e.right, op)] : [e];

/** Two trees of one form say the same, wherever they stand. */
export const formOf = (tree: unknown): string =>
  JSON.stringify(tree, (part, value: unknown) => (part === "at" || part === "end" ? undefined : value));

const collect = (value: object, found: Node[]): void => {
  const children: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  if (isNode(value)) found.push(value);
  for (const child of children) if (typeof child === "object" && child !== null) collect(child, found);
};

const isNode = (value: object): value is Node => "at" in value && "end" in value;
const isPattern = (node: Node): node is Pattern => node.kind === "pattern";

/** `?x` as a value or as a party, or `let x`. */
const isBinding = (node: Node): node is Node & { readonly name: string } =>
  node.kind === "bind" ||
  node.kind === "let" ||
  (node.kind === "party" && "bind" in node && node.bind === true);

const expressionKinds: ReadonlySet<unknown> = new Set<Expression["kind"]>([
  "number",
  "text",
  "hex",
  "name",
  "bind",
  "apply",
  "list",
  "field",
  "index",
  "binary",
  "not",
  "is",
  "quantified",
  "around",
]);
/** A rule's `list` state is no list of values: only the latter has items. */
const isExpression = (node: Node): node is Expression =>
  expressionKinds.has(node.kind) && (node.kind !== "list" || "items" in node);
