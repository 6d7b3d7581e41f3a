// The one canonical layout of a file. Only comments and single blank lines are taken over from the source.
import type { Declaration, SourceFile } from "../contract/syntax.ts";
import { type Doc, render } from "./layout/doc.ts";
import { text } from "./layout/expressions.ts";
import { rule } from "./layout/rules.ts";
import { fragment, scenario } from "./layout/steps.ts";
import { Trivia } from "./layout/trivia.ts";
import { resource, vocabulary } from "./layout/vocabulary.ts";

const width = 120;

/** Lines of at most 120 characters where that is possible. The file must have been read without problems: what could not be read is lost. */
export function format(file: SourceFile): string {
  const trivia = new Trivia(file);
  return render(
    trivia.file(file.declarations, (each) => declaration(trivia, each), apart),
    width,
  );
}

function declaration(trivia: Trivia, node: Declaration): Doc {
  switch (node.kind) {
    case "import":
      return `import ${text(node.path)}`;
    case "vocabulary":
      return vocabulary(trivia, node);
    case "resource":
      return resource(trivia, node);
    case "rule":
      return rule(trivia, node);
    case "fragment":
      return fragment(trivia, node);
    case "scenario":
      return scenario(trivia, node);
  }
}

/** Short declarations may stand together. */
const apart = (before: Declaration, after: Declaration): boolean =>
  !isShort(before) || !isShort(after) || before.kind !== after.kind;

const isShort = (node: Declaration): boolean =>
  node.kind === "import" || (node.kind === "resource" && node.moves.length === 0);
