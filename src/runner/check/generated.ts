// The one place where text becomes code: names in it are made by the plan, values of rules only ever stand in it as numbers.

import { Script } from "node:vm";
import { handedOver, type Plan, type Run } from "../../rules/quick/plan.ts";

const known = new WeakMap<Plan, Run>();

/** The function that the source of a plan says. */
export function runOf(plan: Plan): Run {
  const run = known.get(plan) ?? made(plan.source);
  known.set(plan, run);
  return run;
}

function made(source: string): Run {
  const make: unknown = new Script(`((HANDOVER) => {${source}})`).runInThisContext();
  if (!isMaker(make)) throw new TypeError("generated code is no function");
  return make(handedOver);
}

const isMaker = (value: unknown): value is (handOver: symbol) => Run => typeof value === "function";
