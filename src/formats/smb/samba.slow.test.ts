// What Samba's own clients and its server say to each other, overheard: every message is read, and written again octet by octet.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { peer } from "../../../tools/peer.ts";
import { emitNbss, parseNbss, splitNbss } from "../nbss.ts";
import { eavesdrop, host, startSmbd } from "../../../tools/samba/smbd.ts";
import { emitSmb, parseSmb } from "./message.ts";

type Session = {
  readonly client: string;
  readonly args: (port: number) => readonly string[];
  /** kinds of body that it is known to make, and how many at least */
  readonly makes: Readonly<Record<string, number>>;
};

const size = 20_000;
const fetching = (dialect: string): Session => ({
  client: "smbclient",
  args: (port) => [
    `//${host}/share`,
    "-p",
    String(port),
    "-N",
    "-m",
    dialect,
    "--option=clientminprotocol=CORE",
    "-c",
    "get big.bin -; dir",
  ],
  makes: { SMB_COM_NEGOTIATE: 1, "SMB_COM_NEGOTIATE.response": 1, "SMB_COM_CLOSE.response": 1, other: 10 },
});
const torturing = (name: string, makes: Session["makes"]): Session => ({
  client: "smbtorture",
  args: (port) => [
    `//${host}/share`,
    "-p",
    String(port),
    "-Ukit%kit",
    "-m",
    "NT1",
    "--option=clientminprotocol=NT1",
    "--option=torture:progress=no",
    name,
  ],
  makes,
});

const sessions: readonly Session[] = [
  ...["LANMAN1", "LANMAN2", "NT1"].map(fetching),
  torturing("raw.read.read", { SMB_COM_READ: 6, "SMB_COM_READ.response": 5, error: 2 }),
  torturing("raw.read.lockread", { SMB_COM_CLOSE: 1 }),
  torturing("raw.seek", { SMB_COM_SEEK: 6, "SMB_COM_SEEK.response": 6, error: 1 }),
  torturing("base.tcon", { "SMB_COM_NEGOTIATE.response": 1 }),
  torturing("raw.open.open", { SMB_COM_OPEN: 5, "SMB_COM_OPEN.response": 2, error: 1 }),
];

for (const { client, args, makes } of sessions) {
  const name = args(0).at(client === "smbclient" ? 5 : -1) ?? "";
  test(`${client} ${name} and smbd`, async (t) => {
    const [program, server] = [peer(t, client), peer(t, "smbd")];
    if (program === undefined || server === undefined) return;
    const counts = countedKinds(await overheard(server, program, args));
    t.diagnostic(JSON.stringify(counts));
    for (const [kind, least] of Object.entries(makes)) assert.ok((counts[kind] ?? 0) >= least, kind);
    assert.equal(counts["malformed"], undefined);
  });
}

/** Lets the client do its work through us; it must succeed, or else there is nothing to learn from it. */
async function overheard(
  server: string,
  client: string,
  args: Session["args"],
): Promise<readonly Uint8Array[]> {
  const place = mkdtempSync(join(tmpdir(), "custody-samba-"));
  const smbd = await startSmbd(server);
  const ear = await eavesdrop(smbd.port);
  try {
    writeFileSync(join(smbd.folder, "big.bin"), new Uint8Array(size).fill(65), { mode: 0o666 });
    const child = spawn(client, args(ear.port), { cwd: place, stdio: ["ignore", "pipe", "pipe"] });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk));
    await once(child, "close");
    assert.equal(child.exitCode, 0, Buffer.concat(said).toString("latin1").slice(-2000));
    return ear.streams();
  } finally {
    ear.stop();
    await smbd.stop();
    rmSync(place, { recursive: true, force: true });
  }
}

function countedKinds(streams: readonly Uint8Array[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const stream of streams) {
    const { frames, rest } = splitNbss(stream);
    assert.equal(rest.length, 0, "nothing but whole frames");
    for (const frame of frames) {
      const kind = kindOf(frame);
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
  }
  return counts;
}

function kindOf(frame: Uint8Array): string {
  const session = parseNbss(frame);
  assert.ok(session.ok);
  assert.deepEqual(emitNbss(session.value), frame);
  if (session.value.kind !== "message") return session.value.kind;
  const message = parseSmb(session.value.bytes);
  assert.ok(message.ok, message.ok ? "" : message.problem.text);
  assert.deepEqual(emitSmb(message.value), session.value.bytes);
  return message.value.body.kind;
}
