// Every kind of name: one that is not known, two edits away from one that is, comes with that one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadFiles } from "./load.ts";
import { editDistance } from "./near.ts";
import { checkFiles } from "./program.ts";

const text = `import "library/catalogue"
vocabulary library {
  type answer = ACCEPTED | REFUSED
  type shelfmark = opaque
  role reader { juvenile: bool = false, patience: duration = 5 s }
  role catalogue
  role archive
  examples use reader Annabel, reader Bernard, catalogue, archive
  boundary reader / catalogue {
    down borrow(title: text, mark: shelfmark) returns (status: answer, volume: volume)
    down giveback(volumes: volume[])
    up   remind(late: volume) caused by reader borrow duty
  }
  messages reader / catalogue { down postcard(number: int) }
  acts of reader, catalogue { examines(what: volume) }
  faults of catalogue { misplaces(what: event) }
}
resource volume {
  pagecount: int, subject: text
  on borrow() returns (volume = it) gives to reader
  on giveback(volumes has it) gives to catalogue
}
resource chapter part of volume { opening: int }
rule LIBRARY-01 must reader, catalogue "What is borrowed comes back." {
  cites seed 001, "N5-RPKT"
  var borrowed = 0
  list waiting
  for each volume book, reader Reader {
    debt returning
    from Reader -> catalogue borrow() returns (volume = book) { owe returning by Reader; add title to waiting }
    on Reader examines(what = book) when size(waiting) > 0 { require book.pagecount > borrowed }
    on Reader -> catalogue giveback(volumes has book) { pay returning; borrowed += 1 }
  }
  on borrow() returns when status = ACCEPTED { require reader.juvenile = false blames catalogue }
  good { Annabel -> catalogue giveback([b1]) }
  bad blames Annabel { Annabel -> catalogue borrow("Emma") returns (ACCEPTED, b1) }
}
exchange "two libraries" covers LIBRARY-01 requires remoting {
  parties on NORTH: reader Christa, catalogue
  parties on SOUTH: reader Dorothy, catalogue
  given NORTH.Christa.juvenile = true
  ignoring postcard
  fault NORTH.catalogue misplaces(borrow(title = "Emma"))
  Christa -> NORTH.catalogue borrow("Persuasion") mutate title = "Emma" returns (ACCEPTED, ?borrowed)
  Christa examines(borrowed)
  let shelved = [borrowed]
  for each each_one in shelved { Christa examines(each_one) }
  Christa -> NORTH.catalogue giveback([borrowed])
}
`;

/** what is replaced (its first place behind `behind`), by what, and the code that tells of it */
type Slip = readonly [kind: string, behind: string, right: string, wrong: string, code: string];

