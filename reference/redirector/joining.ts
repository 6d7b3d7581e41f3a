// Opens that wait for what another open of the same server is fetching: they go on, or fail, with it.
import type { Out, Reaction } from "../../src/contract/layer.ts";
import { put, without } from "../table.ts";
import { back } from "../words.ts";
import { wakes } from "./requests.ts";
import type { Connection, RedirectorState, Work } from "./state.ts";

export type Opening = Work & { kind: "open" };

/** Other opens of this server that were waiting look again. */
export function joined(
  [state, outs]: Reaction<RedirectorState>,
  server: string,
  tag: string,
): Reaction<RedirectorState> {
  const [now, wakings] = wakeJoining(state, server, tag, 0);
  return [now, [...wakings, ...outs]];
}

/** Its failure is also that of the opens that were waiting for what it was fetching. */
export function failed(
  state: RedirectorState,
  tag: string,
  work: Opening,
  failure: number,
): Reaction<RedirectorState> {
  const alone = { ...state, works: without(state.works, tag) };
  const [now, wakings] =
    work.phase === "ExpectOpened"
      ? ([alone, []] as const)
      : wakeJoining(alone, work.server, tag, failure, work);
  return [now, [...wakings, back({ status: failure, file: null })]];
}

/** Those that wait for the server's session; after a tree that failed, only those that wanted the same share. */
export function wakeJoining(
  state: RedirectorState,
  server: string,
  tag: string,
  failure: number,
  of?: Opening,
): Reaction<RedirectorState> {
  const share = of?.phase === "ExpectTree" ? of.share : undefined;
  const others = state.works.filter(
    ([id, one]) =>
      id !== tag &&
      one.kind === "open" &&
      one.server === server &&
      one.phase === "ExpectSession" &&
      (share ?? one.share) === one.share,
  );
  return others.reduce<readonly [RedirectorState, readonly Out[]]>(
    ([before, outs], [id]) => {
      const [after, more] = wakes(before, id, "", failure);
      return [after, [...outs, ...more]];
    },
    [state, []],
  );
}

export const withConnection = (
  state: RedirectorState,
  server: string,
  connection: Connection,
): RedirectorState => ({
  ...state,
  connections: put(state.connections, server, connection),
});
