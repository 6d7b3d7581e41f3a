import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Layer } from "../../contract/layer.ts";
import { begin } from "../config.ts";
import { layer, world } from "../testing/stage.ts";
import { candidates } from "./picks.ts";

/** What is picked next depends on what was picked: a tree of so many options at each place. */
type Tree = readonly Tree[];
const grown = (depth: number): fc.Arbitrary<Tree> =>
  depth === 0 ? fc.constant([]) : fc.array(grown(depth - 1), { maxLength: 3 });

/** The answers that a layer is given, in the order in which it is asked, and those that are found. */
function asked(options: Tree, isForeign: boolean): { readonly order: string[]; readonly found: string[] } {
  const order: string[] = [];
  const { layer: plain } = layer(null, (state, _input, view) => {
    let path = "";
    for (let at = options; at.length > 0;) {
      const taken = view.pick(
        "next",
        at.map((_, i) => i),
      );
      path += String(taken);
      at = at[taken] as Tree;
    }
    order.push(path);
    return [state, [{ k: "note", text: path }]];
  });
  const foreign = { state: "O", threads: false, nests: true, begins: false };
  const one: Layer<unknown> = { ...plain, ...(isForeign ? { foreign } : {}) };
  const played = world('send "s" { parties clerk C, office O }\n', { O: { layer: one } });
  const [self] = played.parties;
  assert.ok(self !== undefined);
  const found = candidates(played, begin(played), self, one, { k: "timer", name: "now" }, false);
  return {
    order,
    found: found.map(({ reaction }) =>
      (reaction?.[1] ?? []).map((out) => (out.k === "note" ? out.text : "")).join(),
    ),
  };
}

test("a program gives the same answers in the same order, each once, and is asked for the first of them last", () => {
  fc.assert(
    fc.property(grown(4), (options) => {
      const [own, program] = [asked(options, false), asked(options, true)];
      assert.deepEqual(program.found, own.found);
      assert.deepEqual(own.found, own.order);
      assert.deepEqual(program.order.toSorted(), own.order.toSorted());
      assert.equal(program.order.at(-1), own.found[0]);
    }),
  );
});
