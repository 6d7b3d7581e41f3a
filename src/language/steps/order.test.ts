import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { kitRoot } from "../../runner/kit.ts";
import { loadWithSpec } from "../../runner/input/load.ts";
import { checked } from "../testing/library.ts";

const text = (covers: string, steps: string): string => `vocabulary shop {
  role guest
  role kitchen
  examples use guest G, kitchen
  boundary guest / kitchen {
    down Order(dish: dish)
    up   Serve(dish: dish) caused by guest Order duty
    up   Bill(sum: int)
    up   Greet() duty
    up   Sing() caused by kitchen Greet duty
  }
}
resource dish { hot: bool }
rule SHOP-01 must kitchen "The bill comes behind the dish." {
  cites seed 001
  for each guest g {
    var served = false
    from guest -> kitchen Order() { served = false }
    on kitchen -> g Serve() { served = true }
    on kitchen -> g Bill() { require served }
  }
  good { G -> kitchen Order(d1); kitchen -> G Serve(d1); kitchen -> G Bill(3) }
  bad blames kitchen { G -> kitchen Order(d1); kitchen -> G Bill(3) }
}
rule SHOP-02 may kitchen "The later order may be served first." {
  cites seed 001
  list orders
  on Order() { add dish to orders }
  on Serve() when size(orders before dish) > 0 { observe "the other way round" }
  on Serve() { remove dish from orders }
  good { G -> kitchen Order(d1); kitchen -> G Serve(d1) }
}
receive "a meal" ${covers} {
  parties guest G, kitchen
  G -> kitchen Order(?d)
  G -> kitchen Order(?e)
  ${steps}
}
`;
const notes = (steps: string, covers = ""): number => {
  const { all } = checked(text(covers, steps));
  assert.deepEqual(
    all.filter(({ severity }) => severity === "error").map(({ message }) => message),
    [],
  );
  return all.filter(({ code }) => code === "over-ordered").length;
};

const asked: readonly [what: string, steps: string, covers?: string][] = [
  ["two completions", "kitchen -> G Serve(d); kitchen -> G Serve(e)"],
  ["a completion and a word that is none", "kitchen -> G Serve(d); kitchen -> G Bill(3)"],
  ["the other way round", "kitchen -> G Bill(3); kitchen -> G Serve(d)"],
  ["inside a block", "optional { kitchen -> G Serve(d); kitchen -> G Serve(e) }"],
  [
    "in a branch of what has no order",
    "in any order { optional { kitchen -> G Serve(d); kitchen -> G Bill(3) }; wait 1 s }",
  ],
  [
    "with a rule that follows the word once only",
    "kitchen -> G Serve(d); kitchen -> G Serve(e)",
    "covers SHOP-01",
  ],
];
for (const [what, steps, covers] of asked)
  test(`asked whether the order is required: ${what}`, () => assert.equal(notes(steps, covers), 1));

const answered: readonly [what: string, steps: string, covers?: string][] = [
  ["in any order", "in any order { kitchen -> G Serve(d); kitchen -> G Serve(e) }"],
  ["the same thing", "kitchen -> G Serve(d); kitchen -> G Serve(d)"],
  ["a cause", "kitchen -> G Greet(); kitchen -> G Sing()"],
  ["within", "kitchen -> G Serve(d); kitchen -> G Bill(3) within 5 s"],
  ["after", "kitchen -> G Serve(d); kitchen -> G Bill(3) after 1 ms"],
  ["a condition between", "kitchen -> G Serve(d); expect d.hot = true; kitchen -> G Bill(3)"],
  ["a rule that follows both", "kitchen -> G Serve(d); kitchen -> G Bill(3)", "covers SHOP-01"],
  ["a rule about the order of one word", "kitchen -> G Serve(e); kitchen -> G Serve(d)", "covers SHOP-02"],
  ["another sender", "kitchen -> G Serve(d); G -> kitchen Order(?f)"],
  ["no completion at all", "kitchen -> G Bill(3); kitchen -> G Bill(4)"],
];
for (const [what, steps, covers] of answered)
  test(`not asked again: ${what}`, () => assert.equal(notes(steps, covers), 0));

test("nothing of our own is ordered without need", () => {
  const folder = join(kitRoot, "features");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".custody"))
    .map((name) => join(folder, name));
  assert.ok(files.length > 20);
  const { problems } = loadWithSpec(files);
  assert.deepEqual(
    problems.filter(({ code }) => code === "over-ordered").map(({ file, message }) => `${file}: ${message}`),
    [],
  );
});
