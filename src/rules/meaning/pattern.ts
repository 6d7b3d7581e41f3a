// Patterns: which event they speak of, and how they are laid on one.
import type { EventKind, PartyId } from "../../contract/event.ts";
import type { Program, Word } from "../../contract/program.ts";
import type { Argument, PartyRef, Pattern } from "../../contract/syntax.ts";
import { callValue, isList, isMissing, Missing, type Truth, type Val } from "../values/value.ts";
import { boundName, canBind, compileArgument, compileValue, type Fits, needsInstance } from "./arguments.ts";
import type { Around, Context, Evaluate, Names } from "./context.ts";
import { argument, type Seen } from "./seen.ts";

export type CompiledPattern = {
  readonly word: Word;
  readonly kind: EventKind;
  readonly early: readonly Step[];
  /** there is at most one way in which an event can fit */
  readonly isSingle: boolean;
  /** what can only be asked once an instance is at hand */
  readonly late: readonly Test[];
  /** the arguments that are bound to a name as they stand */
  readonly binds: ReadonlyMap<string, (target: Seen) => Val>;
};
type Test = (ctx: Context, target: Seen) => Truth;
/** `each`: tried with every element of a list, since it may bind. */
type Step =
  | { readonly kind: "one"; readonly test: Test }
  | { readonly kind: "each"; readonly value: (target: Seen) => Val; readonly fits: Fits };

export const kindOf = (program: Program, pattern: Pattern): EventKind => {
  if (pattern.arrived) return "arrived";
  if (pattern.returns !== undefined) return "return";
  const { kind } = program.wordOf(pattern);
  return kind === "call" ? "call" : kind === "message" ? "said" : "act";
};

export const compilePattern = (names: Names, pattern: Pattern): CompiledPattern => {
  const args = [...pattern.args, ...(pattern.returns ?? [])].map((arg) => ({
    arg,
    value: valueOf(names.program, arg),
  }));
  const isLate = ({ arg }: { arg: Argument }): boolean =>
    arg.op === "=" || arg.op === "has"
      ? needsInstance(names, arg.value)
      : needsInstance(names, arg.value, false);
  const early = [
    ...partyStep(names, pattern.speaker, (seen) => seen.speaker),
    ...partyStep(names, pattern.hearer, (seen) => seen.hearer),
    ...args.filter((a) => !isLate(a)).map(({ arg, value }) => argumentStep(names, arg, value)),
  ];
  return {
    word: names.program.wordOf(pattern),
    kind: kindOf(names.program, pattern),
    early,
    isSingle: early.every((step) => step.kind === "one"),
    late: args.filter(isLate).map(({ arg, value }) => {
      const fits = compileArgument(names, arg);
      return (ctx, target) => fits(ctx, target, value(target));
    }),
    binds: new Map(
      args.flatMap(({ arg, value }) => {
        const name = arg.op === "=" ? boundName(names, arg.value) : undefined;
        return name === undefined ? [] : [[name, value] as const];
      }),
    ),
  };
};

/** Calls `found` once per way in which the event fits, with the bindings in the frame and `unsure` set when the record does not show enough. */
export const eachMatch = (
  pattern: CompiledPattern,
  ctx: Context,
  target: Seen,
  found: () => void,
  from = 0,
): void => {
  for (let i = from; i < pattern.early.length; i++) {
    const step = pattern.early[i];
    if (step === undefined) return;
    if (step.kind === "each") {
      eachElement(pattern, ctx, target, step, found, i + 1);
      return;
    }
    if (!fitsStep(step, ctx, target)) return;
  }
  found();
};

/** The same of a pattern that fits in one way at most. */
export const fitsEarly = (pattern: CompiledPattern, ctx: Context, target: Seen): boolean => {
  for (const step of pattern.early) if (step.kind === "one" && !fitsStep(step, ctx, target)) return false;
  return true;
};

const fitsStep = (step: Extract<Step, { kind: "one" }>, ctx: Context, target: Seen): boolean => {
  const fits = step.test(ctx, target);
  if (fits === false) return false;
  if (isMissing(fits)) ctx.unsure ??= fits;
  return true;
};

