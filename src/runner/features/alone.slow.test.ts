// With Cucumber and without it a run of features comes to the same, whatever stands in them.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { InputError } from "../../contract/problem.ts";
import { textsBeside } from "../beside/texts.ts";
import { refuseUnplayed } from "../input/feature-files.ts";
import { kitRoot } from "../kit.ts";
import { openSession, type SessionOptions } from "../session.ts";
import { runAlone } from "./alone.ts";
import { featurePaths } from "./paths.ts";
import { type FeatureRun, Verdicts } from "./verdicts.ts";
import { runWithCucumber } from "./with-cucumber.ts";

const folder = mkdtempSync(join(tmpdir(), "custody alone ü "));
after(() => rmSync(folder, { recursive: true, force: true }));
process.chdir(folder);

type Run = Omit<FeatureRun, "tags"> & { readonly tags?: string };
type Way = (
  run: FeatureRun,
  hear: Verdicts["hear"],
  opened: Awaited<ReturnType<typeof openSession>>,
) => Promise<void>;
const ways: readonly Way[] = [
  (run, hear, session) => runAlone(session, run, hear),
  (run, hear) => runWithCucumber([], run, hear),
];

/** What a run comes to in each way. */
async function bothWays(wanted: Run, options: Partial<SessionOptions> = {}): Promise<readonly string[]> {
  const told = [];
  for (const way of ways) {
    const session = await openSession({ target: "reference", roles: [], seed: 1, ...options });
    const { files, loaded } = textsBeside(wanted.paths);
    session.preload(files, loaded);
    const seen: unknown[] = [];
    const run = { tags: "", ...wanted, onScenario: (...all: unknown[]) => void seen.push(all) };
    const verdicts = new Verdicts(session, run);
    const refused = await way(run, verdicts.hear.bind(verdicts), session).then(() => undefined, sentence);
    const { results, unplayed, digest } = verdicts.finish();
    const shown = results.map((result) => ({ ...result, digest: result.digest(), token: result.token() }));
    const planned = session.planned.map(({ scenario, place }) => [scenario.title, place?.name, place?.line]);
    told.push(JSON.stringify([shown, planned, refused ?? refusal(unplayed), digest, seen], undefined, 1));
  }
  return told;
}

const sentence = (error: unknown): string => {
  assert.ok(error instanceof InputError, String(error));
  return error.message;
};

function refusal(unplayed: Parameters<typeof refuseUnplayed>[0]): unknown {
  try {
    refuseUnplayed(unplayed);
  } catch (error) {
    return sentence(error);
  }
  // what was not played and is no mistake
  return unplayed.map(({ name, status }) => [name, status]);
}

async function same(run: Run, options?: Partial<SessionOptions>): Promise<string> {
  const [alone = "", cucumber] = await bothWays(run, options);
  assert.equal(alone, cucumber);
  return alone;
}

const scenario = (title: string, size = 1514): string => `receive "${title}" {
  parties nic, ndis, protocol P
  nic -> ndis NdisMIndicateReceivePacket([?p(size = ${size})]) { ndis -> P ProtocolReceivePacket(p) returns 1 }
  P -> ndis NdisReturnPackets([p])
}
`;
const written = (name: string, text: string): string => {
  mkdirSync(join(folder, "texts"), { recursive: true });
  writeFileSync(join(folder, "texts", name), text);
  return join("texts", name);
};
written("some.custody", ["one", "two", 'a ""quoted"" one'].map((title) => scenario(title)).join("\n"));

const doc = (indent: string, text: string): string => text.trimEnd().replaceAll(/^/gmu, indent);
const given = '    Given the scenarios of "some.custody"\n';

for (const [what, text, expected] of [
  [
    "backgrounds, rules, outlines, bullets, tags",
    `@all
Feature: F
  Background:
${given}
  @one
  Scenario: S
    When "one" is played
    * it goes as written
  Rule: R
    Background:
      When "two" is played
    Scenario Outline: O <title>
      When "<title>" is played
      Then <call> is said <n> time
      @few
      Examples:
        | title | call              | n |
        | one   | NdisReturnPackets | 1 |
      Examples: none
        | title | call | n |
`,
    /"passed"/u,
  ],
  [
    "another language",
    `# language: de
Funktionalität: F
  Szenario: S
    Angenommen the scenarios of "some.custody"
    Wenn "one" is played
    Dann it goes as written
`,
    /"passed"/u,
  ],
  [
    "quotes in quotes, either kind, and odd space",
    `Feature: F\r
  Scenario:   S  \r
\t Given the scenarios of 'some.custody'\r
    When 'a "quoted" one' is played  \r
    Then no rule is broken\r
`,
    /"passed"/u,
  ],
  [
    "a text below, in either quotes",
    `Feature: F
  Scenario: S
    When this is played:
      """custody
${doc("      ", scenario("below"))}
      """
  Scenario: T
    When this is played:
      \`\`\`
${doc("      ", scenario("below too"))}
      \`\`\`
`,
    /"passed"/u,
  ],
  [
    "a step that does not hold, and what is behind it",
    `Feature: F
  Scenario: S
${given}    When "one" is played
    Then MiniportReset is said 2 times
    When "two" is played
    And it goes as written
  Scenario: T
${given}    When "two" is played
    Then rule RCV-PKT-15 is unexercised
`,
    /a step does not hold: MiniportReset was said 0 times/u,
  ],
  [
    "a rule that nobody has",
    `Feature: F
  Scenario: S
${given}    When "one" is played
    Then rule RCV-XXX-15 is kept
`,
    /there is no rule RCV-XXX-15/u,
  ],
  [
    "a step that nobody defines, behind one that does not hold",
    `Feature: F
  Scenario: S
${given}    When "one" is played
    Then NdisSend is said
    And nobody knows this
`,
    /NdisSend was never said/u,
  ],
  [
    "only a step that nobody defines",
    `Feature: F
  Scenario: S
    Given nobody knows this
`,
    /uses a step that nobody defines, \\"nobody knows this\\"/u,
  ],
  [
    "a step that nobody defines, behind what was played",
    `Feature: F
  Scenario: S
${given}    When "one" is played
    Then nobody knows this
`,
    /uses a step that nobody defines, \\"nobody knows this\\"/u,
  ],
  [
    "a title that is not there, and a step too early",
    `Feature: F
  Scenario: S
${given}    When "three" is played
  Scenario: T
    When "one" is played
  Scenario: U
    Then no rule is broken
`,
    /3 scenarios cannot be played/u,
  ],
  [
    "problems in a text below, at the feature's own lines",
    `Feature: F
  Scenario: S
    When this is played:
      """
      receive "x" {
        parties nic
        nic -> nobody Nonsense()
      }
      """
`,
    /:7:\d+ /u,
  ],
  [
    "what cannot be parsed",
    "Feature: F\n  Scenario: S\n    Given x\n  nonsense\n  more of it\n",
    /expected/u,
  ],
  ["nothing at all", "", /\[\]/u],
  ["a feature without scenarios, and one without steps", "# c\nFeature: F\n  text\n  Scenario: S\n", /"S"/u],
] as const)
  test(`${what}: the same with Cucumber and without it`, async () => {
    const told = await same({ paths: [written("odd.feature", text)] });
    assert.match(told, expected);
  });

