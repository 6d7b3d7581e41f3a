import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import type { SourceFile } from "../contract/syntax.ts";
import { format } from "./format.ts";
import { parseFile } from "./parse.ts";
import { declaration, withoutPlaces } from "./testing/trees.ts";

const read = (text: string): SourceFile => {
  const { file, problems } = parseFile("a.custody", text);
  assert.deepEqual(problems, [], text);
  return file;
};

const corpora = readdirSync("grammar/good")
  .filter((name) => name.endsWith(".custody"))
  .map((name) => `grammar/good/${name}`);
const tokens = /"(?:[^"\n]|"")*"|#[^\n]*|[A-Za-z0-9_]+|->|<-|\.\.<|[!<>+-]=|\n|[^\s]/g;

/** The laws that every text without problems keeps. */
function keepsTheLaws(text: string): void {
  const file = read(text);
  const formatted = format(file);
  const again = read(formatted);
  assert.deepEqual(withoutPlaces(again.declarations), withoutPlaces(file.declarations));
  assert.deepEqual(
    again.comments.map((each) => each.text.trimEnd()).toSorted(),
    file.comments.map((each) => each.text.trimEnd()).toSorted(),
  );
  assert.equal(format(again), formatted);
}

test("formatting changes no meaning, loses no comment and is done once: the corpora", () => {
  for (const path of corpora) keepsTheLaws(readFileSync(path, "utf8"));
});

test("the same for the corpora with other blanks, line ends and comments", () => {
  const texts = corpora.map((path) => readFileSync(path, "utf8"));
  const between = fc.constantFrom(" ", "  ", "\t", "   ");
  const lineEnd = fc.constantFrom("\n", "\r\n", "\n\n\n", " # said\n", "\n  # alone\n", "\n\n# apart\n\n");
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.infiniteStream(between),
      fc.infiniteStream(lineEnd),
      (text, blanks, ends) => {
        let mutated = "";
        let from = 0;
        for (const match of text.matchAll(tokens)) {
          const gap = text.slice(from, match.index);
          const isLineEnd = match[0] === "\n";
          // A comment goes to the end of its line, and column 1 means something.
          mutated +=
            gap === "" || isLineEnd || mutated.endsWith("\n") || mutated === ""
              ? gap
              : (blanks.next().value ?? " ");
          mutated += isLineEnd ? (ends.next().value ?? "\n") : match[0];
          from = match.index + match[0].length;
        }
        keepsTheLaws(mutated);
      },
    ),
    { numRuns: 60 },
  );
});

test("any tree is printed as a text that means it", () => {
  fc.assert(
    fc.property(fc.array(declaration, { maxLength: 3 }), (declarations) => {
      const text = format({ name: "a.custody", text: "", declarations, comments: [] });
      const again = read(text);
      assert.deepEqual(withoutPlaces(again.declarations), withoutPlaces(declarations));
      assert.equal(format(again), text);
    }),
    { numRuns: 300 },
  );
});

test("lines are at most 120 wide where they can be broken", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("alpha", "beta", "gamma"), { minLength: 20, maxLength: 60 }),
      (names) => {
        const list = names.join(", ");
        const args = names.map((name) => `${name} = 1`).join(", ");
        const text = `rule A-1 must ${names[0] ?? ""} "x" { cites "${names.join('", "')}"; list ${list}
        on reads(${args}) when ${names.join(" and ")} { require ${names.join(" or ")} }
        good { parties ${list}; a -> b Name([${list}]) returns (${args}) } }`;
        for (const line of format(read(text)).split("\n")) assert.ok(line.length <= 120, line);
      },
    ),
    { numRuns: 30 },
  );
});

test("a layout, to be looked at", () => {
  const text = `# first
rule A-1 must desk "x" { cites seed 000 # why
 for each book b { # keys
   var left=0

   # before

   on reads(what=b) { require left>0; left-=0x10 } # behind
   # last
 }
 good "short" {desk reads(b1);wait 60 s}
 bad blames desk { desk -> store Fetch(b1) { store reads(b1); store -> desk Offer([b1]) { desk reads(b1) } returns 1 } returns (YES, b1); wait 1 min
 }
}
receive "y" covers A-1 { desk -> store Fetch(b1) { store reads(b1) }
  in any order { desk reads(b1); store reads(b1) } }`;
  assert.equal(
    format(read(text)),
    `# first
rule A-1 must desk "x" {
  cites seed 000 # why
  for each book b { # keys
    var left = 0

    # before

    on reads(what = b) { require left > 0; left -= 0x10 } # behind
    # last
  }
  good "short" { desk reads(b1); wait 60 s }
  bad blames desk {
    desk -> store Fetch(b1) { store reads(b1); store -> desk Offer([b1]) { desk reads(b1) } returns 1 }
      returns (YES, b1)
    wait 1 min
  }
}

receive "y" covers A-1 {
  desk -> store Fetch(b1) { store reads(b1) }
  in any order {
    desk reads(b1)
    store reads(b1)
  }
}
`,
  );
});
