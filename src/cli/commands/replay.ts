// custody replay: exactly the run of a token or record, up to an event if wanted.
import { existsSync } from "node:fs";
import { Command } from "commander";
import { InputError } from "../../contract/problem.ts";
import type { RecordHeader } from "../../contract/record.ts";
import type { Event } from "../../contract/event.ts";
import { play, type Play } from "../../runner/play/play.ts";
import { scenarioOfDigest } from "../../runner/finding-scenarios.ts";
import { sourceOf } from "../../runner/input/files.ts";
import { recordsIn } from "../../runner/record/sections.ts";
import { reference, targetNamed } from "../../runner/subjects.ts";
import { readToken, type Replay } from "../../runner/play/token.ts";
import { Drift, replaying } from "../../simulation/choice/chooser.ts";
import { lineOf } from "../../runner/record/write.ts";
import { failureText } from "../../../reports/failure.ts";
import { ladder } from "../../../reports/ladder.ts";
import { wholeNumber } from "../numbers.ts";

export const command = (): Command =>
  new Command("custody replay")
    .description("repeat exactly one run")
    .argument("<record|token>", "a record that custody run wrote, or the token of a failure")
    .option("--until <n>", "draw the run up to event n");

export async function run(args: readonly string[]): Promise<number> {
  const parsed = command()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parse([...args], { from: "user" });
  const argument = parsed.args[0] ?? "";
  const until = parsed.opts<{ until?: string }>().until;
  const upTo = until === undefined ? undefined : wholeNumber(until, "--until");
  const token = readToken(argument);
  if (token !== undefined) return show(await again(token), upTo);
  if (argument.startsWith("c1.")) throw new InputError("This token is damaged: copy it whole.");
  if (!existsSync(argument)) throw new InputError(`${argument} is neither a token (c1.…) nor a file.`);
  return fromRecord(argument, upTo);
}

async function fromRecord(path: string, upTo: number | undefined): Promise<number> {
  let worst = 0;
  let any = false;
  for await (const { header, events, moves } of recordsIn(sourceOf(path))) {
    any = true;
    if (moves === undefined)
      throw new InputError(
        `${path} does not say which choices were taken, so it cannot be repeated; custody check ${path} judges it.`,
      );
    const repeated = await again({ ...headOf(header), choices: moves });
    const differs = firstDifference(events, repeated.result.events);
    if (differs !== undefined)
      throw new InputError(
        `The run has drifted from the record at event ${differs}: ${lineAt(events, differs)} was recorded, ${lineAt(repeated.result.events, differs)} came.`,
      );
    worst = Math.max(worst, show(repeated, upTo));
  }
  if (!any) throw new InputError(`${path} holds no record.`);
  return worst;
}

const headOf = (h: RecordHeader): Omit<Replay, "choices"> => ({
  rules: h.rules,
  scenario: h.scenario.title,
  digest: h.scenario.digest,
  target: h.target,
  roles: h.live,
  seed: h.seed,
});

async function again(token: Replay): Promise<Play> {
  const { program, scenario } = scenarioOfDigest(token.digest, token.scenario);
  if (program.digest !== token.rules)
    throw new InputError("The rules have changed since this run: its token is of no use any more.");
  const target = await targetNamed(token.target);
  const stage = {
    program,
    scenario,
    kit: (await reference()).subject,
    subject: target.subject,
    target: token.target,
    roles: token.roles,
    seed: token.seed,
    ...(token.by === undefined ? {} : { rules: token.by }),
    ...(token.interruption === undefined ? {} : { interruption: token.interruption }),
  };
  try {
    return play(stage, Object.assign(replaying(token.choices), { taken: token.choices }));
  } catch (error) {
    if (error instanceof Drift)
      throw new InputError(`The run has drifted from its token at ${error.message}.`);
    throw error;
  }
}

function show({ result }: Play, upTo: number | undefined): number {
  const events = upTo === undefined ? result.events : result.events.filter((e) => e.seq <= upTo);
  if (upTo !== undefined)
    process.stdout.write(`${ladder({ parties: result.parties, events, mark: upTo })}\n`);
  process.stdout.write(
    `${result.title}: ${result.status}${result.reason === undefined ? "" : `: ${result.reason}`}, ${result.events.length} events\n`,
  );
  if (upTo === undefined)
    for (const failure of result.failures) process.stdout.write(`\n${failureText(failure, result)}\n`);
  return result.status === "failed"
    ? 1
    : result.status === "kit error"
      ? 4
      : result.status === "undecided"
        ? 2
        : 0;
}

function firstDifference(a: readonly Event[], b: readonly Event[]): number | undefined {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]];
    if (x === undefined || y === undefined || lineOf(x) !== lineOf(y)) return i + 1;
  }
  return undefined;
}

const lineAt = (events: readonly Event[], n: number): string =>
  events[n - 1] === undefined ? "nothing" : `${events[n - 1]?.from} ${events[n - 1]?.name}`;
