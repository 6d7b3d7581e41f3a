// A whole captured frame as the stack of headers in it, outermost first, and back. Going back, every header is made
// anew around what the one inside it became, so equal octets prove all of them.

import { linkLayer } from "./links.ts";
import type { Layer } from "./layers.ts";
import type { Problem, Result } from "./result.ts";

/** The NetBIOS session service and direct TCP. */
const SESSION_PORTS = [139, 445];

export type FrameReading = {
  readonly layers: readonly Layer[];
  /** Why the innermost payload could not be read, although its kind was clear. Counts from that payload's start. */
  readonly problem?: Problem;
};

/** `linkType` as capture files number it. `sessionPorts`: TCP ports whose segments are tried as one session frame each;
 * a stream is not put together here. */
export const parseFrame = (
  bytes: Uint8Array,
  linkType: number,
  sessionPorts: readonly number[] = SESSION_PORTS,
): FrameReading => {
  const layers: Layer[] = [];
  let next: Result<Layer> | undefined = linkLayer(bytes, linkType);
  while (next?.ok === true) {
    layers.push(next.value);
    next = next.value.inside(sessionPorts);
  }
  return next === undefined ? { layers } : { layers, problem: next.problem };
};

/** The octets of the stack. Only the innermost payload is taken as it stands. */
export const emitFrame = (layers: readonly Layer[]): Uint8Array =>
  layers.reduceRight<Uint8Array | undefined>((payload, layer) => layer.emit(payload), undefined) ??
  new Uint8Array();

/** One line a header, at most 100 columns each. */
export const printFrame = (layers: readonly Layer[]): readonly string[] =>
  layers.map((layer) => layer.print());
