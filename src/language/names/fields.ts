// What stands behind a dot: fields of resources, properties of parties.
import type { Parameter, Span } from "../../contract/syntax.ts";
import { type Context, type Scope, report, reportUnknown } from "./context.ts";
import { nearest } from "../near.ts";
import { typeNamed } from "./tables.ts";
import { any, number, party, settled, shown, text, type Type } from "./type.ts";

/** The type of field `name` of something of type `of`; reports what is not there. */
export const fieldType = (c: Context, scope: Scope, span: Span, of: Type, name: string): Type => {
  const owner = settled(of);
  switch (owner.kind) {
    case "resource":
      return resourceField(c, scope, span, owner.name, name);
    case "party":
      return property(c, scope, span, owner.role, name);
    case "any":
    case "slot":
    case "none":
      return anyField(c, scope, span, name);
    default:
      report(
        c,
        scope,
        span,
        "type-mismatch",
        `This is ${shown(owner)}, which has no fields such as ${name}.`,
      );
      return any;
  }
};

/** What every party has beside the properties of its role. */
const ofEveryParty: ReadonlyMap<string, Type> = new Map<string, Type>([
  ["name", text],
  ["role", text],
  ["station", text],
  ["of", party],
]);

const resourceField = (c: Context, scope: Scope, span: Span, resource: string, name: string): Type => {
  if (name === "shares") return number;
  const fields = c.tables.resources.get(resource)?.fields ?? [];
  const near = nearest(
    name,
    fields.map((f) => f.name),
  );
  return (
    declared(c, fields, name) ??
    missing(c, scope, span, "unknown-field", `${resource} has no field ${name}.`, fields, near)
  );
};

const property = (c: Context, scope: Scope, span: Span, role: string | undefined, name: string): Type => {
  const implicit = ofEveryParty.get(name);
  if (implicit !== undefined) return implicit;
  const roles = role === undefined ? [...c.tables.roles.values()] : [c.tables.roles.get(role)];
  const properties = roles.flatMap((r) => r?.properties ?? []);
  const near = nearest(name, [...properties.map((p) => p.name), ...ofEveryParty.keys()]);
  const owner = role ?? "no role";
  return (
    declared(c, properties, name) ??
    missing(c, scope, span, "unknown-property", `${owner} has no property ${name}.`, properties, near)
  );
};

/** Nothing is known of the owner: the field must at least be somebody's. */
const anyField = (c: Context, scope: Scope, span: Span, name: string): Type => {
  const fields = [...c.tables.resources.values()].flatMap((r) => r.fields);
  const properties = [...c.tables.roles.values()].flatMap((r) => r.properties);
  const known = [...fields, ...properties].filter((f) => f.name === name);
  if (known.length > 0 || name === "shares" || ofEveryParty.has(name))
    return known.length === 1 ? (declared(c, known, name) ?? any) : any;
  const near = nearest(
    name,
    [...fields, ...properties].map((f) => f.name),
  );
  return missing(c, scope, span, "unknown-field", `Nothing has a field ${name}.`, fields, near);
};

const declared = (c: Context, among: readonly Parameter[], name: string): Type | undefined => {
  const field = among.find((f) => f.name === name);
  return field === undefined ? undefined : (typeNamed(c.tables, field.type) ?? any);
};

const missing = (
  c: Context,
  scope: Scope,
  span: Span,
  code: "unknown-field" | "unknown-property",
  message: string,
  among: readonly Parameter[],
  near: string | undefined,
): Type => {
  if (near === undefined && !c.tables.whole) return any;
  reportUnknown(c, scope, span, code, message, near);
  return (near === undefined ? undefined : declared(c, among, near)) ?? any;
};
