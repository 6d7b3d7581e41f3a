// State of rules: what is declared is changed and read, and hides nothing.
import type { Problem } from "../../contract/problem.ts";
import type {
  Argument,
  Expression,
  Pattern,
  Rule,
  RuleItem,
  SourceFile,
  Span,
  State,
} from "../../contract/syntax.ts";
import { spanOf } from "../names/context.ts";
import { nearest } from "../near.ts";
import { expressionsOf, nodesOf } from "../walk.ts";
import { blocksOf, type Check, type Checked, declarationsOf, isSound } from "./checked.ts";
import { problem } from "./problems.ts";

export const stateInUse: Check = (checked) =>
  [...declarationsOf(checked, "rule")].flatMap(([file, rule]) =>
    isSound(checked, rule) ? unused(checked, file, rule) : [],
  );

export const hiding: Check = (checked) =>
  [...declarationsOf(checked, "rule")].flatMap(([file, rule]) => [
    ...hiddenByState(checked, file, rule.items),
    ...hiddenByBindings(checked, file, rule),
    ...hiddenByQuantifiers(checked, file, rule),
  ]);

type Declared = Span & { readonly name: string; readonly kind: State["kind"] };

function* statesOf(file: SourceFile, items: readonly RuleItem[]): Generator<Declared> {
  for (const item of items) {
    if (item.kind === "foreach") yield* statesOf(file, item.items);
    else if (item.kind === "var")
      for (const { name, at, end } of item.vars) yield { kind: "var", name, at, end };
    else if (item.kind === "list" || item.kind === "ranges")
      for (const name of item.names) yield { kind: item.kind, name, ...spanOf(file, item, name) };
    else if (item.kind === "debt") yield { kind: "debt", name: item.name, at: item.at, end: item.end };
  }
}

const unused = (checked: Checked, file: SourceFile, rule: Rule): readonly Problem[] => {
  const { read, changed, paid } = uses(
    checked,
    rule,
    new Set([...statesOf(file, rule.items)].map((state) => state.name)),
  );
  const keys = keysOf(rule.items);
  const seen = new Set<string>(keys);
  return [...statesOf(file, rule.items)].flatMap((state) => {
    if (seen.has(state.name)) return [];
    seen.add(state.name);
    if (!changed.has(state.name))
      return [
        problem(
          "unchanged-state",
          file,
          state,
          `Nothing changes ${state.name}.`,
          state.kind === "debt" ? `owe ${state.name} somewhere` : undefined,
        ),
      ];
    if (state.kind === "debt")
      return paid.has(state.name)
        ? []
        : [
            problem(
              "unpaid-debt",
              file,
              state,
              `${state.name} is owed but never paid.`,
              `write pay ${state.name} where it is met`,
            ),
          ];
    return read.has(state.name)
      ? []
      : [problem("unread-variable", file, state, `Nothing reads ${state.name}.`)];
  });
};

const keysOf = (items: readonly RuleItem[]): readonly string[] =>
  items.flatMap((item) =>
    item.kind === "foreach" ? [...item.keys.map((key) => key.name), ...keysOf(item.items)] : [],
  );

const uses = (
  checked: Checked,
  rule: Rule,
  states: ReadonlySet<string>,
): {
  readonly read: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
  readonly paid: ReadonlySet<string>;
} => {
  const read = new Set<string>();
  const changed = new Set<string>();
  const paid = new Set<string>();
  const readIn = (root: unknown, except?: string): void => {
    for (const name of statesNamed(checked, root)) if (name !== except) read.add(name);
  };
  for (const block of blocksOf(rule.items)) {
    readIn([block.heads, block.when, block.kind === "never" ? block.blames : undefined]);
    for (const statement of block.kind === "block" ? block.statements : []) {
      if ("name" in statement)
        (statement.kind === "pay" ? paid : changed).add(declaredName(states, statement.name));
      readIn(statement, statement.kind === "assign" ? statement.name : undefined);
    }
  }
  for (const node of nodesOf(rule.items)) if (isVar(node)) readIn(node.vars.map((v) => v.value));
  return { read, changed, paid };
};

const isVar = (node: { readonly kind?: unknown }): node is Extract<State, { kind: "var" }> =>
  node.kind === "var";

/** The state that expressions below a node name; a misspelt name has the meaning of its near miss. */
const statesNamed = (checked: Checked, root: unknown): readonly string[] =>
  expressionsOf(root).flatMap((e) => {
    const ref = checked.refs.get(e);
    return ref?.kind === "var" || ref?.kind === "list" || ref?.kind === "ranges" ? [ref.name] : [];
  });

const declaredName = (states: ReadonlySet<string>, name: string): string =>
  states.has(name) ? name : (nearest(name, states) ?? name);

const hiddenByState = (
  checked: Checked,
  file: SourceFile,
  items: readonly RuleItem[],
): readonly Problem[] => [
  ...[
    ...statesOf(
      file,
      items.filter((item) => item.kind !== "foreach"),
    ),
  ].flatMap((state) => {
    const head = [...blocksOf(items)]
      .flatMap((block) => block.heads)
      .find((h) => offers(checked, h, state.name));
    return head === undefined ? [] : [hides(file, state, state.name, head)];
  }),
  ...items.flatMap((item) => (item.kind === "foreach" ? hiddenByState(checked, file, item.items) : [])),
];

const hiddenByBindings = (checked: Checked, file: SourceFile, rule: Rule): readonly Problem[] =>
  [...blocksOf(rule.items)].flatMap((block) =>
    block.heads.flatMap((head) =>
      [...head.args, ...(head.returns ?? [])].flatMap((arg) =>
        expressionsOf(arg).flatMap((e) =>
          e.kind === "bind" && offers(checked, head, e.name) && !bindsItself(checked, arg, e)
            ? [hides(file, e, e.name, head)]
            : [],
        ),
      ),
    ),
  );

const hiddenByQuantifiers = (checked: Checked, file: SourceFile, rule: Rule): readonly Problem[] =>
  [...blocksOf(rule.items)].flatMap((block) =>
    expressionsOf(block).flatMap((e) => {
      const head = e.kind === "quantified" ? block.heads.find((h) => offers(checked, h, e.name)) : undefined;
      return e.kind === "quantified" && head !== undefined ? [hides(file, e, e.name, head)] : [];
    }),
  );

/** `status = ?status` binds what the name means anyway. */
const bindsItself = (
  checked: Checked,
  arg: Argument,
  bind: Expression & { readonly kind: "bind" },
): boolean =>
  arg.value === bind && arg.op === "=" && (arg.name ?? checked.positions.get(arg)?.name) === bind.name;

const offers = (checked: Checked, head: Pattern, name: string): boolean => {
  const word = checked.words.get(head);
  const offered = [...(word?.parameters ?? []), ...(head.returns === undefined ? [] : (word?.results ?? []))];
  return offered.some((p) => p.name === name);
};

const hides = (file: SourceFile, span: Span, name: string, head: Pattern): Problem =>
  problem(
    "hides-argument",
    file,
    span,
    `${name} hides the argument ${name} of ${head.name}.`,
    "take another name",
  );
