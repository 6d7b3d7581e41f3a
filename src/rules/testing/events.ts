// Events for tests, drawn from a program's own words: well nested on each line of calls, with few names so that they meet often.
import fc from "fast-check";
import type { Event, Party } from "../../contract/event.ts";
import type { Program, Word } from "../../contract/program.ts";
import type { Parameter } from "../../contract/syntax.ts";
import type { Shown, Value } from "../../contract/value.ts";

/** A party or two of every role that speaks or hears. */
export const partiesOf = (program: Program): readonly Party[] =>
  [...program.roles.keys()].flatMap((role) =>
    (role === "protocol" || role === "client" ? ["1", "2"] : [""]).map((n) => ({
      id: `${role}${n}`,
      role,
      name: `${role}${n}`,
      station: "",
      properties: {},
    })),
  );

/** One thing that may happen: `turn` picks among what is possible, the rest fills in values. */
type Draw = {
  readonly turn: number;
  readonly word: number;
  readonly values: readonly number[];
  readonly wait: number;
};

export const draws = fc.array(
  fc.record({
    turn: fc.nat(9),
    word: fc.nat(10_000),
    values: fc.array(fc.nat(999), { minLength: 12, maxLength: 12 }),
    wait: fc.constantFrom(0, 0, 0, 1000, 50_000_000),
  }),
  { maxLength: 60 },
);

/** Makes a stream of events of draws; `firstCall` and `firstSeq` shift the numbers that must not matter. */
export const streamOf = (
  program: Program,
  all: readonly Draw[],
  words: readonly Word[],
  firstCall = 0,
  firstSeq = 0,
): readonly Event[] => {
  const parties = partiesOf(program);
  const events: Event[] = [];
  const lines: { readonly call: number; readonly event: Event; readonly word: Word }[][] = [[], []];
  let time = 0;
  let calls = firstCall;
  for (const draw of all) {
    time += draw.wait;
    const line = lines[draw.turn % 2] ?? [];
    const around = line.at(-1);
    const base = { seq: firstSeq + events.length + 1, time };
    if (draw.turn < 4 && around !== undefined) {
      line.pop();
      const { event, word } = around;
      const results = shownOf(program, word.results ?? [], draw.values);
      const resources = resourcesIn(program, { ...event.args, ...results }, draw.values);
      const outer = line.at(-1);
      events.push({
        ...base,
        kind: "return",
        name: word.name,
        from: event.to ?? "",
        to: event.from,
        call: around.call,
        results,
        resources,
        ...(outer === undefined ? {} : { in: outer.call }),
      });
      continue;
    }
    const word = words[draw.word % words.length];
    if (word === undefined) continue;
    const args = shownOf(program, word.parameters, draw.values);
    const from =
      pick(
        parties.filter((p) => word.speakers.includes(p.role)),
        draw.values[10] ?? 0,
      )?.id ?? "nobody";
    const to =
      word.hearer === undefined
        ? undefined
        : (pick(
            parties.filter((p) => p.role === word.hearer),
            draw.values[11] ?? 0,
          )?.id ?? "nobody");
    const kind =
      word.kind === "call"
        ? "call"
        : word.kind === "message"
          ? draw.turn === 9
            ? "arrived"
            : "said"
          : "act";
    const event: Event = {
      ...base,
      kind,
      name: word.name,
      from,
      ...(to === undefined ? {} : { to }),
      args,
      resources: resourcesIn(program, args, draw.values),
      ...(kind === "call" ? { call: ++calls } : {}),
      ...(around === undefined ? {} : { in: around.call }),
    };
    events.push(event);
    if (kind === "call") line.push({ call: calls, event, word });
  }
  return events;
};

const shownOf = (program: Program, parameters: readonly Parameter[], values: readonly number[]): Shown =>
  Object.fromEntries(
    parameters.flatMap((p, i) => {
      const n = values[i] ?? 0;
      return n % 11 === 10 ? [] : [[p.name, valueOf(program, p, n)]];
    }),
  );

const valueOf = (program: Program, p: Parameter, n: number): Value => {
  if (p.type.list) return Array.from({ length: n % 4 }, (_, i) => one(program, p.type.name, n + i));
  return one(program, p.type.name, n);
};

const one = (program: Program, type: string, n: number): Value => {
  if (program.resources.has(type)) return `${type}${n % 2}`;
  const declared = program.types.get(type);
  if (declared !== undefined && declared.constants.length > 0)
    return declared.constants[n % declared.constants.length] ?? "";
  const base = declared?.base ?? type;
  if (base === "int") return (n % 5) - 1;
  if (base === "bool") return n % 2 === 0;
  if (base === "any") return n % 3 === 0 ? `nbl${n % 2}` : `packet${n % 2}`;
  if (base === "bytes") return { length: n % 3, sha256: `${n % 3}`, head: "" };
  return `t${n % 3}`;
};

const resourcesIn = (
  program: Program,
  shown: Shown,
  values: readonly number[],
): Readonly<Record<string, Shown>> => {
  const ids = Object.values(shown)
    .flatMap((v): readonly Value[] => (isList(v) ? v : [v]))
    .filter((v) => typeof v === "string");
  return Object.fromEntries(
    ids.flatMap((id) => {
      const resource = program.resources.get(id.replace(/\d+$/, ""));
      return resource === undefined ? [] : [[id, shownOf(program, resource.fields, values)] as const];
    }),
  );
};

const isList = (v: Value): v is readonly Value[] => Array.isArray(v);
const pick = <T>(items: readonly T[], n: number): T | undefined => items[n % Math.max(1, items.length)];
