// What programs read of a suite: SARIF keeps its schema, TAP says what the exit code says, and no text of a subject becomes a command.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv, type ValidateFunction } from "ajv";
import fc from "fast-check";
import type { Log } from "sarif";
import { peer } from "../../tools/peer.ts";
import { projectRoot } from "../../tools/root.ts";
import { annotations, silenced } from "./github.ts";
import { junitReport } from "./junit.ts";
import { sarifReport } from "./sarif.ts";
import { tapReport } from "./tap.ts";
import { anySuite, failure, rule, scenario, suite } from "../testing/suites.ts";

const once = { seed: 1, numRuns: 200 };

/** Ours, and the one of OASIS where somebody has it: it may not be copied here. */
const schemas = [
  join(projectRoot, "reports", "testing", "sarif-2.1.0.schema.json"),
  ...(process.env["CUSTODY_SARIF_SCHEMA"] ?? "").split(":").filter((path) => path !== ""),
].map((path): ValidateFunction => {
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  const formats = {
    uri: (text: string) => URL.canParse(text),
    "uri-reference": /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?#]|%[0-9A-Fa-f]{2})*$/u,
    "date-time": true as const,
  };
  return new Ajv({ strict: false, formats }).compile(schema);
});

test("SARIF keeps the schema of 2.1.0, and every result names its rule and its place", () => {
  fc.assert(
    fc.property(anySuite, (any) => {
      const log = JSON.parse(sarifReport(any)) as Log;
      for (const validate of schemas) assert.ok(validate(log), JSON.stringify(validate.errors));
      const [run] = log.runs;
      const rules = run?.tool.driver.rules ?? [];
      const notes = run?.invocations?.[0]?.toolConfigurationNotifications ?? [];
      const guilty = any.scenarios.filter(({ status }) => status === "failed" || status === "kit error");
      const { complaints = [] } = any;
      assert.equal(run?.results?.length, guilty.length + complaints.length);
      for (const result of run?.results ?? []) {
        assert.equal(rules[result.ruleIndex ?? -1]?.id, result.ruleId);
        const place = result.locations?.[0]?.physicalLocation;
        if (result.ruleId === "known-failures") {
          assert.deepEqual([place?.artifactLocation?.uri, place?.region?.startLine], ["list.yaml", 7]);
          continue;
        }
        assert.ok(guilty.some((each) => Math.max(1, each.place.line) === place?.region?.startLine));
        assert.ok(decodeURIComponent(place?.artifactLocation?.uri ?? "").startsWith("dir/"));
      }
      for (const note of notes)
        if (note.associatedRule !== undefined)
          assert.equal(rules[note.associatedRule.index ?? -1]?.id, note.associatedRule.id);
      assert.equal(
        notes.filter(({ message }) => message.text?.includes("is skipped") === true).length,
        any.skipped.length,
      );
      assert.equal(run?.invocations?.[0]?.exitCode, any.exitCode);
    }),
    once,
  );
});

test("SARIF points at the line of the scenario, under the rule, with the level of its finding", () => {
  const place = { file: "features/mü dir/a.custody", line: 12, column: 3 };
  const broken = { ...scenario("t", "failed", [failure]), place };
  const [run] = (JSON.parse(sarifReport({ ...suite("t"), scenarios: [broken] })) as Log).runs;
  const [result] = run?.results ?? [];
  assert.deepEqual(
    [result?.ruleId, result?.level, result?.message.text],
    ["R-1", "error", "the requirement\nwhat happened\nthe reason"],
  );
  assert.deepEqual(result?.locations?.[0]?.physicalLocation, {
    artifactLocation: { uri: "features/m%C3%BC%20dir/a.custody", uriBaseId: "%SRCROOT%" },
    region: { startLine: 12, startColumn: 3 },
  });
});

/** A reader of TAP, in three sentences of its specification: what each test point says, and whether all of it is well. */
function read(text: string): { readonly well: boolean; readonly points: number; readonly skipped: number } {
  const lines = text.split("\n");
  const points = lines.flatMap((line) => {
    const [, no, n, rest = ""] = /^(not )?ok (\d+) - (.*)$/u.exec(line) ?? [];
    const [, directive = ""] = /(?<!\\)(?:\\\\)*# (TODO|SKIP)/u.exec(rest) ?? [];
    return n === undefined ? [] : [{ n: Number(n), ok: no === undefined, directive }];
  });
  assert.deepEqual(lines.slice(0, 2), ["TAP version 14", `1..${points.length}`]);
  assert.ok(points.every(({ n }, at) => n === at + 1));
  return {
    well: points.every(({ ok, directive }) => ok || directive === "TODO"),
    points: points.length,
    skipped: points.filter(({ directive }) => directive === "SKIP").length,
  };
}

