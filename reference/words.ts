// Saying and reading words: short makers of what a step says, and tolerant readers of what it was told.
import type { Out, Reader, Tag } from "../src/contract/layer.ts";
import { isBytes, isPayload, isWant } from "../src/contract/value.ts";
import type { Args, Bytes, WordValue } from "../src/contract/value.ts";

export const call = (to: string, name: string, args: Args, tag?: Tag): Out =>
  tag === undefined ? { k: "call", to, name, args } : { k: "call", to, name, args, tag };

export const back = (results: Args = {}): Out => ({ k: "return", results });

export const act = (name: string, args: Args): Out => ({ k: "act", name, args });

export const note = (text: string): Out => ({ k: "note", text });

/** A declared fault happens here. */
export const befell = (fault: string): Out => ({ k: "befell", fault });

export const reads = (what: string, field: string): Out => act("reads", { what, field });

export const writes = (what: string, field: string, content: WordValue): Out =>
  act("writes", { what, field, value: content });

/** Comes back as `woken` with this tag once everything before it has been said: behind a return, once the answer is out. */
export const again = (tag: string): readonly Out[] => [
  { k: "wake", tag },
  { k: "wait", tag },
];

/** null when there is nothing of this name: left free. */
export const value = (args: Args, name: string): WordValue => args[name] ?? null;

/** "" when there is no text of this name. */
export function text(args: Args, name: string): string {
  const found = args[name];
  return typeof found === "string" ? found : "";
}

/** 0 when there is no number of this name. */
export function integer(args: Args, name: string): number {
  const found = args[name];
  return typeof found === "number" ? found : 0;
}

/** The texts of a list; a single text counts as a list of one. */
export function texts(args: Args, name: string): readonly string[] {
  return itemsOf(args[name]).filter((item) => typeof item === "string");
}

/** The bytes of this name, one character a byte; "" when there are none. */
export function latin1(args: Args, name: string): string {
  const found = args[name];
  return isBytes(found) ? found.latin1 : "";
}

/** What a `do` wants of a thing that is to be made or chosen: `{want: {size: 200}}`. */
export const wishOf = (asked: WordValue | undefined): Args => (isWant(asked) ? asked.want : {});

export function itemsOf(asked: WordValue | undefined): readonly WordValue[] {
  if (isList(asked)) return asked;
  return typeof asked === "string" ? [asked] : [];
}

export const bytes = (data: string): Bytes => ({ latin1: data });

/** The frames of an NDIS 6 list: its data where it has one net buffer; those of several are cut where each of them ends. */
export function framesOf({ fields, data }: Reader): readonly string[] {
  const several = fields["frames"];
  if (!Array.isArray(several) || several.length === 0) return [data.latin1];
  let from = 0;
  return several.filter(isPayload).map(({ length }) => data.latin1.slice(from, (from += length)));
}

/** A list as a tag that can be split again; ids hold no blank. */
export const joined = (what: string, ids: readonly string[]): string => [what, ...ids].join(" ");

/** What a call was tagged with; {} when it is not a table of values. */
export const tagged = (tag: Tag | undefined): Args =>
  typeof tag === "object" && tag !== null && !isList(tag) && !isBytes(tag) && !isWant(tag) ? tag : {};

const isList = (one: Tag | undefined): one is readonly WordValue[] => Array.isArray(one);
