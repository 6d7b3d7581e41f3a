// A rule made ready to run: its scopes, and its blocks by the events that they wait for.
import type { RuleHead } from "../../contract/program.ts";
import type { Block, Level, NeverRule, Rule, Span } from "../../contract/syntax.ts";
import type { Context, Evaluate, StatePlace } from "../meaning/context.ts";
import type { CompiledPattern } from "../meaning/pattern.ts";
import type { Seen } from "../meaning/seen.ts";
import type { Truth, Val } from "../values/value.ts";
import type { LookedAt } from "./looked-at.ts";

export type KeySlot = {
  readonly name: string;
  readonly slot: number;
  readonly type: string;
  readonly sort: "party" | "resource" | "call" | "plain";
};
export type StateSlot = {
  readonly name: string;
  readonly kind: "var" | "list" | "ranges";
  readonly initial: Evaluate;
  /** the initial value where it needs no event */
  readonly constant: Val | undefined;
};
export type DebtSlot = { readonly name: string; readonly within: Evaluate | undefined };

/** `for each KEYS { … }`; the rule itself is the outermost, without keys. */
export type Scope = {
  readonly index: number;
  readonly parent: Scope | undefined;
  /** position among the parent's children */
  readonly place: number;
  readonly keys: readonly KeySlot[];
  readonly state: readonly StateSlot[];
  readonly debts: readonly DebtSlot[];
  readonly children: readonly Scope[];
  readonly hasFrom: boolean;
  readonly hasNever: boolean;
  /** an instance in its initial state is the same as none */
  readonly isForgettable: boolean;
  /** nothing can reach an instance any more once the call that is its key has returned */
  readonly endsWithCall: boolean;
};

export type Condition = (ctx: Context) => Truth;

export type Demand = {
  readonly level: Level;
  readonly node: Span;
  readonly blames: Evaluate | undefined;
  readonly text: string | undefined;
  /** short sentences on why it does not hold */
  readonly because: (ctx: Context) => readonly string[];
};
export type Statement =
  | { readonly kind: "demand"; readonly test: Condition; readonly demand: Demand }
  | { readonly kind: "observe"; readonly text: string }
  | { readonly kind: "assign"; readonly place: StatePlace; readonly value: Evaluate }
  | { readonly kind: "add" | "remove"; readonly place: StatePlace; readonly value: Evaluate }
  | { readonly kind: "owe"; readonly place: StatePlace; readonly amount: Evaluate; readonly owing: Owing }
  | { readonly kind: "pay"; readonly place: StatePlace; readonly amount: Evaluate | "all" };

/** What is kept of the moment at which a debt was made, so that the debtor can be asked for later. */
export type Owing = {
  readonly demand: Demand;
  readonly debt: string;
  readonly slots: readonly number[];
  readonly args: readonly string[];
};

/** Heads with the block that they belong to; made ready to run when the event comes. */
export type Waiting = RuleHead & {
  readonly mode: "from" | "on" | "until" | "never";
  readonly scope: Scope;
  readonly node: Block | NeverRule;
  readonly ready: () => Group;
};

export type Group = Pick<Waiting, "mode" | "scope"> & {
  readonly heads: readonly CompiledPattern[];
  /** where its only head names the only key of its instances: the value that an event gives for it */
  readonly keyIn: ((target: Seen) => Val) | undefined;
  readonly when: Condition | undefined;
  readonly statements: readonly Statement[];
  /** of a `never` */
  readonly demand: Demand | undefined;
};

/** One of the keys of a scope. */
export type KeyPlace = { readonly scope: Scope; readonly at: number };

export type CompiledRule = {
  readonly rule: Rule;
  readonly scopes: readonly Scope[];
  readonly groups: readonly Waiting[];
  /** the keys that name a call which has to be open, or a resource */
  readonly keyed: Readonly<Record<"call" | "resource", readonly KeyPlace[]>>;
  /** names of the frame's slots */
  readonly slots: ReadonlyMap<string, number>;
  readonly looks: () => LookedAt;
};