test("TAP passes where the exit code is 0 and nowhere else, and lists every scenario and rule once", () => {
  fc.assert(
    fc.property(anySuite, (any) => {
      const text = tapReport(any);
      const { well, points } = read(text);
      assert.equal(well, any.exitCode === 0, text);
      const own = any.scenarios.length + any.rules.length + any.skipped.length;
      const more = any.missing.length + (any.complaints?.length ?? 0);
      assert.ok(points >= own + more && points <= own + more + 1);
      assert.equal(text.split("\n  ---\n").length, text.split("\n  ...\n").length);
    }),
    once,
  );
});

test("the parser behind prove reads our TAP as we mean it", (t) => {
  const perl = peer(t, "perl");
  if (perl === undefined) return;
  for (const any of fc.sample(anySuite, { seed: 2, numRuns: 12 })) {
    // Debian's reader knows version 13, which reads the same points
    const text = tapReport(any).replace("TAP version 14", "TAP version 13");
    const heard: { readonly stdout: string; readonly stderr: string } = spawnSync(
      perl,
      ["-MTAP::Parser", "-e", parse],
      {
        input: text,
        encoding: "utf8",
      },
    );
    const { well, points, skipped } = read(tapReport(any));
    assert.equal(heard.stdout, `${well ? 0 : 1} ${points} ${skipped}\n`, text + heard.stderr);
  }
});
const parse =
  'local $/; my $p = TAP::Parser->new({tap => <STDIN>}); $p->run; print(($p->has_problems ? 1 : 0), " ", $p->tests_run, " ", scalar($p->skipped), "\\n"); print STDERR join("; ", $p->parse_errors);';

test("an annotation is one line whose parts come out as they went in", () => {
  fc.assert(
    fc.property(anySuite, (any) => {
      const text = annotations(any, (file) => file);
      const lines = text.split("\n").slice(0, -1);
      for (const line of lines) {
        const [, , properties = "", message = ""] =
          /^::(error|warning|notice)(?: (.*?))?::(.*)$/su.exec(line) ?? [];
        assert.notEqual(message, "", line);
        for (const part of properties.split(",")) assert.match(part, /^(file|line|col|title)=[^:,\r\n]*$/u);
        assert.doesNotMatch(`${properties}${message}`, /%(?!25|0A|0D|3A|2C)/u);
      }
      const bad = any.scenarios.filter(({ status }) => ["failed", "kit error", "undecided"].includes(status));
      const unproven = any.strict && any.shard === undefined && any.ruleSums.unexercised > 0 ? 1 : 0;
      const told = lines.filter((line) =>
        line.startsWith("::error file=list.yaml,line=7,title=Known failures::"),
      );
      assert.equal(told.length, any.complaints?.length ?? 0);
      assert.equal(
        lines.length,
        bad.length + any.skipped.length + any.missing.length + unproven + told.length,
      );
    }),
    once,
  );
});

test("an annotation stands at its file and line, and only at files of the checkout", () => {
  const broken = {
    ...scenario("a, b: 50%", "failed", [{ ...failure, because: ["x\r\ny"] }]),
    place: { file: "d/a b.custody", line: 7, column: 2 },
  };
  const one = { ...suite("t"), scenarios: [broken] };
  assert.equal(
    annotations(one, (file) => `sub/${file}`),
    '::error file=sub/d/a b.custody,line=7,col=2,title=R-1 in receive "a%2C b%3A 50%25"::the requirement%0Awhat happened%0Ax\\x0d\\x0ay%0Arepeat: custody replay TOKEN\n',
  );
  assert.match(
    annotations(one, () => undefined),
    /^::error title=/u,
  );
});

test("between the two words the runner obeys nothing", () => {
  assert.equal(
    silenced("::error::forged\n", "t0ken"),
    "::stop-commands::t0ken\n::error::forged\n::t0ken::\n",
  );
});

test("JUnit's cases carry rule, subject and digest, and a skipped rule its reason", () => {
  const xml = junitReport({ ...suite("t"), skipped: [{ ...rule("S-1", "kept"), reason: "no such chip" }] });
  const properties = (name: string): string =>
    new RegExp(`name="${name}" file="[^"]*">\\s*<properties>([^]*?)</properties>`, "u").exec(xml)?.[1] ?? "";
  const values = (text: string): readonly string[] =>
    [...text.matchAll(/name="(\w+)" value="([^"]*)"/gu)].map(([, name, value]) => `${name}=${value}`);
  assert.deepEqual(values(properties("receive t")), ["rule=R-1", "subject=s 1", "digest=d1"]);
  assert.deepEqual(values(properties("A-1 says A-1")), ["rule=A-1", "subject=s 1", "digest=abc"]);
  assert.match(xml, /name="S-1 says S-1"[^]*?<skipped message="skipped: no such chip">/u);
});
