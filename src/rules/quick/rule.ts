// One rule as generated code: its blocks by the events that they wait for, as the interpreter runs them while nothing is wrong.
import type { Program } from "../../contract/program.ts";
import type { Statement } from "../../contract/syntax.ts";
import { patternsOf } from "../compile/block.ts";
import type { CompiledRule, Scope, Waiting } from "../compile/compiled.ts";
import type { Names } from "../meaning/context.ts";
import { compileAround } from "../meaning/pattern.ts";
import {
  asNumber,
  asTruth,
  type Code,
  id,
  joined,
  none,
  number,
  stored,
  truth,
  Unsupported,
} from "./code.ts";
import { expressionCode, keyCode, type Site } from "./expression.ts";
import { headCode } from "./head.ts";
import type { Layout } from "./layout.ts";
import { ScopeCode } from "./scope.ts";

/** What all rules of one program share. */
export type Shop = {
  readonly program: Program;
  readonly layout: Layout;
  readonly constant: (token: string) => string;
  /** the array in which parties stand that a name means */
  readonly party: (name: string) => string;
};

export type RuleCode = {
  readonly scopes: readonly ScopeCode[];
  /** by operation */
  readonly blocks: readonly (readonly [operation: number, text: string])[];
};

/** More than this often a variable's kind does not change. */
const mostKinds = 4;
const mostOwed = 4096;

/** `index`: where the rule's counts stand. Throws Unsupported. */
export const ruleCode = (shop: Shop, rule: CompiledRule, index: number): RuleCode => {
  const initial = (value: unknown): Code => initialCode(shop, value);
  const scopes = rule.scopes.map((scope) => new ScopeCode(scope, `r${index}_${scope.index}_`, initial));
  const writer = new RuleWriter(shop, index, scopes);
  for (let i = 0; i < mostKinds; i++) {
    writer.hasChanged = false;
    const blocks = rule.groups.map((group) => writer.group(group));
    if (!writer.hasChanged) return { scopes, blocks };
  }
  throw new Unsupported("variables of no settled kind");
};

const initialCode = ({ constant }: Shop, value: unknown): Code => {
  if (typeof value === "number") return number(`${value}`);
  if (typeof value === "boolean") return truth(`${value}`);
  if (value === null) return none;
  if (typeof value === "string") return id(constant(JSON.stringify(value)));
  throw new Unsupported("a variable that begins as no plain value");
};

class RuleWriter {
  hasChanged = false;
  readonly #shop: Shop;
  readonly #index: number;
  readonly #scopes: readonly ScopeCode[];

  constructor(shop: Shop, index: number, scopes: readonly ScopeCode[]) {
    this.#shop = shop;
    this.#index = index;
    this.#scopes = scopes;
  }

  group(group: Waiting): readonly [number, string] {
    const { program, layout } = this.#shop;
    const word = program.words.get(group.name);
    if (word === undefined || group.kind === "return")
      throw new Unsupported("a head that waits for a return");
    const operation = layout.operation(group.kind, word);
    const branches = patternsOf(program, group.node, group).map((pattern) => {
      const site: Site = {
        ...this.#shop,
        operation,
        state: (name) => this.#read(group.scope, name),
        bound: new Map(),
        sources: new Map(),
      };
      const head = headCode(site, group.scope, namesOf(program), this.#shop.party, pattern);
      return `if (${head.early.join(" && ") || "true"}) { ${this.#body(site, group, head.late())} }`;
    });
    return [operation.index, branches.join(" else ")];
  }

  #body(site: Site, group: Waiting, late: readonly string[]): string {
    const scope = this.#scopeOf(group.scope);
    const when = group.node.when === undefined ? [] : [asTruth(expressionCode(site, group.node.when))];
    const run = `if (${[...late, ...when].join(" && ") || "true"}) { ${this.#run(site, group, scope)} }`;
    if (scope.isRoot) return run;
    const [key] = scope.scope.keys;
    const row = `const ${scope.row} = ${this.#rowCode(site, key?.name ?? "")};`;
    if (!scope.scope.hasFrom) return `${row} ${scope.enter()} ${run}`;
    return group.mode === "from"
      ? `${row} ${run}`
      : `${row} if (${scope.alive}[${scope.row}] === 1) { ${run} }`;
  }

