// What a capture file says, whichever of its formats it is in: interfaces, and frames with their times.

import type { Problem } from "../result.ts";

export type CaptureInterface = {
  /** 1 Ethernet, 101 raw IP, … (the registry of link types). */
  readonly linkType: number;
  readonly name?: string;
  /** Most octets kept of a frame; 0: no limit. */
  readonly snapLength: number;
};

export type CapturedFrame = {
  /** Index into the interfaces. */
  readonly interface: number;
  /** Nanoseconds since 1970, or since whatever the file's author chose. */
  readonly timeNs: bigint;
  readonly bytes: Uint8Array;
  /** Length on the medium, where the capture cut the frame. */
  readonly originalLength?: number;
  readonly comment?: string;
};

export type Capture = {
  readonly interfaces: readonly CaptureInterface[];
  readonly frames: readonly CapturedFrame[];
  readonly comment?: string;
};

/** Frames up to the damage, if there is any: a file that was cut off still tells what came before. */
export type CaptureReading = { readonly capture: Capture; readonly problem?: Problem };

/** No frame is longer; a length beyond it is damage, not a reason to take memory. */
export const FRAME_MAXIMUM = 0x1000000;
