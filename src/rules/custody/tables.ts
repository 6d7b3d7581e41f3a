// What the declarations of resources come to: moves by event, where events name resources, parts, clones and allocators.
import type { EventKind } from "../../contract/event.ts";
import type { Program, Word } from "../../contract/program.ts";
import type { Move, Resource } from "../../contract/syntax.ts";
import { compileCondition, compileExpression } from "../meaning/expression.ts";
import type { Context, Evaluate, Names } from "../meaning/context.ts";
import { compileAround, compilePattern, type CompiledPattern, kindOf } from "../meaning/pattern.ts";
import { groupBy } from "../values/group.ts";
import type { Truth } from "../values/value.ts";

export type CompiledMove = {
  readonly resource: Resource;
  readonly node: Move;
  readonly pattern: CompiledPattern;
  readonly when: ((ctx: Context) => Truth) | undefined;
  readonly shares: Evaluate | undefined;
  readonly frameSize: number;
};

/** Where a word names resources; `type` is undefined for `any`. */
export type Mention = { readonly name: string; readonly type: string | undefined };

/** What an event does to custody and which resources it names. */
export type CustodyOf = {
  readonly moves: readonly CompiledMove[];
  readonly mentions: readonly Mention[];
  readonly isNothing: boolean;
};

export type CustodyTables = {
  readonly at: (word: Word, kind: EventKind) => CustodyOf;
  /** fields of a resource that name its parts, with the type of the parts */
  readonly partFields: (type: string) => readonly { readonly name: string; readonly type: string }[];
  /** the field that names what it is a clone of */
  readonly originField: (type: string) => string | undefined;
  readonly hasAllocator: (type: string | undefined) => boolean;
  /** the type that the id of a thing suggests (`packet1`, `WS.packet12`), else the only one that has all these fields */
  readonly typeOf: (id: string, fields: readonly string[]) => string | undefined;
  readonly words: ReadonlySet<string>;
};

/** `it` is always the first slot of a move's frame. */
export const itSlot = 0;

export const custodyTables = (program: Program): CustodyTables => {
  const moves = [...program.resources.values()].flatMap((resource) =>
    resource.moves.map((node) => ({ resource, node })),
  );
  const byEvent = groupBy(
    moves,
    ({ node }) => `${kindOf(program, node.pattern)} ${program.wordOf(node.pattern).name}`,
  );
  const allocated = new Set(moves.filter((m) => m.node.verb === "makes").map((m) => m.resource.name));
  const all = [...program.resources.values()];
  const parts = new Map(all.map((r) => [r.name, partFields(program, r)]));
  const origins = new Map(
    all.map((r) => [r.name, r.fields.find((f) => f.type.name === r.name && !f.type.list)?.name]),
  );
  return {
    at: (word, kind) => {
      const at = (byEvent.get(`${kind} ${word.name}`) ?? []).map(({ resource, node }) =>
        compileMove(program, resource, node),
      );
      const mentions = mentionsOf(program, word, kind);
      return { moves: at, mentions, isNothing: at.length === 0 && mentions.length === 0 };
    },
    partFields: (type) => parts.get(type) ?? [],
    originField: (type) => origins.get(type),
    hasAllocator: (type) => type !== undefined && allocated.has(type),
    typeOf: (id, fields) => {
      const name = /([A-Za-z_]+)\d*$/.exec(id)?.[1];
      if (name !== undefined && program.resources.has(name)) return name;
      const fitting = fields.length === 0 ? [] : all.filter((r) => hasFields(r, fields));
      return fitting.length === 1 ? fitting[0]?.name : undefined;
    },
    words: new Set(moves.map(({ node }) => program.wordOf(node.pattern).name)),
  };
};

const partFields = (program: Program, whole: Resource): ReturnType<CustodyTables["partFields"]> =>
  whole.fields.flatMap((f) =>
    program.resources.get(f.type.name)?.partOf === whole.name ? [{ name: f.name, type: f.type.name }] : [],
  );

const hasFields = (resource: Resource, names: readonly string[]): boolean =>
  names.every((name) => resource.fields.some((field) => field.name === name));

const mentionsOf = (program: Program, word: Word, kind: EventKind): readonly Mention[] =>
  ((kind === "return" ? word.results : word.parameters) ?? [])
    .filter((p) => program.resources.has(p.type.name) || p.type.name === "any")
    .map((p) => ({ name: p.name, type: p.type.name === "any" ? undefined : p.type.name }));

const compileMove = (program: Program, resource: Resource, node: Move): CompiledMove => {
  const slots = new Map([["it", itSlot]]);
  const names: Names = {
    program,
    slot: (name) => slots.get(name) ?? (slots.set(name, slots.size), slots.size - 1),
    state: () => undefined,
    keyType: (name) => (name === "it" ? resource.name : undefined),
    around: compileAround,
  };
  return {
    resource,
    node,
    pattern: compilePattern(names, node.pattern),
    when: node.when === undefined ? undefined : compileCondition(names, node.when),
    shares: node.shares === undefined ? undefined : compileExpression(names, node.shares),
    frameSize: slots.size,
  };
};
