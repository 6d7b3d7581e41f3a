// A word against one pattern: the environments that make it fit.
import type { Argument, PartyRef, Pattern } from "../../contract/syntax.ts";
import type { Meant, Word } from "./advance.ts";
import { fit } from "./fit.ts";
import type { EventEntry, Renames } from "./term.ts";
import type { Env, Sight } from "./values.ts";

type Heard = { readonly word: Word; readonly sight: Sight };

/** A pattern with `returns` meets the return of its call; in a step the return is matched by itself. */
export function matchWord(
  entry: EventEntry,
  env: Env,
  as: Renames,
  heard: Heard,
  except?: string,
): readonly Env[] {
  const { word } = heard;
  const { pattern } = entry;
  const meant = entry.said === undefined ? word : word.meant;
  if (meant === undefined) return [];
  const sight = sightThen(heard.sight, entry.said === undefined ? undefined : word.meant);
  const isReturn = pattern.returns !== undefined;
  if (word.kind !== (isReturn ? "return" : entry.kind) || word.name !== pattern.name) return [];
  if ((word.arrived === true) !== pattern.arrived) return [];
  const [speaker, hearer] = isReturn ? [word.to, word.from] : [word.from, word.to];
  if (!entry.speakers.includes(speaker) || (hearer !== "" && !entry.hearers.includes(hearer))) return [];
  let envs: readonly Env[] = [named(pattern.hearer, hearer, named(pattern.speaker, speaker, env, as), as)];
  for (const arg of pattern.args) {
    const parameter = parameterOf(arg, entry, sight);
    if (parameter.name === except) continue;
    const strict = bound(sight, parameter.chosen);
    envs = envs.flatMap((e) => fit(meant.args[parameter.name], arg, parameter.type, e, as, strict));
  }
  return envs.flatMap((e) => matchResults(pattern.returns ?? [], pattern, e, as, heard));
}

/** A step with `mutate` describes what was meant, of things as they were before the change. */
const sightThen = (sight: Sight, meant: Meant | undefined): Sight =>
  meant?.store === undefined ? sight : { ...sight, store: meant.store };

/** The results of a return against what a text says of them. */
export function matchResults(
  returns: readonly Argument[],
  pattern: Pattern,
  env: Env,
  as: Renames,
  { word, sight }: Heard,
): readonly Env[] {
  const known = sight.program.words.get(pattern.name);
  const results = known?.results ?? [];
  const strict = bound(sight, known?.chosen === true);
  let envs: readonly Env[] = [env];
  for (const [i, arg] of returns.entries()) {
    const result =
      arg.name === undefined
        ? (sight.program.positions.get(arg) ?? results[i])
        : results.find((r) => r.name === arg.name);
    if (result === undefined) return [];
    envs = envs.flatMap((e) => fit(word.results?.[result.name], arg, result.type.name, e, as, strict));
  }
  return envs;
}

export function parameterOf(
  arg: Argument,
  entry: EventEntry,
  sight: Sight,
): { readonly name: string; readonly type: string; readonly chosen: boolean } {
  const word = sight.program.words.get(entry.pattern.name);
  const known =
    arg.name === undefined
      ? sight.program.positions.get(arg)
      : word?.parameters.find((p) => p.name === arg.name);
  const parameter = known ?? word?.parameters[entry.pattern.args.indexOf(arg)];
  return {
    name: parameter?.name ?? "",
    type: parameter?.type.name ?? "",
    chosen: parameter?.chosen === true,
  };
}

/** Only what the vocabulary marks as the speaker's choice may be looked at freely. */
export const bound = (sight: Sight, chosen: boolean): Sight =>
  sight.freely === true && !chosen ? { ...sight, freely: false } : sight;

/** `?x` as a party keeps who it was. */
const named = (ref: PartyRef | undefined, id: string, env: Env, as: Renames): Env =>
  ref?.bind === true ? { ...env, [as[ref.name] ?? ref.name]: { value: id, type: "party" } } : env;
