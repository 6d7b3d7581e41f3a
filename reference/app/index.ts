// The application: asks its operating system for what a scenario tells it to, and remembers the files that it got.
import type { PartyId, ResourceId } from "../../src/contract/event.ts";
import type { Reaction, View } from "../../src/contract/layer.ts";
import { isBytes } from "../../src/contract/value.ts";
import type { Args, WordValue } from "../../src/contract/value.ts";
import { layerOf } from "../handlers.ts";
import type { Begun, Handlers, Returned } from "../handlers.ts";
import { bytes, call, integer, text } from "../words.ts";

export type AppState = { readonly self: PartyId; readonly files: readonly ResourceId[] };

const usualCount = 512;
const usualGreeting = bytes("Hello");

export const appHandlers: Handlers<AppState> = {
  initial: (self) => ({ self, files: [] }),
  calls: {},
  returned: { open: opened, close: closed },
  begins: {
    open: (state, input) =>
      typeof input.args["path"] === "string" ? asks(state, input, { path: input.args["path"] }) : null,
    seek: (state, input, view) => onFile(state, input, view, { to: numberOr(input.args["to"], 0) }),
    read: (state, input, view) =>
      onFile(state, input, view, { count: numberOr(input.args["count"], usualCount) }),
    close: (state, input, view) => onFile(state, input, view, {}),
    broadcast: (state, input) => {
      const data = input.args["data"];
      return asks(state, input, {
        name: text(input.args, "name") || "GROUP",
        data: isBytes(data) ? data : usualGreeting,
      });
    },
  },
};

export const app = layerOf(appHandlers);

/** With the file that is named, else with one that is open; null when there is none. */
function onFile(state: AppState, input: Begun, view: View, args: Args): Reaction<AppState> | null {
  const named = input.args["file"];
  if (typeof named !== "string" && state.files.length === 0) return null;
  const file = typeof named === "string" ? named : view.pick("file", state.files);
  return asks(state, input, { file, ...args });
}

const asks = (state: AppState, input: Begun, args: Args): Reaction<AppState> => [
  state,
  [call(input.to, input.name, args)],
];

function opened(state: AppState, input: Returned): Reaction<AppState> {
  const file = text(input.results, "file");
  if (integer(input.results, "status") !== 0 || file === "" || state.files.includes(file)) return [state, []];
  return [{ ...state, files: [...state.files, file].toSorted() }, []];
}

function closed(state: AppState, input: Returned): Reaction<AppState> {
  if (integer(input.results, "status") !== 0) return [state, []];
  return [{ ...state, files: state.files.filter((file) => file !== input.args["file"]) }, []];
}

const numberOr = (asked: WordValue | undefined, usual: number): number =>
  typeof asked === "number" ? asked : usual;
