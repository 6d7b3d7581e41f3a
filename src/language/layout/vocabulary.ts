// Vocabularies and resources.
import type {
  ActItem,
  Move,
  Parameter,
  PartyDecl,
  Resource,
  TypeRef,
  Vocabulary,
  VocabularyItem,
  WordItem,
} from "../../contract/syntax.ts";
import { type Doc, filled, group, indent, line } from "./doc.ts";
import { bracketed, expression, level, pattern, value } from "./expressions.ts";
import type { Trivia } from "./trivia.ts";

const oneEach = { mark: ";", inline: false } as const;

export function vocabulary(trivia: Trivia, node: Vocabulary): Doc {
  const items = trivia.block(
    node.items,
    trivia.braces(node)[0],
    (item) => vocabularyItem(trivia, item),
    oneEach,
  );
  return [`vocabulary ${node.name} `, items];
}

function vocabularyItem(trivia: Trivia, node: VocabularyItem): Doc {
  const braces = trivia.braces(node)[0];
  switch (node.kind) {
    case "type":
      return group(`type ${node.name} = `, node.base ?? indent(alternatives(node.constants)));
    case "role": {
      const head = `role ${node.name}${node.of === undefined ? "" : ` of ${node.of}`}`;
      if (node.properties.length === 0 && braces === undefined) return head;
      return [
        head,
        " ",
        trivia.block(node.properties, braces, (each) => parameter(trivia, each), { mark: ",", inline: true }),
      ];
    }
    case "boundary": {
      const head = `${node.messages ? "messages" : "boundary"} ${node.upper} / ${node.lower} `;
      return [
        head,
        trivia.block(node.words, braces, (each) => word(trivia, each), {
          mark: ";",
          inline: node.words.length === 1,
        }),
      ];
    }
    case "acts": {
      const head = [`${node.faults ? "faults" : "acts"} of `, indent(filled(node.roles)), " "];
      return [
        head,
        trivia.block(node.acts, braces, (each) => act(trivia, each), {
          mark: ";",
          inline: node.acts.length === 1,
        }),
      ];
    }
    case "cast":
      return ["examples use ", indent(parties(node.parties))];
  }
}

const alternatives = (constants: readonly string[]): Doc =>
  constants.map((name, i) => (i === 0 ? name : [group(line), `| ${name}`]));

export const parties = (list: readonly PartyDecl[]): Doc => filled(list.map(partyDecl));

const partyDecl = ({ role, name, of }: PartyDecl): string =>
  `${role}${name === role ? "" : ` ${name}`}${of === undefined ? "" : ` of ${of}`}`;

function word(trivia: Trivia, node: WordItem): Doc {
  const results = node.results === undefined ? "" : [line, "returns ", resultList(trivia, node.results)];
  const chosen = node.chosen ? " chosen" : "";
  const cause = node.causedBy === undefined ? "" : ` caused by ${node.causedBy.party} ${node.causedBy.word}`;
  const mode = node.mode === undefined ? "" : ` ${node.mode}`;
  return [
    node.direction.padEnd(5),
    node.name,
    parameters(trivia, node.parameters),
    group(indent(results, chosen, cause, mode)),
  ];
}

function resultList(trivia: Trivia, results: readonly Parameter[]): Doc {
  const [only] = results;
  return results.length === 1 && only !== undefined ? parameter(trivia, only) : parameters(trivia, results);
}

const act = (trivia: Trivia, node: ActItem): Doc => [node.name, parameters(trivia, node.parameters)];

const parameters = (trivia: Trivia, list: readonly Parameter[]): Doc =>
  bracketed(
    "(",
    list.map((each) => parameter(trivia, each)),
    ")",
  );

function parameter(trivia: Trivia, { name, type, default: given, chosen }: Parameter): Doc {
  return [
    `${name}: ${typeRef(type)}`,
    given === undefined ? "" : [" = ", value(trivia, given)],
    chosen === true ? " chosen" : "",
  ];
}

export const typeRef = ({ name, list }: TypeRef): string => (list ? `${name}[]` : name);

export function resource(trivia: Trivia, node: Resource): Doc {
  const head = `resource ${node.name}${node.partOf === undefined ? "" : ` part of ${node.partOf}`} `;
  const print = (item: Resource["items"][number]): Doc =>
    item.kind === "move"
      ? move(trivia, item.move)
      : indent(filled(item.fields.map((each) => parameter(trivia, each))));
  const inline = node.items.length <= 1 && node.moves.length === 0;
  return [head, trivia.block(node.items, trivia.braces(node)[0], print, { mark: ";", inline })];
}

function move(trivia: Trivia, node: Move): Doc {
  const when = node.when === undefined ? "" : [line, "when ", expression(trivia, node.when, level.any)];
  const to = node.to === undefined ? "" : ` to ${node.to}`;
  return [
    "on ",
    pattern(trivia, node.pattern),
    group(indent(when)),
    ` ${node.verb}`,
    shares(trivia, node),
    to,
    node.readOnly ? " read only" : "",
  ];
}

function shares(trivia: Trivia, node: Move): Doc {
  if (node.shares === undefined) return "";
  const isOne = node.shares.kind === "number" && node.shares.value === 1;
  return [" ", expression(trivia, node.shares, level.postfix), isOne ? " share" : " shares"];
}
