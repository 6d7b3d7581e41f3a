// What a subject may say to whom, by the vocabulary: whatever else it says is its own mistake, and never reaches the rules.
import type { Party, PartyId } from "../contract/event.ts";
import type { Cast } from "../contract/layer.ts";
import type { Word } from "../contract/program.ts";
import type { Parameter } from "../contract/syntax.ts";
import type { Args, WordValue } from "../contract/value.ts";
import { Garbled, shorten } from "./lines.ts";
import { fits } from "./shapes.ts";

export type Playing = {
  readonly cast: Cast;
  /** the parties that the subject plays */
  readonly plays: readonly PartyId[];
};

/** Throws what is wrong with it. */
export function mayCall(
  { cast, plays }: Playing,
  name: string,
  from: PartyId,
  to: PartyId,
  args: Args,
): void {
  const word = wordOf(cast, name, "call");
  const [speaker, hearer] = [partyOf(cast, from), partyOf(cast, to)];
  if (!isA(cast, speaker, word.speakers))
    throw new Garbled(`${name} of ${from}, and only ${word.speakers.join(", ")} can say it`);
  if (plays.includes(to)) throw new Garbled(`${name} to ${to}, which it plays itself`);
  const isBeside = hearer.station === speaker.station || hearer.role === "wire" || speaker.role === "wire";
  if (!isA(cast, hearer, [word.hearer ?? ""]) || !isBeside)
    throw new Garbled(`${name} to ${to}, which is no ${word.hearer ?? ""} beside ${from}`);
  check(cast, args, word.parameters, name);
  for (const { name: parameter, type } of word.parameters)
    if (cast.program.resources.has(type.name) && lacksOne(args[parameter]))
      throw new Garbled(`${name} with none for its ${parameter}: a ${type.name} is handed over there`);
}

export function mayDo(cast: Cast, name: string, from: PartyId, args: Args): void {
  const word = wordOf(cast, name, "act");
  if (!isA(cast, partyOf(cast, from), word.speakers))
    throw new Garbled(`the act ${name} of ${from}, and only ${word.speakers.join(", ")} can do it`);
  check(cast, args, word.parameters, name);
}

export function mayAnswer(cast: Cast, name: string, results: Args): void {
  check(cast, results, cast.program.words.get(name)?.results ?? [], `the answer to ${name}`);
}

/** Only what the vocabulary names, in its shape: rules compare these values. */
function check({ program }: Cast, values: Args, parameters: readonly Parameter[], what: string): void {
  for (const [name, value] of Object.entries(values)) {
    const parameter = parameters.find((one) => one.name === name);
    if (parameter === undefined) throw new Garbled(`${what} with ${name}, which it does not have`);
    const { type } = parameter;
    if (value !== null && !fits(program, type, value))
      throw new Garbled(
        `${what} with a ${name} that is no ${type.name}${type.list ? "[]" : ""}: ${shorten(JSON.stringify(value))}`,
      );
  }
}

/** Nobody can be given nothing: who hears it would have to account for it. */
const lacksOne = (value: WordValue | undefined): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.includes(null));

function wordOf({ program }: Cast, name: string, kind: "call" | "act"): Word {
  const word = program.words.get(name);
  if (word?.kind !== kind) throw new Garbled(`${name}, which is no ${kind} of the vocabulary`);
  return word;
}

function partyOf({ parties }: Cast, id: PartyId): Party {
  const party = parties.find((one) => one.id === id);
  if (party === undefined) throw new Garbled(`something to ${JSON.stringify(id)}, who does not take part`);
  return party;
}

const isA = ({ program }: Cast, { role }: Party, roles: readonly string[]): boolean =>
  roles.includes(role) || roles.includes(program.roles.get(role)?.of ?? "");
