// Watching: from the moment in which a file is written to the printed result of its one scenario, everything before it loaded.

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Watching } from "../tools/outside/watching.ts";
import { features } from "./inputs.ts";
import { spreadOf, type Measured } from "./table/rounds.ts";
import type { Subject } from "./table/table.ts";

const gates = [{ ms: 1000 }];
const scenario = (size: number): string => `import "ndis5"

receive "one of many" covers RCV-PKT-06 {
  parties nic, ndis, protocol P
  nic -> ndis NdisMIndicateReceivePacket([?p(size = ${size})]) { ndis -> P ProtocolReceivePacket(p) returns 1 }
  P -> ndis NdisReturnPackets([p])
  ndis -> nic MiniportReturnPacket(p)
  expect p is home
}
`;
const feature = `Feature: One of many
  Scenario: It is played
    Given the scenarios of "one.custody"
    When "one of many" is played
    Then it goes as written
`;

export async function watch(folder: string, rounds: number): Promise<Subject> {
  const [alone, among] = [join(folder, "alone"), join(folder, "among")];
  for (const place of [alone, among]) mkdirSync(join(place, "features"), { recursive: true });
  cpSync(features, join(among, "features"), { recursive: true, filter: (path) => !path.endsWith(".ts") });
  return {
    name: "watch",
    rows: [
      { what: "a changed scenario, alone", measured: [await measured(alone, rounds)], gates },
      { what: "a changed scenario, among the whole suite", measured: [await measured(among, rounds)], gates },
    ],
    notes: [],
  };
}

async function measured(folder: string, rounds: number): Promise<Measured> {
  const text = join(folder, "features", "one.custody");
  writeFileSync(text, scenario(100));
  writeFileSync(join(folder, "features", "one.feature"), feature);
  const watching = new Watching(folder);
  try {
    await watching.after(() => {});
    const times: number[] = [];
    for (let round = -1; round < 3 * rounds; round++) {
      const { text: said, milliseconds } = await watching.after(() =>
        writeFileSync(text, scenario(102 + round)),
      );
      if (!/^ok +receive "one of many"/mu.test(said)) throw new Error(`it was not played again: ${said}`);
      if (round >= 0) times.push(milliseconds);
    }
    return { name: "write to result", spread: spreadOf(times) };
  } finally {
    await watching.end("SIGINT");
  }
}
