// A filter driver that only looks, written as handlers: `custody run --target module:filter.js --role filter`.
// Whatever it is handed goes on at once; it keeps nothing, ends nothing and makes nothing, and says so.
import type { Adapter, Kit, Part, Values } from "custody";

/** What it says when it is told this. */
const onwards = {
  FilterSendNetBufferLists: "NdisFSendNetBufferLists",
  FilterSendNetBufferListsComplete: "NdisFSendNetBufferListsComplete",
  FilterCancelSendNetBufferLists: "NdisFCancelSendNetBufferLists",
  FilterReceiveNetBufferLists: "NdisFIndicateReceiveNetBufferLists",
  FilterReturnNetBufferLists: "NdisFReturnNetBufferLists",
} as const;

const passing = (kit: Kit): Part["calls"] =>
  Object.fromEntries(
    Object.entries(onwards).map(([heard, said]) => [
      heard,
      async (args: Values) => {
        for (const ndis of kit.neighbours("ndis")) await kit.call(ndis, said, args);
      },
    ]),
  );

/** Nothing of it is ever under way, so it rests and goes on at once. */
const atOnce = (): Values => ({ status: "SUCCESS" });

export const adapter: Adapter = {
  name: "filter.ts",
  version: "1.0",
  roles: {
    filter: (kit) => ({
      calls: {
        ...passing(kit),
        FilterAttach: atOnce,
        FilterPause: atOnce,
        FilterRestart: atOnce,
        FilterDetach: () => undefined,
      },
    }),
  },
  without: ["keepsLists", "endsLists", "ownLists", "clones"],
};
