// NetBIOS Frames (the NetBEUI protocol): a whole frame, header and data, as one value.

import { hex8, line } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { emitNbfHeader, parseNbfHeader } from "./header.ts";
import type { NbfHeader } from "./header.ts";
import { nameFrameOf, nameHeaderOf } from "./name-frames.ts";
import type { NameFrame } from "./name-frames.ts";
import { sessionFrameOf, sessionHeaderOf } from "./session-frames.ts";
import type { SessionFrame } from "./session-frames.ts";

export type NbfFrame = NameFrame | SessionFrame;

/** Most octets of user data in one I frame on Ethernet: 1500 less 4 of LLC and 14 of header. */
export const ETHERNET_SESSION_DATA_MAXIMUM = 1482;

/** Octets after a frame that carries no data are a problem; reserved numbers are forgotten. */
export const parseNbf = (bytes: Uint8Array): Result<NbfFrame> => {
  const header = parseNbfHeader(bytes);
  if (!header.ok) return header;
  const frame = header.value.form === "name" ? nameFrameOf(header.value) : sessionFrameOf(header.value);
  if (frame === undefined) return bad(4, `unknown NBF command ${hex8(header.value.command)}`);
  const data = header.value.data.length;
  if (data > 0 && !("bytes" in frame))
    return bad(bytes.length - data, `${data} octets after ${frame.kind}, which carries none`);
  return ok(frame);
};

/** Throws RangeError when a number does not fit its field or a name is none. */
export const emitNbf = (frame: NbfFrame): Uint8Array => emitNbfHeader(headerOf(frame));

export const printNbf = (frame: NbfFrame): string => {
  const words = [`NBF ${frame.kind}`];
  if ("name" in frame) words.push(frame.name);
  if ("sender" in frame) words.push(`from ${frame.sender}`);
  if ("session" in frame)
    words.push(`session ${"senderSession" in frame ? `${frame.senderSession}>` : ""}${frame.session}`);
  if ("answers" in frame) words.push(`answers ${frame.answers}`);
  if ("correlator" in frame) words.push(`correlator ${frame.correlator}`);
  if ("acknowledges" in frame) words.push(`acknowledges ${frame.acknowledges}`);
  if ("maxReceive" in frame) words.push(`max receive ${frame.maxReceive}`);
  if ("accepted" in frame) words.push(`accepted ${frame.accepted}`);
  if ("abnormal" in frame) words.push(frame.abnormal ? "abnormal" : "normal");
  if ("resync" in frame && frame.resync) words.push("resync");
  if ("bytes" in frame) words.push(`length ${frame.bytes.length}`);
  return line(words.join(" "));
};

const headerOf = (frame: NbfFrame): NbfHeader =>
  isSessionFrame(frame)
    ? { form: "session", ...sessionHeaderOf(frame) }
    : { form: "name", ...nameHeaderOf(frame) };

/** Whether the frame belongs to a session, and so to an I frame. */
export const isSessionFrame = (frame: NbfFrame): frame is SessionFrame => "senderSession" in frame;
