// The grammar knows the language and nothing of what is said in it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { parseFile } from "./parse.ts";
import { places } from "./recovery/contexts.ts";
import { continuingWords, declarationWords, reservedWords } from "./words.ts";

const grammar = readdirSync("grammar")
  .filter((name) => name.endsWith(".peggy"))
  .map((name) => readFileSync(`grammar/${name}`, "utf8"))
  .join("\n");

const foreign = (
  "ndis nic miniport protocol client filter redirector server app os wire smb cifs netbios netbeui nbf llc tcp tcpip " +
  "packet packets nbl nbls nb mdl buffer pool frame frames lookahead transfer adapter binding medium ethernet tokenring wan fddi " +
  "session datagram message tree tid fid mid pid uid seek open close status pending success"
).split(" ");

test("no word of drivers, protocols or their parties stands in the grammar", () => {
  const found = foreign.filter((word) =>
    new RegExp(`(?<![A-Za-z])${word}(?![a-z])|(?<![a-z])${word[0]?.toUpperCase()}${word.slice(1)}`).test(
      grammar,
    ),
  );
  assert.deepEqual(found, []);
  assert.doesNotMatch(grammar, /Ndis|Miniport|Protocol|SMB|NBF|LLC/);
});

test("the words of the vocabularies are names to the language", () => {
  for (const word of foreign) {
    const { problems } = parseFile(
      "a",
      `vocabulary ${word} {\n  role ${word}\n  acts of ${word} { ${word} (${word}: ${word}) }\n}\n`,
    );
    assert.deepEqual(problems, []);
  }
});

test("every reserved word stands in the grammar", () => {
  for (const word of reservedWords) assert.ok(grammar.includes(`"${word}"`), word);
  for (const word of continuingWords) assert.ok(reservedWords.has(word), word);
});

test("every word that begins a statement stands in the grammar", () => {
  for (const { words } of Object.values(places))
    for (const word of words.keys()) assert.ok(grammar.includes(`"${word}"`), word);
  assert.deepEqual([...places.declaration.words.keys()].toSorted(), [...declarationWords].toSorted());
});

test("a reserved word cannot be a name, and says so", () => {
  for (const word of reservedWords) {
    const { problems } = parseFile("a", `vocabulary a {\n  role ${word}\n}\n`);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["reserved-word"],
      word,
    );
  }
});