  #rowCode(site: Site, key: string): string {
    const source = site.sources.get(key);
    if (source !== undefined) return keyCode(site, source);
    const bound = site.bound.get(key);
    if (bound?.kind !== "id") throw new Unsupported("a block that speaks of many instances");
    return bound.text;
  }

  #run(site: Site, group: Waiting, scope: ScopeCode): string {
    if (group.node.kind === "never") return "handOver();";
    const { hasFrom, hasNever, isForgettable } = scope.scope;
    const begin =
      group.mode === "from"
        ? `${scope.enter()} ${scope.refresh()} ${hasNever ? `E[${this.#index}]++;` : ""}`
        : "";
    const statements = group.node.statements.map((s) => this.#statement(site, group.scope, s)).join(" ");
    const end =
      group.mode === "until"
        ? scope.isRoot || !hasFrom
          ? refuse("an end without a beginning")
          : scope.drop()
        : isForgettable
          ? `if (${scope.pristine()}) { ${scope.leave()} }`
          : "";
    return `${begin} ${statements} ${end}`;
  }

  #statement(site: Site, scope: Scope, s: Statement): string {
    const exercised = `E[${this.#index}]++;`;
    switch (s.kind) {
      case "require":
      case "advise":
        return `${exercised} if (!${asTruth(expressionCode(site, s.test))}) handOver();`;
      case "assign":
        return this.#assign(site, scope, s);
      case "owe":
        return this.#owe(site, scope, s, exercised);
      case "pay": {
        const debt = this.#debt(scope, s.name);
        if (s.amount === "all") return `${debt} = 0;`;
        const amount = s.amount === undefined ? "1" : asNumber(expressionCode(site, s.amount));
        return `if (${debt} > 0) ${debt} = Math.max(0, ${debt} - Math.max(0, ${amount}));`;
      }
      default:
        throw new Unsupported(`the statement ${s.kind}`);
    }
  }

  #assign(site: Site, scope: Scope, s: Extract<Statement, { kind: "assign" }>): string {
    const owner = this.#ownerOf(scope, s.name);
    const variable = owner?.variables.find(({ name }) => name === s.name);
    if (owner === undefined || variable === undefined) throw new Unsupported(`the state ${s.name}`);
    const place = `${variable.column}[${owner.row}]`;
    const given = expressionCode(site, s.value);
    const old = owner.read(s.name) ?? none;
    const value = s.op === "=" ? given : number(`safe(${asNumber(old)} ${s.op[0]} ${asNumber(given)})`);
    const kind = joined(variable.kind, value);
    this.hasChanged ||= kind.kind !== variable.kind.kind || kind.mayBeNone !== variable.kind.mayBeNone;
    variable.kind = kind;
    return `${place} = ${stored(kind, value)};`;
  }

  #owe(site: Site, scope: Scope, s: Extract<Statement, { kind: "owe" }>, exercised: string): string {
    const debt = this.#debt(scope, s.name);
    const amount = s.amount === undefined ? "1" : asNumber(expressionCode(site, s.amount));
    return `{ const owed = ${amount}; if (owed > ${mostOwed}) handOver(); if (owed > 0) { ${exercised} ${debt} += owed; } }`;
  }

  #debt(scope: Scope, name: string): string {
    const owner = this.#ownerOf(scope, name);
    const debt = owner?.debts.find((each) => each.name === name);
    if (owner === undefined || debt === undefined) throw new Unsupported(`the debt ${name}`);
    return `${debt.column}[${owner.row}]`;
  }

  #read(scope: Scope, name: string): Code | undefined {
    return this.#ownerOf(scope, name)?.read(name);
  }

  #ownerOf(scope: Scope, name: string): ScopeCode | undefined {
    const own = this.#scopeOf(scope);
    if (own.read(name) !== undefined) return own;
    return scope.parent === undefined ? undefined : this.#ownerOf(scope.parent, name);
  }

  #scopeOf(scope: Scope): ScopeCode {
    return this.#scopes[scope.index] ?? refuse("a scope of another rule");
  }
}

const refuse = (why: string): never => {
  throw new Unsupported(why);
};

/** Enough to ask what an argument of a head depends on. */
const namesOf = (program: Program): Names => ({
  program,
  slot: () => 0,
  state: () => undefined,
  keyType: () => undefined,
  around: compileAround,
});
