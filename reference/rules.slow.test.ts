// The column of NIC, NDIS, protocols and clients under every rule of the specification, in random schedules with random picks.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import type { Event, Party } from "../src/contract/event.ts";
import type { Layer } from "../src/contract/layer.ts";
import type { Parameter } from "../src/contract/syntax.ts";
import { isBytes } from "../src/contract/value.ts";
import type { Args, Shown, Value, WordValue } from "../src/contract/value.ts";
import type { Judgement } from "../src/contract/verdict.ts";
import { loadFiles } from "../src/language/load.ts";
import { checkFiles } from "../src/language/program.ts";
import { createJudge } from "../src/rules/judge.ts";
import { literal } from "../src/rules/meaning/literal.ts";
import { asPlain } from "../src/rules/values/value.ts";
import { client } from "./client/index.ts";
import { Drive, seeded } from "./drive.ts";
import type { Resource, Said } from "./drive.ts";
import { layerOf } from "./handlers.ts";
import { ndis } from "./ndis/index.ts";
import { nic, nicHandlers } from "./nic/index.ts";
import { protocol, protocolHandlers } from "./protocol/index.ts";
import { sampleFrame } from "./sample.ts";
import { back, call } from "./words.ts";
import { projectRoot } from "../tools/root.ts";

const spec = pathToFileURL(`${projectRoot}/reference/spec/`);
const loaded = loadFiles(["all.custody"], (path) => readFileSync(new URL(path, spec), "utf8"));
const { program } = checkFiles(loaded.files);

const wire = layerOf<null>({
  initial: () => null,
  calls: { Transmit: () => [null, [back()]] },
  begins: { Arrive: (_state, { to, args }) => [null, [call(to, "Arrive", args)]] },
});
const layers: Readonly<Record<string, Layer<unknown>>> = { wire, nic, ndis, protocol, client };

const party = (role: string, name: string, properties: Shown = {}, of?: string): Party => ({
  id: name,
  role,
  name,
  station: "",
  properties: { ...defaults(role), ...properties },
  ...(of === undefined ? {} : { of }),
});
const defaults = (role: string): Shown => defaultsOf(program.roles.get(role)?.properties ?? []);

/** What the vocabulary says of those that are left unsaid. */
const defaultsOf = (parameters: readonly Parameter[]): Shown =>
  Object.fromEntries(
    parameters.flatMap(({ name, default: usual }) =>
      usual === undefined ? [] : [[name, asPlain(literal(program, usual))]],
    ),
  );

/** A NIC that cannot read anything again: legal, and every transfer fails. */
const forgetful = layerOf({
  ...nicHandlers,
  calls: {
    ...nicHandlers.calls,
    MiniportTransferData: (state) => [state, [back({ status: "FAILURE", bytes: 0 })]],
  },
});

type Setup = {
  readonly nic?: Shown;
  readonly ndis?: Shown;
  readonly P?: Shown;
  readonly Q?: Shown;
  readonly layers?: typeof layers;
};
const cast = (setup: Setup): readonly Party[] => [
  party("wire", "wire"),
  party("nic", "nic", setup.nic),
  party("ndis", "ndis", setup.ndis),
  party("protocol", "P", setup.P),
  party("protocol", "Q", setup.Q),
  party("client", "K1", {}, "P"),
  party("client", "K2", {}, "P"),
];

/** Frames and sends, thrown in while the column is busy with earlier ones. */
function played(parties: readonly Party[], seed: number, stack = layers): Drive {
  const seats = parties.map(({ id, role, of, properties }) => ({
    id,
    role,
    layer: stack[id] ?? stack[role] ?? wire,
    properties: properties as Args,
    ...(of === undefined ? {} : { of }),
  }));
  const drive = new Drive(seats, seeded(seed));
  for (const [at, size] of [60, 214, 20, 78].entries()) {
    drive.begin("wire", "Arrive", "nic", { data: { latin1: sampleFrame(size, at === 1 ? "K1" : "") } });
    for (let n = 0; n < (seed >> at) % 13; n++) drive.tick();
    drive.begin(at % 2 === 0 ? "P" : "Q", "NdisSendNetBufferLists", "ndis", { lists: [null, null] });
  }
  drive.run();
  return drive;
}

function judged(parties: readonly Party[], drive: Drive): Judgement {
  const judge = createJudge(program, { parties, fromStart: true });
  for (const [at, said] of drive.log.entries()) judge.see(eventOf(said, at + 1));
  return judge.end("quiet");
}

