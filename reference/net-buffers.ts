// The frames of a list: one for each of its net buffers.
import type { Reader } from "../src/contract/layer.ts";
import { isPayload } from "../src/contract/value.ts";

/** The data of a list that has one net buffer; those of several are cut where each of them ends. */
export function framesOf({ fields, data }: Reader): readonly string[] {
  const several = fields["frames"];
  if (!Array.isArray(several) || several.length === 0) return [data.latin1];
  let from = 0;
  return several.filter(isPayload).map(({ length }) => data.latin1.slice(from, (from += length)));
}
