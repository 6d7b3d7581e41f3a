// For tests: one NetBEUI driver alone. The test is the other station, its users are deaf, and NDIS only takes what is sent and gives it back.
import type { Layer } from "../../../../src/contract/layer.ts";
import type { Args } from "../../../../src/contract/value.ts";
import { emitEthernet, parseEthernet } from "../../../../src/formats/ethernet.ts";
import { NETBIOS_SAP, emitLlc, parseLlc } from "../../../../src/formats/llc.ts";
import type { LlcPdu } from "../../../../src/formats/llc.ts";
import { NETBIOS_MULTICAST } from "../../../../src/formats/mac.ts";
import { emitNbf, parseNbf } from "../../../../src/formats/nbf/frame.ts";
import type { NbfFrame } from "../../../../src/formats/nbf/frame.ts";
import { Drive, first } from "../../../drive.ts";
import { layerOf } from "../../../handlers.ts";
import { latin1Of, octetsOf } from "../../../octets.ts";
import { back, bytes, call, latin1, text, texts, writes } from "../../../words.ts";
import { netbeui } from "../index.ts";
import { macOf } from "../state.ts";

export const here = macOf("WS");
export const there = macOf("SRV");

type Control = LlcPdu extends infer P
  ? P extends LlcPdu
    ? Omit<P, "dsap" | "ssap" | "info">
    : never
  : never;
type Sent = { readonly to: string; readonly pdu: LlcPdu; readonly nbf: NbfFrame | undefined };

const deaf = layerOf<null>({ initial: () => null, calls: {} });

/** How NDIS gives back what was sent: NDIS 5 by the answer or by a call, NDIS 6 always by a call. */
export type Below = "answered" | "completed" | "listed";

/** Gives everything back at once, and says that it ended so. */
const sink = (below: Below, status: string) =>
  layerOf<null>({
    initial: () => null,
    calls: {
      NdisSend: (state, input) => {
        const packet = text(input.args, "packet");
        const complete = call(input.from, "ProtocolSendComplete", { packet, status });
        return [state, below === "answered" ? [back({ status })] : [complete, back({ status: "PENDING" })]];
      },
      NdisSendNetBufferLists: (state, input) => {
        const lists = texts(input.args, "lists");
        const complete = call(input.from, "ProtocolSendNetBufferListsComplete", { lists, flags: [] });
        return [state, [...lists.map((id) => writes(id, "status", status)), complete, back()]];
      },
    },
  });

const seat = (role: string, layer: Layer<null> | typeof netbeui, properties: Args = {}) => ({
  id: `WS.${role === "protocol" ? "netbeui" : role}`,
  role,
  layer: layer as Layer<unknown>,
  properties,
});

export class Alone {
  readonly drive: Drive;
  private read = 0;

  constructor(
    roles: readonly string[] = ["redirector", "server"],
    below: Below = "completed",
    status = "SUCCESS",
  ) {
    const driver = seat("protocol", netbeui, { generation: below === "listed" ? 6 : 5 });
    this.drive = new Drive(
      [...roles.map((role) => seat(role, deaf)), driver, seat("ndis", sink(below, status))],
      first,
    );
  }

  /** A user of the driver asks; only what can happen at once happens. */
  asks(from: string, name: string, args: Args): void {
    this.drive.hear("WS.netbeui", name, from, args);
    this.drive.wait(0);
  }

  message(data: string): string {
    const id = `message${this.drive.store.size + 1}`;
    this.drive.store.set(id, { fields: {}, data: bytes(data) });
    return id;
  }

  /** A PDU of the other station arrives. */
  hears(pdu: Control, nbf?: NbfFrame, to = pdu.kind === "UI" ? NETBIOS_MULTICAST : here): void {
    const info = nbf === undefined ? new Uint8Array() : emitNbf(nbf);
    const payload = emitLlc({ ...pdu, dsap: NETBIOS_SAP, ssap: NETBIOS_SAP, info });
    this.hearsBytes(latin1Of(emitEthernet({ kind: "802.3", destination: to, source: there, payload })));
  }

  hearsBytes(data: string): void {
    this.drive.store.set("packet99", { fields: {}, data: bytes(data) });
    this.drive.hear("WS.netbeui", "ProtocolReceivePacket", "WS.ndis", { packet: "packet99" });
    this.drive.wait(0);
  }

  /** What it has sent since the last look. */
  sends(): readonly Sent[] {
    const frames = this.drive.log
      .slice(this.read)
      .flatMap((one) =>
        one.kind === "act" && one.name === "writes" && one.args["field"] === "data"
          ? [latin1(one.args, "value")]
          : [],
      );
    this.read = this.drive.log.length;
    return frames.map(sentOf);
  }

  /** The same in short: `SABME`, `I NAME`. */
  says(): readonly string[] {
    return this.sends().map(({ pdu, nbf }) => (nbf === undefined ? pdu.kind : `${pdu.kind} ${nbf.kind}`));
  }

  /** What its users were told, oldest first. */
  told(name: string): readonly Args[] {
    return this.drive.log.flatMap((one) => (one.kind === "call" && one.name === name ? [one.args] : []));
  }
}

function sentOf(data: string): Sent {
  const frame = parseEthernet(octetsOf(data));
  if (!frame.ok) throw new Error(frame.problem.text);
  const pdu = parseLlc(frame.value.payload);
  if (!pdu.ok) throw new Error(pdu.problem.text);
  const nbf = pdu.value.info.length === 0 ? undefined : parseNbf(pdu.value.info);
  return { to: frame.value.destination, pdu: pdu.value, nbf: nbf?.ok === true ? nbf.value : undefined };
}

/** A driver whose session with SRV is being set up, as far as the phase says; the numbers are 1 here and 7 there. */
export function at(phase: "ExpectRecognized" | "ExpectLink" | "ExpectConfirm" | "Open"): Alone {
  const alone = new Alone();
  alone.asks("WS.redirector", "Connect", { session: "s1", name: "SRV" });
  if (phase === "ExpectRecognized") return alone;
  alone.hears(ui, recognized(7), here);
  if (phase === "ExpectLink") return settled(alone);
  alone.hears({ kind: "UA", response: true, poll: true });
  if (phase === "ExpectConfirm") return settled(alone);
  alone.hears({ kind: "I", response: false, poll: false, ns: 0, nr: 1 }, confirm);
  return settled(alone);
}

export const ui = { kind: "UI", response: false, poll: false } as const;

export const recognized = (session: number): NbfFrame => ({
  kind: "NAME_RECOGNIZED",
  name: "SRV<20>",
  caller: "WS<00>",
  session,
  group: false,
  answers: 1,
  correlator: 5,
});

export const confirm: NbfFrame = {
  kind: "SESSION_CONFIRM",
  session: 1,
  senderSession: 7,
  noAckCapable: false,
  version2: true,
  maxReceive: 1482,
  answers: 1,
  correlator: 5,
};

export const only = (data: string, correlator = 1): NbfFrame => ({
  kind: "DATA_ONLY_LAST",
  session: 1,
  senderSession: 7,
  noAck: false,
  resync: false,
  ackWithDataAllowed: false,
  correlator,
  bytes: octetsOf(data),
});

export const acknowledges = (correlator: number): NbfFrame => ({
  kind: "DATA_ACK",
  session: 1,
  senderSession: 7,
  correlator,
});

function settled(alone: Alone): Alone {
  alone.sends();
  return alone;
}
