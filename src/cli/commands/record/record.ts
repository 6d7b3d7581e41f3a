// custody record --schema: what a line of a record may be, for whoever writes records elsewhere.

import { InputError } from "../../../contract/problem.ts";
import { recordSchema } from "../../../language/generate/schema.ts";
import { loadSpec } from "../../../runner/input/spec.ts";
import { readArguments } from "../../arguments.ts";

export const takes = { name: "record", words: "", does: "Says what a record is." };
export const flags = { schema: { does: "print the JSON Schema of a record's lines" } };

export async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(takes, flags, args);
  if (given === undefined) return 0;
  if (!given.has("schema"))
    throw new InputError("custody record wants --schema; custody run --report record:FILE writes a record.");
  process.stdout.write(`${JSON.stringify(recordSchema(await loadSpec()), undefined, 2)}\n`);
  return 0;
}
