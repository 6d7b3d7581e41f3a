// A broken declaration -> its statements, each with its blocks. Brackets that were left open are closed where the next
// statement begins; when braces do not balance, the indentation says which one is meant.
import { fault, type SyntaxFault } from "../problems.ts";
import { continuingWords } from "../words.ts";
import { balanceOf, looksLikeStatement } from "./balance.ts";
import { nextLineOf, type Token, tokensOf } from "./tokens.ts";

export type Block = { readonly open: number; close: number; readonly statements: Statement[] };
export type Statement = {
  readonly at: number;
  end: number;
  /** the first word in it */
  word: string;
  readonly indent: number;
  readonly line: number;
  readonly blocks: Block[];
  /** something in it (not in its blocks) has been reported already */
  broken: boolean;
};
export type Split = {
  readonly statements: readonly Statement[];
  readonly faults: readonly SyntaxFault[];
  /** line ends that end no statement, and brackets that close nothing: blanks to the grammar */
  readonly blanks: readonly number[];
  /** a block was not closed, so that the declaration cannot be put together again */
  readonly torn: boolean;
  /** where the splitting stopped, if not at the end */
  readonly cut?: number;
};

const faultsAtMost = 100;

/** How the indentation is read: not at all, or a line that is not deeper (or less deep) than the one that opened a block ends it. */
type Reading = "none" | "not deeper" | "less deep";

/**
 * The ways to read a broken declaration, the likeliest first: several when its braces do not fit. `text` has no
 * comments any more; offsets are those of the text. Of a very long stretch only the beginning is split.
 */
export function readings(text: string, at: number, end: number): readonly Split[] {
  const { tokens, whole } = tokensOf(text, at, end);
  const balance = balanceOf(tokens);
  const byIndentation: readonly Reading[] = balance.braces === "trusted" ? [] : ["not deeper", "less deep"];
  const ways: readonly Reading[] = balance.braces === "broken" ? byIndentation : ["none", ...byIndentation];
  const nextLines = nextLineOf(tokens);
  return ways.map((reading) => {
    const splitter = new Splitter(text, at, balance.brackets, reading);
    for (const [i, token] of tokens.entries()) {
      splitter.take(token, tokens[i - 1], nextLines[i]);
      if (splitter.faults.length > faultsAtMost) break;
    }
    if (whole && splitter.faults.length <= faultsAtMost) splitter.finish(end);
    else splitter.cutOff();
    return splitter;
  });
}

type Frame = {
  readonly block: Block;
  readonly owner: Statement;
  readonly indent: number;
  readonly line: number;
};

class Splitter {
  readonly statements: Statement[] = [];
  readonly faults: SyntaxFault[] = [];
  readonly blanks: number[] = [];
  torn = false;
  cut?: number;
  private readonly text: string;
  private readonly start: number;
  private readonly trustsBrackets: boolean;
  private readonly reading: Reading;
  private readonly frames: Frame[] = [];
  private current: Statement | undefined;
  private brackets: Token[] = [];

  constructor(text: string, start: number, trustsBrackets: boolean, reading: Reading) {
    this.text = text;
    this.start = start;
    this.trustsBrackets = trustsBrackets;
    this.reading = reading;
  }

  take(token: Token, before: Token | undefined, nextLine: Token | undefined): void {
    if (token.first && before !== undefined) this.lineEnd(token, before);
    switch (token.text) {
      case "(":
      case "[":
        this.extend(token);
        this.brackets.push(token);
        return;
      case ")":
      case "]":
        this.extend(token);
        return this.closeBracket(token);
      case ";":
        return this.endStatement();
      case "{":
        return this.openBlock(token);
      case "}":
        return this.closeBlock(token, nextLine);
      default:
        return this.extend(token);
    }
  }

  finish(end: number): void {
    this.endStatement();
    while (this.frames.length > 0) this.unclosed(end);
    this.endStatement();
  }

  /** The rest is not split. What is open here may well be closed there. */
  cutOff(): void {
    this.cut = this.current?.at ?? this.statements.at(-1)?.end ?? this.start;
    for (const { block, owner } of this.frames) block.close = owner.end = lastEnd(block);
    for (const { owner } of this.frames) owner.broken = true;
    if (this.current !== undefined) this.current.broken = true;
  }

  private lineEnd(token: Token, before: Token): void {
    if (this.brackets.length > 0 && (this.trustsBrackets || !this.beginsStatement(token)))
      return this.join(before, token);
    if (this.continues(token, before) && this.brackets.length === 0 && this.current !== undefined)
      return this.join(before, token);
    this.endStatement();
    if (this.reading !== "none") this.dedent(token);
  }

  private continues(token: Token, before: Token): boolean {
    if (token.text === "until")
      return this.current?.word === "never" && this.frames.some(({ owner }) => placesOfSteps.has(owner.word));
    return token.text === "{" || token.text === "|" || continuingWords.has(token.text) || before.text === ",";
  }

  private join(before: Token, token: Token): void {
    for (
      let at = this.text.indexOf("\n", before.end);
      at >= 0 && at < token.at;
      at = this.text.indexOf("\n", at + 1)
    )
      this.blanks.push(at);
  }

  private beginsStatement(token: Token): boolean {
    return (
      token.text === "}" ||
      token.indent <= (this.current?.indent ?? 0) ||
      looksLikeStatement(this.text, token)
    );
  }