test("a text or a table that a step does not want, or that is missing", async () => {
  // Cucumber counts the parameters of functions instead, and waits
  for (const [text, expected] of [
    [`${given}      """\n      x\n      """\n`, /nothing is wanted below this step/u],
    [`${given}      | x |\n`, /nothing is wanted below this step/u],
    ["    When this is played:\n", /the text is missing: put it below/u],
    ["    When this is played:\n      | x |\n", /the text is missing: put it below/u],
  ] as const) {
    const path = written("odd.feature", `Feature: F\n  Scenario: S\n${text}`);
    const session = await openSession({ target: "reference", roles: [], seed: 1 });
    const verdicts = new Verdicts(session, { paths: [path], tags: "" });
    await runAlone(session, { paths: [path], tags: "" }, verdicts.hear.bind(verdicts));
    assert.throws(() => refuseUnplayed(verdicts.finish().unplayed), expected);
  }
});

test("what breaks in the kit itself is no step that does not hold", async () => {
  const path = written("odd.feature", `Feature: F\n  Scenario: S\n${given}    When "one" is played\n`);
  const session = await openSession({ target: "reference", roles: [], seed: 1 });
  Object.assign(session, {
    play: () => {
      throw new TypeError("ours");
    },
  });
  const run = { paths: [path], tags: "" };
  const verdicts = new Verdicts(session, run);
  await assert.rejects(runAlone(session, run, verdicts.hear.bind(verdicts)), TypeError);
});

const outline = `@a
Feature: F
  @b
  Scenario: S
${given}    When "one" is played
  @c
  Scenario Outline: O
${given}    When "<title>" is played
    @d
    Examples:
      | title |
      | one   |
      | two   |
    Examples:
      | title |
      | one   |
  Rule: R
    @b
    Scenario: T
${given}    When "two" is played
`;

test("lines, tags and shards choose the same", async () => {
  const path = written("lines.feature", outline);
  const other = written("other.feature", outline.replace("Feature: F", "Feature: G"));
  const lines = fc.array(fc.constantFrom(2, 4, 8, 13, 14, 17, 20), { maxLength: 3 });
  const tags = fc.constantFrom("", "@a", "not @b", "@b or @d", "@c and not (@d)", "@nobody");
  const shard = fc.constantFrom(undefined, "1/1", "1/2", "2/2", "3/4");
  const named = fc.array(fc.tuple(fc.constantFrom(path, other), lines), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(named, tags, shard, async (files, expression, part) => {
      const paths = files.map(([file, at]) => [file, ...at].join(":"));
      await same({ paths, tags: expression, ...(part === undefined ? {} : { shard: part }) }, { dry: true });
    }),
    { numRuns: 60 },
  );
});

test("tags that are no expression, several mistakes in several files, roles that do not take part", async () => {
  const path = written("lines.feature", outline);
  assert.match(await same({ paths: [path], tags: "@a and" }), /--tags .*@a and.* is no tag expression/u);
  const wrong = written("wrong.feature", "Feature: F\n  nonsense:\n  Scenario: S\n    x\n");
  assert.match(await same({ paths: [wrong, path, wrong] }), /wrong\.feature/u);
  assert.match(await same({ paths: [path] }, { roles: ["redirector"] }), /SKIPPED/u);
  assert.match(await same({ paths: [path] }, { target: "mutant:protocol-keeps-packet" }), /"failed"/u);
});

test("a text with a byte order mark", async () => {
  await same({ paths: [written("odd.feature", `\uFEFF${outline}`)] });
});

test("features of the kit", async () => {
  process.chdir(kitRoot);
  const told = await same({
    paths: featurePaths(["features/exchange", "features/wire"]),
  });
  assert.match(told, /"passed"/u);
});
