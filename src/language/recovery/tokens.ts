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

const shape = /"(?:[^"\n]|"")*"|[A-Za-z0-9_]+|->|<-|[^\s]/g;
// A line in which a quote is missing: nobody knows what is text in it, but its brackets are more likely meant than not.
const shapeWithoutTexts = /[A-Za-z0-9_]+|->|<-|[^\s]/g;

/** Tokens of `text` from `at` to `end`, `atMost` of them. The text has no comments any more. Where a quote is missing, quotes are tokens. */
export function tokensOf(text: string, at: number, end: number, atMost: number): Token[] {
  const found: Token[] = [];
  for (let from = at, line = 0; from < end && found.length < atMost; line++) {
    const lineEnd = text.indexOf("\n", from);
    const stop = lineEnd < 0 || lineEnd > end ? end : lineEnd;
    addLine(found, text.slice(from, stop), from, line, atMost);
    from = stop + 1;
  }
  return found;
}

function addLine(found: Token[], content: string, from: number, line: number, atMost: number): void {
  const isOdd = content.split('"', atMost).length % 2 === 0;
  let indent = -1;
  for (const word of content.matchAll(isOdd ? shapeWithoutTexts : shape)) {
    const at = from + word.index;
    const first = indent < 0;
    if (first) indent = word.index;
    found.push({ at, end: at + word[0].length, text: word[0], line, indent, first });
    if (found.length >= atMost) return;
  }
}
