// The tokens of a broken declaration: as much as is needed to find its statements and brackets.

export type Token = {
  readonly at: number;
  readonly end: number;
  readonly text: string;
  /** number of the line within the stretch */
  readonly line: number;
  /** column of the first token of its line */
  readonly indent: number;
  readonly first: boolean;
};

const shape = /"[^"]*"|[A-Za-z0-9_]+|->|<-|[^\s]/g;
// A line in which a quote is missing: nobody knows what is text in it, but its brackets are more likely meant than not.
const shapeWithoutTexts = /[A-Za-z0-9_]+|->|<-|[^\s]/g;

export const most = { tokens: 1 << 17, line: 1 << 16 } as const;

/** Tokens of `text` from `at` to `end`, or the first of very many: then `whole` is false. The text has no comments any more. */
export function tokensOf(
  text: string,
  at: number,
  end: number,
): { readonly tokens: readonly Token[]; readonly whole: boolean } {
  const tokens: Token[] = [];
  for (let from = at, line = 0; from < end; line++) {
    const lineEnd = text.indexOf("\n", from);
    const stop = lineEnd < 0 || lineEnd > end ? end : lineEnd;
    if (stop - from > most.line || tokens.length > most.tokens) return { tokens, whole: false };
    addLine(tokens, text.slice(from, stop), from, line);
    from = stop + 1;
  }
  return { tokens, whole: true };
}

/** Where a quote is missing, quotes are tokens. A doubled quote makes two texts of one, which does not matter here. */
function addLine(found: Token[], content: string, from: number, line: number): void {
  const isOdd = content.split('"').length % 2 === 0;
  let indent = -1;
  for (const word of content.matchAll(isOdd ? shapeWithoutTexts : shape)) {
    const at = from + word.index;
    const first = indent < 0;
    if (first) indent = word.index;
    found.push({ at, end: at + word[0].length, text: word[0], line, indent, first });
  }
}

/** For each token, the first token of the next line that has one. */
export function nextLineOf(tokens: readonly Token[]): (Token | undefined)[] {
  const found: (Token | undefined)[] = [];
  let next: Token | undefined;
  for (let i = tokens.length - 1; i >= 0; i--) {
    found[i] = next;
    if (tokens[i]?.first === true) next = tokens[i];
  }
  return found;
}
