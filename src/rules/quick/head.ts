// Heads as generated code: the conditions on an event, in the order in which the interpreter asks them, and what they bind.
import type { Argument, Expression, PartyRef, Pattern } from "../../contract/syntax.ts";
import type { Scope } from "../compile/compiled.ts";
import { needsInstance } from "../meaning/arguments.ts";
import type { Names } from "../meaning/context.ts";
import { asNumber, type Code, id, not, same, Unsupported } from "./code.ts";
import { argumentCode, expressionCode, type Site } from "./expression.ts";

export type Head = {
  /** whether the event is one that the head speaks of */
  readonly early: readonly string[];
  /** what may only be asked with an instance at hand: as thunks, since instances come first */
  readonly late: () => readonly string[];
};

/** `party` gives the text that is 1 for those parties that a name stands for. */
export const headCode = (
  site: Site,
  scope: Scope,
  names: Names,
  party: (name: string) => string,
  pattern: Pattern,
): Head => {
  const early: string[] = [];
  const late: (() => string)[] = [];
  if (pattern.returns !== undefined) throw new Unsupported("a head that waits for a return");
  early.push(...partyCode(site, scope, party, pattern.speaker, "from"));
  early.push(...partyCode(site, scope, party, pattern.hearer, "to"));
  for (const arg of pattern.args) {
    const name = arg.name ?? site.program.positions.get(arg)?.name;
    if (name === undefined) throw new Unsupported("an argument that the word does not have");
    const isLate = needsInstance(names, arg.value, arg.op === "=" || arg.op === "has");
    if (isLate) late.push(() => argumentTest(site, arg, name));
    else early.push(argumentTest(site, arg, name));
  }
  return { early, late: () => late.map((test) => test()) };
};

const partyCode = (
  site: Site,
  scope: Scope,
  party: (name: string) => string,
  ref: PartyRef | undefined,
  column: "from" | "to",
): readonly string[] => {
  if (ref === undefined) return [];
  const said = column === "from" ? "from[i]" : "said(to[i])";
  const type = keyType(scope, ref.name);
  if (type === undefined && !ref.bind) return [`${party(ref.name)}[${said}] === 1`];
  const tests = type === undefined ? [] : [`${party(type)}[${said}] === 1`];
  const known = site.bound.get(ref.name);
  if (known === undefined) site.bound.set(ref.name, id(said));
  return known === undefined ? tests : [...tests, same(known, id(said)).text];
};

const keyType = (scope: Scope, name: string): string | undefined =>
  scope.keys.find((key) => key.name === name)?.type ??
  (scope.parent === undefined ? undefined : keyType(scope.parent, name));

/** The text of what must hold. */
const argumentTest = (site: Site, arg: Argument, name: string): string => {
  if (arg.op === "has" || arg.op === "in") throw new Unsupported(`a head that asks with ${arg.op}`);
  const given = (): Code => argumentCode(site, name);
  if (arg.op === "=") return equalTest(site, name, given, arg.value);
  const wanted = expressionCode(site, arg.value);
  if (arg.op === "!=") return not(same(given(), wanted)).text;
  return `(${asNumber(given())} ${arg.op} ${asNumber(wanted)})`;
};

const equalTest = (site: Site, name: string, given: () => Code, wanted: Expression): string => {
  const bound = boundName(site, wanted);
  if (bound === undefined) return same(given(), expressionCode(site, wanted)).text;
  if ("args" in wanted && (wanted.args ?? []).length > 0)
    throw new Unsupported("a head that asks for fields of a resource");
  const known = site.bound.get(bound);
  if (known !== undefined) return same(known, given()).text;
  const value = given();
  site.bound.set(bound, value);
  site.sources.set(bound, name);
  return `(${value.text}, true)`; // what the record does not say is asked for even where nobody uses it
};

const boundName = (site: Site, e: Expression): string | undefined => {
  if (e.kind === "bind") return e.name;
  const ref = e.kind === "name" || e.kind === "apply" ? site.program.refs.get(e) : undefined;
  return ref?.kind === "key" ? ref.name : undefined;
};
