// A capture file as a record: what its frames say, derived, by stations that are named by their addresses.

import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { InputError } from "../../contract/problem.ts";
import { type RecordHeader, recordVersion } from "../../contract/record.ts";
import type { Event, Party } from "../../contract/event.ts";
import type { Capture, CapturedFrame } from "../../formats/capture/capture.ts";
import { isCapture, readCapture } from "../../formats/capture/read.ts";
import { LINK_ETHERNET, LINK_FDDI, LINK_TOKEN_RING } from "../../formats/layers.ts";
import { CaptureObserver } from "../../observers/captured.ts";
import type { Derived } from "../../observers/seen.ts";
import { shownArgs } from "../../simulation/events.ts";
import { kitVersion } from "../kit.ts";
import { recordText } from "../record/write.ts";

/** By its name or its first octets. */
export function isCaptureFile(path: string): boolean {
  return /\.p?cap(?:ng)?$/iu.test(path) || isCapture(firstOctets(path));
}

/** Throws InputError for a file that is none, is damaged, or is of a medium that is not read. */
export function captureRecord(path: string): Iterable<string> {
  const { capture, problem } = readCapture(new Uint8Array(readFileSync(path)));
  if (problem !== undefined)
    throw new InputError(
      `${path} is no whole capture: ${problem.text} (at octet ${problem.at}). Capture again, or cut it to whole frames.`,
    );
  refuseOtherMedia(path, capture);
  const { parties, events, readable } = captured(capture);
  if (readable === 0)
    throw new InputError(
      `${path} holds ${capture.frames.length} frames, none of NetBIOS and none that ends an SMB: there is nothing in it to judge.${reasonFor(capture)}`,
    );
  const shortened = shortenedIn(capture);
  const cut = shortened === 0 ? "" : `, and ${shortened} were not captured as a whole`;
  const name = `a capture of ${capture.frames.length} frames, of which ${readable} say something${cut}`;
  return recordText({ ...header, subject: { name, version: "" }, parties }, events, { end: "cut" });
}

/** What was said, and among whom; `readable`: how many frames say anything. */
export function captured(capture: Capture): {
  readonly parties: readonly Party[];
  readonly events: readonly Event[];
  readonly readable: number;
} {
  const observer = new CaptureObserver();
  const events: Event[] = [];
  const start = capture.frames[0]?.timeNs ?? 0n;
  let [time, readable] = [0, 0];
  const tell = (said: readonly Derived[]): void => {
    for (const { args, ...word } of said)
      events.push({ seq: events.length + 1, time, ...word, args: shownArgs(args), derived: true });
  };
  for (const frame of capture.frames) {
    time = Math.max(time, Number((frame.timeNs - start) / 1000n));
    const said = observer.see({ bytes: frame.bytes, linkType: linkTypeOf(capture, frame) });
    if (said === undefined) continue;
    readable++;
    tell(said);
  }
  const last = observer.end();
  if (last.length > 0) readable++;
  tell(last);
  return { parties: [...observer.parties.values()], events, readable };
}

/** The boundaries of which a capture tells, and what of them. */
export const heardOnMedium: readonly string[] = ["nic/wire said", "redirector/server said"];

/** Nobody's beginning was seen, and of what happened nothing but what was said. */
const header: Omit<RecordHeader, "parties" | "subject"> = {
  custody: "record",
  version: recordVersion,
  kit: kitVersion,
  rules: "",
  target: "",
  live: [],
  seed: 0,
  scenario: { title: "", file: "", line: 0, digest: "" },
  fromStart: false,
  watched: heardOnMedium,
};

/** What Linux gives who captures on all interfaces at once. */
const cookedByLinux: readonly number[] = [113, 276];

const media: ReadonlyMap<number, string> = new Map([
  [LINK_ETHERNET, "Ethernet"],
  [LINK_TOKEN_RING, "Token Ring"],
  [LINK_FDDI, "FDDI"],
]);

function refuseOtherMedia(path: string, { interfaces }: Capture): void {
  const other = interfaces.find(({ linkType }) => !media.has(linkType));
  if (other === undefined) return;
  const instead = cookedByLinux.includes(other.linkType)
    ? " Capture on one interface instead of all of them."
    : "";
  const known = [...media].map(([number, name]) => `${name} (${number})`).join(", ");
  throw new InputError(
    `${path} was captured on a medium of link type ${other.linkType}, which custody does not read; it reads ${known}.${instead}`,
  );
}

/** Why there is nothing, as far as the frames tell. */
function reasonFor(capture: Capture): string {
  if (capture.frames.some(({ bytes }) => Buffer.from(bytes).includes("\xfeSMB", 0, "latin1")))
    return " What they carry is SMB 2 or 3, of which custody has no rules: have both sides speak NT LM 0.12 or earlier.";
  const shortened = shortenedIn(capture);
  return shortened === 0
    ? ""
    : ` ${shortened} of them were not captured as a whole: capture again without a limit (tcpdump -s 0).`;
}

const shortenedIn = ({ frames }: Capture): number =>
  frames.filter(({ originalLength }) => originalLength !== undefined).length;

const linkTypeOf = ({ interfaces }: Capture, frame: CapturedFrame): number =>
  interfaces[frame.interface]?.linkType ?? LINK_ETHERNET;

/** Of a pipe nothing is taken away: it is told by its name alone. */
export function firstOctets(path: string): Uint8Array {
  const octets = new Uint8Array(4);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return octets;
  const file = openSync(path, "r");
  try {
    return octets.subarray(0, readSync(file, octets));
  } finally {
    closeSync(file);
  }
}