function eventOf(
  { kind, name, from, to, call: id, args, results, around, resources }: Said,
  seq: number,
): Event {
  return {
    seq,
    time: 0,
    kind,
    name,
    from,
    ...(to === "" ? {} : { to }),
    ...(id === 0 ? {} : { call: id }),
    ...(around.length === 0 ? {} : { in: around.at(-1) ?? 0 }),
    strand: around[0] ?? id,
    ...(kind === "return"
      ? { results: shownArgs(results) }
      : { args: { ...defaultsOf(program.words.get(name)?.parameters ?? []), ...shownArgs(args) } }),
    resources: Object.fromEntries(
      Object.entries(resources).map(([one, resource]) => [one, fieldsOf(resource)]),
    ),
  };
}
const fieldsOf = ({ fields, data }: Resource): Shown => ({ ...fields, data: shown(data) });
const shownArgs = (args: Args): Shown =>
  Object.fromEntries(Object.entries(args).map(([name, one]) => [name, shown(one)]));
function shown(one: WordValue): Value {
  if (isBytes(one))
    return {
      length: one.latin1.length,
      sha256: createHash("sha256").update(one.latin1, "latin1").digest("hex"),
      head: Buffer.from(one.latin1.slice(0, 64), "latin1").toString("hex"),
    };
  if (Array.isArray(one)) return one.map((item: WordValue) => shown(item));
  return typeof one === "object" ? null : one;
}

const setups: readonly Setup[] = [
  { nic: { lookahead: 64 }, ndis: { readsAgain: true } },
  { nic: { serialized: true, lookahead: 1 }, Q: { PacketHandler: false } },
  { nic: { full: false, lookahead: 16 } },
  { nic: { full: false, medium: "tokenring", lookahead: 16 } },
  { nic: { full: false, medium: "wan" } },
  {
    nic: { generation: 6 },
    P: { generation: 6, frameTypes: [] },
    Q: { generation: 6, frameTypes: [0x88b5] },
  },
  {
    nic: { generation: 6 },
    ndis: { copiesLowResources: true },
    P: { generation: 6, frameTypes: [] },
    Q: { generation: 6, frameTypes: [0x0800] },
  },
  { nic: { full: false, lookahead: 16 }, Q: { headersOnly: true } },
  { nic: { full: false, lookahead: 16 }, layers: { ...layers, nic: forgetful } },
];

test("no rule finds fault with any schedule of any setup", () => {
  const exercised = new Set<string>();
  for (const setup of setups)
    for (let seed = 1; seed <= 30; seed++) {
      const parties = cast(setup);
      const { findings, verdicts } = judged(parties, played(parties, seed * 7919, setup.layers));
      assert.deepEqual(
        findings.map(({ rule, blames, demand, because }) => ({ setup, seed, rule, blames, demand, because })),
        [],
      );
      assert.deepEqual(
        verdicts.filter(({ verdict }) => verdict === "undecided"),
        [],
      );
      for (const { rule, exercised: times } of verdicts) if (times > 0) exercised.add(rule);
    }
  const ours = program.rules.map(({ id }) => id).filter((id) => /^(HDL|IND|RCV|RCV6|XFER|SND6)-/.test(id));
  assert.ok(ours.length > 30);
  assert.deepEqual(
    ours.filter((id) => !exercised.has(id)),
    ["SND6-28"], // of net buffers that only a protocol has that was bound
  );
});

test("a protocol that returns everything twice is found out", () => {
  const twice = layerOf({
    ...protocolHandlers,
    begins: {
      ...protocolHandlers.begins,
      NdisReturnPackets: (state, input, view) => {
        const reaction = protocolHandlers.begins?.["NdisReturnPackets"]?.(state, input, view) ?? null;
        return reaction === null ? null : [reaction[0], [...reaction[1], ...reaction[1]]];
      },
    },
  });
  const parties = cast(setups[0] ?? {});
  const broken = new Set<string>();
  for (let seed = 1; seed <= 30; seed++) {
    const { findings } = judged(parties, played(parties, seed * 7919, { ...layers, P: twice }));
    for (const { rule, blames } of findings.filter((one) => one.consequenceOf === undefined))
      broken.add(`${rule} ${blames}`);
  }
  assert.ok(broken.has("RCV-PKT-07 P"), [...broken].join());
  assert.ok(
    [...broken].every((one) => one.endsWith(" P")),
    [...broken].join(),
  );
});
