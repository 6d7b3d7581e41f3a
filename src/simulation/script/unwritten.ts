// What the fields of a new resource hold before anybody has written them: the defaults that its declaration gives.
import type { Program } from "../../contract/program.ts";
import type { Resource } from "../../contract/syntax.ts";
import type { Args } from "../../contract/value.ts";
import { evaluate } from "./values.ts";
import { emptyStore } from "../store.ts";

const known = new WeakMap<Resource, Args>();

/** By the name of a resource type; nothing for a type that has no defaults, or is none. */
export const unwritten =
  (program: Program) =>
  (type: string): Args => {
    const resource = program.resources.get(type);
    if (resource === undefined) return {};
    const fields = known.get(resource) ?? defaultsOf(program, resource);
    known.set(resource, fields);
    return fields;
  };

function defaultsOf(program: Program, { fields }: Resource): Args {
  const sight = { program, parties: [], store: emptyStore };
  return Object.fromEntries(
    fields.flatMap(({ name, default: usual }) => {
      const value = usual === undefined ? undefined : evaluate(usual, {}, {}, sight);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
