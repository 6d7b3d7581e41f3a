// Whether the brackets of a declaration can be trusted. If they can, line ends inside round and square brackets mean
// nothing and the indentation is ignored.
import type { Token } from "./tokens.ts";

export type Balance = {
  /** round and square brackets nest, and no statement seems to begin inside of them */
  readonly brackets: boolean;
  /** `doubtful`: they nest, but the indentation says something else */
  readonly braces: "trusted" | "doubtful" | "broken";
};

export function balanceOf(tokens: readonly Token[]): Balance {
  const brackets = !tokens.some((token) => token.text === '"') && areClosed(tokens);
  return { brackets, braces: trustInBraces(tokens) };
}

const openers: ReadonlyMap<string, string> = new Map([
  [")", "("],
  ["]", "["],
]);

function areClosed(tokens: readonly Token[]): boolean {
  const open: string[] = [];
  for (const [i, token] of tokens.entries()) {
    const { text } = token;
    if (text === "(" || text === "[") open.push(text);
    else if (openers.has(text)) {
      if (open.pop() !== openers.get(text)) return false;
    } else if (
      open.length > 0 &&
      (text === "{" || text === "}" || text === ";" || (token.first && beginsOne(tokens, i)))
    )
      return false;
  }
  return open.length === 0;
}

function trustInBraces(tokens: readonly Token[]): Balance["braces"] {
  const open: Token[] = [];
  let doubtful = false;
  for (const token of tokens) {
    if (token.text === "{") open.push(token);
    if (token.text !== "}") continue;
    const opener = open.pop();
    if (opener === undefined) return "broken";
    if (token.first && token.indent !== opener.indent) doubtful = true;
  }
  return open.length > 0 ? "broken" : doubtful ? "doubtful" : "trusted";
}

const starters: ReadonlySet<string> = new Set(
  (
    "type role boundary messages acts faults examples up down on from until never for cites var list ranges debt good bad " +
    "require advise observe owe pay add remove parties given in either optional meanwhile repeat eventually expect fault wait let"
  ).split(" "),
);

/** A line such as `require x` or `P -> ndis …`: a statement word with a word behind it, or an arrow. */
const beginsOne = (tokens: readonly Token[], i: number): boolean => {
  const [word, next] = [tokens[i], tokens[i + 1]];
  if (word === undefined || next === undefined || next.line !== word.line) return false;
  return (
    next.text === "->" || next.text === "<-" || (starters.has(word.text) && /^[A-Za-z"?{]/.test(next.text))
  );
};

/** The same question about the text at a token. */
export function looksLikeStatement(text: string, token: Token): boolean {
  const behind = /^[ \t]*([A-Za-z"?{]|->|<-)/.exec(text.slice(token.end, token.end + 80))?.[1];
  if (behind === undefined) return false;
  return behind === "->" || behind === "<-" || starters.has(token.text);
}
