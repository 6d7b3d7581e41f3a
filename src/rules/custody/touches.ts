// Touching memory: the acts that read or write a resource without moving it.
import type { PartyId } from "../../contract/event.ts";
import type { Seen } from "../meaning/seen.ts";
import { type Entry, holds, mayWrite } from "./entry.ts";

/** These acts are the kit's own (they change its store); any other act only names things. */
const touching: Readonly<Record<string, readonly (readonly [parameter: string, how: "read" | "write"])[]>> = {
  reads: [["what", "read"]],
  writes: [["what", "write"]],
  copies: [
    ["source", "read"],
    ["target", "write"],
  ],
};

export type Touch = { readonly value: string; readonly how: "read" | "write" };

export const touchingWords: ReadonlySet<string> = new Set(Object.keys(touching));

export const touchesOf = (seen: Seen): readonly Touch[] => {
  const places = seen.kind === "act" ? touching[seen.word.name] : undefined;
  if (places === undefined) return none;
  const touches: Touch[] = [];
  for (const [parameter, how] of places) {
    const value = seen.args?.[parameter];
    if (typeof value === "string") touches.push({ value, how });
  }
  return touches;
};

const none: readonly Touch[] = [];

/** Why a party may not touch it; undefined when it may. */
export const touchBreach = (entry: Entry, party: PartyId, how: "read" | "write"): string | undefined => {
  if (entry.isEnded) return "it has ended";
  if (entry.isUnclear) return undefined;
  if (!holds(entry, party)) return `${party} does not hold it; ${entry.title} has it`;
  return how === "read" || mayWrite(entry, party) ? undefined : `${party} may only read it`;
};
