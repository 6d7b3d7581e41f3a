// Captures on the command line: the example of the documentation, strangers' captures, and files that are none.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { writePcapng } from "../formats/capture/pcapng-writer.ts";
import { readCapture } from "../formats/capture/read.ts";
import { kitRoot } from "../runner/kit.ts";
import { custody, program } from "./testing/custody.ts";

const folder = mkdtempSync(join(tmpdir(), "custody-capture-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string): string => join(folder, name);
const vectors = join(kitRoot, "src", "formats", "vectors");

test("the example of docs/record.md is so", () => {
  const page = readFileSync(join(kitRoot, "docs", "record.md"), "utf8");
  const [, block = ""] = /## A capture\n[\s\S]*?```text\n([\s\S]*?)```/u.exec(page) ?? [];
  const lines = block.trimEnd().split("\n");
  const commands = lines.filter((line) => line.startsWith("$ npx custody "));
  const printed = lines.filter((line) => !line.startsWith("$ "));
  assert.deepEqual([commands.length, printed.length], [2, 3]);
  const said = commands.map((line) =>
    custody(
      line
        .slice("$ npx custody ".length)
        .split(" ")
        .map((word) => (word === "read.pcapng" ? place(word) : word)),
    ),
  );
  assert.deepEqual(
    said.map(({ code }) => code),
    [0, 0],
  );
  for (const line of printed) assert.ok(said[1]?.out.includes(line), line);
  assert.match(custody(["show", place("read.pcapng")]).out, /SMB_COM_READ/u);
});

test("strangers' captures are read; a server of somebody else's keeps the rules, its probing client does not", () => {
  const nothing = ["netbios-frames.pcapng", "smbtorture-read.pcapng"].map((name) =>
    custody(["check", join(vectors, name)]),
  );
  for (const { code, out } of nothing) assert.ok(code === 0 && / 0 broken/u.test(out), out);
  const { code, out } = custody(["check", join(vectors, "smbd-probe.pcapng"), "--all"]);
  assert.equal(code, 1);
  for (const rule of ["MID-01", "MID-02", "CTX-04"])
    assert.match(out, new RegExp(`kept +${rule} +exercised`, "u"));
  assert.deepEqual(
    new Set([...out.matchAll(/blames +(.*)$/gmu)].map(([, party = ""]) => party.replace(/^.*\./u, ""))),
    new Set(["redirector"]),
  );
});

test("who answers a hundred times is not accused where a hundred times was asked at once", () => {
  const { code, out } = custody(["check", join(vectors, "smbtorture-negotiations.pcapng")]);
  assert.ok(code === 0 && / 0 broken/u.test(out), out);
  assert.match(out, / 400 events/u);
});

test("what is no whole capture of a medium that is read is refused in one sentence", () => {
  const whole = readFileSync(join(vectors, "smbtorture-read.pcapng"));
  const empty = (linkType: number): Uint8Array =>
    writePcapng({ interfaces: [{ linkType, snapLength: 0 }], frames: [] });
  const carrying = (bytes: Uint8Array, length = bytes.length): Uint8Array => {
    const cut = length === bytes.length ? {} : { originalLength: length };
    const frames = [{ interface: 0, timeNs: 0n, bytes, ...cut }];
    return writePcapng({ interfaces: [{ linkType: 1, snapLength: 0 }], frames });
  };
  const files: readonly (readonly [name: string, content: Uint8Array, says: RegExp])[] = [
    ["cut.pcapng", whole.subarray(0, whole.length - 7), /is no whole capture: .* \(at octet \d+\)/u],
    ["magic.pcapng", Buffer.from("no capture at all"), /is no whole capture: neither a pcapng nor a pcap/u],
    ["short.pcap", Buffer.from([0xd4, 0xc3]), /is no whole capture: file of 2 octets/u],
    ["wlan.pcapng", empty(105), /link type 105, which custody does not read; it reads Ethernet \(1\)/u],
    ["named-otherwise", empty(113), /link type 113, .* Capture on one interface instead of all/u],
    ["beginnings.pcapng", carrying(new Uint8Array(60), 90), / 1 of them were not captured as a whole: /u],
    [
      "later.pcapng",
      carrying(Buffer.from("\xfeSMB@", "latin1")),
      /nothing in it to judge\. What they carry is SMB 2/u,
    ],
    ["empty.pcapng", empty(1), /holds 0 frames, none of NetBIOS/u],
  ];
  for (const [name, content, says] of files) {
    writeFileSync(place(name), content);
    for (const command of name.startsWith("cut") ? ["check", "show"] : ["check"]) {
      const { code, out, err } = custody([command, place(name)]);
      assert.deepEqual(
        [code, out, err.trimEnd().split("\n").length],
        [3, "", 1],
        `${command} ${name}: ${err}`,
      );
      assert.match(err, says);
    }
  }
});

test("frames that the capture has only the beginning of are counted where it is told", () => {
  const { capture } = readCapture(
    new Uint8Array(readFileSync(join(vectors, "smbtorture-negotiations.pcapng"))),
  );
  const frames = capture.frames.map((frame, i) =>
    i % 20 === 4
      ? { ...frame, bytes: frame.bytes.subarray(0, 60), originalLength: frame.bytes.length }
      : frame,
  );
  writeFileSync(place("snapped.pcapng"), writePcapng({ ...capture, frames }));
  assert.match(
    custody(["check", place("snapped.pcapng")]).out,
    /say something, and 3 were not captured as a whole ·/u,
  );
});

test("what is compressed, or a capture on the standard input, is told what to do with it", () => {
  const capture = readFileSync(join(vectors, "smbtorture-read.pcapng"));
  writeFileSync(place("packed.gz"), gzipSync(capture));
  for (const command of ["check", "show"]) {
    const { code, out, err } = custody([command, place("packed.gz")]);
    assert.deepEqual([code, out], [3, ""]);
    assert.match(err, /^custody: \S*packed\.gz is compressed: gunzip -c unpacks it, [^\n]+\n$/u);
  }
  const heard = (input: Uint8Array): string =>
    spawnSync(process.execPath, [...program, "check", "-"], { cwd: kitRoot, encoding: "utf8", input }).stderr;
  assert.equal(heard(capture), "custody: A capture is read from a file: name it instead of -.\n");
  assert.match(heard(gzipSync(capture)), /^custody: the standard input is compressed: [^\n]+\n$/u);
});

test("show says as check does how a record ends, and a list of rules may end in a comma", () => {
  const capture = join(vectors, "smbtorture-read.pcapng");
  for (const command of ["check", "show"])
    assert.match(custody([command, capture]).out, /^[^\n]* events, as far as it was captured\n/u);
  assert.match(custody(["check", capture, "--rule", "MID,"]).out, /^rules in force: 5 = /mu);
});
