// Keys of `for each`: who binds them, and when an instance begins.
import type { Problem } from "../../contract/problem.ts";
import type {
  Argument,
  Expression,
  ForEach,
  Key,
  Pattern,
  Rule,
  RuleItem,
  SourceFile,
} from "../../contract/syntax.ts";
import { blocksOf, type Check, type Checked, declarationsOf, isSound } from "./checked.ts";
import { problem } from "./problems.ts";

export const keysAndBeginnings: Check = (checked) =>
  [...declarationsOf(checked, "rule")].flatMap(([file, rule]) =>
    scopeProblems(checked, file, rule, rule.items, undefined),
  );

const scopeProblems = (
  checked: Checked,
  file: SourceFile,
  rule: Rule,
  items: readonly RuleItem[],
  scope: ForEach | undefined,
): readonly Problem[] => [
  ...withoutFrom(file, items, isSound(checked, rule)),
  ...(scope === undefined ? [] : keyProblems(checked, file, rule, scope)),
  ...items.flatMap((item) =>
    item.kind === "foreach" ? scopeProblems(checked, file, rule, item.items, item) : [],
  ),
];

const withoutFrom = (file: SourceFile, items: readonly RuleItem[], sound: boolean): readonly Problem[] => {
  if (!sound || items.some((item) => item.kind === "block" && item.mode === "from")) return [];
  const hint = "say when it begins: from PATTERN";
  return items.flatMap((item) => {
    if (item.kind === "never")
      return [
        problem(
          "never-without-from",
          file,
          item,
          "Nothing says when this is forbidden: there is no from beside it.",
          hint,
        ),
      ];
    if (item.kind === "block" && item.mode === "until")
      return [
        problem(
          "until-without-from",
          file,
          item,
          "Nothing begins here that could end: there is no from beside it.",
          hint,
        ),
      ];
    return [];
  });
};

const keyProblems = (checked: Checked, file: SourceFile, rule: Rule, scope: ForEach): readonly Problem[] => {
  const keys = scope.keys.filter((key) => !checked.tables.roles.has(key.type));
  const sound = isSound(checked, rule);
  const all = [...blocksOf(scope.items)].flatMap((block) => block.heads);
  const unbound = sound ? keys.filter((key) => !all.some((head) => binds(checked, head, key.name))) : [];
  const bindable = keys.filter((key) => !unbound.includes(key));
  const unborn = sound && unbound.length === 0 ? neverBegins(checked, file, scope, keys) : [];
  return [
    ...unbound.map((key) =>
      problem(
        "unbound-key",
        file,
        key,
        `No event of this scope says which ${key.name} it is about.`,
        `name ${key.name} in a head, or leave the key out`,
      ),
    ),
    ...(sound ? missedByFrom(checked, file, scope, bindable) : []),
    ...unborn,
    ...(unborn.length > 0 ? [] : partialHeads(checked, file, scope, bindable)),
  ];
};

const missedByFrom = (
  checked: Checked,
  file: SourceFile,
  scope: ForEach,
  keys: readonly Key[],
): readonly Problem[] =>
  scope.items.flatMap((item) =>
    item.kind !== "block" || item.mode !== "from"
      ? []
      : item.heads.flatMap((head) => {
          const missed = keys.filter((key) => !binds(checked, head, key.name)).map((key) => key.name);
          return missed.length === 0
            ? []
            : [
                problem(
                  "from-misses-key",
                  file,
                  head,
                  `This begins an instance without saying which ${missed.join(" and ")}.`,
                  "a from names every key",
                ),
              ];
        }),
  );

const neverBegins = (
  checked: Checked,
  file: SourceFile,
  scope: ForEach,
  keys: readonly Key[],
): readonly Problem[] => {
  if (keys.length === 0 || scope.items.some((item) => item.kind === "block" && item.mode === "from"))
    return [];
  const begins = [...blocksOf(scope.items)].some((block) =>
    block.heads.some((head) => keys.every((key) => binds(checked, head, key.name))),
  );
  const names = keys.map((key) => key.name).join(" and ");
  return begins
    ? []
    : [
        problem(
          "scope-never-begins",
          file,
          scope,
          `No event names ${names} together, so no instance ever begins.`,
        ),
      ];
};

const partialHeads = (
  checked: Checked,
  file: SourceFile,
  scope: ForEach,
  keys: readonly Key[],
): readonly Problem[] =>
  scope.items.flatMap((item) =>
    item.kind !== "block" && item.kind !== "never"
      ? []
      : item.heads.flatMap((head) => {
          const missed = keys.filter((key) => !binds(checked, head, key.name)).map((key) => key.name);
          const isFrom = item.kind === "block" && item.mode === "from";
          if (missed.length === 0 || isFrom || !checked.words.has(head)) return [];
          return [
            problem(
              "partial-head",
              file,
              head,
              `This does not say which ${missed.join(" and ")}: it visits every instance that agrees.`,
            ),
          ];
        }),
  );

/** Does the head say which `key` it is about: as a party, a value, an element, or a field of one? */
const binds = (checked: Checked, head: Pattern, key: string): boolean =>
  head.speaker?.name === key ||
  head.hearer?.name === key ||
  [...head.args, ...(head.returns ?? [])].some((arg) => argumentBinds(checked, arg, key));

const argumentBinds = (checked: Checked, arg: Argument, key: string): boolean =>
  (arg.op === "=" || arg.op === "has") && valueBinds(checked, arg.value, key);

const valueBinds = (checked: Checked, e: Expression, key: string): boolean => {
  switch (e.kind) {
    case "name":
      return e.name === key && checked.refs.get(e)?.kind === "key";
    case "apply":
      return (
        (e.name === key && checked.refs.get(e)?.kind === "key") ||
        e.args.some((arg) => argumentBinds(checked, arg, key))
      );
    case "bind":
      return e.name === key || (e.args ?? []).some((arg) => argumentBinds(checked, arg, key));
    case "list":
      return e.items.some((item) => valueBinds(checked, item, key));
    default:
      return false;
  }
};
