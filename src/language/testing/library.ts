// A small good text for tests: readers, a desk and a shelf; short words, every construct that checks look at.
import type { Problem } from "../../contract/problem.ts";
import { parseFile } from "../parse.ts";
import { checkFiles, type CheckOptions, type Outcome } from "../program.ts";

export const vocabulary = `vocabulary library {
  type answer = YES | NO | LATER
  type colour = RED | GREEN
  role reader { juvenile: bool = false, limit: int = 3 }
  role desk { patience: duration = 5 s, hours: text[] = [] }
  role shelf
  examples use reader R, reader S, desk, shelf
  boundary reader / desk {
    down borrow (title: text, days: int) returns (status: answer, copy: book)
    down bring (books: book[])
    up remind (late: book, fee: int) returns reply: answer
  }
  boundary desk / shelf {
    down fetch (wanted: text) returns found: book
    up full (free: int) caused by desk fetch
  }
  messages reader / desk { down postcard (number: int) }
  acts of reader, desk {
    reads (what: book)
    stamps (what: book, ink: colour = RED)
  }
  faults of desk { closes (for: duration = 0) }
}
resource book {
  pages: int, title: text
  on borrow() returns (copy = it) when status = YES gives to reader
  on bring(books has it) gives to desk
}
`;

export const rules = `rule LIB-01 must reader "What is borrowed comes back in time." {
  cites seed 000
  for each book b, reader Reader {
    var allowed = 0, borrowed = false
    list waiting
    debt back within 30 s
    from Reader -> desk borrow() returns (copy = b, status = YES) {
      owe back by Reader
      allowed = days
      borrowed = true
    }
    on Reader reads(what = b) when borrowed and allowed > 0 {
      require Reader holds b, "only what is borrowed is read"
      require b.pages > 10 or Reader.limit >= allowed
    }
    on desk -> Reader remind(late = b, fee = ?price) when price > 0 {
      add price to waiting
      require size(waiting) <= 5 blames Reader
    }
    never Reader stamps(what = b, ink = GREEN) when not Reader.juvenile
    until Reader -> desk bring(books has b) {
      pay back
    }
  }
  good { R -> desk borrow("Emma", 7) returns (YES, book1); R -> desk bring([book1]) }
  bad blames R { R -> desk borrow("Emma", 7) returns (YES, book1); wait 60 s }
}
rule LIB-02 should desk "Lent books are in good order." {
  cites seed 001
  on borrow() returns when status = YES and size(title) > 0 {
    require copy.pages > 0, "no empty covers"
  }
  on desk -> shelf fetch() returns {
    require inside borrow(title = "Emma") or found.title != "" blames desk
    require desk.patience < 10 s blames desk
  }
  good { R -> desk borrow("Emma", 7) returns (YES, book1(pages = 3)) }
  bad blames desk { R -> desk borrow("Emma", 7) returns (YES, book1(pages = 0)) }
}
`;

export const scenario = `receive "borrowed, read and brought back" covers LIB-01, LIB-02 {
  parties reader Anna, reader Bert, desk, shelf
  given desk.patience = 3 s
  Anna -> desk borrow("Emma", days = 7) {
    desk -> shelf fetch(wanted = "Emma") returns (found = ?first)
  } returns (YES, first)
  either { Anna reads(first) } or { Anna -> desk postcard(number = 12) }
  in any order {
    desk -> Anna remind(first, fee <= 10) returns LATER
    Bert -> desk borrow("Persuasion", 14) returns (YES, ?second)
  }
  fault desk closes(for = 2 s)
  never Bert reads(first)
  Anna -> desk bring(books = [first])
  Bert -> desk bring(unordered [second]) grouped any way within 20 s
  expect desk owns first and desk owns second
}
`;

export const good = vocabulary + rules + scenario;

/** Parses and checks one text; all problems, syntax included, with their lines. */
export const checked = (
  text: string,
  options: CheckOptions = {},
): Outcome & { readonly all: readonly (Problem & { readonly line: number })[] } => {
  const { file, problems: parsed } = parseFile("text.custody", text);
  const outcome = checkFiles([file], { ...options, parsed });
  const all = [...parsed, ...outcome.problems].map((p) => ({
    ...p,
    line: text.slice(0, p.at).split("\n").length,
  }));
  return { ...outcome, all };
};
