// A whole conversation for each role, line by line: the reference plays the role as a program would, behind the adapter protocol.
import { Steps } from "../../adapters/host/steps.ts";
import type { Said } from "../../adapters/link/link.ts";
import { Program, subjectOf, usualOptions } from "../../adapters/program.ts";
import type { Program as Checked } from "../../contract/program.ts";
import type { ScenarioResult } from "../../contract/result.ts";
import type { Subject } from "../../contract/subject.ts";
import { kitVersion } from "../kit.ts";
import { play } from "../play/play.ts";

type Shown = { readonly file: string; readonly title: string; readonly asks?: true };

export type Transcript = {
  /** each says who writes it, `kit` or `subject`, and the line as it is written */
  readonly text: string;
  readonly result: ScenarioResult;
};

/** The scenario in which each role is shown. `asks`: where the role is free to choose it asks, and is led through every way. */
export const shownIn: Readonly<Record<string, Shown>> = {
  app: { file: "features/exchange/read.custody", title: "the seven steps of a remote read" },
  client: { file: "features/receive/shared-packets.custody", title: "two clients share one packet" },
  filter: { file: "features/filter/sends.custody", title: "lists pass a filter" },
  ndis: { file: "features/receive/shared-packets.custody", title: "two clients share one packet" },
  nic: { file: "features/receive/transfer.custody", title: "the rest comes in the call" },
  os: { file: "features/exchange/read.custody", title: "the seven steps of a remote read" },
  protocol: { file: "features/receive/counts.custody", title: "taken over once", asks: true },
  redirector: { file: "features/exchange/read.custody", title: "the seven steps of a remote read" },
  server: { file: "features/exchange/read.custody", title: "the seven steps of a remote read" },
  wire: { file: "features/send/order.custody", title: "on the wire in the order sent" },
};

/** Plays the scenario of that role. `program` holds it. */
export function transcriptOf(program: Checked, kit: Subject, role: string): Transcript {
  const { title, asks = false } = shownIn[role] ?? {};
  const scenario = program.scenarios.find((one) => one.title === title);
  if (scenario === undefined) throw new RangeError(`no scenario shows ${role}`);
  const lines: string[] = [];
  const write = (from: "kit" | "subject", line: string): void =>
    void lines.push(`{"from":"${from}","line":${line}}\n`);
  const steps = new Steps(kit, program, [role], asks);
  const turn = (text: string): Said => {
    const said = steps.hear(text).map((line) => JSON.stringify(line));
    write("kit", text);
    for (const line of said) write("subject", line);
    return { unasked: [], lines: said };
  };
  const silent: Said = { unasked: [], lines: [] };
  const link = { start: () => silent, turn, left: () => 0, log: () => [], close: () => {} };
  const played = new Program(role, link, { ...usualOptions, kit: kitVersion, roles: [role] });
  const subject = subjectOf(played, played.greet());
  const stage = { program, scenario, kit, subject, target: "exec:", roles: [role], seed: 1 };
  const { result } = play(stage);
  return { text: lines.join(""), result };
}
