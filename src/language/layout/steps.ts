// Scenarios and steps.
import {
  pathOf,
  type CaseRow,
  type Change,
  type EventStep,
  type Expression,
  type Fragment,
  type Scenario,
  type Step,
} from "../../contract/syntax.ts";
import { type Doc, filled, group, indent, line } from "./doc.ts";
import {
  args,
  bracketed,
  expression,
  faultArgument,
  level,
  party,
  pattern,
  returned,
  row,
  text,
  value,
} from "./expressions.ts";
import type { Braces, Trivia } from "./trivia.ts";
import { parties, typeRef } from "./vocabulary.ts";

export function scenario(trivia: Trivia, node: Scenario): Doc {
  const covers = node.covers.length === 0 ? "" : [line, "covers ", filled(node.covers.map(({ id }) => id))];
  const requires = node.requires.length === 0 ? "" : [line, "requires ", filled(node.requires)];
  const head = [`${node.word} ${text(node.title)}`, group(indent(covers, requires)), " "];
  return [head, body(trivia, node)];
}

export function fragment(trivia: Trivia, node: Fragment): Doc {
  const parameters = node.parameters.map(({ type, name }) => `${typeRef(type)} ${name}`);
  return [`fragment ${node.name}`, bracketed("(", parameters, ")"), " ", body(trivia, node)];
}

const body = (trivia: Trivia, node: Scenario | Fragment): Doc =>
  trivia.block(node.steps, trivia.braces(node)[0], (each) => step(trivia, each, false), {
    mark: ";",
    inline: false,
  });

/** In an example everything that fits stands on one line; in a scenario only what has no block of its own. */
export function step(trivia: Trivia, node: Step, example: boolean): Doc {
  const braces = trivia.braces(node);
  const block = (steps: readonly Step[], which: Braces | undefined): Doc => {
    const inline = example || (steps.length <= 1 && steps.every((each) => !hasBlock(each)));
    return trivia.block(steps, which, (each) => step(trivia, each, example), { mark: ";", inline });
  };
  switch (node.kind) {
    case "event":
      return event(trivia, node, node.steps === undefined ? "" : [" ", block(node.steps, braces[0])]);
    case "any order":
      return ["in any order ", block(node.steps, braces[0])];
    case "optional":
    case "meanwhile":
      return [`${node.kind} `, block(node.steps, braces[0])];
    case "either":
      return node.branches.map((steps, i) => [
        i === 0 ? "either " : [group(line), "or "],
        block(steps, braces[i]),
      ]);
    case "repeat": {
      const to = node.to === undefined ? "" : [" .. ", value(trivia, node.to)];
      return ["repeat ", value(trivia, node.from), to, " times ", block(node.steps, braces[0])];
    }
    case "each":
      return [`for each ${node.name} in `, value(trivia, node.list), " ", block(node.steps, braces[0])];
    default:
      return plain(trivia, node);
  }
}

type Plain = Exclude<
  Step,
  { kind: "event" | "any order" | "optional" | "meanwhile" | "either" | "repeat" | "each" }
>;

function plain(trivia: Trivia, node: Plain): Doc {
  switch (node.kind) {
    case "parties":
      return [
        node.station === undefined ? "parties " : `parties on ${node.station}: `,
        indent(parties(node.parties)),
      ];
    case "given":
      return [`given ${node.path} = `, value(trivia, node.value)];
    case "never": {
      const until = node.until === undefined ? "" : [line, "until ", pattern(trivia, node.until)];
      const when = node.when === undefined ? "" : [line, "when ", expression(trivia, node.when, level.any)];
      return ["never ", pattern(trivia, node.pattern), group(indent(when, until))];
    }
    case "eventually":
      return ["eventually ", pattern(trivia, node.pattern), limit(trivia, "within", node.within)];
    case "expect":
      return ["expect ", expression(trivia, node.test, level.any)];
    case "fault": {
      const given = bracketed(
        "(",
        node.args.map((each) => faultArgument(trivia, each)),
        ")",
      );
      return [`fault ${party(node.party)} ${node.name}`, given, times(node.times)];
    }
    case "wait":
      return ["wait ", value(trivia, node.time)];
    case "let":
      return [`let ${node.name} = `, value(trivia, node.value)];
    case "do":
      return [`do ${node.name}`, args(trivia, node.args)];
    case "cases":
      return ["cases ", axes(node.names), " in ", bracketed("[", rows(trivia, node.rows), "]")];
    case "alphabet":
      return [
        node.only ? "only" : "ignoring",
        node.names.length === 0 ? "" : [" ", indent(filled(node.names))],
      ];
  }
}

const axes = (names: readonly string[]): string =>
  names.length === 1 ? names.join() : `(${names.join(", ")})`;

const rows = (trivia: Trivia, list: readonly CaseRow[]): readonly Doc[] =>
  list.map(({ values }) => row(trivia, values));

function event(trivia: Trivia, node: EventStep, block: Doc): Doc {
  const returns = node.returns === undefined ? "" : group(indent(line, returned(trivia, node.returns)));
  const grouped = node.grouped ? group(indent(line, `grouped ${node.grouping ?? "any way"}`)) : "";
  const changes = node.mutate === undefined ? "" : changed(trivia, node.mutate);
  return [
    pattern(trivia, node.pattern),
    changes,
    block,
    returns,
    grouped,
    limit(trivia, "within", node.within),
    limit(trivia, "after", node.after),
  ];
}

const changed = (trivia: Trivia, changes: readonly Change[]): Doc =>
  group(
    indent(
      line,
      "mutate ",
      changes.map((each, i) => [i === 0 ? "" : ", ", pathOf(each), " = ", value(trivia, each.value)]),
    ),
  );

const limit = (trivia: Trivia, word: string, time: Expression | undefined): Doc =>
  time === undefined ? "" : group(indent(line, `${word} `, value(trivia, time)));

const times = (count: number | "always"): string =>
  count === 1 ? "" : count === "always" ? " always" : ` ${count} times`;

function hasBlock(node: Step): boolean {
  return "branches" in node || ("steps" in node && node.kind !== "do" && node.steps !== undefined);
}
