// What a value may be, as far as a text says it: enough to tell a duration from a number and one enum from another.

export type Type =
  | {
      readonly kind:
        | "any"
        | "none"
        | "number"
        | "duration"
        | "text"
        | "bool"
        | "bytes"
        | "digest"
        | "range"
        | "ranges"
        | "call"
        | "event"
        | "debt";
    }
  | { readonly kind: "enum" | "opaque" | "resource"; readonly name: string }
  | { readonly kind: "party"; readonly role?: string }
  | { readonly kind: "list"; readonly of: Type }
  /** not known yet: the first use decides */
  | { readonly kind: "slot"; readonly slot: { type?: Type } };

type Agreement = "same" | "units" | "different";

export const any: Type = { kind: "any" };
export const number: Type = { kind: "number" };
export const duration: Type = { kind: "duration" };
export const bool: Type = { kind: "bool" };
export const text: Type = { kind: "text" };
export const bytes: Type = { kind: "bytes" };
export const range: Type = { kind: "range" };
export const party: Type = { kind: "party" };
export const call: Type = { kind: "call" };

export const listOf = (of: Type): Type => ({ kind: "list", of });
export const slot = (): Type => ({ kind: "slot", slot: {} });

/** Types that need no declaration, by the name a text gives them. */
export const builtIn: ReadonlyMap<string, Type> = new Map<string, Type>([
  ["any", any],
  ["int", number],
  ["duration", duration],
  ["text", text],
  ["bool", bool],
  ["bytes", bytes],
  ["digest", { kind: "digest" }],
  ["call", call],
  ["event", { kind: "event" }],
]);

/** A slot that is filled stands for what fills it. */
export const settled = (type: Type): Type =>
  type.kind === "slot" && type.slot.type !== undefined ? settled(type.slot.type) : type;

export const isOpen = (type: Type): boolean => {
  const kind = settled(type).kind;
  return kind === "any" || kind === "slot";
};

/** May a value of the one stand where the other is wanted, or be compared with it? Fills slots on the way. */
export const agree = (one: Type, two: Type): Agreement => {
  const a = settled(one);
  const b = settled(two);
  if (a === b) return "same";
  if (a.kind === "slot") return fill(a.slot, b);
  if (b.kind === "slot") return fill(b.slot, a);
  if (free.has(a.kind) || free.has(b.kind)) return "same";
  if (a.kind === "list" && b.kind === "list") return agree(a.of, b.of);
  if (a.kind !== b.kind) return acrossKinds(a.kind, b.kind);
  return "name" in a && "name" in b && a.name !== b.name ? "different" : "same";
};

/** In words, for messages: `a number`, `a list of packet`. */
export const shown = (type: Type): string => {
  const t = settled(type);
  switch (t.kind) {
    case "enum":
    case "opaque":
    case "resource":
      return withArticle(t.name);
    case "list":
      return isOpen(t.of) ? "a list" : `a list of ${shown(t.of).replace(/^an? /, "")}`;
    case "party":
      return "a party";
    case "any":
    case "slot":
      return "anything";
    case "none":
      return "none";
    case "bool":
      return "true or false";
    case "text":
    case "bytes":
    case "ranges":
      return t.kind;
    case "event":
      return "an event";
    default:
      return `a ${t.kind}`;
  }
};

const withArticle = (name: string): string => `${/^[aeiou]/i.test(name) ? "an" : "a"} ${name}`;

const free: ReadonlySet<string> = new Set(["any", "none"]);

/** Pairs of kinds that may meet: a fingerprint is taken of anything, bytes may be listed one by one. */
const friends: ReadonlySet<string> = new Set([
  "digest number",
  "digest text",
  "digest bytes",
  "digest list",
  "bytes list",
  "range ranges",
  "call number",
]);

const acrossKinds = (a: string, b: string): Agreement => {
  const pair = [a, b].toSorted().join(" ");
  if (pair === "duration number") return "units";
  return friends.has(pair) ? "same" : "different";
};

const fill = (place: { type?: Type }, by: Type): Agreement => {
  if (!free.has(by.kind)) place.type = by;
  return "same";
};
