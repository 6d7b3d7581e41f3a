// The command line from outside: every bad input one sentence and exit 3, every good one its text; no stack, ever.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { kitRoot } from "../runner/kit.ts";
import { custody, program } from "./testing/custody.ts";
import { bound } from "./testing/unprivileged.ts";

const folder = mkdtempSync(join(tmpdir(), "custody cli ü "));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const [, example = ""] =
  /```jsonl\n([\s\S]*?)```/u.exec(readFileSync(join(kitRoot, "docs", "record.md"), "utf8")) ?? [];
const good = file("good.jsonl", example);
const owing = file(
  "owing.jsonl",
  `${example.split("\n").slice(0, 6).join("\n")}\n{"end": "quiet", "events": 5}\n`,
);
const cut = file("cut.jsonl", `${example.split("\n").slice(0, 6).join("\n")}\n`);
const binary = file("binary", Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 37) & 255)));
const rules = "reference/spec/rules-receive-packet.custody";

const sentence = /^custody: [^\n]+\n$/u;
const refusals: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [["chek"], /there is no command chek; did you mean custody check\?/u],
  [["--verison"], /there is no flag --verison; did you mean custody --version\?/u],
  [["check"], /custody check wants RECORD\|CAPTURE…\|-/u],
  [["check", "--strct", good], /There is no flag --strct; did you mean --strict\?/u],
  [["check", "--rule"], /--rule wants a value: --rule ID\|FAMILY\./u],
  [["check", "--strict=1", good], /--strict takes no value/u],
  [["check", "--rule", "RCV-PKT-6", good], /There is no rule RCV-PKT-6; did you mean RCV-PKT-/u],
  [["check", join(folder, "none")], /There is no file .*none: check the path/u],
  [["check", folder], /is a folder: name a file in it/u],
  [["check", binary], /is no record: line 1 is not UTF-8 text/u],
  [["check", "-"], /the standard input is empty/u],
  [
    ["check", file("next.jsonl", '{"custody": "record", "version": 2}\n')],
    /line 1 begins a record of version 2; this custody reads version 1/u,
  ],
  [["check", "--with", binary, good], /cannot be used with the rules of the kit/u],
  [["show", good, owing], /neither an application nor a client in common/u],
  [["show", good, "--resource", "packet9"], /never mentions packet9; its resources are packet1/u],
  [["show", good, "--scenario", "x"], /has no record of a scenario "x"/u],
  [["show", binary], /line 1: it is not UTF-8 text/u],
  [["show", folder], /is a folder/u],
  [["fingerprint"], /custody fingerprint wants RECORD/u],
  [["fingerprint", good, good, good], /wants one record, or two to be compared/u],
  [["fingerprint", binary], /line 1: it is not UTF-8 text/u],
  [["fingerprint", folder], /is a folder/u],
  [["rules", "RCV-PKT-66"], /There is no rule RCV-PKT-66; did you mean/u],
  [["rules", "--role", "nick"], /There is no role nick; did you mean nic\?/u],
  [["rules", "--cites", "X"], /No rule cites X/u],
  [["lint"], /custody lint wants FILE…/u],
  [["lint", folder], /is a folder/u],
  [["lint", join(folder, "none.custody")], /There is no file/u],
  [["fmt", folder], /is a folder/u],
  [["completion", "bas"], /There is no completion for bas; did you mean bash\?/u],
  [["init", folder, folder], /custody init takes one folder/u],
  [["record"], /custody record wants --schema/u],
  // every kind of name that the command line takes
  [["check", `${good}l`], /There is no file .*: did you mean .*\?/u],
  [["rules", "--cites", "MS-CIFSS"], /No rule cites MS-CIFSS; did you mean MS-CIFS\?/u],
  [["lint", "reference/spec/rules-raed.custody"], /did you mean reference\/spec\/rules-read\.custody\?/u],
  [["museum", "ndis-gives-back-twicee"], /There is no mutant .*; did you mean ndis-gives-back-twice\?/u],
  [["run", "features/recieve"], /There is no feature .*; did you mean features\/receive\?/u],
  [["run", "--target", "referense"], /There is no target referense; did you mean reference\?/u],
  [["run", "--target", "mutant:ndis-gives-back-twise"], /did you mean ndis-gives-back-twice\?/u],
  [
    ["run", "--target", "ndis-gives-back-twise"],
    /There is no target .*; did you mean ndis-gives-back-twice\?/u,
  ],
  [["run", "--report", "juint:x.xml"], /There is no report juint; did you mean junit\?/u],
  [["run", "--role", "redirektor"], /There is no role or party redirektor; did you mean redirector\?/u],
  [["run", "--strickt"], /unknown option '--strickt'; did you mean --strict\?/u],
  [["explore", "features/receive/count.custody"], /did you mean features\/receive\/counts\.custody\?/u],
  [
    ["explore", "features/receive/counts.custody:nobody wants if"],
    /no scenario "nobody wants if"; did you mean nobody wants it\?/u,
  ],
  [
    ["explore", "features/receive/counts.custody:nobody wants it", "--role", "ndsi"],
    /There is no role or party ndsi; did you mean ndis\?/u,
  ],
  [
    ["explore", "features/receive/counts.custody:nobody wants it", "--moments", "egaer"],
    /There is no moment egaer; did you mean eager\?/u,
  ],
  [["explain", "unknown-nmae"], /There is no code unknown-nmae; did you mean unknown-name\?/u],
  [["explain", "7"], /There is no exit code 7; custody explain lists them/u],
  [["run", "--rule", "RVC-PKT"], /There is no rule RVC-PKT; did you mean RCV-PKT\?/u],
  [["run", "--rule", "RCV,MID-9"], /There is no rule MID-9; /u],
  [["run", "--level", "shuld"], /There is no level shuld; did you mean should\?/u],
  [["run", "--skip-rule", "RCV-PKT-06"], /--skip-rule wants a reason/u],
  [["run", "--role", "nic,ndsi"], /There is no role or party ndsi; did you mean ndis\?/u],
  [["run", "--target", "mutant:ndis-gives-back-twic"], /did you mean ndis-gives-back-twice\?/u],
  [["run", "--target", "referense"], /There is no target referense; did you mean reference\?/u],
  [["run", "--tags", "@a and"], /--tags "@a and" is no tag expression: /u],
  [["run", "--scenario", "two clients share one pocket"], /did you mean "two clients share one packet"\?/u],
  [["run", "--shard", "3/2"], /--shard wants i\/n with 1 ≤ i ≤ n/u],
  [["run", "--shard", "0/2"], /--shard wants i\/n/u],
  [["run", "--report", "junt:x"], /There is no report junt; did you mean junit\?/u],
  [["run", "--json"], /--json goes with --dry-run/u],
  [["show", "--json", good], /--json goes with two records/u],
  [["show", good, good, good], /draws two files at most/u],
  [["show", good, good, "--scenario", "elsewhere"], /no record of a scenario "elsewhere"/u],
  [["list"], /custody list wants one of scenarios, rules, roles/u],
  [["list", "rulse"], /There is no kind of listing rulse; did you mean rules\?/u],
  [["list", "rules", "features"], /custody list rules takes no features/u],
  [["bisect", "--role", "nic"], /is for a target that plays several roles: .*, and not nic alone/u],
  [["compare", "--target", "reference"], /custody compare wants two targets/u],
  [["compare", "--target", "reference", "--target", "refrence"], /did you mean reference\?/u],
  [["report"], /custody report wants RECORD…/u],
  [["report", good], /line 1: it begins a record that is not part of a run/u],
  [["report", binary], /line 1: it is not UTF-8 text/u],
  [["report", join(folder, "none")], /There is no file/u],
  [["report", "--report", "record:x", good], /custody report writes console, /u],
];
for (const [args, says] of refusals)
  test(`custody ${args.join(" ").replaceAll(folder, "TMP")}`, () => {
    const { code, out, err } = custody(args);
    assert.match(err, sentence);
    assert.match(err, says);
    assert.deepEqual([code, out], [3, ""]);
  });

