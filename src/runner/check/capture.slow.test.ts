// What a capture of a run says is what the run says, as far as frames tell; and frames that it lacks accuse nobody.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Event } from "../../contract/event.ts";
import type { Finding } from "../../contract/verdict.ts";
import type { CapturedFrame } from "../../formats/capture/capture.ts";
import { readCapture } from "../../formats/capture/read.ts";
import { LINK_ETHERNET } from "../../formats/links.ts";
import { twice } from "../../formats/testing/carried.ts";
import { createJudge } from "../../rules/judge.ts";
import { captured, heardOnMedium } from "../input/capture.ts";
import { kitRoot } from "../kit.ts";
import { mutated, reference } from "../subjects.ts";
import type { Play } from "../play/play.ts";
import { scenarios } from "../play/testing/scenarios.ts";

const { program, of, play } = await scenarios();
const kit = await reference();

const titles = [
  "the seven steps of a remote read",
  "three reads, answered last first",
  "two servers: the same id on two sessions is two ids",
  "two protocols at once, each towards its own station",
  "a long message travels in parts and is acknowledged as a whole",
  "a frame in the middle is lost: what came behind it does not count",
  "frames that overtake each other are put back in order",
  "an idle session is polled, and answers",
];
const runs = [...of("exchange"), ...of("wire")]
  .filter(({ title }) => titles.includes(title))
  .map((scenario) => play(scenario));

const framesOf = ({ frames }: Play): readonly CapturedFrame[] =>
  frames.map(({ time, bytes }) => ({
    interface: 0,
    timeNs: BigInt(time) * 1000n,
    bytes: new Uint8Array(Buffer.from(bytes.latin1, "latin1")),
  }));

const heardIn = (frames: readonly CapturedFrame[]) =>
  captured({ interfaces: [{ linkType: LINK_ETHERNET, snapLength: 0 }], frames });

function foundIn(frames: readonly CapturedFrame[]): readonly string[] {
  const { parties, events } = heardIn(frames);
  const judge = createJudge(program, { parties, fromStart: false, middle: true, watched: heardOnMedium });
  for (const event of events) judge.see(event);
  return judge
    .end("cut")
    .findings.filter(({ level }) => level !== "may")
    .map(spelled);
}
const spelled = ({ rule, blames, seq }: Finding): string => `${rule} blames ${blames} at ${seq}`;

const about = (events: readonly Event[], words: RegExp, ...names: readonly string[]): readonly string[] =>
  events
    .filter(({ kind, name }) => kind === "said" && words.test(name))
    .map(({ name, args }) => JSON.stringify([name, ...names.map((one) => args?.[one] ?? null)]));

test("the frames of a run, seen from outside, say what its observers heard", () => {
  assert.equal(runs.length, titles.length);
  for (const run of runs) {
    const { events } = heardIn(framesOf(run));
    const link = /^(?:NBF|LLC)\./u;
    const fields = ["session", "offset", "bytes", "correlator", "ns", "nr", "name"];
    assert.deepEqual(about(events, link, ...fields), about(run.result.events, link, ...fields));
    const smbs = /^(?:SMB_|smb)/iu;
    const told = ["mid", "pid", "command", "status", "fid", "offset", "count", "data"];
    const heard = about(events, smbs, ...told).toSorted();
    assert.deepEqual(heard, about(run.result.events, smbs, ...told).toSorted());
    assert.ok(heard.length > 10);
  }
});

test("each frame of a message, and its acknowledgment, names it as one of the run does, with several in flight", () => {
  for (const run of runs) {
    const linked = (events: readonly Event[]): readonly string[] =>
      events
        .filter(({ kind, name }) => kind === "said" && name.startsWith("NBF.DATA_"))
        .map(({ args }) => (typeof args?.["message"] === "string" ? args["message"] : ""));
    const [inRun, onMedium] = [linked(run.result.events), linked(heardIn(framesOf(run)).events)];
    assert.equal(onMedium.length, inRun.length);
    assert.ok(!onMedium.includes(""));
    const pairs = new Set(inRun.map((message, i) => `${message} ${onMedium[i] ?? ""}`));
    assert.equal(pairs.size, new Set(inRun).size, "one message, one name");
    assert.equal(pairs.size, new Set(onMedium).size, "one name, one message");
  }
});

test("a capture that lacks frames, wherever it begins and whatever fell out of it, accuses nobody", () => {
  let state = 5;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  for (const run of runs) {
    const frames = framesOf(run);
    assert.deepEqual(foundIn(frames), []);
    for (let n = 0; n < 40; n++) {
      const from = draw(frames.length);
      const one = 2 + draw(12);
      const left = frames.slice(n % 2 === 0 ? 0 : from).filter(() => draw(one) !== 0);
      assert.deepEqual(foundIn(left), [], `"${run.result.title}", ${left.length} of ${frames.length} frames`);
    }
  }
});

test("frames that were captured on two interfaces, each twice, accuse nobody", () => {
  for (const run of runs) {
    const frames = framesOf(run);
    for (const behind of [1, 2, 3, 7]) {
      const all = twice(frames, behind).map(({ frame }) => frame);
      assert.deepEqual(foundIn(all), [], `"${run.result.title}", ${behind} later`);
    }
  }
});

test("a capture of a wrong server accuses it, by its address", () => {
  const mutant = kit.mutants.find(({ name }) => name === "server-answers-with-next-id");
  const [scenario] = of("exchange").filter(({ title }) => title === titles[0]);
  assert.ok(mutant !== undefined && scenario !== undefined);
  const subject = mutated(kit.subject, mutant);
  const run = play(scenario, { subject, target: `mutant:${mutant.name}`, roles: [mutant.role] });
  assert.match(foundIn(framesOf(run)).join(), /MID-01 blames [0-9a-f:]{17}\.server/u);
});

test("an SMB in a NetBIOS datagram is named as one, in no session, and no rule is accused or left open by it", () => {
  const vectors = `${kitRoot}/src/formats/vectors/netbios-frames.pcapng`;
  const { capture } = readCapture(new Uint8Array(readFileSync(vectors)));
  const { parties, events } = captured(capture);
  const cast = events.filter(({ args }) => args?.["transport"] === "datagram");
  assert.deepEqual(
    cast.map(({ kind, name, from, args }) => [kind, name, from, args?.["command"]]),
    [
      ["said", "smb", "02:00:00:00:00:b2.redirector", 0x25],
      ["said", "smb", "02:00:00:00:00:b2.redirector", 0x25],
    ],
  );
  assert.equal(events.filter(({ name }) => name.startsWith("NBF.DATAGRAM")).length, 2);
  const judge = createJudge(program, { parties, fromStart: false, middle: true, watched: heardOnMedium });
  for (const event of cast) judge.see(event);
  const { verdicts, findings } = judge.end("cut");
  assert.deepEqual(findings, []);
  assert.deepEqual(
    verdicts.filter(({ verdict }) => verdict === "undecided" || verdict === "broken"),
    [],
  );
});
