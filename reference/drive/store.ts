// The resources of a drive: made, written, copied and freed by acts; nobody is asked whether he may.
import { isBytes } from "../../src/contract/value.ts";
import type { Args, Bytes, WordValue } from "../../src/contract/value.ts";
import { integer, itemsOf, text } from "../words.ts";

export type Resource = {
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
  readonly data: Bytes;
};

/** What an act does to what is in the store; freeing is the caller's, once it was told. */
export function change(store: Map<string, Resource>, name: string, args: Args): void {
  const id = text(args, "what") || text(args, "target");
  if (name === "allocates") store.set(id, { fields: {}, data: { latin1: "" } });
  const resource = store.get(id);
  const source = store.get(text(args, "source"));
  if (resource !== undefined && name === "writes") store.set(id, written(resource, args));
  if (resource !== undefined && source !== undefined && name === "copies") {
    const copied = source.data.latin1.slice(0, integer(args, "bytes"));
    store.set(id, { ...resource, data: { latin1: resource.data.latin1 + copied } });
  }
}

/** What every resource that these values name holds. */
export function named(
  store: ReadonlyMap<string, Resource>,
  values: readonly WordValue[],
): Readonly<Record<string, Resource>> {
  const ids = values.flatMap(itemsOf).filter((id) => typeof id === "string");
  return Object.fromEntries(
    ids.flatMap((id) => {
      const resource = store.get(id);
      return resource === undefined ? [] : [[id, resource] as const];
    }),
  );
}

function written(resource: Resource, args: Args): Resource {
  const content = args["value"] ?? null;
  if (isBytes(content)) return { ...resource, data: content };
  if (typeof content === "object" && content !== null) return resource;
  return { ...resource, fields: { ...resource.fields, [text(args, "field")]: content } };
}