test("--help, help COMMAND and --version answer on the standard output", () => {
  assert.match(custody(["--help"]).out, /Usage: custody COMMAND/u);
  assert.match(custody(["check", "--help"]).out, /Usage: custody check RECORD\|CAPTURE…\|-/u);
  assert.deepEqual(custody(["help", "check"]).out, custody(["check", "--help"]).out);
  assert.match(custody(["--version"]).out, /^custody \d+\.\d+\.\d+\n$/u);
  assert.deepEqual([custody([]).code, custody(["--help"]).code], [3, 0]);
});

test("explore does not explore what it cannot ask for, and that proves nothing", () => {
  const forged = ["explore", "features/exchange/forged.custody:an answer that says more", "--role", "server"];
  const { code, out, err } = custody(forged);
  assert.deepEqual([code, err], [2, ""]);
  assert.match(out, /: unsupported, it mutates what \S+server says/u);
  assert.match(custody([...forged, "--json"]).out, /^\{.*"unsupported":"it mutates .*\}\n$/u);
});

test("check: kept, owing, cut, damaged", () => {
  assert.deepEqual(
    [good, owing, cut].map((path) => custody(["check", path]).code),
    [0, 1, 2],
  );
  assert.equal(custody(["check", "-"], example).code, 0);
  assert.match(
    custody(["check", cut]).out,
    /ends early\n {2}still owed when it ended:\n(?:.*\n)* {4}RCV-PKT-06: P owes back since #4/u,
  );
  assert.match(
    custody(["check", owing]).out,
    /\[RCV-PKT-06, seed 001[\s\S]*blames {4}P\n[\s\S]*custody {3}of packet1:[\s\S]*around it[\s\S]*repeat {4}custody check/u,
  );
  const { code, out } = custody(["check", "-"], example.replace('"NdisReturnPackets"', '"NdisReturnPacket"'));
  assert.equal(code, 3);
  assert.match(
    out,
    /line 7 says NdisReturnPacket, which no vocabulary has; did you mean NdisReturnPackets\?/u,
  );
  assert.match(out, /1 line could not be used/u);
});

test("show draws one line a call and who held the packet, in 100 columns", () => {
  const { out, code } = custody(["show", good, "--resource", "packet1"]);
  assert.equal(code, 0);
  assert.match(
    out,
    / {3}4 {2}\| {6}\|< - - \| {6}ProtocolReceivePacket returns \(count=1\)\n.*packet1: ndis, P \(1 share\)\n/u,
  );
  for (const line of out.split("\n")) assert.ok(line.length <= 100, line);
});

const call = (n: number, name: string, from: string, to: string): object => ({
  kind: "call",
  call: n,
  name,
  from,
  to,
});
const back = (n: number, name: string, from: string, to: string): object => ({
  kind: "return",
  call: n,
  name,
  from,
  to,
});
const said = (name: string, from: string, to: string): object => ({
  kind: "said",
  derived: true,
  name,
  from,
  to,
});

test("show numbers the seven steps of a remote read and leaves out what lies below them", () => {
  const roles = ["WS.app", "WS.os", "WS.redirector", "WS.netbeui", "SRV.server", "SRV.os"];
  const parties = roles.map((id) => ({
    id,
    role: id.endsWith("netbeui") ? "protocol" : id.slice(id.indexOf(".") + 1),
  }));
  const events = [
    call(1, "read", "WS.app", "WS.os"),
    call(2, "remote_read", "WS.os", "WS.redirector"),
    call(3, "SendMessage", "WS.redirector", "WS.netbeui"),
    said("SMB_COM_READ", "WS.redirector", "SRV.server"),
    said("smb", "WS.redirector", "SRV.server"),
    back(3, "SendMessage", "WS.netbeui", "WS.redirector"),
    call(4, "file_read", "SRV.server", "SRV.os"),
    back(4, "file_read", "SRV.os", "SRV.server"),
    said("SMB_COM_READ.response", "SRV.server", "WS.redirector"),
    back(2, "remote_read", "WS.redirector", "WS.os"),
    back(1, "read", "WS.os", "WS.app"),
  ];
  const lines = events.map((event, index) => JSON.stringify({ seq: index + 1, time: 0, ...event }));
  const path = file(
    "read.jsonl",
    [JSON.stringify({ custody: "record", version: 1, parties }), ...lines, ""].join("\n"),
  );
  const { out } = custody(["show", path]);
  const steps = out
    .split("\n")
    .flatMap(
      (line) =>
        /^ {3,5}\d+ {5}([1-7]) {2}[| ].* {2,}(\S+?)(?:\(\)| returns)$/u.exec(line)?.slice(1).join(" ") ?? [],
    );
  assert.deepEqual(steps, [
    "1 read",
    "2 remote_read",
    "3 SMB_COM_READ",
    "4 file_read",
    "5 SMB_COM_READ.response",
    "6 remote_read",
    "7 read",
  ]);
  assert.ok(!out.includes("SendMessage"));
  assert.match(out, /3 events below these boundaries/u);
  assert.match(custody(["show", path, "--all"]).out, /SendMessage/u);
});

test("rules lists, filters and explains", () => {
  const listed = (args: readonly string[]): number =>
    custody(["rules", ...args])
      .out.trimEnd()
      .split("\n").length;
  assert.equal(listed(["--seed"]), 43);
  assert.ok(listed([]) > 60);
  const { out } = custody(["rules", "rcv-pkt-06"]);
  for (const part of [
    /^RCV-PKT-06\n\nmust · protocol, client\n/u,
    /cites seed 001/u,
    /stands in reference\/spec\/rules-receive-packet\.custody:\d+/u,
    /good \{/u,
    /bad .*blames P/u,
    /#  ndis   P      K1/u,
    /protocol-keeps-packet: /u,
    /receive "two clients share one packet", features\/receive\/shared-packets\.custody:\d+/u,
  ])
    assert.match(out, part);
});

test("lint finds what is wrong and where, and is content with the kit's own rules", () => {
  assert.equal(custody(["lint", "--quiet", "reference/spec/all.custody"]).code, 0);
  const { code, out, err } = custody([
    "lint",
    file(
      "bad.custody",
      'import "ndis5"\nreceive "x" covers RCV-PKT-066 {\n  parties nic, ndis\n  nic -> ndis NdisMIndicateReceivePakket([?p])\n}\n',
    ),
  ]);
  assert.equal(code, 3);
  assert.match(out, /bad\.custody:2:20: .*RCV-PKT-066/u);
  assert.match(
    out,
    /bad\.custody:4:15: .*NdisMIndicateReceivePakket.*\n.*\n.*\^+\n.*NdisMIndicateReceivePacket/u,
  );
  assert.match(out, /2 mistakes.* in /u);
  assert.equal(err, "");
  assert.equal(custody(["lint", binary]).code, 3);
});

test("fmt lays a file out once, says so with --check, and leaves a broken one alone", () => {
  const text = readFileSync(join(kitRoot, rules), "utf8");
  const path = file("wide.custody", text.replaceAll("  ", "   "));
  const broken = file("broken.custody", "rule {\n");
  const windows = file("windows.custody", text.replaceAll("\n", "\r\n"));
  assert.equal(custody(["fmt", "--check", windows]).code, 0);
  assert.equal(custody(["fmt", "--check", path]).code, 1);
  assert.deepEqual([custody(["fmt", broken, path]).code, readFileSync(broken, "utf8")], [3, "rule {\n"]);
  assert.equal(custody(["fmt", "--check", path]).code, 1);
  assert.deepEqual([custody(["fmt", path]).code, custody(["fmt", "--check", path]).code], [0, 0]);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith(".tmp")),
    [],
  );
});

test("an output that cannot be written leaves what was there", () => {
  const wide = readFileSync(join(kitRoot, rules), "utf8").replaceAll("  ", "   ");
  const path = file("kept.custody", wide);
  const { prefix, options } = bound();
  const [first, ...rest] = [...prefix, process.execPath, ...program, "fmt", path];
  chmodSync(folder, 0o555);
  const { status, stderr } = spawnSync(first, rest, { ...options, cwd: kitRoot, encoding: "utf8" });
  chmodSync(folder, 0o755);
  assert.equal(status, 3);
  assert.match(stderr, sentence);
  assert.equal(readFileSync(path, "utf8"), wide);
});

test("colour only where it is wanted", () => {
  const escape = String.fromCodePoint(27);
  assert.ok(!custody(["check", owing]).out.includes(escape));
  assert.ok(custody(["check", owing], "", { FORCE_COLOR: "1" }).out.includes(escape));
  assert.ok(!custody(["check", owing], "", { FORCE_COLOR: "1", NO_COLOR: "1" }).out.includes(escape));
});

test("fingerprint tells two implementations apart by what they chose", () => {
  const other = file(
    "other.jsonl",
    example.replace('"count": 1', '"count": 0').split("\n").slice(0, 5).join("\n"),
  );
  assert.match(custody(["fingerprint", good]).out, /^ProtocolReceivePacket count +1 1×$/mu);
  assert.deepEqual(
    [custody(["fingerprint", good, good]).code, custody(["fingerprint", good, good]).out],
    [0, "the same\n"],
  );
  const { code, out } = custody(["fingerprint", good, other]);
  assert.equal(code, 1);
  assert.match(out, /ProtocolReceivePacket count +only .*good\.jsonl: 1\n.*only .*other\.jsonl: 0/u);
});

const reading = (title: string, ...asked: readonly number[]): string =>
  [
    {
      custody: "record",
      version: 1,
      fromStart: true,
      scenario: { title },
      parties: ["app", "os", "nic", "ndis"].map((id) => ({ id, role: id })),
    },
    { seq: 1, time: 0, kind: "act", name: "allocates", from: "nic", args: { what: "packet1" } },
    ...asked.map((to, i) => ({
      seq: i + 2,
      time: i,
      kind: "call",
      call: i + 1,
      name: "seek",
      from: "app",
      to: "os",
      args: { file: "file1", to },
    })),
    { end: "cut", events: asked.length + 1 },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");

test("show puts two records side by side by what the application sees", () => {
  const run = file("two.jsonl", reading("one", 1, 2) + reading("other", 1, 3));
  const titles = ["--scenario", "one", "--scenario", "other"];
  const { code, out, err } = custody(["show", run, ...titles]);
  assert.deepEqual([code, err], [1, ""]);
  assert.match(out, /^"one" · 3 events +\| "other" · 3 events\n/u);
  assert.match(out, /\n +1 allocates +\| +1 allocates\n +packet1: nic +\| +packet1: nic\n/u);
  assert.match(out, /\n= app -> os {2}seek\(file=file1, to=1\)\n< .*to=2\)\n> .*to=3\)\n/u);
  assert.match(out, /\napp sees 2 events of 3 on one side only\n$/u);
  const same = custody(["show", file("same.jsonl", reading("one", 1)), file("as.jsonl", reading("", 1))]);
  assert.deepEqual([same.code, same.err], [0, ""]);
  assert.match(same.out, /\napp sees the same: 1 event\n$/u);
  const json: unknown = JSON.parse(custody(["show", run, ...titles, "--json"]).out);
  assert.ok(typeof json === "object" && json !== null && "agrees" in json && "pairs" in json);
  assert.deepEqual([json.agrees, Array.isArray(json.pairs) && json.pairs.length], [false, 4]);
});
