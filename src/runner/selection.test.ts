// Selecting never loses a rule: what there is is in force, skipped or left out, and says which.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseSpec } from "./input/spec.ts";
import { rulesInForce, rulesNamed, scenarioMatcher } from "./selection.ts";

const program = await parseSpec();
const ids = program.rules.map(({ id }) => id);
const nothing = { rules: [], skipped: [] };

const names = fc.constantFrom(...ids, "RCV", "RCV-PKT", "snd6", "MID", "CUSTODY");
const wanted = fc
  .record({
    rules: fc.array(names, { maxLength: 4 }),
    level: fc.constantFrom(undefined, "must", "should"),
    skips: fc.array(fc.nat(1000), { maxLength: 3 }),
  })
  .map(({ rules, level, skips }) => {
    const plain = { rules, skipped: [], ...(level === undefined ? {} : { level }) };
    const selected = rulesInForce(program, plain).rules;
    const chosen = selected.length === 0 ? [] : skips.map((n) => selected[n % selected.length]?.id ?? "");
    return { ...plain, skipped: [...new Set(chosen)].map((id) => `${id}=because of ${id}`) };
  });

test("every rule is in force, skipped with its reason or left out, and the sums say how many", () => {
  fc.assert(
    fc.property(wanted, (want) => {
      const { rules, skipped, leftOut, ids: told } = rulesInForce(program, want);
      assert.equal(rules.length + skipped.length + leftOut, program.rules.length);
      assert.ok(
        skipped.every(([rule, reason]) => !rules.includes(rule) && reason === `because of ${rule.id}`),
      );
      assert.equal(skipped.length, want.skipped.length);
      const all = rules.length === program.rules.length;
      assert.equal(told === undefined, all);
      if (told !== undefined) {
        assert.deepEqual(
          told.filter((id) => id !== "CUSTODY"),
          rules.map(({ id }) => id),
        );
        assert.equal(told.includes("CUSTODY"), want.rules.length === 0 || want.rules.includes("CUSTODY"));
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("a family is all ids below it, a level is itself and what is stricter", () => {
  assert.deepEqual(
    rulesNamed(program, ["rcv-pkt"]),
    ids.filter((id) => id.startsWith("RCV-PKT-")),
  );
  const levels = (level: string): ReadonlySet<string> =>
    new Set(rulesInForce(program, { ...nothing, level }).rules.map((rule) => rule.level));
  assert.deepEqual([levels("must"), levels("should")], [new Set(["must"]), new Set(["must", "should"])]);
});

test("what is not known is refused with what is near", () => {
  const refused = (want: Partial<Parameters<typeof rulesInForce>[1]>, says: RegExp): void =>
    assert.throws(() => rulesInForce(program, { ...nothing, ...want }), {
      name: "InputError",
      message: says,
    });
  refused({ rules: ["RCV-PKT-6"] }, /no rule RCV-PKT-6; did you mean RCV-PKT-/u);
  refused({ rules: ["RVC-PKT"] }, /did you mean RCV-PKT\?/u);
  refused({ level: "may" }, /--level takes must or should/u);
  refused({ skipped: ["RCV-PKT-06"] }, /wants a reason/u);
  refused({ skipped: ["RCV-PKT-06= "] }, /wants a reason/u);
  refused({ skipped: ["RCV-PKT-66=x"] }, /did you mean/u);
  refused({ rules: ["MID"], skipped: ["RCV-PKT-06=x"] }, /skips nothing/u);
  refused({ skipped: ["MID-01=x", "MID-01=y"] }, /twice/u);
});

test("a scenario is named by its title or by the feature's name, whole or with stars", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (title, before, behind) => {
      const [a, b] = [before, behind].map((text) => text.replaceAll("*", ""));
      assert.ok(scenarioMatcher([])(title, ""));
      assert.ok(scenarioMatcher([`${a}*${b}`])(`${a}${title}${b}`, "x"));
      assert.ok(scenarioMatcher([`${a}*${b}`])("x\ny", `${a}${title}${b}`));
      const plain = title.replaceAll("*", "");
      assert.equal(scenarioMatcher([plain])(`${plain}!`, `?${plain}`), false);
      assert.ok(scenarioMatcher(["never", plain])(plain, ""));
    }),
    { seed: 1, numRuns: 300 },
  );
});
