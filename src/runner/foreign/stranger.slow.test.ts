// Programs that go wrong, each in its own way: the verdict, one sentence, and the next scenario runs.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { join } from "node:path";
import { usualLimits } from "../../adapters/link/told.ts";
import type { ProgramOptions } from "../../adapters/program.ts";
import type { ScenarioResult } from "../../contract/result.ts";
import { loadWithSpec } from "../input/load.ts";
import { kitRoot } from "../kit.ts";
import { play } from "../play/play.ts";
import { reference, targetNamed, type Target } from "../subjects.ts";
import { repeatability } from "./repeatability.ts";

const text = `
receive "two clients" {
  parties nic, ndis, protocol P, client K1 of P, client K2 of P
  nic -> ndis NdisMIndicateReceivePacket([?p]) {
    ndis -> P ProtocolReceivePacket(p) {
      P -> K1 ClientReceive(p)
      P -> K2 ClientReceive(p)
    } returns 2
  }
  in any order {
    K1 -> P TdiReturnChainedReceives(p) { P -> ndis NdisReturnPackets([p]) }
    K2 -> P TdiReturnChainedReceives(p) { P -> ndis NdisReturnPackets([p]) }
  }
  ndis -> nic MiniportReturnPacket(p)
}
receive "the second client gives back inside" {
  parties nic, ndis, protocol P, client K1 of P
  nic -> ndis NdisMIndicateReceivePacket([?p]) {
    ndis -> P ProtocolReceivePacket(p) { P -> K1 ClientReceive(p) { K1 -> P TdiReturnChainedReceives(p) } }
  }
}
receive "two packets at once" {
  parties nic, ndis, protocol P, client K1 of P
  nic -> ndis NdisMIndicateReceivePacket([?p]) {
    ndis -> P ProtocolReceivePacket(p) {
      P -> K1 ClientReceive(p) { meanwhile { nic -> ndis NdisMIndicateReceivePacket([?q]) { ndis -> P ProtocolReceivePacket(q) } } }
    }
  }
}
`;
const { program } = loadWithSpec([], new Map([["a.custody", text]]));
const opened: Target[] = [];
after(() => opened.forEach(({ subject }) => subject.close?.()));

async function stranger(wrong: string, options: Partial<ProgramOptions> = {}): Promise<Target> {
  const file = join(kitRoot, "src", "adapters", "testing", "stranger.mjs");
  const target = await targetNamed(`exec:'${process.execPath}' '${file}' '${wrong}'`, options);
  opened.push(target);
  return target;
}

async function played({ subject }: Target, seed = 0, title = "two clients"): Promise<ScenarioResult> {
  const scenario = program.scenarios.find((each) => each.title === title);
  assert.ok(scenario !== undefined);
  const kit = (await reference()).subject;
  return play({ program, scenario, kit, subject, target: "exec:", roles: ["protocol"], seed }).result;
}

const told = ({ status, reason }: ScenarioResult): string => `${status}: ${reason ?? ""}`;