  /** A line no deeper than the one that opened the block, and not its closing brace: the block was not closed. */
  private dedent(token: Token): void {
    if (!/^[\w?}]/.test(token.text)) return;
    const deeper = (top: Frame): boolean =>
      token.text === "}" || this.reading === "less deep"
        ? token.indent >= top.indent
        : token.indent > top.indent;
    for (let top = this.frames.at(-1); top !== undefined && top.line < token.line; top = this.frames.at(-1)) {
      if (deeper(top)) return;
      this.unclosed(token.at);
      this.endStatement();
    }
  }

  private extend(token: Token): void {
    this.current ??= this.begin(token);
    this.current.end = token.end;
    if (this.current.word === "" && /^[A-Za-z_]/.test(token.text)) this.current.word = token.text;
    if (token.text === '"') this.current.broken = true;
  }

  private begin(token: Token): Statement {
    const { at, end, indent, line } = token;
    const statement = { at, end, word: "", indent, line, blocks: [], broken: false };
    (this.frames.at(-1)?.block.statements ?? this.statements).push(statement);
    return statement;
  }

  private endStatement(): void {
    this.reportOpenBrackets(0);
    this.current = undefined;
  }

  /** Of several brackets left open, the innermost is reported: the others are the same mistake. */
  private reportOpenBrackets(keep: number): void {
    const innermost = this.brackets.at(-1);
    if (innermost === undefined || this.brackets.length <= keep) return;
    this.brackets = this.brackets.slice(0, keep);
    this.report(
      fault("unclosed-bracket", innermost.at, innermost.end, {
        message: `\`${innermost.text}\` is not closed`,
      }),
    );
  }

  private closeBracket(token: Token): void {
    const wanted = token.text === ")" ? "(" : "[";
    const found = this.brackets.findLastIndex((bracket) => bracket.text === wanted);
    if (found < 0)
      return this.report(
        fault("stray-bracket", token.at, token.end, { message: `\`${token.text}\` closes nothing` }),
      );
    this.reportOpenBrackets(found + 1);
    this.brackets.length = found;
  }

  private openBlock(token: Token): void {
    this.reportOpenBrackets(0);
    this.current ??= this.begin(token);
    this.current.end = token.end;
    const block: Block = { open: token.at, close: token.at, statements: [] };
    this.current.blocks.push(block);
    this.frames.push({ block, owner: this.current, indent: this.current.indent, line: token.line });
    this.current = undefined;
  }

  private closeBlock(token: Token, nextLine: Token | undefined): void {
    const top = this.frames.at(-1);
    if (top === undefined || (this.reading !== "none" && this.strays(token, top, nextLine)))
      return this.stray(token, top);
    this.endStatement();
    this.frames.pop();
    top.block.close = token.at;
    top.owner.end = token.end;
    this.current = top.owner;
  }

  /** Whether closing the block here would leave what follows indented deeper than its new neighbours. */
  private strays(token: Token, top: Frame, nextLine: Token | undefined): boolean {
    if (top.line === token.line) return false;
    if (token.first) return token.indent > top.indent;
    if (nextLine === undefined) return false;
    return nextLine.text === "}" ? nextLine.indent >= top.indent : nextLine.indent > top.indent;
  }

  private stray(token: Token, top: Frame | undefined): void {
    this.blanks.push(token.at);
    const head = token.first ? this.headWithoutBlock(token, top) : undefined;
    if (head !== undefined) return this.adopt(head, token);
    this.reportOpenBrackets(0);
    this.faults.push(fault("stray-bracket", token.at, token.end, { message: "`}` closes nothing" }));
    if (this.current?.blocks.length === 0) this.current.broken = true;
  }

  /** The statement of the same indentation whose `{` is missing, so that this brace would close its block. */
  private headWithoutBlock(token: Token, top: Frame | undefined): Statement | undefined {
    const last = (top?.block.statements ?? this.statements).findLast((each) => each.indent <= token.indent);
    return last !== undefined && last.indent === token.indent && last.blocks.length === 0 ? last : undefined;
  }

  private adopt(head: Statement, token: Token): void {
    this.endStatement();
    const siblings = this.frames.at(-1)?.block.statements ?? this.statements;
    const statements = siblings.splice(siblings.indexOf(head) + 1);
    head.blocks.push({ open: head.end, close: token.at, statements });
    this.faults.push(
      fault("unexpected", head.end, head.end, { message: "expected `{`, found the end of the line" }),
    );
    head.broken = true;
    head.end = token.end;
    this.current = head;
  }

  private unclosed(at: number): void {
    const top = this.frames.pop();
    if (top === undefined) return;
    this.endStatement();
    this.torn = true;
    top.block.close = at;
    top.owner.end = Math.max(top.owner.end, lastEnd(top.block));
    top.owner.broken = true;
    this.faults.push(
      fault("unclosed-brace", top.block.open, top.block.open + 1, { message: "`{` is not closed" }),
    );
    this.current = top.owner;
  }

  private report(problem: SyntaxFault): void {
    this.faults.push(problem);
    if (this.current !== undefined) this.current.broken = true;
  }
}

/** In a rule `until` begins a statement, among steps it belongs to the `never` before it. */
const placesOfSteps: ReadonlySet<string> = new Set([
  "good",
  "bad",
  "exchange",
  "receive",
  "send",
  "interruption",
]);

const lastEnd = (block: Block): number => block.statements.at(-1)?.end ?? block.open + 1;
