// What was captured on other media than an Ethernet says what it says there, and gives the same verdicts, however often it was captured.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { CapturedFrame } from "../../formats/capture/capture.ts";
import { readCapture } from "../../formats/capture/read.ts";
import { parseFrame } from "../../formats/frame.ts";
import { LINK_ETHERNET } from "../../formats/links.ts";
import { cookedMedia, ipMedia, twice } from "../../formats/testing/carried.ts";
import { createJudge } from "../../rules/judge.ts";
import { captured, heardOnMedium } from "../input/capture.ts";
import { kitRoot } from "../kit.ts";
import { scenarios } from "../play/testing/scenarios.ts";

const { program } = await scenarios();

const framesOf = (name: string): readonly CapturedFrame[] => {
  const path = `${kitRoot}/src/formats/vectors/${name}.pcapng`;
  const { capture } = readCapture(new Uint8Array(readFileSync(path)));
  return capture.frames.filter((frame) => capture.interfaces[frame.interface]?.linkType === LINK_ETHERNET);
};
const heardIn = (linkType: number, frames: readonly CapturedFrame[]) =>
  captured({
    interfaces: [{ linkType, snapLength: 0 }],
    frames: frames.map((frame) => ({ ...frame, interface: 0 })),
  });

function judged({ parties, events }: ReturnType<typeof captured>) {
  const judge = createJudge(program, { parties, fromStart: false, middle: true, watched: heardOnMedium });
  for (const event of events) judge.see(event);
  return judge.end("cut");
}

/** Whether somebody breaks a rule in it: a probe does, and is to be accused of the same everywhere. */
const vectors = { "smbd-probe": true, "smbtorture-read": false, "smbtorture-negotiations": false };

for (const [name, isAccused] of Object.entries(vectors)) {
  const frames = framesOf(name);
  const there = heardIn(LINK_ETHERNET, frames);
  const expected = judged(there);
  for (const [medium, { linkType, carry }] of Object.entries({ ...cookedMedia, ...ipMedia }))
    test(`${name} on ${medium}: the same events, the same verdicts, also where each packet was captured twice`, () => {
      assert.equal(
        expected.verdicts.some(({ verdict }) => verdict === "broken"),
        isAccused,
      );
      const once = frames.map((frame) => ({ ...frame, bytes: carry(frame.bytes) }));
      const again = twice(frames, 1).map(({ frame, isAgain }) => ({
        ...frame,
        bytes: carry(frame.bytes, isAgain),
      }));
      for (const all of [once, again]) {
        const here = heardIn(linkType, all);
        assert.deepEqual(here, there);
        assert.deepEqual(judged(here), expected);
      }
    });
}

test("of NetBIOS frames a cooked capture tells no receiver: they say nothing and are counted, what is on TCP is heard", () => {
  const frames = framesOf("netbios-frames");
  const isNetbios = ({ bytes }: CapturedFrame): boolean =>
    parseFrame(bytes, LINK_ETHERNET).layers.some(({ kind, value }) => kind === "llc" && value.dsap === 0xf0);
  const others = heardIn(
    LINK_ETHERNET,
    frames.filter((frame) => !isNetbios(frame)),
  );
  assert.ok(others.events.length > 0 && others.unaddressed === 0);
  for (const { linkType, carry } of Object.values(cookedMedia)) {
    const here = heardIn(
      linkType,
      frames.map((frame) => ({ ...frame, bytes: carry(frame.bytes) })),
    );
    assert.deepEqual(
      here.events.map(({ name, from, to, args }) => [name, from, to, args]),
      others.events.map(({ name, from, to, args }) => [name, from, to, args]),
    );
    assert.equal(here.unaddressed, frames.filter(isNetbios).length);
  }
});