const limits = { limits: { ...usualLimits, memoryBytes: 400 * 1024 * 1024 } };
const failing: Readonly<Record<string, RegExp>> = {
  crashes:
    /^failed: P crashed: it ended with exit code 3; open was ProtocolReceivePacket \(2\), not answered$/u,
  garbage: /^failed: P protocol: a line that is no JSON: this is no line of the protocol/u,
  number: /^failed: P protocol: a line that is no JSON object: 17/u,
  half: /^failed: P crashed: it ended with exit code 0, in the middle of a line: \{"kind":"ret/u,
  long: /^failed: P protocol: a line of more than 1048576 bytes/u,
  floods: /^failed: P protocol: more than 10000 lines in one turn/u,
  unknownCall: /^failed: P protocol: an answer to call 4711, which nobody made/u,
  twice: /^failed: P protocol: a second answer to call 2/u,
  elsewhere:
    /^failed: P protocol: an answer to ProtocolReceivePacket \(2\) on thread "stray", and it was called on thread \d+: that is where it returns/u,
  beside:
    /^failed: P protocol: call NdisReturnPackets on thread "w", where call "a" \(NdisReturnPackets\) has not been answered yet: what goes on beside it has an "on" of its own/u,
  otherRole: /^failed: P protocol: a word of "nic", and it plays P/u,
  wrongWay: /^failed: P protocol: MiniportHalt of P, and only ndis can say it/u,
  unknownWord: /^failed: P protocol: NdisTeleport, which is no call of the vocabulary/u,
  unknownArgument: /^failed: P protocol: NdisReturnPackets with packet, which it does not have/u,
  wrongShape: /^failed: P protocol: NdisReturnPackets with a packets that is no packet\[\]: 7/u,
  unknownParty: /^failed: P protocol: something to "moon", who does not take part/u,
  unread: /^failed: P protocol: the answer to ProtocolReceivePacket with a count that is no int: "two"/u,
  deep: /^failed: P protocol: more than 32 calls open at once/u,
  wide: /^failed: P protocol: more than 64 threads/u,
  clock: /^failed: P protocol: a timer whose after is no time/u,
  logs: /^failed: P crashed: it ended with exit code 4/u,
  error: /^failed: P error: out of memory/u,
  lacks: /^unsupported: P: no packets here/u,
  children: /^failed: P protocol: it has \d+ processes, and 64 are the limit/u,
  memory: /^failed: P protocol: it holds \d+ MiB of memory, and 400 MiB are the limit/u,
  returnsTwice: /^failed: CUSTODY-packet is broken by P$/u,
  returnsPair: /^failed: CUSTODY-packet is broken by P$/u,
  returnsOther: /^failed: CUSTODY-packet is broken by P$/u,
  returnsNone:
    /^failed: P protocol: NdisReturnPackets with none for its packets: a packet is handed over there/u,
};

test("whatever it does costs one scenario, with a sentence, and the next one runs", async () => {
  const names = Object.keys(failing);
  const target = await stranger(["nothing", ...names].join(","), limits);
  assert.deepEqual([target.subject.name, target.roles], ["stranger", ["protocol"]]);
  for (const [at, wrong] of names.entries()) {
    const result = await played(target, at + 1);
    assert.match(told(result), failing[wrong] as RegExp, wrong);
    if (wrong !== "logs") continue;
    assert.equal(result.log?.length, 200);
    assert.equal(result.log?.at(-1), "log line 999");
  }
  assert.equal(told(await played(target)), "passed: ");
  const whole = async (): Promise<unknown> => {
    const result = await played(target);
    return { ...result, digest: result.digest(), token: result.token() };
  };
  assert.deepEqual(await whole(), await whole(), "a reset forgets everything");
});

test("one that does not answer, or stops itself, is told from one that crashed, and is ended whatever it does against it", async () => {
  const target = await stranger("nothing,hangs,deaf,stops,spins", { answerLimitMs: 800 });
  for (const seed of [1, 2, 3, 4])
    assert.match(
      told(await played(target, seed)),
      /^failed: P hung: no idle came within 0\.8 s; open was ProtocolReceivePacket/u,
    );
});

const undecided: Readonly<Record<string, RegExp>> = {
  mute: /^undecided: before its ready: it ended with exit code 1/u,
  late: /^undecided: (?:it did not start|no ready came) within 0\.3 s/u,
  noNumber: /^undecided: it answered hello with a limit depth of "deep", which is no number of them/u,
  version: /^undecided: it answered hello with version 99 of the protocol, and the kit speaks 1/u,
};

for (const [wrong, expected] of Object.entries(undecided))
  test(`trouble before its ready, ${wrong}, is no verdict on it`, async () => {
    assert.match(
      told(await played(await stranger(wrong, wrong === "late" ? { startLimitMs: 300 } : {}))),
      expected,
    );
  });

test("one that cannot be reset is begun anew for each scenario, and so is every one with --fresh", async () => {
  const once = await stranger("begins once");
  const fresh = await stranger("nothing", { fresh: true });
  for (const target of [once, fresh, once]) assert.equal(told(await played(target)), "passed: ");
});

const unborne: Readonly<Record<string, readonly [scenario: string, says: RegExp]>> = {
  shortLines: [
    "two clients",
    /^unsupported: P: a line of \d+ bytes would be written to it, and it reads 300$/u,
  ],
  fewCalls: [
    "the second client gives back inside",
    /^unsupported: P: 2 calls would be open in it at once, and it bears 1$/u,
  ],
  fewThreads: ["two packets at once", /^unsupported: P: calls would be open on 2 threads, and it bears 1$/u],
};

for (const [wrong, [title, expected]] of Object.entries(unborne))
  test(`what it said that it cannot bear is not done to it: ${wrong}`, async () =>
    assert.match(told(await played(await stranger(wrong), 0, title)), expected));

test("what a scenario leaves behind is found and told when the next one begins, once", async () => {
  const target = await stranger("nothing,leaves,nothing");
  const notes = [];
  for (const seed of [1, 2, 0, 2]) notes.push((await played(target, seed)).notes);
  const left = ["2 processes of its are still there that it began in a scenario before"];
  assert.deepEqual(notes, [undefined, left, left, left]);
  await played(target, 1);
  assert.deepEqual(target.subject.remains?.(), [
    "4 processes of its are still there when everything is over",
  ]);
});

test("one that says something else each time is found out, and its orders are sampled", async () => {
  const { subject } = await stranger("drifts");
  const [probe] = await repeatability(subject, "exec:", ["protocol"]);
  assert.deepEqual(
    [probe?.came, probe?.why],
    ["lacks", "other events; orders will be sampled, not explored"],
  );
});
