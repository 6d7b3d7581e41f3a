// The operating system of a station, written as handlers: `custody run --target module:os.js --role os`.
// A path with another server's name goes to the redirector; all other files, and those of the station's own server, are here, in memory.
import type { Adapter, Kit, Member, Part, Values } from "custody";

/** MS-CIFS 2.2.2.4. */
export const status = {
  success: 0,
  invalidHandle: 0xc0000008,
  invalidParameter: 0xc000000d,
  objectNameNotFound: 0xc0000034,
  badNetworkPath: 0xc00000be,
} as const;

const nothing = new Uint8Array();

/** A file of an application on this station. */
type Local = { readonly path: string; position: number };

/** What one system knows. */
export class System {
  readonly kit: Kit;
  private readonly local = new Map<string, Local>();
  private readonly remote = new Set<string>();
  private readonly handles = new Map<number, string>();

  constructor(kit: Kit) {
    this.kit = kit;
  }

  async open(path: string): Promise<Values> {
    const own = ownPath(path, this.kit.self);
    if (own === undefined) return this.openRemote(path);
    if (sizeOf(this.kit.self, own) === undefined) return { status: status.objectNameNotFound, file: null };
    const file = this.kit.fresh("file");
    this.local.set(file, { path: own, position: 0 });
    this.kit.act("allocates", { what: file, pool: `pool:${this.kit.self.id}` });
    this.writes(file, "path", path);
    this.writes(file, "position", 0);
    return { status: status.success, file };
  }

  private async openRemote(path: string): Promise<Values> {
    const results = await this.pass("remote_open", { path });
    const file = results["file"];
    if (typeof file === "string") this.remote.add(file);
    return results;
  }

  async seek(file: string, to: number): Promise<Values> {
    if (this.remote.has(file)) return this.pass("remote_seek", { file, to });
    const local = this.local.get(file);
    if (local === undefined) return { status: status.invalidHandle };
    if (to < 0) return { status: status.invalidParameter };
    local.position = to;
    this.writes(file, "position", to);
    return { status: status.success };
  }

  async read(file: string, count: number): Promise<Values> {
    if (this.isRemote(file)) return this.pass("remote_read", { file, count });
    const local = this.local.get(file);
    if (local === undefined) return { status: status.invalidHandle, data: nothing };
    const data = contentOf(sizeOf(this.kit.self, local.path) ?? 0, local.position, count);
    local.position += data.length;
    this.writes(file, "position", local.position);
    return { status: status.success, data };
  }

  async close(file: string): Promise<Values> {
    if (this.remote.has(file)) {
      const results = await this.pass("remote_close", { file });
      if (results["status"] === status.success) this.remote.delete(file);
      return results;
    }
    if (!this.local.delete(file)) return { status: status.invalidHandle };
    this.kit.act("frees", { what: file });
    return { status: status.success };
  }

  /** What the redirector answers is the answer; without one nothing remote can be reached. */
  async pass(name: string, args: Values): Promise<Values> {
    const [redirector] = this.kit.neighbours("redirector");
    return redirector === undefined
      ? { status: status.badNetworkPath }
      : this.kit.call(redirector, name, args);
  }

  openForServer(path: string): Values {
    const size = sizeOf(this.kit.self, path);
    if (size === undefined) return { status: status.objectNameNotFound, handle: 0, size: 0 };
    let handle = 1;
    while (this.handles.has(handle)) handle++;
    this.handles.set(handle, path);
    return { status: status.success, handle, size };
  }

  /** Fewer bytes than asked only at the end of the file; none behind it. */
  readForServer(handle: number, offset: number, count: number): Values {
    const path = this.handles.get(handle);
    if (path === undefined) return { status: status.invalidHandle, data: nothing };
    return { status: status.success, data: contentOf(sizeOf(this.kit.self, path) ?? 0, offset, count) };
  }

  closeForServer(handle: number): Values {
    return { status: this.handles.delete(handle) ? status.success : status.invalidHandle };
  }

  isRemote(file: string): boolean {
    return this.remote.has(file);
  }

  private writes(what: string, field: string, value: string | number): void {
    this.kit.act("writes", { what, field, value });
  }
}

/** Which call is what. */
export const partOf = (system: System): Part => ({
  calls: {
    open: (args) => system.open(text(args, "path")),
    seek: (args) => system.seek(text(args, "file"), whole(args, "to")),
    read: (args) => system.read(text(args, "file"), whole(args, "count")),
    close: (args) => system.close(text(args, "file")),
    broadcast: (args) => system.pass("remote_broadcast", args),
    file_open: (args) => system.openForServer(text(args, "path")),
    file_read: (args) =>
      system.readForServer(whole(args, "handle"), whole(args, "offset"), whole(args, "count")),
    file_close: (args) => system.closeForServer(whole(args, "handle")),
  },
});

export const adapter: Adapter = {
  name: "os.ts",
  version: "1.0",
  roles: { os: (kit) => partOf(new System(kit)) },
};

/** The name of a file here; undefined: it is another station's. */
function ownPath(path: string, { station }: Member): string | undefined {
  if (!path.startsWith("\\\\")) return path;
  const [, server = "", rest] = /^\\\\([^\\]+)\\[^\\]+\\(.*)$/.exec(path) ?? [];
  return networkName(server) === networkName(station || "STATION") ? rest : undefined;
}

/** At most the 15 characters of a NetBIOS name. */
const networkName = (name: string): string => name.toUpperCase().slice(0, 15);

/** The property `files` of a system names its files with their sizes: `report.txt=4096`. */
function sizeOf({ properties }: Member, path: string): number | undefined {
  const files = properties["files"];
  for (const one of Array.isArray(files) ? files : []) {
    const [name = "", size = ""] = String(one).split("=");
    if (plain(name) === plain(path)) return Number(size);
  }
  return undefined;
}

/** Neither case nor a leading backslash tells names apart. */
const plain = (path: string): string => path.replace(/^\\+/, "").toUpperCase();

/** Octet i is (7i + i/256) mod 256, as the kit's own system has it. */
function contentOf(size: number, offset: number, count: number): Uint8Array {
  const length = Math.max(0, Math.min(size - offset, count));
  return Uint8Array.from({ length }, (_, i) => (7 * (offset + i) + ((offset + i) >>> 8)) & 255);
}

export const text = (args: Values, name: string): string => String(args[name] ?? "");
export const whole = (args: Values, name: string): number => Number(args[name]);
