// A server and its own station: which handle stands behind which FID, and what was read from a file for a client.
import type { PartyId } from "../contract/event.ts";
import { commandName, commandOf } from "../formats/smb/body.ts";
import type { SmbMessage } from "../formats/smb/message.ts";
import { integer, text } from "./seen.ts";
import type { Derived, Seen } from "./seen.ts";
import type { ObserverState, Opened } from "./state.ts";

/** No FID yet; and one that cannot be told, because several handles of a path waited for theirs at once. */
const none = -1;
const unclear = -2;

type Step = readonly [ObserverState, readonly Derived[]];

const files: ReadonlyMap<string, (state: ObserverState, seen: Seen, server: PartyId) => Step> = new Map([
  [
    "file_open",
    (state, { args, results }, server) => {
      const path = plain(text(args, "path"));
      const opened = { server, path, handle: integer(results, "handle"), fid: none };
      return [{ ...state, opened: [...without(state.opened, server, opened.handle), opened] }, []];
    },
  ],
  [
    "file_close",
    (state, { args }, server) => [
      { ...state, opened: without(state.opened, server, integer(args, "handle")) },
      [],
    ],
  ],
  ["file_read", (state, seen, server) => [state, [readFile(state, seen, server)]]],
]);

export const fileCalls: readonly string[] = [...files.keys()];

/** The return of a call of a server to its operating system; undefined for any other. */
export function onFiles(state: ObserverState, seen: Seen): Step | undefined {
  const { event, results } = seen;
  if (integer(results, "status") !== 0) return undefined;
  return files.get(event.name)?.(state, seen, event.to ?? "");
}

/** An OPEN has reached the server. */
export function asking(
  state: ObserverState,
  server: PartyId,
  session: string,
  smb: SmbMessage,
): ObserverState {
  if (smb.body.kind !== "SMB_COM_OPEN") return state;
  const key = requestKey(server, session, smb.header.mid);
  return {
    ...state,
    opening: [...state.opening.filter(([one]) => one !== key), [key, plain(smb.body.path)]],
  };
}

/** The server answers an OPEN: the handle of that path gets its FID, unless there are several that it may stand for. */
export function answering(
  state: ObserverState,
  server: PartyId,
  session: string,
  smb: SmbMessage,
): ObserverState {
  if (commandName(commandOf(smb.body)) !== "SMB_COM_OPEN") return state;
  const key = requestKey(server, session, smb.header.mid);
  const path = state.opening.find(([one]) => one === key)?.[1];
  const now = { ...state, opening: state.opening.filter(([one]) => one !== key) };
  if (smb.body.kind !== "SMB_COM_OPEN.response") return now;
  const { fid } = smb.body;
  const due = now.opened.filter(
    (one) => one.server === server && one.fid === none && (path === undefined || one.path === path),
  );
  const known = due.length === 1 ? fid : unclear;
  return { ...now, opened: now.opened.map((one) => (due.includes(one) ? { ...one, fid: known } : one)) };
}

function readFile(state: ObserverState, { args, results }: Seen, server: PartyId): Derived {
  const fid = state.opened.find((one) => isHandle(one, server, integer(args, "handle")))?.fid ?? none;
  return {
    kind: "act",
    name: "reads_file",
    from: server,
    args: {
      ...(fid < 0 ? {} : { fid }),
      offset: args["offset"] ?? null,
      count: args["count"] ?? null,
      data: results?.["data"] ?? null,
    },
  };
}

const isHandle = (one: Opened, server: PartyId, handle: number): boolean =>
  one.server === server && one.handle === handle;

const without = (opened: readonly Opened[], server: PartyId, handle: number): readonly Opened[] =>
  opened.filter((one) => !isHandle(one, server, handle));

const requestKey = (server: PartyId, session: string, mid: number): string => `${server} ${session} ${mid}`;

const plain = (path: string): string => path.replace(/^\\+/, "").toUpperCase();
