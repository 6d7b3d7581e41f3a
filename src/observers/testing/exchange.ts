// Frames and messages of a small exchange, for the observers' tests.
import assert from "node:assert/strict";
import type { Party } from "../../contract/event.ts";
import type { Args } from "../../contract/value.ts";
import { emitEthernet } from "../../formats/ethernet.ts";
import { NETBIOS_SAP, emitLlc } from "../../formats/llc.ts";
import type { LlcPdu } from "../../formats/llc.ts";
import { emitNbf } from "../../formats/nbf/frame.ts";
import type { NbfFrame } from "../../formats/nbf/frame.ts";
import { octetText, textOctets } from "../../formats/octets.ts";
import type { SmbBody } from "../../formats/smb/body.ts";
import { emitSmb, replyHeader, smbRequest } from "../../formats/smb/message.ts";
import { createObserver } from "../observer.ts";
import type { Derived } from "../seen.ts";
import type { ObserverState } from "../state.ts";

export const party = (id: string, role: string): Party => ({
  id,
  role,
  name: role,
  station: id.includes(".") ? (id.split(".")[0] ?? "") : "",
  properties: {},
});
export const parties = [
  ...["redirector", "netbeui protocol", "nic"].map((one) =>
    party(`WS.${one.split(" ")[0] ?? ""}`, one.split(" ").at(-1) ?? ""),
  ),
  ...["server", "os", "netbeui protocol", "nic"].map((one) =>
    party(`SRV.${one.split(" ")[0] ?? ""}`, one.split(" ").at(-1) ?? ""),
  ),
  party("wire", "wire"),
];
export const macs = { WS: "02:00:00:00:00:01", SRV: "02:00:00:00:00:02" } as const;

/** An observer, what it has seen, and what the resources hold. */
export class Watch {
  private readonly observer = createObserver(parties);
  private state: ObserverState = this.observer.initial;
  private readonly data = new Map<string, string>();

  call(name: string, from: string, to: string, args: Args, results?: Args): readonly Derived[] {
    const kind = results === undefined ? "call" : "return";
    const event = { seq: 1, time: 0, kind, name, from, to } as const;
    const seen = {
      event,
      args,
      ...(results === undefined ? {} : { results }),
      data: (id: string) => this.data.get(id),
    };
    const [state, derived] = this.observer.see(this.state, seen);
    assert.deepEqual(
      this.observer.see(this.state, seen),
      [state, derived],
      "the same state and event give the same",
    );
    assert.deepEqual(JSON.parse(JSON.stringify(state)), state, "the state is plain data");
    this.state = state;
    return derived;
  }

  submits(
    name: string,
    from: string,
    to: string,
    message: string,
    data: string,
    session = "s",
  ): readonly Derived[] {
    this.holds(message, data);
    return this.call(name, from, to, { session, message });
  }

  holds(resource: string, data: string): void {
    this.data.set(resource, data);
  }

  transmits(station: "WS" | "SRV", pdu: Control, nbf?: NbfFrame): readonly Derived[] {
    return this.call("Transmit", `${station}.nic`, "wire", { data: { latin1: frame(station, pdu, nbf) } });
  }

  arrives(from: "WS" | "SRV", pdu: Control, nbf?: NbfFrame): readonly Derived[] {
    const to = from === "WS" ? "SRV" : "WS";
    return this.call("Arrive", "wire", `${to}.nic`, { data: { latin1: frame(from, pdu, nbf) } });
  }
}

export type Control = LlcPdu extends infer P
  ? P extends LlcPdu
    ? Omit<P, "dsap" | "ssap" | "info">
    : never
  : never;

export function frame(from: "WS" | "SRV", pdu: Control, nbf?: NbfFrame): string {
  const info = nbf === undefined ? new Uint8Array() : emitNbf(nbf);
  const payload = emitLlc({ ...pdu, dsap: NETBIOS_SAP, ssap: NETBIOS_SAP, info });
  return octetText(
    emitEthernet({
      kind: "802.3",
      source: macs[from],
      destination: macs[from === "WS" ? "SRV" : "WS"],
      payload,
    }),
  );
}

export const i = (ns: number): Control => ({ kind: "I", response: false, poll: false, ns, nr: 0 });
export const data = (
  kind: "DATA_FIRST_MIDDLE" | "DATA_ONLY_LAST",
  bytes: string,
  correlator = 1,
  session = 7,
  senderSession = 1,
): NbfFrame => ({
  kind,
  session,
  senderSession,
  noAck: false,
  resync: false,
  correlator,
  bytes: textOctets(bytes),
  continueRequested: false,
  ackWithDataAllowed: false,
});
export const ack = (correlator: number): NbfFrame => ({
  kind: "DATA_ACK",
  session: 1,
  senderSession: 7,
  correlator,
});

export const named = (derived: readonly Derived[], name: string): Args | undefined =>
  derived.find((one) => one.name === name)?.args;

export const ids = { mid: 4, pid: 9, tid: 2, uid: 0 };
export const readRequest = smbRequest(ids, {
  kind: "SMB_COM_READ",
  fid: 5,
  offset: 512,
  count: 3,
  remaining: 3,
});
export const reply = (body: SmbBody, status = 0): string =>
  octetText(emitSmb({ header: replyHeader(readRequest.header, status), body }));
export const request = octetText(emitSmb(readRequest));

export function connected(): Watch {
  const watch = new Watch();
  watch.call("Connect", "WS.redirector", "WS.netbeui", { session: "s", name: "srv" });
  watch.call("SessionOpened", "SRV.netbeui", "SRV.server", { session: "far", name: "WS" });
  return watch;
}
