// The arguments of the commands that have to start fast: a table of flags, and sentences for what is not in it.
// Loading commander alone costs a fifth of an empty Node.

import type { Command } from "commander";
import { InputError } from "../contract/problem.ts";
import { unknownName } from "../runner/input/unknown-name.ts";
import { print } from "./streams/print.ts";

/** A flag with `value` takes one, and may be repeated. */
export type Flag = { readonly value?: string; readonly does: string };
export type Flags = Readonly<Record<string, Flag>>;

/** `words`: what stands there beside flags, "" for nothing; one is needed unless it is in square brackets. */
export type Takes = { readonly name: string; readonly words: string; readonly does: string };

export type Given<F extends Flags> = {
  readonly words: readonly string[];
  readonly has: (flag: keyof F & string) => boolean;
  readonly list: (flag: keyof F & string) => readonly string[];
};

/** undefined: the help was asked for and has been printed. Throws InputError. */
export function readArguments<F extends Flags>(
  takes: Takes,
  flags: F,
  args: readonly string[],
): Given<F> | undefined {
  const words: string[] = [];
  const found = new Map<string, string[]>();
  const rest = [...args];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (argument === "--help" || argument === "-h") {
      print(helpText(takes, flags));
      return undefined;
    }
    if (argument === "--") words.push(...rest.splice(0));
    else if (!argument.startsWith("-") || argument === "-") words.push(argument);
    else {
      const [flag, value] = readFlag(takes, flags, argument, rest);
      found.set(flag, [...(found.get(flag) ?? []), value]);
    }
  }
  if (takes.words === "" && words[0] !== undefined)
    throw new InputError(`custody ${takes.name} takes flags only; leave ${words.join(" ")} out.`);
  if (words.length === 0 && takes.words !== "" && !takes.words.startsWith("["))
    throw new InputError(
      `custody ${takes.name} wants ${takes.words}; custody ${takes.name} --help says more.`,
    );
  return { words, has: (flag) => found.has(flag), list: (flag) => found.get(flag) ?? [] };
}

/** What a command's file exports: how it is run, and what it takes, as a table or as a program of commander. */
export type CommandFile = {
  readonly run: (args: readonly string[]) => Promise<number>;
  readonly takes?: Takes;
  readonly flags?: Flags;
  readonly command?: () => Command;
  /** it loads nothing more, and nothing in it makes a stream of the standard output */
  readonly isShort?: true;
};

/** The commands by name, with what the help of custody says of each. */
export type Commands = Readonly<
  Record<string, { readonly usage: string; readonly does: string; readonly load: () => Promise<CommandFile> }>
>;

/** `--flag`, `--flag value`, `--flag=value`; takes a value from `rest`. */
function readFlag(
  takes: Takes,
  flags: Flags,
  argument: string,
  rest: string[],
): readonly [flag: string, value: string] {
  const equals = argument.indexOf("=");
  const name = equals < 0 ? argument : argument.slice(0, equals);
  const flag = name.slice(2);
  const known = name.startsWith("--") && Object.hasOwn(flags, flag) ? flags[flag] : undefined;
  const names = [...Object.keys(flags), "help"].map((each) => `--${each}`);
  if (known === undefined)
    throw unknownName("flag", name, names, `custody ${takes.name} --help lists the flags.`);
  if (known.value === undefined && equals >= 0) throw new InputError(`${name} takes no value.`);
  const value = known.value === undefined ? "" : equals < 0 ? rest.shift() : argument.slice(equals + 1);
  if (value === undefined) throw new InputError(`${name} wants a value: ${name} ${known.value ?? ""}.`);
  return [flag, value];
}

function helpText({ name, words, does }: Takes, flags: Flags): string {
  const all: Flags = { ...flags, help: { does: "print this" } };
  const rows = Object.entries(all).map(([flag, { value, does: what }]) => {
    const spelt = `--${flag}${value === undefined ? "" : ` ${value}`}`;
    return `  ${spelt.padEnd(20)} ${what}`;
  });
  return `Usage: ${["custody", name, words, "[FLAGS]"].filter((part) => part !== "").join(" ")}\n\n${does}\n\n${rows.join("\n")}\n`;
}
