// Ways of being wrong that need no knowledge of a role: the reference that does nothing, everything twice, or all of it in the wrong order.
import type { In, Layer, LayerOf, Out, View } from "../../../contract/layer.ts";
import type { Program } from "../../../contract/program.ts";
import type { Parameter } from "../../../contract/syntax.ts";
import type { Subject } from "../../../contract/subject.ts";
import type { Args, WordValue } from "../../../contract/value.ts";

/** What it says to this instead of what would be right; null: it cannot be told to. */
type Bend = (said: readonly Out[], input: In, view: View) => readonly Out[] | null;
type Way = (program: Program) => Bend;
type Changed = (old: WordValue, parameter: Parameter, program: Program) => WordValue;
type Call = Extract<Out, { k: "call" }>;

/** The reference, every party of the role gone wrong that way. */
export function wrong(kit: Subject, program: Program, role: string, way: Way): Subject {
  const layerOf: LayerOf = (party, cast) => {
    const layer = kit.layerOf(party, cast);
    return layer === undefined || party.role !== role ? layer : bent(layer, way(program));
  };
  return { ...kit, name: `a wrong ${role}`, layerOf };
}

const bent = <S>(inner: Layer<S>, bend: Bend): Layer<S> => ({
  ...inner,
  step: (before, input, view) => {
    const reaction = inner.step(before, input, view);
    if (reaction === null) return null;
    const said = bend(reaction[1], input, view);
    return said === null ? null : [reaction[0], said];
  },
});

/** Answers everything at once with nothing, and says nothing of its own. */
const doesNothing: Way = (program) => (_said, input) => {
  if (input.k === "do") return null;
  if (input.k !== "call") return [];
  const results = program.words.get(input.name)?.results ?? [];
  return [{ k: "return", results: Object.fromEntries(results.map((p) => [p.name, nothing(p, program)])) }];
};

/** Says whatever it could say to a neighbour with the thing that it was just told of. */
const echoes: Way = (program) => (said, input, view) => {
  if (input.k !== "call") return said;
  const things = Object.values(input.args).flat(3);
  const own = [...program.words.values()].flatMap((word): readonly Call[] => {
    const [to] = view.neighbours(word.hearer ?? "");
    const typed = word.parameters.filter((p) => program.resources.has(p.type.name));
    const thing = things.find((id) => typeof id === "string" && typeOf(id) === typed[0]?.type.name);
    if (word.kind !== "call" || typed.length !== 1 || to === undefined || thing === undefined) return [];
    if (word.name === input.name) return [];
    const args = word.parameters.map((p) => {
      const named = p.type.list === true ? [thing] : thing;
      return [p.name, p === typed[0] ? named : nothing(p, program)] as const;
    });
    return [{ k: "call", to, name: word.name, args: Object.fromEntries(args) }];
  });
  return [...own, ...said];
};

const calls = (out: Out): out is Call => out.k === "call";
const each =
  (change: (out: Out, input: In, program: Program) => readonly Out[]): Way =>
  (program) =>
  (said, input) =>
    said.flatMap((out) => change(out, input, program));

const asks = (value: Changed): Way =>
  each((out, _input, program) => {
    if (!calls(out)) return [out];
    return [{ ...out, args: changed(out.args, program.words.get(out.name)?.parameters, value, program) }];
  });

const answers = (value: Changed): Way =>
  each((out, input, program) => {
    if (out.k !== "return" || input.k !== "call") return [out];
    const results = changed(out.results, program.words.get(input.name)?.results, value, program);
    return [{ ...out, results }];
  });

const changed = (
  args: Args,
  parameters: readonly Parameter[] | undefined,
  value: Changed,
  program: Program,
): Args =>
  Object.fromEntries((parameters ?? []).map((p) => [p.name, value(args[p.name] ?? null, p, program)]));

/** Zeros for what is no thing: who names other things has no end of ways. */
const zero: Changed = (old, p, program) => (program.resources.has(p.type.name) ? old : nothing(p, program));
const last: Changed = (old, { type }, program) =>
  (type.list === true ? undefined : program.types.get(type.name)?.constants.at(-1)) ?? old;
const another: Changed = (old, { type }, program) =>
  named(old, (one) => (program.resources.has(type.name) ? neighbour(one) : one));
const list =
  (change: (items: readonly WordValue[]) => readonly WordValue[]): Changed =>
  (old) =>
    Array.isArray(old) ? change(old) : old;
const more: Changed = (old) => (typeof old === "number" ? old + 1 : old);

const sorted = (said: readonly Out[], first: Out["k"]): readonly Out[] => [
  ...said.filter(({ k }) => k === first),
  ...said.filter(({ k }) => k !== first),
];

const ways: Readonly<Record<string, Way>> = {
  "does nothing": doesNothing,
  "never answers": () => (said, input) => (input.k === "do" ? said : []),
  "answers zeros": answers(zero),
  "answers the last constant": answers(last),
  "answers more": answers(more),
  "asks zeros": asks(zero),
  "asks the last constant": asks(last),
  "asks more": asks(more),
  "takes one thing for another": asks(another),
  "shows lists backwards": asks(list((items) => items.toReversed())),
  "shows the first of a list": asks(list((items) => items.slice(0, 1))),
  "shows each item twice": asks(list((items) => [...items, ...items])),
  "shows empty lists": asks(list(() => [])),
  "calls twice": each((out) => (calls(out) ? [out, out] : [out])),
  "answers twice": each((out) => (out.k === "return" ? [out, out] : [out])),
  "acts twice": each((out) => (out.k === "act" ? [out, out] : [out])),
  "does not act": each((out) => (out.k === "act" ? [] : [out])),
  "answers first": () => (said) => sorted(said, "return"),
  "answers last": () => (said) => sorted(said, "call"),
  "goes backwards": () => (said) => said.toReversed(),
  "echoes what it is told": echoes,
};

/** With each word of the role never said, and said twice. */
export const waysOf = (program: Program, role: string): readonly (readonly [title: string, way: Way])[] => [
  ...Object.entries(ways),
  ...[...program.words.values()]
    .filter(({ kind, speakers }) => kind === "call" && speakers.includes(role))
    .flatMap(({ name }) => [
      [`never says ${name}`, each((out) => (calls(out) && out.name === name ? [] : [out]))] as const,
      [`says ${name} twice`, each((out) => (calls(out) && out.name === name ? [out, out] : [out]))] as const,
    ]),
];

const typeOf = (id: string): string => id.replace(/\d+$/u, "");

const isList = (value: WordValue): value is readonly WordValue[] => Array.isArray(value);
const named = (value: WordValue, other: (one: WordValue) => WordValue): WordValue =>
  isList(value) ? value.map(other) : other(value);

function neighbour(value: WordValue): WordValue {
  if (typeof value !== "string") return value;
  const n = Number(/\d+$/u.exec(value)?.[0] ?? 0);
  return `${typeOf(value)}${n > 1 ? n - 1 : n + 1}`;
}

function nothing({ type }: Parameter, program: Program): WordValue {
  if (type.list === true) return [];
  switch (type.name) {
    case "int":
      return 0;
    case "bool":
      return false;
    case "text":
      return "";
    case "bytes":
      return { latin1: "" };
    default:
      return program.types.get(type.name)?.constants[0] ?? null;
  }
}
