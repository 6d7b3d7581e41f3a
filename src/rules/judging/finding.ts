// Findings: what a demand that does not hold becomes for the reader.
import type { PartyId, ResourceId } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { Value } from "../../contract/value.ts";
import type { Finding } from "../../contract/verdict.ts";
import type { Context } from "../meaning/context.ts";
import { asPlain, isCallValue, type Val } from "../values/value.ts";
import type { Demand, KeySlot } from "../compile/compiled.ts";
import type { Instance } from "../tracking/instance.ts";
import type { RuleState } from "../tracking/rule-state.ts";

/** A finding before it is known what it follows from. */
export type Draft = Omit<Finding, "consequenceOf"> & {
  /** what it concerns: resources, or parties where there is none */
  readonly concerns: readonly string[];
};

export type Parts = {
  readonly state: RuleState;
  readonly ctx: Context;
  readonly instance: Instance;
  readonly demand: Demand;
  readonly blames: PartyId;
  /** 0 for a debt called in at the end */
  readonly seq: number;
  readonly time: number;
  readonly because: readonly string[];
  readonly witness: readonly number[];
};

export const draftOf = (program: Program, parts: Parts): Draft => {
  const { state, ctx, instance, demand, blames, seq, time, because, witness } = parts;
  const { rule, slots } = state.rule;
  const keys = keysOf(instance);
  const resources = resourcesIn(ctx, slots, keys);
  const partyKeys = keys
    .filter((key) => key.sort === "party")
    .map((key) => ctx.frame[key.slot])
    .filter((x) => typeof x === "string");
  const role = ctx.world.cast.roleOf(blames);
  return {
    rule: rule.id,
    level: demand.level,
    seq,
    time,
    blames,
    text: demand.text === undefined ? rule.statement : `${rule.statement} ${capital(demand.text)}`,
    demand: program.fileOf(rule).text.slice(demand.node.at, demand.node.end).replaceAll(/\s+/g, " ").trim(),
    because,
    resources,
    parties: unique([
      blames,
      ...partyKeys,
      ctx.seen.doer,
      ...(ctx.seen.other === undefined ? [] : [ctx.seen.other]),
    ]),
    bindings: bindingsOf(ctx, slots),
    ...(role !== undefined && !rule.roles.includes(role) ? { ruleDefect: true as const } : {}),
    witness,
    concerns: resources.length > 0 ? resources : partyKeys,
  };
};

const keysOf = (instance: Instance): readonly KeySlot[] => [
  ...(instance.parent === undefined ? [] : keysOf(instance.parent)),
  ...instance.scope.keys,
];

/** The resources among the keys and bindings. */
const resourcesIn = (
  ctx: Context,
  slots: ReadonlyMap<string, number>,
  keys: readonly KeySlot[],
): readonly ResourceId[] => {
  const typed = new Map(keys.map((key) => [key.slot, key.sort]));
  return unique(
    [...slots.values()].flatMap((slot) => {
      const value = ctx.frame[slot];
      const sort = typed.get(slot);
      if (typeof value !== "string" || isCallValue(value)) return [];
      return sort === "resource" || (sort === undefined && ctx.world.custody.isKnown(value)) ? [value] : [];
    }),
  );
};

const bindingsOf = (ctx: Context, slots: ReadonlyMap<string, number>): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    [...slots].flatMap(([name, slot]) => {
      const value: Val | undefined = ctx.frame[slot];
      return value === undefined ? [] : [[name, asPlain(value)]];
    }),
  );

export const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];
const capital = (text: string): string =>
  text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
