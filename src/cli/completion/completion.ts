// custody completion: the script with which a shell completes custody's own command lines.

import { InputError } from "../../contract/problem.ts";
import { loadSpec } from "../../runner/input/spec.ts";
import { reference } from "../../runner/subjects.ts";
import { unknownName } from "../../runner/input/unknown-name.ts";
import { kinds } from "../commands/list.ts";
import { readArguments, type CommandFile, type Commands, type Flags, type Takes } from "../arguments.ts";
import { bashCompletion } from "./bash.ts";
import { fishCompletion } from "./fish.ts";
import { offered, type Lists, type Offer } from "./offer.ts";
import { zshCompletion } from "./zsh.ts";
import { reportKinds } from "../reports.ts";

const shells: Readonly<Record<string, (offer: Offer) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};
const takes: Takes = {
  name: "completion",
  words: "bash|zsh|fish",
  does: `Prints a script that teaches a shell to complete custody, its flags and their values:
  bash    source <(custody completion bash)           in ~/.bashrc
  zsh     source <(custody completion zsh)            in ~/.zshrc, behind compinit
  fish    custody completion fish | source            in ~/.config/fish/config.fish`,
};
const flags: Flags = {};

/** The command itself, given the table in which it stands. */
export const completing = (commands: Commands): CommandFile => ({
  takes,
  flags,
  run: async (args) => {
    const given = readArguments(takes, flags, args);
    if (given === undefined) return 0;
    const [shell = "", ...others] = given.words;
    if (others.length > 0) throw new InputError("custody completion takes one shell: bash, zsh or fish.");
    const script = Object.hasOwn(shells, shell) ? shells[shell] : undefined;
    if (script === undefined)
      throw unknownName("completion for", shell, Object.keys(shells), "there are bash, zsh and fish.");
    process.stdout.write(script(await offerOf(commands)));
    return 0;
  },
});

export async function offerOf(commands: Commands): Promise<Offer> {
  const files = Object.entries(commands).map(async ([name, row]) => offered(name, row, await row.load()));
  const names = Object.keys(commands);
  const help = {
    name: "help",
    does: "what a command takes",
    words: { kind: "list", list: "commands" },
    flags: [],
  } as const;
  return { commands: [...(await Promise.all(files)), help], lists: await listsOf(names) };
}

async function listsOf(commands: readonly string[]): Promise<Lists> {
  const program = await loadSpec();
  const mutants = (await reference()).mutants.map(({ name }) => name).toSorted();
  return {
    targets: ["reference", ...mutants.map((name) => `mutant:${name}`)],
    roles: [...program.roles.keys()].toSorted(),
    rules: program.rules.map(({ id }) => id).toSorted(),
    mutants,
    reports: Object.keys(reportKinds).map((format) => `${format}:`),
    listings: Object.keys(kinds),
    commands,
  };
}
