// What a bare name means where it stands: state, keys, bindings and arguments first, then parties and constants.
import type { NameNode, Span } from "../../contract/syntax.ts";
import { type Context, type Entry, type Scope, report, reportUnknown } from "./context.ts";
import { nearest } from "../near.ts";
import { any, bool, settled, slot, type Type } from "./type.ts";

/** The type of a bare name; writes its meaning down. `expected` decides between constants of one name. */
export const nameType = (c: Context, scope: Scope, node: NameNode, expected: Type = any): Type => {
  const refusal = scope.refused.get(node.name);
  if (refusal !== undefined && !scope.names.has(node.name)) {
    report(c, scope, node, refusal.code, refusal.message, refusal.hint);
    return any;
  }
  const found = find(c, scope, node, settled(expected)) ?? unknown(c, scope, node, settled(expected));
  if (found === undefined) return any;
  c.refs.set(node, found.ref);
  return found.type;
};

/** A name that can only be a constant: its meaning waits for the other side of a comparison. */
export const isConstant = (c: Context, scope: Scope, name: string): boolean =>
  !scope.names.has(name) && c.tables.constants.has(name);

const literals: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  ["none", { ref: { kind: "none" }, type: { kind: "none" } }],
  ["true", { ref: { kind: "true" }, type: bool }],
  ["false", { ref: { kind: "false" }, type: bool }],
]);

const find = (c: Context, scope: Scope, node: NameNode, expected: Type): Entry | undefined =>
  scope.names.get(node.name) ??
  literals.get(node.name) ??
  constant(c, node.name, expected) ??
  partyEntry(c, scope, node.name, node) ??
  (expected.kind === "enum" ? undefined : constantOfAnyType(c, node.name)) ??
  freeName(scope, node.name, expected);

const constant = (c: Context, name: string, expected: Type): Entry | undefined => {
  if (expected.kind !== "enum") return undefined;
  if (c.tables.types.get(expected.name)?.constants.includes(name) !== true) return undefined;
  return { ref: { kind: "constant", type: expected.name, name }, type: expected };
};

const constantOfAnyType = (c: Context, name: string): Entry | undefined => {
  const types = c.tables.constants.get(name);
  const first = types?.[0];
  if (types === undefined || first === undefined) return undefined;
  return {
    ref: { kind: "constant", type: first.name, name },
    type: types.length > 1 ? any : { kind: "enum", name: first.name },
  };
};

const partyEntry = (c: Context, scope: Scope, name: string, span: Span): Entry | undefined => {
  const named = scope.party(name);
  if (named === undefined) return undefined;
  if ("role" in named) return { ref: { kind: "party", name }, type: { kind: "party", role: named.role } };
  report(
    c,
    scope,
    span,
    "ambiguous-party",
    `${name} may be ${named.several.join(" or ")}.`,
    "name the station as well",
  );
  return { ref: { kind: "party", name }, type: any };
};

/** Types whose values an example may name as it likes. */
const nameable: ReadonlySet<string> = new Set([
  "any",
  "slot",
  "none",
  "resource",
  "opaque",
  "digest",
  "call",
]);

const freeName = (scope: Scope, name: string, expected: Type): Entry | undefined => {
  if (!scope.freeNames || !nameable.has(expected.kind)) return undefined;
  const entry: Entry = { ref: { kind: "example", name }, type: slot() };
  scope.names.set(name, entry);
  return entry;
};

const unknown = (c: Context, scope: Scope, node: NameNode, expected: Type): Entry | undefined => {
  if (expected.kind === "enum") return unknownConstant(c, scope, node, expected.name);
  const constants = expected.kind === "any" || expected.kind === "slot" ? c.tables.constants.keys() : [];
  const near = nearest(node.name, [...scope.names.keys(), ...scope.partyNames(), ...constants]);
  if (near === undefined && isExcused(c, scope)) {
    c.doubtful.add(scope.owner);
    return undefined;
  }
  reportUnknown(c, scope, node, "unknown-name", `${node.name} means nothing here.`, near);
  return near === undefined ? undefined : find(c, scope, { ...node, name: near }, expected);
};

const unknownConstant = (c: Context, scope: Scope, node: NameNode, type: string): Entry | undefined => {
  const constants = c.tables.types.get(type)?.constants ?? [];
  const near = nearest(node.name, [...constants, ...scope.names.keys()]);
  if (near === undefined && isExcused(c, scope)) return undefined;
  reportUnknown(
    c,
    scope,
    node,
    "unknown-constant",
    `${type} has no constant ${node.name}; it has ${constants.join(", ")}.`,
    near,
  );
  return near === undefined
    ? undefined
    : (scope.names.get(near) ?? constant(c, near, { kind: "enum", name: type }));
};

/** An unknown word in focus may have it as an argument, a statement that was lost may have bound it. */
export const isExcused = (c: Context, scope: Scope): boolean =>
  scope.excused || c.tables.damaged.has(scope.owner);