const slips: readonly Slip[] = [
  ["import file", "import", "library/catalogue", "library/catalouge", "missing-import"],
  ["declaration", "", "exchange", "exchagne", "unknown-declaration"],
  ["statement of a rule", "must", "  debt", "  detb", "unknown-statement"],
  ["statement of a scenario", "SOUTH", "given", "givne", "unknown-statement"],
  ["type of a parameter", "title", "shelfmark", "shelfmrak", "unknown-type"],
  ["type of a property", "role reader", "duration", "duraiton", "unknown-type"],
  ["type of a key", "for each", "volume", "volmue", "unknown-type"],
  ["role of a boundary", "boundary", "reader", "raeder", "unknown-role"],
  ["role of acts", "acts of", "catalogue", "catalgoue", "unknown-role"],
  ["role of a rule", "must reader,", "catalogue", "catalouge", "unknown-role"],
  ["role of the cast", "examples use", "archive", "arhcive", "unknown-role"],
  ["role of a scenario's party", "parties on NORTH", "reader", "raeder", "unknown-role"],
  ["role of a move", "gives to", "reader", "raeder", "unknown-role"],
  ["cause: who", "caused by", "reader", "raeder", "unknown-role"],
  ["cause: what", "caused by reader", "borrow", "borwor", "unknown-cause"],
  ["resource", "part of", "volume", "voluem", "unknown-resource"],
  ["call in a rule", "from Reader -> catalogue", "borrow", "borwor", "unknown-call"],
  ["act in a rule", "on Reader", "examines", "exmaines", "unknown-call"],
  ["call in a move", "subject: text", "borrow", "borwor", "unknown-call"],
  ["call in a step", "Christa -> NORTH.catalogue", "borrow", "borwor", "unknown-call"],
  ["word that is ignored", "ignoring", "postcard", "postacrd", "unknown-call"],
  ["fault", "fault NORTH.catalogue", "misplaces", "misplcaes", "unknown-call"],
  ["word that a fault meets", "misplaces(", "borrow(title", "borwor(title", "unknown-call"],
  ["argument", "misplaces(borrow(", "title", "tilte", "unknown-argument"],
  ["argument that is mutated", "mutate", "title", "tilte", "unknown-argument"],
  ["result", "on borrow() returns", "volume", "volmue", "unknown-result"],
  ["field", "require book.", "pagecount", "pagecuont", "unknown-field"],
  ["property in a rule", "require reader.", "juvenile", "juvenlie", "unknown-property"],
  ["property that is given", "NORTH.Christa.", "juvenile", "juvenlie", "unknown-property"],
  ["constant in a rule", "when status =", "ACCEPTED", "ACCEPTDE", "unknown-constant"],
  ["constant in a step", "mutate title", "ACCEPTED", "ACCEPTDE", "unknown-constant"],
  ["party of an example", "good {", "Annabel", "Anabnel", "unknown-party"],
  ["guilty party of an example", "bad blames", "Annabel", "Anabnel", "unknown-party"],
  ["party of a step", "ignoring", "Christa -> NORTH", "Chrisat -> NORTH", "unknown-party"],
  ["station", 'title = "Emma"))\n', "NORTH.catalogue", "NOTRH.catalogue", "unknown-party"],
  ["party that is given something", "given NORTH.", "Christa", "Chrsita", "unknown-party"],
  ["key", "require", "book.", "bokk.", "unknown-name"],
  ["guilty party of a demand", "= false blames", "catalogue", "catalouge", "unknown-name"],
  ["state that is read", "pagecount >", "borrowed", "borroewd", "unknown-name"],
  ["state that is changed", "pay returning;", "borrowed", "borroewd", "unknown-variable"],
  ["list", "add title to", "waiting", "waitnig", "unknown-variable"],
  ["debt", "pay", "returning", "returnnig", "unknown-variable"],
  ["function", "when", "size(", "siez(", "unknown-name"],
  ["variable of a scenario", "Christa examines(", "borrowed", "borrwoed", "unknown-name"],
  ["rule that is covered", "covers", "LIBRARY-01", "LIBRAYR-01", "unknown-rule"],
  ["capability", "requires", "remoting", "remtoing", "unknown-capability"],
  ["citation", "cites seed 001,", "N5-RPKT", "N5-RPTK", "unknown-citation"],
];

const files: ReadonlyMap<string, string> = new Map([["library/catalogue.custody", "# more of it\n"]]);

function problems(changed: string): readonly { readonly code: string; readonly hint: string }[] {
  const read = (path: string): string | undefined => (path === "main.custody" ? changed : files.get(path));
  const list = (folder: string): readonly string[] =>
    [...files.keys()].flatMap((path) =>
      path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [],
    );
  const loaded = loadFiles(["main.custody"], read, { list });
  const found = checkFiles(loaded.files, {
    parsed: loaded.parsed,
    sources: new Set(["N5-RPKT"]),
    capabilities: new Set(["remoting"]),
  });
  return [...loaded.parsed, ...loaded.problems, ...found.problems].map(({ code, hint = "" }) => ({
    code,
    hint,
  }));
}

test("the text itself has no mistake", () => {
  assert.deepEqual(
    problems(text).filter(({ code }) => code !== "over-ordered" && code !== "partial-head"),
    [],
  );
});

for (const [kind, behind, right, wrong, code] of slips)
  test(`an unknown name is met by the nearest one: ${kind}`, () => {
    const from = text.indexOf(behind);
    const at = text.indexOf(right, from + behind.length - (behind === "" ? 0 : 1));
    assert.ok(from >= 0 && at >= 0, "the place exists");
    assert.ok(editDistance(right, wrong) <= 2);
    const changed = text.slice(0, at) + wrong + text.slice(at + right.length);
    const name =
      right
        .replace(/^[^\w/]+|[^\w/.-]+$|\($/gu, "")
        .split(/[ (]/u)[0]
        ?.replace(/\.$/u, "") ?? "";
    const found = problems(changed);
    const hint =
      found.find((each) => each.code === code)?.hint ?? `nothing; there is ${JSON.stringify(found)}`;
    assert.match(hint, /did you mean/u);
    assert.ok(hint.includes(name), `${hint} does not say ${name}`);
  });
