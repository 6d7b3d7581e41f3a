// Rules.
import type {
  Citation,
  Expression,
  Pattern,
  Rule,
  RuleItem,
  State,
  Statement,
} from "../../contract/syntax.ts";
import { type Doc, filled, group, indent, joined, line } from "./doc.ts";
import { expression, level, pattern, text, value } from "./expressions.ts";
import { step } from "./steps.ts";
import type { Trivia } from "./trivia.ts";

export function rule(trivia: Trivia, node: Rule): Doc {
  const head = `rule ${node.id} ${node.level} ${node.roles.join(", ")} ${text(node.statement)} `;
  return [
    head,
    trivia.block(node.items, trivia.braces(node)[0], (item) => ruleItem(trivia, item), {
      mark: ";",
      inline: false,
    }),
  ];
}

function ruleItem(trivia: Trivia, node: RuleItem): Doc {
  switch (node.kind) {
    case "cites":
      return ["cites ", indent(filled(node.sources.map(citation)))];
    case "foreach": {
      const keys = node.keys.map((key) => `${key.type} ${key.name}`).join(", ");
      const items = trivia.block(node.items, trivia.braces(node)[0], (item) => ruleItem(trivia, item), {
        mark: ";",
        inline: false,
      });
      return [`for each ${keys} `, items];
    }
    case "block": {
      const head = [`${node.mode} `, heads(trivia, node.heads), when(trivia, node.when)];
      const braces = trivia.braces(node)[0];
      if (node.statements.length === 0 && braces === undefined) return head;
      const inline = { mark: ";", inline: node.statements.length <= 3 };
      return [head, " ", trivia.block(node.statements, braces, (each) => statement(trivia, each), inline)];
    }
    case "never":
      return ["never ", heads(trivia, node.heads), when(trivia, node.when), blames(trivia, node.blames)];
    case "example": {
      const head = [
        node.good ? "good" : "bad",
        node.title === undefined ? "" : ` ${text(node.title)}`,
        blames(trivia, node.blames),
        " ",
      ];
      const style = { mark: ";", inline: true };
      return [
        head,
        trivia.block(node.steps, trivia.braces(node)[0], (each) => step(trivia, each, true), style),
      ];
    }
    default:
      return state(trivia, node);
  }
}

const citation = ({ kind, key }: Citation): string => (kind === "seed" ? `seed ${key}` : text(key));

function state(trivia: Trivia, node: State): Doc {
  switch (node.kind) {
    case "var":
      return [
        "var ",
        indent(
          filled(node.vars.map((each) => [`${each.name} = `, expression(trivia, each.value, level.any)])),
        ),
      ];
    case "list":
    case "ranges":
      return [`${node.kind} `, indent(filled(node.names))];
    case "debt":
      return [`debt ${node.name}`, node.within === undefined ? "" : [" within ", value(trivia, node.within)]];
  }
}

const heads = (trivia: Trivia, list: readonly Pattern[]): Doc =>
  group(
    indent(
      joined(
        list.map((each) => pattern(trivia, each)),
        [line, "or "],
      ),
    ),
  );

const when = (trivia: Trivia, test: Expression | undefined): Doc =>
  test === undefined ? "" : group(indent(line, "when ", expression(trivia, test, level.any)));

const blames = (trivia: Trivia, guilty: Expression | undefined): Doc =>
  guilty === undefined ? "" : group(indent(line, "blames ", expression(trivia, guilty, level.postfix)));

function statement(trivia: Trivia, node: Statement): Doc {
  switch (node.kind) {
    case "require":
    case "advise": {
      const reason = node.text === undefined ? "" : [",", group(indent(line, text(node.text)))];
      return [`${node.kind} `, expression(trivia, node.test, level.any), blames(trivia, node.blames), reason];
    }
    case "observe":
      return node.text === undefined ? "observe" : `observe ${text(node.text)}`;
    case "assign":
      return [`${node.name} ${node.op} `, expression(trivia, node.value, level.any)];
    case "add":
      return ["add ", value(trivia, node.value), ` to ${node.name}`];
    case "remove":
      return ["remove ", value(trivia, node.value), ` from ${node.name}`];
    case "owe": {
      const by = node.by === undefined ? "" : [" by ", expression(trivia, node.by, level.postfix)];
      return [`owe ${node.name}`, node.amount === undefined ? "" : [" ", amount(trivia, node.amount)], by];
    }
    case "pay":
      return [
        `pay ${node.name}`,
        node.amount === undefined ? "" : [" ", node.amount === "all" ? "all" : value(trivia, node.amount)],
      ];
  }
}

/** A variable called `by` would be read as the word. */
const amount = (trivia: Trivia, node: Expression): Doc => {
  const doc = value(trivia, node);
  return leftmost(node) === "by" ? ["(", doc, ")"] : doc;
};

function leftmost(node: Expression): string {
  if (node.kind === "binary") return leftmost(node.left);
  if (node.kind === "field" || node.kind === "index") return leftmost(node.of);
  return node.kind === "name" || node.kind === "apply" ? node.name : "";
}
