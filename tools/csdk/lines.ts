// Speaks to a C adapter line by line, as the kit would: what is to be said is known beforehand.
import { spawnSync } from "node:child_process";

export type Line = Readonly<Record<string, unknown>>;
export type Said = {
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
  /** the words of an error, if it ended so */
  readonly error: string | undefined;
  readonly log: string;
  readonly status: number | null;
};

const station = { station: "", properties: {} };
const hello = {
  kind: "hello",
  custody: "adapter",
  versions: [1],
  kit: "test",
  roles: ["protocol", "nic"],
  limits: {},
};

/** One scenario in which the adapter plays `who`, and what it said. */
export function spoken(
  program: string,
  who: "P" | "nic",
  lines: readonly Line[],
  environment: Readonly<Record<string, string>> = {},
  properties: Line = {},
): Said {
  const reset = {
    kind: "reset",
    ask: 1,
    plays: [who],
    parties: [
      { id: "nic", role: "nic", name: "nic", ...station, properties: who === "nic" ? properties : {} },
      { id: "ndis", role: "ndis", name: "ndis", ...station },
      { id: "P", role: "protocol", name: "P", ...station, properties: who === "P" ? properties : {} },
    ],
    firstId: 1_000_000,
    seed: 1,
  };
  const input = [hello, reset, ...lines, { kind: "bye" }].map((line) => `${JSON.stringify(line)}\n`).join("");
  const { stdout, stderr, status } = spawnSync(program, [], {
    input,
    encoding: "utf8",
    env: { ...process.env, ...environment },
    timeout: 60_000,
  });
  const answers = stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
  const texts = (kind: string, field: string): readonly string[] =>
    answers.filter((line) => line["kind"] === kind).map((line) => String(line[field]));
  return {
    lines: answers,
    notes: texts("note", "text"),
    error: texts("error", "message")[0],
    log: stderr,
    status,
  };
}

/** Tells the protocol to begin this. */
export const begun = (name: string): Line => ({
  kind: "do",
  ask: 5,
  to: "P",
  on: 1,
  name,
  hears: "ndis",
  args: {},
  now: 0,
});
export const timer = (now: number): Line => ({
  kind: "timer",
  name: "",
  to: "P",
  on: 100 + Math.floor(now / 1000),
  now,
});
