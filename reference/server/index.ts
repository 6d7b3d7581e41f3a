// The server: receives SMBs on sessions, has its own station's operating system do what they ask, and answers.
import type { Reaction } from "../../src/contract/layer.ts";
import { layerOf } from "../handlers.ts";
import type { Begun, Called, Fault, Handlers } from "../handlers.ts";
import { networkName, stationOf } from "../station.ts";
import { put } from "../table.ts";
import { back, call, integer, text, wishOf } from "../words.ts";
import { beginReply, offers, replySent } from "./answers.ts";
import { sessionClosed, sessionReceived } from "./requests.ts";
import { fileClosed, fileOpened, fileRead } from "./results.ts";
import { initial } from "./state.ts";
import type { ServerState } from "./state.ts";

export type { ServerState } from "./state.ts";

export const serverHandlers: Handlers<ServerState> = {
  initial,
  calls: {
    SessionOpened: sessionOpened,
    SessionReceived: sessionReceived,
    SessionClosed: sessionClosed,
    ReplySent: replySent,
    DatagramReceived: (state) => [state, [back()]],
  },
  returned: { file_open: fileOpened, file_read: fileRead, file_close: fileClosed },
  begins: { Listen: beginListen, Reply: beginReply },
  faults: { answers: arm },
  offers,
};

export const server = layerOf(serverHandlers);

function sessionOpened(state: ServerState, input: Called): Reaction<ServerState> {
  const session = { protocol: input.from, negotiated: false, trees: [], fids: [] };
  return [{ ...state, sessions: put(state.sessions, text(input.args, "session"), session) }, [back()]];
}

/** For its station's name, unless another one is asked for. A protocol takes a server that says nothing to mean that. */
function beginListen(state: ServerState, input: Begun): Reaction<ServerState> | null {
  const name = networkName(text(input.args, "name")) || stationOf(state.self);
  return [state, [call(input.to, "Listen", { name })]];
}

function arm(state: ServerState, input: Fault): Reaction<ServerState> {
  const left = integer(input.args, "times") || 1;
  const fault = { what: wishOf(input.args["what"]), status: integer(input.args, "status"), left };
  return [{ ...state, armed: [...state.armed, fault] }, []];
}
