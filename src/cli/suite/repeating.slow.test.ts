// The command behind a failure repeats it, wherever its scenario and the rules that judge it stand.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { custody } from "../testing/custody.ts";

const folder = mkdtempSync(join(tmpdir(), "custody repeat "));
after(() => rmSync(folder, { recursive: true, force: true }));
process.chdir(folder);

const put = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
const scenario = (title: string): string => `receive "${title.replaceAll('"', '""')}" {
  parties nic, ndis, protocol P
  nic -> ndis NdisMIndicateReceivePacket([?p(size = 1514)]) { ndis -> P ProtocolReceivePacket(p) returns 1 }
  P -> ndis NdisReturnPackets([p])
}
`;
const rule = `rule OWN-01 should protocol "A protocol gives nothing back." {
  on protocol -> ndis NdisReturnPackets() { require size(packets) = 0 }
  good { P -> ndis NdisReturnPackets([]) }
  bad blames P { P -> ndis NdisReturnPackets([p1]) }
}
`;
const quoted = 'a "packet"';
put("tests/deep/text.custody", scenario(quoted));
put(
  "tests/deep/text.feature",
  `Feature: F\n  Scenario: S\n    Given the scenarios of "text.custody"\n    When '${quoted}' is played\n`,
);
put(
  "tests/deep/inside.feature",
  `Feature: G\n  Scenario: T\n    When this is played:\n      """custody\n${scenario("inside").replaceAll(/^/gmu, "      ").trimEnd()}\n      """\n`,
);
put("tests/rules/own.custody", rule);
put(
  "tests/rules/own.feature",
  `Feature: H\n  Scenario: U\n    When this is played:\n      """custody\n${scenario("beside the rule").replaceAll(/^/gmu, "      ").trimEnd()}\n      """\n`,
);

for (const [what, args, failures] of [
  ["features elsewhere, with rules in other folders", ["tests"], 3],
  ["a rule beside the feature", ["tests/rules"], 1],
  ["no rule of its own", ["tests/deep", "--target", "mutant:protocol-keeps-packet"], 2],
] as const)
  test(`${what}: each token and each record is repeated`, () => {
    const { code, out } = custody(["run", ...args, "--report", `record:${join(folder, "run.jsonl")}`]);
    assert.equal(code, 1, out);
    const tokens = [...out.matchAll(/repeat +npx custody replay (c1\.\S+)/gu)].map(([, token = ""]) => token);
    assert.ok(tokens.length >= failures, out);
    for (const token of tokens) {
      const again = custody(["replay", token]);
      assert.equal(again.code, 1, again.err);
      assert.ok(again.out.includes(token));
    }
    assert.equal(custody(["replay", join(folder, "run.jsonl")]).code, 1);
  });

test("when the rules have changed that is said", () => {
  const { out } = custody(["run", "tests/rules"]);
  const [, token = ""] = /replay (c1\.\S+)/u.exec(out) ?? [];
  put("tests/rules/own.custody", readFileSync("tests/rules/own.custody", "utf8").replace("= 0 }", "= 7 }"));
  const { code, err } = custody(["replay", token]);
  assert.deepEqual([code, /The rules have changed since this run/u.test(err)], [3, true], err);
});

test("a rule that cannot be read ends the run; a scenario that cannot be read takes no rule from the others", () => {
  put("tests/deep/rule.custody", rule.replace("size(", "sise("));
  const broken = custody(["run", "tests/deep"]);
  assert.deepEqual([broken.code, broken.out], [3, ""]);
  assert.match(
    broken.err,
    /^custody: The texts beside the features have a problem:\n\S*rule\.custody:2:53: /u,
  );
  put("tests/deep/rule.custody", rule);
  put("tests/deep/unplayed.custody", 'receive "wrong" {\n  parties nic\n  nic -> nobody Nonsense()\n}\n');
  const { code, out } = custody(["run", "tests/deep"]);
  assert.equal(code, 1, out);
  assert.match(out, /^scenarios: 2 selected = 2 failed$/mu);
});
