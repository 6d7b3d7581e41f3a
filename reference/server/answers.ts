// Answers: in the form that the request's header asks for, in a message of their own, at once or in any later order.
import type { Offer, Reaction, View } from "../../src/contract/layer.ts";
import { commandOf } from "../../src/formats/smb/body.ts";
import type { SmbBody } from "../../src/formats/smb/body.ts";
import { FLAGS2_NT_STATUS } from "../../src/formats/smb/header.ts";
import { emitSmb, replyHeader } from "../../src/formats/smb/message.ts";
import type { SmbMessage } from "../../src/formats/smb/message.ts";
import { STATUS } from "../../src/formats/smb/status.ts";
import type { Begun, Called } from "../handlers.ts";
import { latin1Of } from "../octets.ts";
import { get, keys, put, without } from "../table.ts";
import { act, back, bytes, call, text, writes } from "../words.ts";
import type { ServerState } from "./state.ts";

/** The answer, or an error without words and bytes. `tid`: a tree that was just made. */
export function answer(
  state: ServerState,
  session: string,
  request: SmbMessage,
  result: number | SmbBody,
  view: View,
  tid = request.header.tid,
): Reaction<ServerState> {
  const failure = typeof result === "number" ? result : 0;
  const body: SmbBody =
    typeof result === "number" ? { kind: "error", command: commandOf(request.body) } : result;
  const header = { ...replyHeader(request.header, inForm(failure, request.header.flags2)), tid };
  const data = latin1Of(emitSmb({ header, body }));
  const message = view.fresh("message");
  const made = [
    act("allocates", { what: message, pool: `pool:${state.self}` }),
    writes(message, "data", bytes(data)),
    writes(message, "size", data.length),
  ];
  const open = get(state.sessions, session);
  if (open === undefined) return [state, []];
  if (view.pick("order", ["now", "later"]) === "later")
    return [{ ...state, pending: put(state.pending, message, session) }, made];
  return [
    { ...state, away: [...state.away, message].toSorted() },
    [...made, call(open.protocol, "Reply", { session, message })],
  ];
}

/** An NTSTATUS where the request says that it understands one, else the DOS class and code. */
function inForm(failure: number, flags2: number): number {
  if ((flags2 & FLAGS2_NT_STATUS) !== 0) return failure;
  const [dosClass, dosCode] = Object.values(STATUS).find(([, , , nt]) => nt === failure) ?? [
    failure & 0xff,
    failure >>> 16,
  ];
  return dosClass + dosCode * 0x10000;
}

/** One of the answers that were put off: whichever is asked for, or any. */
export function beginReply(state: ServerState, input: Begun, view: View): Reaction<ServerState> | null {
  const wanted = text(input.args, "message");
  const ready = keys(state.pending).filter(
    (id) => get(state.sessions, get(state.pending, id) ?? "")?.protocol === input.to,
  );
  const session = text(input.args, "session");
  const fitting = ready.filter(
    (id) => (wanted === "" || id === wanted) && (session === "" || get(state.pending, id) === session),
  );
  if (fitting.length === 0) return null;
  const message = view.pick("message", fitting);
  const of = get(state.pending, message) ?? "";
  return [
    { ...state, pending: without(state.pending, message), away: [...state.away, message].toSorted() },
    [call(input.to, "Reply", { session: of, message })],
  ];
}

/** The message is ours again; whether it arrived is the transport's and the client's affair. */
export function replySent(state: ServerState, input: Called): Reaction<ServerState> {
  const message = text(input.args, "message");
  if (!state.away.includes(message)) return [state, [back()]];
  return [
    { ...state, away: state.away.filter((one) => one !== message) },
    [act("frees", { what: message }), back()],
  ];
}

export const offers = (state: ServerState): readonly Offer[] =>
  state.pending.flatMap(([message, session]) => {
    const protocol = get(state.sessions, session)?.protocol;
    return protocol === undefined ? [] : [{ name: "Reply", to: protocol, args: { session, message } }];
  });
