// Reads a capture file of either format, told apart by its first four octets.

import { viewOf } from "../octets.ts";
import type { CaptureReading } from "./capture.ts";
import { isPcap, readPcap } from "./pcap.ts";
import { isPcapng, readPcapng } from "./pcapng-reader.ts";

/** By the first four octets. */
export const isCapture = (bytes: Uint8Array): boolean => {
  const magic = bytes.length < 4 ? 0 : viewOf(bytes).getUint32(0);
  return isPcapng(magic) || isPcap(magic);
};

/** Never throws: damage is a problem beside the frames before it. */
export const readCapture = (bytes: Uint8Array): CaptureReading => {
  const nothing = { interfaces: [], frames: [] };
  if (bytes.length < 4)
    return {
      capture: nothing,
      problem: { at: bytes.length, text: `file of ${bytes.length} octets is no capture` },
    };
  const magic = viewOf(bytes).getUint32(0);
  if (isPcapng(magic)) return readPcapng(bytes);
  if (isPcap(magic)) return readPcap(bytes);
  return {
    capture: nothing,
    problem: { at: 0, text: "neither a pcapng nor a pcap file by its first four octets" },
  };
};
