// The way back: the call that would carry a message with other arguments, made by changing the very fields of its bytes.
import { LINK_ETHERNET } from "../formats/links.ts";
import type { Layer } from "../formats/layers.ts";
import { parseFrame } from "../formats/frame.ts";
import { emitLlc } from "../formats/llc.ts";
import { emitNbf } from "../formats/nbf/frame.ts";
import { octetText, textOctets } from "../formats/octets.ts";
import { emitSmb } from "../formats/smb/message.ts";
import type { Args, WordValue } from "../contract/value.ts";
import { isBytes } from "../contract/value.ts";
import { latin1, octetsOf, text } from "./seen.ts";
import type { Seen } from "./seen.ts";
import { smbOf } from "./smb.ts";

/** What the call says instead: other arguments, or other bytes in a resource that it hands over. */
export type Alteration =
  | { readonly kind: "args"; readonly args: Args }
  | { readonly kind: "data"; readonly resource: string; readonly data: string };

/** undefined: the bytes do not say that, or have no room for it. Nothing but the named fields becomes another. */
export function altered(seen: Seen, name: string, changes: Args): Alteration | undefined {
  try {
    return name.startsWith("NBF.") || name.startsWith("LLC.")
      ? alteredFrame(seen, name, changes)
      : alteredMessage(seen, changes);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function alteredMessage(seen: Seen, changes: Args): Alteration | undefined {
  const resource = text(seen.args, "message") || text(seen.args, "datagram");
  const smb = smbOf(seen.data(resource) ?? "");
  if (smb === undefined) return undefined;
  const entries = Object.entries(changes).map(([name, value]) => [smbFields[name] ?? name, value] as const);
  const inBody = entries.filter(([name]) => name in smb.body);
  const body = replaced(smb.body, inBody);
  const header = replaced(
    smb.header,
    entries.filter((each) => !inBody.includes(each)),
  );
  if (body === undefined || header === undefined) return undefined;
  return { kind: "data", resource, data: octetText(emitSmb({ ...smb, header, body })) };
}

function alteredFrame(seen: Seen, name: string, changes: Args): Alteration | undefined {
  const frame = octetsOf(latin1(seen.args, "data"));
  const { layers } = parseFrame(frame, LINK_ETHERNET);
  const at = layers.findIndex((layer) => layer.kind === (name.startsWith("LLC.") ? "llc" : "nbf"));
  const layer = layers[at];
  const inner = layer === undefined ? undefined : alteredLayer(layer, name, Object.entries(changes));
  if (inner === undefined) return undefined;
  const bytes = layers.slice(0, at).reduceRight((payload, around) => around.emit(payload), inner);
  return { kind: "args", args: { ...seen.args, data: { latin1: octetText(bytes) } } };
}

type Changed = readonly (readonly [string, WordValue])[];

function alteredLayer(layer: Layer, name: string, changes: Changed): Uint8Array | undefined {
  if (layer.kind === "llc") {
    const pdu = replaced(
      layer.value,
      changes.map(([field, value]) => [llcFields[field] ?? field, value]),
    );
    return pdu === undefined ? undefined : emitLlc(pdu);
  }
  if (layer.kind !== "nbf") return undefined;
  // an acknowledgment may ride on data
  const rides = name === "NBF.DATA_ACK" && layer.value.kind !== "DATA_ACK";
  const names: Readonly<Record<string, string>> = rides ? { correlator: "acknowledges" } : nbfFields;
  const frame = replaced(
    layer.value,
    changes.map(([field, value]) => [names[field] ?? field, value]),
  );
  return frame === undefined ? undefined : emitNbf(frame);
}

/** Where the vocabulary has another name for a field of the bytes. */
const smbFields: Readonly<Record<string, string>> = {
  size: "fileSize",
  maxmpx: "maxMpxCount",
  maxbuffer: "maxBufferSize",
};
const llcFields: Readonly<Record<string, string>> = { final: "poll" };
const nbfFields: Readonly<Record<string, string>> = { bytes: "accepted" };

/** The value with other fields; undefined where it has no such field, or one of another type. */
function replaced<T extends object>(value: T, changes: Changed): T | undefined {
  const known = new Map<string, unknown>(Object.entries(value));
  const fields = changes.map(([name, wanted]) => [name, rawOf(wanted)] as const);
  const fits = fields.every(
    ([name, raw]) =>
      known.has(name) &&
      typeof known.get(name) === typeof raw &&
      known.get(name) instanceof Uint8Array === raw instanceof Uint8Array,
  );
  return fits ? Object.assign({ ...value }, Object.fromEntries(fields)) : undefined;
}

const rawOf = (value: WordValue): unknown => (isBytes(value) ? textOctets(value.latin1) : value);
