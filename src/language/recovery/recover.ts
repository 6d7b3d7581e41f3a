// All mistakes of a broken declaration at once: each of its statements is parsed alone, with its blocks emptied; then
// the declaration is parsed again without the broken ones.
import { parse, SyntaxError } from "../../../grammar/parser.js";
import type { Declaration } from "../../contract/syntax.ts";
import { fault, type SyntaxFault } from "../problems.ts";
import { reservedWords } from "../words.ts";
import { type Context, inside, places } from "./contexts.ts";
import { type Block, readings, type Split, type Statement } from "./split.ts";
import { type Excised, worded } from "./wording.ts";

// Starting the parser for one statement costs as much as reading some 256 characters.
export const limits = { faultsPerDeclaration: 100, work: 1 << 22, statement: 1 << 8 } as const;

/** How much more is read of a text that has mistakes, in characters. */
export type Budget = { left: number };

export type Recovered = {
  readonly declarations: readonly Declaration[];
  readonly faults: readonly SyntaxFault[];
};

/**
 * `plain` is the file without comments. `first` is where the declaration as a whole stopped being understood, if it was
 * tried. When its braces do not fit, the reading with the fewest faults is taken.
 */
export function recover(
  plain: string,
  at: number,
  end: number,
  budget: Budget,
  first?: SyntaxError,
): Recovered {
  const [likeliest, ...others] = readings(plain, at, end).map((parts) =>
    searched(plain, at, end, parts, budget),
  );
  if (likeliest === undefined) return { declarations: [], faults: [] };
  const best = others.reduce(
    (least, each) => (each.faults.length < least.faults.length ? each : least),
    likeliest,
  );
  const stop = best.parts.cut;
  if (stop === undefined) return { declarations: best.parts.torn ? [] : best.again(at), faults: best.faults };
  best.giveUp(stop);
  if (first !== undefined && at + first.location.start.offset >= stop) {
    best.faults.push(
      worded(first, { text: plain.slice(at, end), offsetOf: (offset) => at + offset }, "declaration"),
    );
  }
  return { declarations: [], faults: best.faults };
}

function searched(plain: string, at: number, end: number, parts: Split, budget: Budget): Search {
  const stop = parts.cut ?? end;
  budget.left -= stop - at;
  const search = new Search(withBlanks(plain, at, stop, parts), at, budget, parts);
  search.all(parts.statements, "declaration");
  return search;
}

export function withBlanks(plain: string, at: number, end: number, { blanks }: Split): string {
  const parts: string[] = [];
  let from = at;
  for (const blank of [...blanks].sort((a, b) => a - b)) {
    parts.push(plain.slice(from, blank), " ");
    from = blank + 1;
  }
  return parts.join("") + plain.slice(from, end);
}

/** The statement without what stands in its blocks; `text` is the stretch that begins at `base`. */
export function excise(text: string, base: number, statement: Statement): Excised {
  const pieces: { readonly from: number; readonly at: number }[] = [];
  let excised = "";
  let from = statement.at;
  const add = (end: number): void => {
    pieces.push({ from, at: excised.length });
    excised += text.slice(from - base, end - base);
  };
  for (const block of statement.blocks) {
    add(block.open + 1);
    from = block.close;
  }
  add(statement.end);
  const offsetOf = (at: number): number => {
    const piece = pieces.findLast((each) => each.at <= at) ?? { from: statement.at, at: 0 };
    return piece.from + at - piece.at;
  };
  return { text: excised, offsetOf };
}

class Search {
  readonly faults: SyntaxFault[];
  readonly parts: Split;
  private readonly text: string;
  private readonly base: number;
  private readonly budget: Budget;
  private stopped = false;

  /** `text` is the stretch that begins at `base`. */
  constructor(text: string, base: number, budget: Budget, parts: Split) {
    this.text = text;
    this.base = base;
    this.budget = budget;
    this.parts = parts;
    this.faults = [...parts.faults];
  }

  all(statements: readonly Statement[], context: Context): void {
    for (const statement of statements) {
      if (this.stopped) return;
      if (this.faults.length >= limits.faultsPerDeclaration || this.budget.left <= 0)
        return this.giveUp(statement.at);
      this.one(statement, context);
    }
  }

  private one(statement: Statement, context: Context): void {
    if (!statement.broken) this.alone(statement, context);
    for (const block of statement.blocks) {
      const within = inside(context, statement.word, block.statements[0]?.word);
      if (within !== undefined) this.all(block.statements, within);
    }
  }

  private alone(statement: Statement, context: Context): void {
    const excised = excise(this.text, this.base, statement);
    this.budget.left -= excised.text.length + limits.statement;
    try {
      parse(excised.text, { startRule: places[context].startRule, base: 0, reserved: reservedWords });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      statement.broken = true;
      this.faults.push(worded(error, excised, context));
    }
  }

  /** The rest is not read: there is too much wrong already, or too much of it. */
  giveUp(at: number): void {
    if (this.stopped) return;
    this.stopped = true;
    this.faults.push(fault("too-many-problems", at, at));
  }

  /** The declarations without the broken statements. */
  again(at: number): readonly Declaration[] {
    if (this.stopped) return [];
    const text = this.without(brokenOnes(this.parts.statements));
    try {
      return parse(text, { startRule: "File", base: at, reserved: reservedWords });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      if (this.faults.length === 0)
        this.faults.push(worded(error, { text, offsetOf: (offset) => offset + at }, "declaration"));
      return [];
    }
  }

  private without(statements: readonly Statement[]): string {
    let text = "";
    let from = this.base;
    for (const { at, end } of statements) {
      text += this.text.slice(from - this.base, at - this.base) + " ".repeat(end - at);
      from = end;
    }
    return text + this.text.slice(from - this.base);
  }
}

const brokenOnes = (statements: readonly Statement[]): readonly Statement[] =>
  statements.flatMap((each) =>
    each.broken ? [each] : each.blocks.flatMap((block: Block) => brokenOnes(block.statements)),
  );
