// A station's operating system: decides whether a request is local or remote, hands remote ones to the redirector, and
// executes local ones, and those of its own server, on files in memory.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { Reaction, View } from "../../src/contract/layer.ts";
import type { Args } from "../../src/contract/value.ts";
import { layerOf } from "../handlers.ts";
import type { Called, Handlers, Returned } from "../handlers.ts";
import { networkName, stationOf } from "../station.ts";
import { status } from "../status.ts";
import { get, has, put, without } from "../table.ts";
import type { Table } from "../table.ts";
import { act, back, bytes, call, integer, text, writes } from "../words.ts";
import { contentOf, sizeOf } from "./files.ts";
import { answerLate, armStall, stalling, stallOver } from "./stalls.ts";
import type { Stalls } from "./stalls.ts";

/** A local file of an application, and where it stands in it. */
export type LocalFile = { readonly path: string; readonly position: number };

export type OsState = Stalls & {
  readonly self: PartyId;
  readonly local: Table<LocalFile>;
  /** files of the redirector */
  readonly remote: readonly ResourceId[];
  /** handles of the server: number and path */
  readonly handles: Table<string>;
};

export const osHandlers: Handlers<OsState> = {
  initial: (self) => ({ self, local: [], remote: [], handles: [], stalls: [], late: [] }),
  calls: {
    open,
    seek,
    read,
    close,
    broadcast,
    file_open: stalling(fileOpen),
    file_read: stalling(fileRead),
    file_close: stalling(fileClose),
  },
  returned: {
    remote_open: remoteOpened,
    remote_seek: passed,
    remote_read: passed,
    remote_close: remoteClosed,
    remote_broadcast: passed,
  },
  faults: { stalls: armStall },
  timers: { stall: stallOver },
  woken: { stall: answerLate },
};

export const os = layerOf(osHandlers);

function open(state: OsState, input: Called, view: View): Reaction<OsState> {
  const path = text(input.args, "path");
  const [, server = "", rest = path] = /^\\\\([^\\]+)\\[^\\]+\\(.*)$/.exec(path) ?? [];
  if (server !== "" && networkName(server) !== stationOf(state.self))
    return pass(state, "remote_open", { path }, view);
  if (path.startsWith("\\\\") && server === "") return pass(state, "remote_open", { path }, view);
  const size = sizeOf(view, rest);
  if (size === undefined) return [state, [back({ status: status.objectNameNotFound, file: null })]];
  const file = view.fresh("file");
  return [
    { ...state, local: put(state.local, file, { path: rest, position: 0 }) },
    [
      act("allocates", { what: file, pool: `pool:${state.self}` }),
      writes(file, "path", path),
      writes(file, "position", 0),
      back({ status: status.success, file }),
    ],
  ];
}

function seek(state: OsState, input: Called, view: View): Reaction<OsState> {
  const file = text(input.args, "file");
  const to = integer(input.args, "to");
  if (state.remote.includes(file)) return pass(state, "remote_seek", { file, to }, view);
  const local = get(state.local, file);
  if (local === undefined) return [state, [back({ status: status.invalidHandle })]];
  if (to < 0) return [state, [back({ status: status.invalidParameter })]];
  return [
    { ...state, local: put(state.local, file, { ...local, position: to }) },
    [writes(file, "position", to), back({ status: 0 })],
  ];
}

function read(state: OsState, input: Called, view: View): Reaction<OsState> {
  const file = text(input.args, "file");
  const count = integer(input.args, "count");
  if (state.remote.includes(file)) return pass(state, "remote_read", { file, count }, view);
  const local = get(state.local, file);
  const size = local === undefined ? undefined : sizeOf(view, local.path);
  if (local === undefined || size === undefined)
    return [state, [back({ status: status.invalidHandle, data: bytes("") })]];
  const data = contentOf(size, local.position, count);
  const position = local.position + data.length;
  return [
    { ...state, local: put(state.local, file, { ...local, position }) },
    [writes(file, "position", position), back({ status: status.success, data: bytes(data) })],
  ];
}

function close(state: OsState, input: Called, view: View): Reaction<OsState> {
  const file = text(input.args, "file");
  if (state.remote.includes(file)) return pass(state, "remote_close", { file }, view);
  if (!has(state.local, file)) return [state, [back({ status: status.invalidHandle })]];
  return [
    { ...state, local: without(state.local, file) },
    [act("frees", { what: file }), back({ status: status.success })],
  ];
}

function broadcast(state: OsState, input: Called, view: View): Reaction<OsState> {
  return pass(state, "remote_broadcast", input.args, view);
}

/** To the redirector; without one nothing remote can be reached. */
function pass(state: OsState, word: string, args: Args, view: View): Reaction<OsState> {
  const [redirector] = view.neighbours("redirector");
  if (redirector === undefined) return [state, [back({ status: status.badNetworkPath })]];
  return [state, [call(redirector, word, args)]];
}

/** The redirector's answer goes back as it is. */
function passed(state: OsState, input: Returned): Reaction<OsState> {
  return [state, [back(input.results)]];
}

function remoteOpened(state: OsState, input: Returned): Reaction<OsState> {
  const file = text(input.results, "file");
  const remote =
    file === "" || state.remote.includes(file) ? state.remote : [...state.remote, file].toSorted();
  return [{ ...state, remote }, [back(input.results)]];
}

function remoteClosed(state: OsState, input: Returned): Reaction<OsState> {
  const isClosed = integer(input.results, "status") === status.success;
  const remote = isClosed ? state.remote.filter((file) => file !== input.args["file"]) : state.remote;
  return [{ ...state, remote }, [back(input.results)]];
}

function fileOpen(state: OsState, input: Called, view: View): Reaction<OsState> {
  const path = text(input.args, "path");
  const size = sizeOf(view, path);
  if (size === undefined) return [state, [back({ status: status.objectNameNotFound, handle: 0, size: 0 })]];
  let handle = 1;
  while (has(state.handles, String(handle))) handle++;
  return [
    { ...state, handles: put(state.handles, String(handle), path) },
    [back({ status: status.success, handle, size })],
  ];
}

/** Fewer bytes than asked only at the end of the file; none behind it. */
function fileRead(state: OsState, input: Called, view: View): Reaction<OsState> {
  const path = get(state.handles, String(integer(input.args, "handle")));
  const size = path === undefined ? undefined : sizeOf(view, path);
  if (size === undefined) return [state, [back({ status: status.invalidHandle, data: bytes("") })]];
  const data = contentOf(size, integer(input.args, "offset"), integer(input.args, "count"));
  return [state, [back({ status: status.success, data: bytes(data) })]];
}

function fileClose(state: OsState, input: Called): Reaction<OsState> {
  const handle = String(integer(input.args, "handle"));
  if (!has(state.handles, handle)) return [state, [back({ status: status.invalidHandle })]];
  return [{ ...state, handles: without(state.handles, handle) }, [back({ status: status.success })]];
}
