// A program that knows one conversation by heart (docs/transcripts): it answers what is written there, and only to what is written there.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [, , file = ""] = process.argv;
const lines = readFileSync(file, "utf8")
  .trimEnd()
  .split("\n")
  .map((text) => ({
    from: JSON.parse(text).from,
    line: /^\{"from":"\w+","line":(.*)\}$/u.exec(text)?.[1] ?? "",
  }));
let at = 0;

for await (const heard of createInterface({ input: process.stdin })) {
  if (heard === '{"kind":"bye"}') break;
  const expected = lines[at]?.from === "kit" ? lines[at].line : "nothing";
  if (heard !== expected && heard.startsWith('{"kind":"probe"')) tellWhere();
  else if (heard !== expected) deny(heard, expected);
  else for (at++; lines[at]?.from === "subject"; at++) print(lines[at].line);
}

/** Whoever asks wants to know whether all of it was said. */
function tellWhere() {
  if (at === lines.length) print('{"kind":"result","ask":0}');
  else print(`{"kind":"unsupported","ask":0,"reason":"line ${at + 1} was never said"}`);
  print('{"kind":"idle"}');
}

function deny(heard, expected) {
  print(JSON.stringify({ kind: "error", message: `line ${at + 1} should be ${expected} and is ${heard}` }));
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
