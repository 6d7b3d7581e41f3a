// Samba's server for a test: on the loopback only, with folders of its own, stopped by its process id.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { splitNbss } from "../../src/formats/nbss.ts";
import { concat } from "../../src/formats/octets.ts";

export const host = "127.0.0.1";

export type Smbd = {
  readonly port: number;
  /** the folder that it offers as `share`, to whoever comes as a guest */
  readonly folder: string;
  readonly stop: () => Promise<void>;
};

const patienceMs = 10_000;

/** Starts it and waits until it listens. */
export async function startSmbd(program: string): Promise<Smbd> {
  const place = mkdtempSync(join(tmpdir(), "custody-smbd-"));
  const port = await freePort();
  const folder = join(place, "share");
  writeFileSync(join(place, "smb.conf"), configuration(place, port));
  chmodSync(place, 0o755);
  for (const name of ["private", "lock", "state", "cache", "pid", "log", "ncalrpc"])
    mkdirSync(join(place, name), { mode: 0o755 });
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  // Its master signals its whole process group when it ends: it needs one of its own.
  const flags = ["--foreground", "--no-process-group", "--debug-stdout"];
  const child = spawn(program, [...flags, `--configfile=${join(place, "smb.conf")}`], {
    detached: true,
    stdio: "ignore",
  });
  const stop = (): Promise<void> =>
    ended(child).finally(() => rmSync(place, { recursive: true, force: true }));
  try {
    await listening(port, child);
    return { port, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A connection on which whole session frames are sent and awaited. */
export class Line {
  private stream: Uint8Array = new Uint8Array();
  private readonly socket: Socket;
  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk) => {
      this.stream = concat(this.stream, chunk);
    });
  }

  static async to(port: number): Promise<Line> {
    const socket = connect(port, host);
    await once(socket, "connect");
    return new Line(socket);
  }

  /** Sends all at once, then waits for so many frames. */
  async ask(frames: readonly Uint8Array[], answers: number): Promise<readonly Uint8Array[]> {
    this.socket.write(concat(...frames));
    for (let waited = 0; waited < patienceMs; waited += 10) {
      const split = splitNbss(this.stream);
      if (split.frames.length >= answers) {
        this.stream = split.rest;
        return split.frames;
      }
      await pause(10);
    }
    throw new Error(`${splitNbss(this.stream).frames.length} of ${answers} answers came`);
  }

  hangUp(): void {
    this.socket.destroy();
  }
}

/** Stands between a client and a server, and keeps what either says: one stream a direction of each connection. */
export async function eavesdrop(port: number): Promise<{
  readonly port: number;
  readonly streams: () => readonly Uint8Array[];
  readonly stop: () => void;
}> {
  const streams: Uint8Array[][] = [];
  const sockets: Socket[] = [];
  const listen = (from: Socket, to: Socket): void => {
    const heard: Uint8Array[] = [];
    streams.push(heard);
    sockets.push(from);
    from.on("data", (chunk) => {
      heard.push(chunk);
      to.write(chunk);
    });
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
  };
  const server = createServer((client) => {
    const onward = connect(port, host);
    listen(client, onward);
    listen(onward, client);
  }).listen(0, host);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    streams: () => streams.map((heard) => concat(...heard)),
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += 20) {
    if (child.exitCode !== null) break;
    const line = await Line.to(port).catch(() => undefined);
    line?.hangUp();
    if (line !== undefined) return;
    await pause(20);
  }
  throw new Error(`smbd did not come up (exit ${String(child.exitCode)})`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const over = once(child, "exit");
  child.kill("SIGTERM");
  await Promise.race([over, pause(5000, undefined, { ref: false })]);
  if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, "SIGKILL");
}

const configuration = (place: string, port: number): string => `[global]
  netbios name = SMBTEST
  server role = standalone server
  map to guest = Bad User
  guest account = ${process.getuid?.() === 0 ? "nobody" : userInfo().username}
  server min protocol = LANMAN1
  server max protocol = NT1
  lanman auth = yes
  ntlm auth = ntlmv1-permitted
  server signing = disabled
  interfaces = 127.0.0.1/8
  bind interfaces only = yes
  smb ports = ${port}
  private dir = ${place}/private
  lock directory = ${place}/lock
  state directory = ${place}/state
  cache directory = ${place}/cache
  pid directory = ${place}/pid
  ncalrpc dir = ${place}/ncalrpc
  log file = ${place}/log/%m.log
  usershare path =
  disable spoolss = yes
  load printers = no
  printing = bsd
  printcap name = /dev/null
  unix extensions = no
  kernel oplocks = no
  ea support = yes
  store dos attributes = yes
  map archive = no
  acl allow execute always = yes
  smbd:sharedelay = 1000
[share]
  path = ${place}/share
  guest ok = yes
  read only = no
  create mask = 0777
  directory mask = 0777
  force create mode = 0777
  force directory mode = 0777
`;
