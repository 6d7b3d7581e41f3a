// Names in vocabularies and resources: types of parameters, default values, causes, moves.
import type {
  ActItem,
  Move,
  Parameter,
  Resource,
  RoleItem,
  SourceFile,
  Span,
  Vocabulary,
  WordItem,
} from "../../contract/syntax.ts";
import { rolesAsParties } from "./casts.ts";
import { type Context, type Entry, type Scope, report, reportUnknown, spanOf } from "./context.ts";
import { wants } from "./operations.ts";
import { nearest } from "../near.ts";
import { focusOf, resolvePattern } from "./patterns.ts";
import { typeNamed, typeNames } from "./tables.ts";
import { any, bool, number } from "./type.ts";

export const resolveVocabulary = (c: Context, file: SourceFile, vocabulary: Vocabulary): void => {
  const scope = declarationScope(c, file, vocabulary);
  for (const item of vocabulary.items) {
    switch (item.kind) {
      case "type":
        break;
      case "role":
        resolveRole(c, scope, item);
        break;
      case "boundary":
        for (const role of [item.upper, item.lower]) roleExists(c, scope, item, role);
        for (const word of item.words) resolveWord(c, scope, word);
        break;
      case "acts":
        for (const role of item.roles) roleExists(c, scope, item, role);
        for (const act of item.acts) parametersOf(c, scope, act.parameters, act);
        break;
      case "cast":
        for (const party of item.parties) roleExists(c, scope, party, party.role);
    }
  }
};

export const resolveResource = (c: Context, file: SourceFile, resource: Resource): void => {
  const scope = declarationScope(c, file, resource);
  const { partOf } = resource;
  if (partOf !== undefined && !c.tables.resources.has(partOf))
    reportUnknown(
      c,
      scope,
      spanOf(file, resource, partOf),
      "unknown-resource",
      `There is no resource ${partOf}.`,
      nearest(partOf, c.tables.resources.keys()),
    );
  parametersOf(c, scope, resource.fields, resource);
  for (const move of resource.moves) resolveMove(c, scope, resource.name, move);
};

/** Reports a role that no vocabulary has; says whether it is there. */
export const roleExists = (c: Context, scope: Scope, span: Span, role: string): boolean => {
  if (c.tables.roles.has(role)) return true;
  const near = nearest(role, c.tables.roles.keys());
  if (near !== undefined || c.tables.whole)
    reportUnknown(
      c,
      scope,
      spanOf(scope.file, span, role),
      "unknown-role",
      `There is no role ${role}.`,
      near,
    );
  return false;
};

const declarationScope = (c: Context, file: SourceFile, owner: object): Scope => ({
  file,
  owner,
  names: new Map(),
  refused: new Map(),
  ...rolesAsParties(c.tables),
  freeNames: false,
  excused: false,
  rebinds: false,
});

const resolveRole = (c: Context, scope: Scope, item: RoleItem): void => {
  if (item.of !== undefined) roleExists(c, scope, item, item.of);
  parametersOf(c, scope, item.properties, item);
};

const parametersOf = (
  c: Context,
  scope: Scope,
  parameters: readonly Parameter[],
  owner: Resource | ActItem | WordItem | RoleItem,
): void => {
  const seen = new Set<string>();
  for (const parameter of parameters) {
    if (seen.has(parameter.name))
      report(c, scope, parameter, "declared-twice", `${owner.name} already has ${parameter.name}.`);
    seen.add(parameter.name);
    resolveParameter(c, scope, parameter);
  }
};

const resolveParameter = (c: Context, scope: Scope, parameter: Parameter): void => {
  const type = typeNamed(c.tables, parameter.type);
  if (type === undefined) {
    const near = nearest(parameter.type.name, typeNames(c.tables));
    if (near !== undefined || c.tables.whole)
      reportUnknown(
        c,
        scope,
        spanOf(scope.file, parameter, parameter.type.name),
        "unknown-type",
        `There is no type ${parameter.type.name}.`,
        near,
      );
  }
  if (parameter.default !== undefined) wants(c, scope, parameter.default, type ?? any);
};

const resolveWord = (c: Context, scope: Scope, word: WordItem): void => {
  parametersOf(c, scope, word.parameters, word);
  parametersOf(c, scope, word.results ?? [], word);
  for (const result of word.results ?? [])
    if (word.parameters.some((p) => p.name === result.name))
      report(
        c,
        scope,
        result,
        "result-named-as-argument",
        `${word.name} already has an argument ${result.name}.`,
        "both are visible by name in rules: rename one",
      );
  if (word.causedBy !== undefined) resolveCause(c, scope, word, word.causedBy);
};

const resolveCause = (
  c: Context,
  scope: Scope,
  word: WordItem,
  cause: { readonly party: string; readonly word: string },
): void => {
  const known = roleExists(c, scope, word, cause.party);
  const said = c.tables.words.get(cause.word);
  if (said !== undefined) {
    if (!known || said.speakers.includes(cause.party)) return;
    const message = `${cause.party} never says ${cause.word}; ${said.speakers.join(" or ")} does.`;
    return report(c, scope, spanOf(scope.file, word, cause.party), "unknown-cause", message);
  }
  const near = nearest(cause.word, c.tables.words.keys());
  if (near !== undefined || c.tables.whole)
    reportUnknown(
      c,
      scope,
      spanOf(scope.file, word, cause.word),
      "unknown-cause",
      `No vocabulary has a word ${cause.word}.`,
      near,
    );
};

const resolveMove = (c: Context, scope: Scope, resource: string, move: Move): void => {
  const it: Entry = { ref: { kind: "it" }, type: { kind: "resource", name: resource } };
  const names = new Map<string, Entry>([["it", it]]);
  resolvePattern(c, { ...scope, names }, move.pattern);
  const focus = focusOf(c, [move.pattern]);
  const inner: Scope = {
    ...scope,
    names: new Map([...focus.names, ...names]),
    refused: focus.refused,
    excused: focus.excused,
  };
  if (move.when !== undefined) wants(c, inner, move.when, bool);
  if (move.shares !== undefined) wants(c, inner, move.shares, number);
  if (move.to !== undefined) roleExists(c, scope, moveTail(move), move.to);
};

/** `to ROLE` stands behind the pattern and the condition. */
const moveTail = (move: Move): Span => ({
  at: move.shares?.end ?? move.when?.end ?? move.pattern.end,
  end: move.end,
});