const eachElement = (
  pattern: CompiledPattern,
  ctx: Context,
  target: Seen,
  step: Extract<Step, { kind: "each" }>,
  found: () => void,
  next: number,
): void => {
  const list = step.value(target);
  const { unsure } = ctx;
  if (isMissing(list)) {
    ctx.unsure ??= list;
    eachMatch(pattern, ctx, target, found, next);
  }
  const frame = ctx.frame.slice();
  for (const element of !isMissing(list) && isList(list) ? list : []) {
    const fits = step.fits(ctx, target, element);
    if (isMissing(fits)) ctx.unsure ??= fits;
    if (fits !== false) eachMatch(pattern, ctx, target, found, next);
    ctx.unsure = unsure;
    ctx.frame = frame.slice();
  }
  ctx.unsure = unsure;
};

/** The questions that had to wait for an instance. */
export const fitsLate = (pattern: CompiledPattern, ctx: Context, target: Seen): Truth => {
  let answer: Truth = true;
  for (const test of pattern.late) {
    const fits = test(ctx, target);
    if (fits === false) return false;
    if (isMissing(fits)) answer = fits;
  }
  return answer;
};

/** Whether a pattern fits at all; what it binds is forgotten. */
export const fitsSomehow = (pattern: CompiledPattern, ctx: Context, target: Seen): Truth => {
  const { frame, unsure } = ctx;
  ctx.frame = frame.slice();
  ctx.unsure = undefined;
  let answer: Truth = false;
  eachMatch(pattern, ctx, target, () => {
    const late = ctx.unsure ?? fitsLate(pattern, ctx, target);
    if (late === true || answer === false) answer = late;
  });
  ctx.frame = frame;
  ctx.unsure = unsure;
  return answer;
};

/** `inside`: a call around this event, on its own line of calls. `during`: a call that is open now, on whatever line. */
export const compileAround = (names: Names, e: Around): Evaluate => {
  const pattern = compilePattern(names, e.pattern);
  const fits = (ctx: Context, call: Seen | Missing): Truth =>
    isMissing(call) ? call : call.word.name === pattern.word.name && fitsSomehow(pattern, ctx, call);
  return (ctx) => {
    const calls = e.during ? ctx.world.calls.named(pattern.word.name) : ctx.world.calls.around(ctx.seen);
    let answer: Truth = false;
    for (const call of calls) {
      const fit = fits(ctx, call);
      if (fit === true) return true;
      if (isMissing(fit)) answer = fit;
    }
    // A call that nobody saw begin may still be open.
    return answer === false && e.during ? (ctx.world.unseen ?? false) : answer;
  };
};

const valueOf = (program: Program, arg: Argument): ((target: Seen) => Val) => {
  const name = arg.name ?? program.positions.get(arg)?.name;
  if (name === undefined) return () => new Missing("an argument that the call does not have");
  if (name !== "call") return (target) => argument(target, name);
  return (target) =>
    target.call === undefined ? new Missing(`the call of ${target.word.name}`) : callValue(target.call);
};

const argumentStep = (names: Names, arg: Argument, value: (target: Seen) => Val): Step => {
  if (arg.op === "has" && canBind(names, arg.value))
    return { kind: "each", value, fits: compileValue(names, arg.value) };
  const fits = compileArgument(names, arg);
  return { kind: "one", test: (ctx, target) => fits(ctx, target, value(target)) };
};

/** The only role whose parties can be meant; undefined: anybody may. */
export const roleIn = (names: Names, ref: PartyRef | undefined): string | undefined => {
  if (ref === undefined) return undefined;
  const key = names.keyType(ref.name);
  if (key !== undefined) return key;
  return !ref.bind && names.program.roles.has(ref.name) ? ref.name : undefined;
};

const partyStep = (
  names: Names,
  ref: PartyRef | undefined,
  partyOf: (seen: Seen) => PartyId | undefined,
): readonly Step[] => {
  if (ref === undefined) return [];
  const isKey = names.keyType(ref.name) !== undefined;
  const role = roleIn(names, ref);
  const slot = isKey || ref.bind ? names.slot(ref.name) : undefined;
  const test: Test = (ctx, target) => {
    const party = partyOf(target);
    if (party === undefined) return new Missing(`who says or hears ${target.word.name}`);
    const { cast } = ctx.world;
    if (role !== undefined && cast.roleOf(party) !== role && party !== role) return false;
    if (slot === undefined)
      return role !== undefined || party === ref.name || cast.nameOf(party) === ref.name;
    const known = ctx.frame[slot];
    if (known === undefined) ctx.frame[slot] = party;
    return known === undefined || known === party;
  };
  return [{ kind: "one", test }];
};
