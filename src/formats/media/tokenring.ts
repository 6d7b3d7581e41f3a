// Token Ring (802.5) as a driver sees it: from the access control octet to the end of the data. Addresses are in the
// order of that medium, high bit first, so 03:00:00:00:00:01 of an Ethernet is c0:00:00:00:00:80 here.

import { emitMac, parseMac } from "../mac.ts";
import type { Mac } from "../mac.ts";
import { concat, hex, line, part, u8, viewOf } from "../octets.ts";
import { bad, ok } from "../result.ts";
import type { Result } from "../result.ts";

const AT = { accessControl: 0, frameControl: 1, destination: 2, source: 8, route: 14 } as const;

/** High bit of the source: a routing information field follows. */
const ROUTED = 0x80;
const ROUTE_MAXIMUM = 30;

export type TokenRingFrame = {
  readonly accessControl: number;
  /** 0x40 to 0x47: LLC, with a user priority. */
  readonly frameControl: number;
  readonly destination: Mac;
  /** Without the bit that announces a route. */
  readonly source: Mac;
  /** The whole routing information field, its two octets of control included: 2 to 30 octets, even. */
  readonly route?: Uint8Array;
  readonly payload: Uint8Array;
};

export const parseTokenRing = (bytes: Uint8Array): Result<TokenRingFrame> => {
  if (bytes.length < AT.route)
    return bad(bytes.length, `Token Ring frame of ${bytes.length} octets is shorter than its header of 14`);
  const view = viewOf(bytes);
  const routed = (view.getUint8(AT.source) & ROUTED) !== 0;
  const routeEnd = AT.route + (routed ? (bytes[AT.route] ?? 0) & 0x1f : 0);
  if (routed && !isRouteLength(routeEnd - AT.route))
    return bad(AT.route, `route of ${routeEnd - AT.route} octets is not even and 2 to 30`);
  if (routeEnd > bytes.length) return bad(bytes.length, "Token Ring frame ends inside its route");
  const source = part(bytes, AT.source, AT.route);
  source[0] = view.getUint8(AT.source) & ~ROUTED;
  return ok({
    accessControl: view.getUint8(AT.accessControl),
    frameControl: view.getUint8(AT.frameControl),
    destination: parseMac(bytes.subarray(AT.destination, AT.source)),
    source: parseMac(source),
    ...(routed ? { route: part(bytes, AT.route, routeEnd) } : {}),
    payload: part(bytes, routeEnd),
  });
};

/** Throws RangeError when the route's own length is wrong or the source announces a route itself. */
export const emitTokenRing = (frame: TokenRingFrame): Uint8Array => {
  const source = emitMac(frame.source);
  if (((source[0] ?? 0) & ROUTED) !== 0)
    throw new RangeError(`source ${frame.source} carries the route bit; give a route instead`);
  const route = frame.route ?? new Uint8Array();
  if (
    frame.route !== undefined &&
    (!isRouteLength(route.length) || ((route[0] ?? 0) & 0x1f) !== route.length)
  )
    throw new RangeError(`route ${hex(route)} does not tell its own length`);
  source[0] = (source[0] ?? 0) | (frame.route === undefined ? 0 : ROUTED);
  return concat(
    u8(frame.accessControl, "AC"),
    u8(frame.frameControl, "FC"),
    emitMac(frame.destination),
    source,
    route,
    frame.payload,
  );
};

export const printTokenRing = (frame: TokenRingFrame): string => {
  const route = frame.route === undefined ? "" : ` route ${hex(frame.route)}`;
  return line(`${frame.source} > ${frame.destination} Token Ring length ${frame.payload.length}${route}`);
};

const isRouteLength = (length: number): boolean => length >= 2 && length <= ROUTE_MAXIMUM && length % 2 === 0;
