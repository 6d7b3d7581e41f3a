// A program under test: its lines beside vscode-jsonrpc, a suite against a C driver beside the reference, and what protected memory costs.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compiled, driver, exampleSources } from "../../tools/csdk/compile.ts";
import { projectRoot } from "../../tools/root.ts";
import { custody } from "../inputs.ts";
import { program } from "../peers.ts";
import { interleaved, output, wholeProcess, type Job, type Measured } from "../table/rounds.ts";
import type { Row, Subject } from "../table/table.ts";

const peer = "vscode-jsonrpc";
const sources = join(projectRoot, "bench", "adapter");
/** Of which the driver plays everything, so that both do the same. */
const played: readonly string[] = [
  "filter/sends",
  "filter/states",
  "receive/lent-lists",
  "send/below",
  "send/cancel",
  "send/completion",
  "send/information",
  "send/lists",
  "send/order",
  "send/outcomes",
].map((name) => join("features", `${name}.feature`));
const handovers = 100_000;

export async function adapter(folder: string, rounds: number): Promise<Subject> {
  const notes: string[] = [];
  const compiler = program("cc", notes);
  if (compiler === undefined) return { name: "adapter", rows: [], notes };
  const answers = join(folder, "answers");
  compiled(compiler, ["-O2", "-Wall", "-Wextra", "-Werror", "-o", answers, join(sources, "answers.c")]);
  const measured = (...jobs: readonly Job[]): readonly Measured[] => interleaved(jobs, rounds);
  const protocol = example(compiler, "protocol6");
  return {
    name: "adapter",
    rows: [
      ...lines(answers, measured),
      suite(protocol, measured),
      handover(driver(compiler, [{ file: "tests/handover.c", text: textOf("handover.c") }]), measured),
      sends(protocol, measured),
    ],
    notes: [...notes, "by turns: as the kit plays, whose first thread waits for the one that reads"],
  };
}

type Measure = (...jobs: readonly Job[]) => readonly Measured[];

function lines(answers: string, measured: Measure): readonly Row[] {
  const [many, few] = [51_200, 10_000];
  return [
    {
      what: `${many} calls of a C program, 64 under way`,
      work: { amount: 2 * many, unit: "messages" },
      measured: measured(
        talk("custody's lines", "lines", answers, many, 64),
        talk(peer, "messages", answers, many, 64),
      ),
      gates: [{ atLeast: 7, of: peer }],
    },
    {
      what: `${few} calls of a C program, one at a time`,
      work: { amount: 2 * few, unit: "messages" },
      measured: measured(
        talk("custody's lines", "lines", answers, few, 1),
        talk(peer, "messages", answers, few, 1),
        talk("custody, by turns", "turns", answers, few, 1),
      ),
      gates: [{ atLeast: 1.1, of: peer }],
    },
  ];
}

function suite(protocol: string, measured: Measure): Row {
  const run = (name: string, target: string): Job =>
    wholeProcess(
      name,
      process.execPath,
      [custody, "run", ...played, "--role", "protocol", "--target", target],
      {
        cwd: projectRoot,
        exits: [0, 2],
      },
    );
  return {
    what: "the features of a protocol driver, against the NDIS 6 driver in C",
    measured: measured(run("a C driver", `exec:${protocol}`), run("the reference", "reference")),
    gates: [{ atMost: 3, of: "the reference" }],
  };
}

function handover(program: string, measured: Measure): Row {
  return {
    what: `${handovers} hand-overs of a list and its data in C, each closed or opened`,
    work: { amount: handovers, unit: "hand-overs" },
    measured: measured({ name: "protected pages", once: () => Number(output(program, [String(handovers)])) }),
    gates: [{ ms: 0.004 * handovers }],
  };
}

function sends(protocol: string, measured: Measure): Row {
  const sent = (name: string, environment: string): Job =>
    talk(name, "sends", `${environment} exec ${protocol}`, 1000);
  return {
    what: "1000 sends of a C driver, each completed, line by line",
    work: { amount: 1000, unit: "sends" },
    measured: measured(
      sent("protected", "CUSTODY_TOUCH=continue"),
      sent("unprotected", "CUSTODY_PROTECTION=none"),
    ),
    gates: [{ atMost: 1.2, of: "unprotected" }],
  };
}

/** In a process of its own, that says how long it took. */
function talk(name: string, way: string, program: string, calls: number, window = 1): Job {
  const script = join(projectRoot, "dist", "bench", "adapter", "talk.js");
  return {
    name,
    once: () => Number(output(process.execPath, [script, way, program, String(calls), String(window)])),
  };
}

const textOf = (name: string): string => readFileSync(join(sources, name), "utf8");
const example = (compiler: string, name: string): string => driver(compiler, exampleSources(name));
