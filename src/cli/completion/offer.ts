// What a shell may offer, read from the tables of the commands: names, flags, and the values that are finite.

import type { CommandFile, Flags } from "../arguments.ts";

/** What may stand at a place: one of a named list, one of these words, a file, or something that nobody can guess. */
export type Value =
  | { readonly kind: "list"; readonly list: ListName }
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "file" }
  | { readonly kind: "free" };

export type OfferedFlag = { readonly flag: string; readonly does: string; readonly value?: Value };
export type Offered = {
  readonly name: string;
  readonly does: string;
  readonly words: Value;
  readonly flags: readonly OfferedFlag[];
};

export const listNames = ["targets", "roles", "rules", "mutants", "reports", "listings", "commands"] as const;
export type ListName = (typeof listNames)[number];
export type Lists = Readonly<Record<ListName, readonly string[]>>;

export type Offer = { readonly commands: readonly Offered[]; readonly lists: Lists };

/** `usage` is the line of the command in the help of custody: `[FEATURE…]`. */
export function offered(
  name: string,
  { usage, does }: { readonly usage: string; readonly does: string },
  file: CommandFile,
): Offered {
  const flags = [...flagsOf(file), { flag: "--help", does: "print what this command takes" }];
  return { name, does, words: valueOf(usage), flags };
}

function flagsOf({ flags = {}, command }: CommandFile): readonly OfferedFlag[] {
  const own = tableOf(flags);
  const theirs = (command?.().options ?? []).map(({ long, flags: spelt, description }): OfferedFlag => {
    const [, placeholder] = /[<[]([^>\]]+)[>\]]/u.exec(spelt) ?? [];
    return withValue(long ?? spelt, description, placeholder);
  });
  return [...own, ...theirs];
}

const tableOf = (flags: Flags): readonly OfferedFlag[] =>
  Object.entries(flags).map(([flag, { value, does }]) => withValue(`--${flag}`, does, value));

const withValue = (flag: string, does: string, placeholder: string | undefined): OfferedFlag => ({
  flag,
  does,
  ...(placeholder === undefined ? {} : { value: valueOf(placeholder) }),
});

/** By the word that a help text has for the value. */
const meanings: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["target", { kind: "list", list: "targets" }],
  ["role", { kind: "list", list: "roles" }],
  ["id", { kind: "list", list: "rules" }],
  ["rule", { kind: "list", list: "rules" }],
  ["id|family", { kind: "list", list: "rules" }],
  ["id=reason", { kind: "list", list: "rules" }],
  ["name", { kind: "list", list: "mutants" }],
  ["format:path", { kind: "list", list: "reports" }],
  ["kind", { kind: "list", list: "listings" }],
  ["command", { kind: "list", list: "commands" }],
  ["file", { kind: "file" }],
  ["file[:scenario]", { kind: "file" }],
  ["folder", { kind: "file" }],
  ["path", { kind: "file" }],
  ["feature", { kind: "file" }],
  ["record", { kind: "file" }],
  ["record|-", { kind: "file" }],
  ["record|token", { kind: "file" }],
]);

export function valueOf(placeholder: string): Value {
  const bare = placeholder.replaceAll(/,?…/gu, "").replace(/^\[(.*)\]$/u, "$1");
  const known = meanings.get(bare.toLowerCase());
  if (known !== undefined) return known;
  const words = bare.split("|");
  return words.length > 1 && words.every((word) => /^[a-z][a-z-]*$/u.test(word))
    ? { kind: "words", words }
    : { kind: "free" };
}
