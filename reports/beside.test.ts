// Two columns: never wider than a page, and a mark says who saw it.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Event } from "../src/contract/event.ts";
import { besideText } from "./beside.ts";

const event = (seq: number, name: string): Event => ({
  seq,
  time: 0,
  kind: "call",
  name,
  from: "app",
  to: "os",
  args: {},
});
const gave = (seq: number, name: string, ...holds: readonly string[]) => ({ event: event(seq, name), holds });

test("what both saw goes across, what changed hands stands in its column", () => {
  assert.equal(
    besideText(
      ["one", "other"],
      [
        { left: { changes: [gave(1, "allocates", "packet1: nic")] }, right: { changes: [] } },
        {
          left: { seen: event(2, "open"), changes: [gave(3, "Give", "packet1: ndis")] },
          right: { seen: event(9, "open"), changes: [gave(10, "Lend", "nbl1: ndis")] },
        },
        { left: { seen: event(4, "read"), changes: [] } },
        { right: { seen: event(12, "close"), changes: [] } },
      ],
    ),
    [
      `one${" ".repeat(45)} | other`,
      `     1 allocates${" ".repeat(32)} |`,
      `         packet1: nic${" ".repeat(27)} |`,
      "= app -> os  open()",
      `     3 Give${" ".repeat(37)} |     10 Lend`,
      `         packet1: ndis${" ".repeat(26)} |          nbl1: ndis`,
      "< app -> os  read()",
      "> app -> os  close()",
    ].join("\n"),
  );
});

test("no line is wider than a hundred characters, and none tells a terminal anything", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.nat(), (name, holder, seq) => {
      const side = { seen: event(seq, name), changes: [gave(seq, name, holder, `${holder} ${holder}`)] };
      const text = besideText([name, holder], [{ left: side, right: side }, { right: side }]);
      for (const line of text.split("\n")) {
        assert.ok(line.length <= 100, line);
        // oxlint-disable-next-line no-control-regex -- they are what is looked for
        assert.doesNotMatch(line, /[\u0000-\u001F]/u);
      }
    }),
  );
});
