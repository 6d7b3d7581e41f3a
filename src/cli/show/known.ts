// What the vocabulary does not know cannot be followed: a record with such a word is not drawn.

import type { Event } from "../../contract/event.ts";
import { InputError } from "../../contract/problem.ts";
import type { Program } from "../../contract/program.ts";
import type { RecordHeader } from "../../contract/record.ts";
import { castFlaw, eventChecker } from "../../runner/record/vocabulary.ts";

export function refuseUnknown(
  path: string,
  program: Program,
  header: RecordHeader,
  events: readonly Event[],
): void {
  const flawOf = eventChecker(program, header);
  const refuse = (where: string, message: string): never => {
    throw new InputError(`${path}: ${where} ${message}; custody check ${path} lists every such line.`);
  };
  const cast = castFlaw(program, header);
  if (cast !== undefined) refuse("the first line", cast.message);
  for (const event of events) {
    const flaw = flawOf(event);
    if (flaw !== undefined) refuse(`event ${event.seq}`, flaw.message);
  }
}
