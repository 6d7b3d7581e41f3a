// The scripts in the shells themselves: every flag of every command is offered, values where they are finite.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { peer } from "../../../tools/peer.ts";
import { custody } from "../testing/custody.ts";

const folder = mkdtempSync(join(tmpdir(), "custody completion "));
after(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, "here.feature"), "");

function says(...args: readonly string[]): string {
  const { out, err } = custody(args);
  assert.equal(err, "");
  return out;
}

/** Line by line on the standard input what has been typed; for each the candidates, then a line `--`. */
const drivers = {
  bash: `source "$1"
complete -p custody >&2
COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
while IFS= read -r COMP_LINE; do
  COMP_POINT=\${#COMP_LINE}
  _custody custody
  printf '%s\\n' "\${COMPREPLY[@]}" --
done`,
  fish: `source $argv[1]
while read -l line
  complete -C "$line" | string replace -r '\\t.*' ''
  printf '%s\\n' --
end`,
  zsh: `zmodload zsh/zpty
cat >setup.zsh <<'END'
PROMPT= LISTMAX=10000
autoload -Uz compinit && compinit -u -D
source "$SCRIPT"
compadd() {
  if [[ " \${@[1,(i)(-|--)]} " == *" -"[OAD]" "* ]]; then builtin compadd "$@"; return; fi
  local -a __hits
  builtin compadd -A __hits "$@"
  print -rl -- $__hits >>$OUT
  builtin compadd "$@"
}
ended() { print -r -- -- >>$OUT }
offer() { local -a comppostfuncs=(ended); _main_complete }
zle -C offer list-choices offer
bindkey '^I' offer
bindkey '^U' kill-whole-line
END
export SCRIPT=$1 OUT=$PWD/zsh.out
: >$OUT
zpty pty zsh -f -i
zpty -w pty "source $PWD:q/setup.zsh"
integer wanted=0 waited
while IFS= read -r line; do
  zpty -w -n pty $'\\x15'$line$'\\t'
  wanted+=1
  for ((waited = 0; waited < 500; waited++)); do
    [[ $(grep -c -x -e -- $OUT) -ge $wanted ]] && break
    sleep 0.02
    zpty -r -t pty >/dev/null
  done
done
zpty -d pty
cat $OUT`,
} as const;
type Shell = keyof typeof drivers;

function asked(shell: Shell, lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const script = join(folder, `script.${shell}`);
  writeFileSync(script, says("completion", shell));
  const args =
    shell === "bash"
      ? ["--norc", "-c", drivers.bash, "bash", script]
      : shell === "fish"
        ? ["--no-config", "-c", drivers.fish, script]
        : ["-f", "-c", drivers.zsh, "zsh", script];
  const done = spawnSync(shell, args, {
    cwd: folder,
    encoding: "utf8",
    input: `${lines.join("\n")}\n`,
    timeout: 120_000,
  });
  assert.equal(done.status, 0, done.stderr);
  if (shell === "bash") assert.match(done.stderr, /^complete -o default -F _custody custody$/mu);
  const answers = done.stdout
    .split(/^--\n/mu)
    .map((block) => block.split("\n").filter((word) => word !== ""));
  assert.ok(answers.length >= lines.length, done.stdout.slice(0, 2000));
  return new Map(lines.map((line, i) => [line, answers[i] ?? []]));
}

/** From the help texts: what is typed by hand must be offered by the shell. */
function flagsByCommand(): ReadonlyMap<string, readonly string[]> {
  const names = [...says("--help").matchAll(/^ {2}([a-z]+) \S/gmu)]
    .map(([, name = ""]) => name)
    .filter((name) => name !== "custody");
  assert.ok(names.length > 10);
  return new Map(
    names.map((name) => [
      name,
      [...says(name, "--help").matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gmu)].map(([, flag = ""]) => flag),
    ]),
  );
}
const flags = flagsByCommand();

for (const shell of ["bash", "zsh", "fish"] as const)
  test(`${shell} offers every command, every flag of each, and the values that are finite`, (t) => {
    if (peer(t, shell) === undefined) return;
    const values: Readonly<Record<string, readonly string[]>> = {
      "custody run --target ": ["reference", "mutant:ndis-gives-back-twice"],
      "custody run --role n": ["ndis", "nic"],
      "custody run --report ": ["console:", "junit:", "markdown:", "sarif:", "tap:", "record:"],
      "custody run --rule RCV-PKT-0": ["RCV-PKT-01", "RCV-PKT-06"],
      "custody run --skip-rule RCV-PKT-0": ["RCV-PKT-01", "RCV-PKT-06"],
      "custody list ": ["scenarios", "roles", "reports"],
      "custody report --report ": ["sarif:"],
      "custody explore --moments ": ["any", "settled", "eager"],
      "custody check --rule RCV-PKT-0": ["RCV-PKT-01", "RCV-PKT-06"],
      "custody museum ndis-gives": ["ndis-gives-back-twice"],
      "custody rules RCV-PKT-1": ["RCV-PKT-15"],
      "custody completion ": ["bash", "zsh", "fish"],
      "custody help ex": ["explore"],
    };
    const names = [...flags.keys()];
    const found = asked(shell, [
      "custody ",
      ...names.map((name) => `custody ${name} --`),
      ...Object.keys(values),
    ]);
    const missing = (line: string, wanted: readonly string[]): readonly string[] =>
      wanted.filter((word) => !(found.get(line) ?? []).includes(word)).map((word) => `${line}: ${word}`);
    assert.deepEqual(missing("custody ", [...names, "help"]), []);
    for (const [name, own] of flags) assert.deepEqual(missing(`custody ${name} --`, own), []);
    for (const [line, wanted] of Object.entries(values)) assert.deepEqual(missing(line, wanted), []);
    assert.ok(!(found.get("custody run --role n") ?? []).includes("protocol"));
  });

test("bash: words with a colon or an equals sign are completed from their last word break on", () => {
  const found = asked("bash", [
    "custody run --target mutant:ndis-gives-back-tw",
    "custody run --target=mutant:ndis-gives-back-tw",
    "custody run --target=ref",
    "custody run --role=nd",
    "custody run --stri",
    "custody run --report jun",
    "custody run here",
    "custody run --bundled --role pro",
    "custody nonsense --",
  ]);
  assert.deepEqual(
    [...found.values()],
    [
      ["ndis-gives-back-twice"],
      ["ndis-gives-back-twice"],
      ["reference"],
      ["ndis"],
      ["--strict"],
      ["junit:"],
      [],
      ["protocol"],
      [],
    ],
  );
});

test("fish and zsh complete files where files are wanted", (t) => {
  for (const shell of ["zsh", "fish"] as const) {
    if (peer(t, shell) === undefined) return;
    const found = asked(shell, ["custody run he", "custody run --report junit:he"]);
    assert.deepEqual(found.get("custody run he"), ["here.feature"]);
    if (shell === "zsh") assert.deepEqual(found.get("custody run --report junit:he"), ["here.feature"]);
  }
});
