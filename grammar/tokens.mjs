// A Peggy plugin: what stands behind a `$` in a token is matched in one step, by a regular expression, and not character by character.
// The grammar means the same with it and without it (src/language/tokens.slow.test.ts).

export const tokens = {
  use({ passes }) {
    // before Peggy infers what can fail
    passes.transform.unshift(matchedAtOnce);
  },
};

function matchedAtOnce(grammar) {
  const constants = [];
  // Inside of a named rule nobody hears which character was expected.
  for (const { expression } of grammar.rules) if (expression.type === "named") rewrite(expression);
  const code = [grammar.topLevelInitializer?.code ?? "", ...constants].join("\n");
  grammar.topLevelInitializer = {
    ...placed("top_level_initializer", code, grammar),
    ...grammar.topLevelInitializer,
    code,
  };

  function rewrite(node) {
    const source = node.type === "text" ? regexOf(node.expression) : undefined;
    if (source === undefined) {
      for (const child of childrenOf(node)) rewrite(child);
      return;
    }
    const name = `token$${constants.length}`;
    constants.push(`const ${name} = /${source}/y;`);
    const code = `${name}.lastIndex = peg$currPos; return ${name}.test(input) && ((peg$currPos = ${name}.lastIndex), true);`;
    node.expression = placed("semantic_and", code, node);
  }
}

const placed = (type, code, { location }) => ({ type, code, codeLocation: location, location });

const childrenOf = (node) =>
  node.alternatives ?? node.elements ?? (node.expression === undefined ? [] : [node.expression]);

/** Undefined for what is no regular expression. */
function regexOf(node) {
  switch (node.type) {
    case "literal":
      return node.ignoreCase ? undefined : escaped(node.value);
    case "class":
      return node.ignoreCase ? undefined : classOf(node);
    case "group":
      return regexOf(node.expression);
    case "sequence":
      return joined(node.elements, "");
    case "choice":
      return joined(node.alternatives, "|");
    case "optional":
      return repeated(node, "?");
    case "zero_or_more":
      return repeated(node, "*");
    case "one_or_more":
      return repeated(node, "+");
    default:
      return undefined;
  }
}

function joined(nodes, by) {
  const parts = nodes.map(regexOf);
  return parts.includes(undefined) ? undefined : `(?:${parts.join(by)})`;
}

function repeated({ expression }, mark) {
  const part = regexOf(expression);
  return part === undefined ? undefined : `(?:${part})${mark}`;
}

function classOf({ parts, inverted }) {
  const inside = parts.map((part) => (Array.isArray(part) ? part.map(escaped).join("-") : escaped(part)));
  return `[${inverted ? "^" : ""}${inside.join("")}]`;
}

const escaped = (text) =>
  [...text].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
