// What the words of a command line lead to: its name and its commands are said at once, a command is loaded only when it is asked for.

import type { Commands } from "./arguments.ts";
import { print, useStreams } from "./streams/print.ts";

const commands: Commands = {
  init: {
    usage: "[FOLDER]",
    does: "writes a first feature, scenario and CI workflow",
    load: () => import("./init/init.ts"),
  },
  run: {
    usage: "[FEATURE…]",
    does: "plays features against a target and reports",
    load: () => import("./commands/run.ts"),
  },
  explore: {
    usage: "FILE[:SCENARIO]",
    does: "sees every order that a scenario allows",
    load: () => import("./commands/explore.ts"),
  },
  sweep: {
    usage: "[FILE[:SCENARIO]…]",
    does: "interrupts scenarios everywhere: everything must drain",
    load: () => import("./commands/sweep.ts"),
  },
  soak: {
    usage: "[--runs N]",
    does: "plays drawn stacks in any order: no false alarms",
    load: () => import("./commands/soak.ts"),
  },
  replay: {
    usage: "RECORD|TOKEN",
    does: "repeats exactly one run",
    load: () => import("./commands/replay.ts"),
  },
  bisect: {
    usage: "[FEATURE…]",
    does: "names who of several roles of a target is to blame",
    load: () => import("./commands/versus/bisect.ts"),
  },
  compare: {
    usage: "[FEATURE…]",
    does: "finds where two targets differ, and the shortest text",
    load: () => import("./commands/versus/compare.ts"),
  },
  adapter: {
    usage: "check|new …",
    does: "begins a program that plays a role, or checks one",
    load: () => import("./commands/adapter.ts"),
  },
  list: {
    usage: "KIND",
    does: "says what there is to select and to name",
    load: () => import("./commands/list.ts"),
  },
  museum: {
    usage: "[NAME…]",
    does: "shows that every wrong implementation is caught",
    load: () => import("./commands/museum.ts"),
  },
  report: {
    usage: "RECORD…",
    does: "puts the records of all shards together",
    load: () => import("./commands/record/report.ts"),
  },
  check: {
    usage: "RECORD…|-",
    does: "judges recorded runs by the same rules",
    load: () => import("./commands/record/check.ts"),
  },
  show: {
    usage: "RECORD|-",
    does: "draws a record as a ladder of parties",
    load: () => import("./commands/record/show.ts"),
  },
  fingerprint: {
    usage: "RECORD [OTHER]",
    does: "says what an implementation does where the rules leave it free",
    load: () => import("./commands/record/fingerprint.ts"),
  },
  rules: {
    usage: "[ID…]",
    does: "lists the rules, or shows one with its examples",
    load: () => import("./commands/rules.ts"),
  },
  lint: {
    usage: "FILE…",
    does: "finds every mistake in .custody files",
    load: () => import("./commands/lint.ts"),
  },
  fmt: { usage: "FILE…", does: "lays .custody files out", load: () => import("./commands/fmt.ts") },
  explain: {
    usage: "[CODE…]",
    does: "says what an exit code or a problem means, and what to do",
    load: () => import("./commands/explain.ts"),
  },
  record: {
    usage: "--schema",
    does: "prints the JSON Schema of a record's lines",
    load: () => import("./commands/record/record.ts"),
  },
  completion: {
    usage: "bash|zsh|fish",
    does: "prints what a shell needs to complete all this",
    load: async () => (await import("./completion/completion.ts")).completing(commands),
  },
};

const help = `custody judges who owns which packet, when, and in which order.

Usage: custody COMMAND [ARGUMENTS]

${Object.entries(commands)
  .map(([name, { usage, does }]) => `  ${`${name} ${usage}`.padEnd(22)} ${does}`)
  .join("\n")}

  custody COMMAND --help   what a command takes
  custody --version        which custody this is

Exit codes: 0 nothing failed · 1 something failed · 2 proof is missing · 3 wrong usage or input · 4 a defect of custody
`;

/** Does what is asked, and says on the standard streams what came of it or why not; the exit code. Never rejects. */
export const answered = (args: readonly string[]): Promise<number> => dispatch(args).catch(complain);

async function dispatch(args: readonly string[]): Promise<number> {
  const [first = "", ...rest] = args;
  if (first === "--version" || first === "-V") return version();
  if (first === "--help" || first === "-h" || (first === "help" && rest.length === 0)) return told(help);
  if (first === "help") return dispatch([...rest.slice(0, 1), "--help"]);
  const command = Object.hasOwn(commands, first) ? commands[first] : undefined;
  if (command === undefined) return unknown(first);
  const { run, isShort } = await command.load();
  if (isShort !== true) useStreams();
  return run(rest);
}

function told(text: string): number {
  print(text);
  return 0;
}

async function version(): Promise<number> {
  const { kitVersion } = await import("../runner/kit.ts");
  return told(`custody ${kitVersion}\n`);
}

async function unknown(name: string): Promise<number> {
  useStreams();
  const { nearest } = await import("../language/near.ts");
  const near = nearest(name, [...Object.keys(commands), "--version", "--help"]);
  const hint = near === undefined ? "custody --help lists the commands" : `did you mean custody ${near}?`;
  if (name === "") process.stderr.write(help);
  else
    process.stderr.write(
      `custody: there is no ${name.startsWith("-") ? "flag" : "command"} ${name}; ${hint}\n`,
    );
  return 3;
}

async function complain(error: unknown): Promise<number> {
  useStreams();
  const { complaint } = await import("./complaint.ts");
  const { text, code } = complaint(error);
  if (code === 0) print(text);
  else process.stderr.write(text);
  return code;
}
