// IEEE 802.2 logical link control: unnumbered (one control octet), information and supervisory PDUs (two, modulo 128).

import { concat, hex8, line, part, u8, viewOf } from "./octets.ts";
import { bad, ok } from "./result.ts";
import type { Result } from "./result.ts";

const AT = { dsap: 0, ssap: 1, control: 2, afterOne: 3, afterTwo: 4 } as const;

export const NETBIOS_SAP = 0xf0;

/** Sequence numbers run 0..127. */
export const LLC_MODULUS = 128;

const SUPERVISORY = { RR: 0x01, RNR: 0x05, REJ: 0x09 } as const;

const UNNUMBERED = {
  UI: 0x03,
  DM: 0x0f,
  DISC: 0x43,
  UA: 0x63,
  SABME: 0x6f,
  FRMR: 0x87,
  XID: 0xaf,
  TEST: 0xe3,
} as const;

const POLL_UNNUMBERED = 0x10;

export type SupervisoryKind = keyof typeof SUPERVISORY;
export type UnnumberedKind = keyof typeof UNNUMBERED;

type LlcAddresses = {
  readonly dsap: number;
  /** Without its low bit, which tells a response from a command. */
  readonly ssap: number;
  readonly response: boolean;
  /** The P bit of a command, the F bit of a response. */
  readonly poll: boolean;
  readonly info: Uint8Array;
};

export type LlcPdu = LlcAddresses &
  (
    | { readonly kind: "I"; readonly ns: number; readonly nr: number }
    | { readonly kind: SupervisoryKind; readonly nr: number }
    | { readonly kind: UnnumberedKind }
  );

/** Any information field is kept, also where 802.2 allows none: judging that is the link's business. */
export const parseLlc = (bytes: Uint8Array): Result<LlcPdu> => {
  if (bytes.length < AT.afterOne)
    return bad(bytes.length, `LLC PDU of ${bytes.length} octets is shorter than 3`);
  const control = viewOf(bytes).getUint8(AT.control);
  if ((control & 3) === 3) return parseUnnumbered(bytes, control);
  if (bytes.length < AT.afterTwo) return bad(bytes.length, "LLC PDU ends inside its two control octets");
  const second = viewOf(bytes).getUint8(AT.control + 1);
  const numbered = {
    ...addresses(bytes),
    poll: (second & 1) === 1,
    nr: second >>> 1,
    info: part(bytes, AT.afterTwo),
  };
  if ((control & 1) === 0) return ok({ kind: "I", ns: control >>> 1, ...numbered });
  const kind = kindOf(SUPERVISORY, control);
  return kind === undefined ? unknownControl(control) : ok({ kind, ...numbered });
};

export const emitLlc = (pdu: LlcPdu): Uint8Array => {
  if ((pdu.ssap & 1) === 1)
    throw new RangeError(`SSAP ${hex8(pdu.ssap)} carries the response bit; say response instead`);
  const ssap = pdu.ssap | (pdu.response ? 1 : 0);
  return concat(u8(pdu.dsap, "DSAP"), u8(ssap, "SSAP"), controlOf(pdu), pdu.info);
};

export const printLlc = (pdu: LlcPdu): string => {
  const bit = pdu.response ? "F" : "P";
  const numbers = `${"ns" in pdu ? ` N(S) ${pdu.ns}` : ""}${"nr" in pdu ? ` N(R) ${pdu.nr}` : ""}`;
  const info = pdu.info.length > 0 ? ` info ${pdu.info.length}` : "";
  return line(
    `LLC ${pdu.kind} ${pdu.response ? "response" : "command"}${numbers}${pdu.poll ? ` ${bit}` : ""}${info}`,
  );
};

const addresses = (bytes: Uint8Array): Pick<LlcPdu, "dsap" | "ssap" | "response"> => {
  const view = viewOf(bytes);
  const ssap = view.getUint8(AT.ssap);
  return { dsap: view.getUint8(AT.dsap), ssap: ssap & 0xfe, response: (ssap & 1) === 1 };
};

const parseUnnumbered = (bytes: Uint8Array, control: number): Result<LlcPdu> => {
  const kind = kindOf(UNNUMBERED, control & ~POLL_UNNUMBERED);
  if (kind === undefined) return unknownControl(control);
  return ok({
    kind,
    ...addresses(bytes),
    poll: (control & POLL_UNNUMBERED) !== 0,
    info: part(bytes, AT.afterOne),
  });
};

const unknownControl = (control: number): Result<never> =>
  bad(AT.control, `unknown LLC control octet ${hex8(control)}`);

const kindOf = <K extends string>(codes: Readonly<Record<K, number>>, code: number): K | undefined => {
  for (const kind in codes) if (codes[kind] === code) return kind;
  return undefined;
};

const controlOf = (pdu: LlcPdu): Uint8Array => {
  const poll = pdu.poll ? 1 : 0;
  switch (pdu.kind) {
    case "I":
      return concat(u8(sequence(pdu.ns, "N(S)") << 1), u8((sequence(pdu.nr, "N(R)") << 1) | poll));
    case "RR":
    case "RNR":
    case "REJ":
      return concat(u8(SUPERVISORY[pdu.kind]), u8((sequence(pdu.nr, "N(R)") << 1) | poll));
    default:
      return u8(UNNUMBERED[pdu.kind] | (pdu.poll ? POLL_UNNUMBERED : 0));
  }
};

const sequence = (value: number, field: string): number => {
  if (!Number.isInteger(value) || value < 0 || value >= LLC_MODULUS)
    throw new RangeError(`${field} is ${value}; it must be in 0..127`);
  return value;
};
