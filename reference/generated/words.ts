// Generated from the vocabularies by tools/generate.mjs: do not edit.
import type { Bytes, WordValue } from "../../src/contract/value.ts";

export type Medium = "ethernet" | "tokenring" | "wan";
export type Handle = string;
export type Status = "SUCCESS" | "PENDING" | "RESOURCES" | "FAILURE" | "ABORTED" | "RESET_IN_PROGRESS" | "NOT_ACCEPTED";
export type Context = string;
export type Status6 = "SUCCESS" | "PENDING" | "INVALID_LENGTH" | "RESOURCES" | "PAUSED" | "SEND_ABORTED" | "RESET_IN_PROGRESS" | "FAILURE";
export type Outcome = "OK" | "IO_TIMEOUT" | "LINK_FAILED" | "BAD_NETWORK_PATH" | "REMOTE_DISCONNECT" | "CONNECTION_RESET" | "REMOTE_NOT_LISTENING" | "NO_RESOURCES" | "UNSUCCESSFUL";
export type Session = string;
export type Netevent = "NetEventPause" | "NetEventRestart";
/** identity of a pool */
export type Pool = string;
/** identity of a packet */
export type Packet = string;
/** identity of a lookahead */
export type Lookahead = string;
/** identity of a nbl */
export type Nbl = string;
/** identity of a nb */
export type Nb = string;
/** identity of a mdl */
export type Mdl = string;
/** identity of a buffer */
export type Buffer = string;
/** identity of a file */
export type File = string;
/** identity of a message */
export type Message = string;

/** Arguments of every call, message, act and fault. null is `none`. */
export type Arguments = {
  /** call: nic to wire (common) */
  readonly Transmit: { readonly data: Bytes | null };
  /** call: wire to nic (common) */
  readonly Arrive: { readonly data: Bytes | null };
  /** act of nic, ndis, filter, protocol, client, redirector, server, os, app (common) */
  readonly reads: { readonly what: WordValue; readonly field: string | null };
  /** act of nic, ndis, filter, protocol, client, redirector, server, os, app (common) */
  readonly writes: { readonly what: WordValue; readonly field: string | null; readonly value: WordValue };
  /** act of nic, ndis, filter, protocol, client, redirector, server, os, app (common) */
  readonly copies: { readonly source: WordValue; readonly target: WordValue; readonly bytes: number | null };
  /** act of nic, ndis, filter, protocol, client, redirector, server, os, app (common) */
  readonly allocates: { readonly what: WordValue; readonly pool: WordValue; readonly way: string | null };
  /** act of nic, ndis, filter, protocol, client, redirector, server, os, app (common) */
  readonly frees: { readonly what: WordValue; readonly way: string | null };
  /** act of nic, ndis, filter, protocol, client, redirector, server, os, app (common) */
  readonly allocatesPool: { readonly pool: Pool | null; readonly kind: string | null; readonly reserved: number | null };
  /** act of nic, ndis, filter, protocol, client, redirector, server, os, app (common) */
  readonly freesPool: { readonly pool: Pool | null };
  /** act of protocol (common) */
  readonly registers: Readonly<Record<string, never>>;
  /** act of protocol (common) */
  readonly delivers: { readonly context: WordValue; readonly bytes: number | null };
  /** act of protocol (common) */
  readonly notifies: { readonly client: string | null; readonly what: WordValue; readonly status: WordValue };
  /** fault of wire (common) */
  readonly drops: { readonly what: WordValue };
  /** fault of wire (common) */
  readonly delays: { readonly what: WordValue; readonly for: number | null };
  /** fault of wire (common) */
  readonly duplicates: { readonly what: WordValue };
  /** fault of wire (common) */
  readonly reorders: { readonly what: WordValue };
  /** fault of wire (common) */
  readonly corrupts: { readonly what: WordValue; readonly byte: number | null };
  /** fault of wire (common) */
  readonly unplugged: { readonly for: number | null };
  /** fault of nic (common) */
  readonly runsOutOf: { readonly what: string | null; readonly for: number | null };
  /** fault of protocol, ndis (common) */
  readonly lacksMemory: { readonly nth: number | null };
  /** fault of server (common) */
  readonly answers: { readonly what: WordValue; readonly status: number | null };
  /** fault of os (common) */
  readonly stalls: { readonly what: WordValue; readonly for: number | null };
  /** call: nic to ndis (ndis5) */
  readonly NdisMIndicateReceivePacket: { readonly packets: readonly Packet[] | null };
  /** call: ndis to nic (ndis5) */
  readonly MiniportReturnPacket: { readonly packet: Packet | null; readonly adapter: Handle | null };
  /** call: nic to ndis (ndis5) */
  readonly NdisMEthIndicateReceive: { readonly context: Context | null; readonly header: Bytes | null; readonly lookahead: Lookahead | null; readonly size: number | null };
  /** call: nic to ndis (ndis5) */
  readonly NdisMTrIndicateReceive: { readonly context: Context | null; readonly header: Bytes | null; readonly lookahead: Lookahead | null; readonly size: number | null };
  /** call: nic to ndis (ndis5) */
  readonly NdisMWanIndicateReceive: { readonly context: Context | null; readonly lookahead: Lookahead | null; readonly size: number | null };
  /** call: nic to ndis (ndis5) */
  readonly NdisMEthIndicateReceiveComplete: Readonly<Record<string, never>>;
  /** call: nic to ndis (ndis5) */
  readonly NdisMTrIndicateReceiveComplete: Readonly<Record<string, never>>;
  /** call: ndis to nic (ndis5) */
  readonly MiniportTransferData: { readonly context: Context | null; readonly offset: number | null; readonly count: number | null; readonly packet: Packet | null };
  /** call: nic to ndis (ndis5) */
  readonly NdisMTransferDataComplete: { readonly packet: Packet | null; readonly status: Status | null; readonly bytes: number | null };
  /** call: ndis to nic (ndis5) */
  readonly MiniportSendPackets: { readonly packets: readonly Packet[] | null };
  /** call: nic to ndis (ndis5) */
  readonly NdisMSendComplete: { readonly packet: Packet | null; readonly status: Status | null };
  /** call: nic to ndis (ndis5) */
  readonly NdisMSendResourcesAvailable: Readonly<Record<string, never>>;
  /** call: ndis to nic (ndis5) */
  readonly MiniportCancelSendPackets: { readonly id: number | null };
  /** call: ndis to nic (ndis5) */
  readonly MiniportHalt: Readonly<Record<string, never>>;
  /** call: nic to ndis (ndis5) */
  readonly NDIS_GET_PACKET_STATUS: { readonly packet: Packet | null };
  /** call: ndis to protocol (ndis5) */
  readonly ProtocolReceivePacket: { readonly packet: Packet | null };
  /** call: protocol to ndis (ndis5) */
  readonly NdisReturnPackets: { readonly packets: readonly Packet[] | null };
  /** call: ndis to protocol (ndis5) */
  readonly ProtocolReceive: { readonly context: Context | null; readonly header: Bytes | null; readonly lookahead: Lookahead | null; readonly size: number | null };
  /** call: protocol to ndis (ndis5) */
  readonly NdisTransferData: { readonly context: Context | null; readonly offset: number | null; readonly count: number | null; readonly packet: Packet | null };
  /** call: protocol to ndis (ndis5) */
  readonly NdisQueryReceiveInformation: { readonly context: Context | null };
  /** call: ndis to protocol (ndis5) */
  readonly ProtocolTransferDataComplete: { readonly packet: Packet | null; readonly status: Status | null; readonly bytes: number | null };
  /** call: ndis to protocol (ndis5) */
  readonly ProtocolReceiveComplete: Readonly<Record<string, never>>;
  /** call: protocol to ndis (ndis5) */
  readonly NdisSend: { readonly packet: Packet | null };
  /** call: protocol to ndis (ndis5) */
  readonly NdisSendPackets: { readonly packets: readonly Packet[] | null };
  /** call: protocol to ndis (ndis5) */
  readonly NdisCancelSendPackets: { readonly binding: Handle | null; readonly id: number | null };
  /** call: ndis to protocol (ndis5) */
  readonly ProtocolSendComplete: { readonly packet: Packet | null; readonly status: Status | null };
  /** call: protocol to client (ndis5) */
  readonly ClientReceive: { readonly packet: Packet | null; readonly shares: number | null };
  /** call: client to protocol (ndis5) */
  readonly TdiReturnChainedReceives: { readonly packet: Packet | null };
  /** call: client to protocol (ndis5) */
  readonly ClientSend: { readonly request: WordValue; readonly data: Bytes | null };
  /** act of ndis, protocol (ndis5) */
  readonly readsArray: { readonly packets: readonly Packet[] | null };
  /** call: protocol to ndis (ndis6) */
  readonly NdisSendNetBufferLists: { readonly binding: Handle | null; readonly lists: readonly Nbl[] | null; readonly flags: readonly string[] | null };
  /** call: ndis to protocol (ndis6) */
  readonly ProtocolSendNetBufferListsComplete: { readonly lists: readonly Nbl[] | null; readonly flags: readonly string[] | null };
  /** call: protocol to ndis (ndis6) */
  readonly NdisGeneratePartialCancelId: Readonly<Record<string, never>>;
  /** call: protocol to ndis (ndis6) */
  readonly NdisCancelSendNetBufferLists: { readonly binding: Handle | null; readonly id: number | null };
  /** call: ndis to protocol (ndis6) */
  readonly ProtocolReceiveNetBufferLists: { readonly binding: Handle | null; readonly lists: readonly Nbl[] | null; readonly count: number | null; readonly flags: readonly string[] | null };
  /** call: protocol to ndis (ndis6) */
  readonly NdisReturnNetBufferLists: { readonly binding: Handle | null; readonly lists: readonly Nbl[] | null; readonly flags: readonly string[] | null };
  /** call: ndis to nic (ndis6) */
  readonly MiniportSendNetBufferLists: { readonly lists: readonly Nbl[] | null };
  /** call: nic to ndis (ndis6) */
  readonly NdisMSendNetBufferListsComplete: { readonly lists: readonly Nbl[] | null; readonly flags: readonly string[] | null };
  /** call: ndis to nic (ndis6) */
  readonly MiniportCancelSend: { readonly id: number | null };
  /** call: nic to ndis (ndis6) */
  readonly NdisMIndicateReceiveNetBufferLists: { readonly adapter: Handle | null; readonly lists: readonly Nbl[] | null; readonly count: number | null; readonly flags: readonly string[] | null };
  /** call: ndis to nic (ndis6) */
  readonly MiniportReturnNetBufferLists: { readonly lists: readonly Nbl[] | null };
  /** call: ndis to filter (ndis6) */
  readonly FilterSendNetBufferLists: { readonly lists: readonly Nbl[] | null };
  /** call: filter to ndis (ndis6) */
  readonly NdisFSendNetBufferLists: { readonly lists: readonly Nbl[] | null };
  /** call: ndis to filter (ndis6) */
  readonly FilterSendNetBufferListsComplete: { readonly lists: readonly Nbl[] | null };
  /** call: filter to ndis (ndis6) */
  readonly NdisFSendNetBufferListsComplete: { readonly lists: readonly Nbl[] | null };
  /** call: ndis to filter (ndis6) */
  readonly FilterCancelSendNetBufferLists: { readonly id: number | null };
  /** call: filter to ndis (ndis6) */
  readonly NdisFCancelSendNetBufferLists: { readonly id: number | null };
  /** call: ndis to filter (ndis6) */
  readonly FilterReceiveNetBufferLists: { readonly lists: readonly Nbl[] | null; readonly count: number | null; readonly flags: readonly string[] | null };
  /** call: filter to ndis (ndis6) */
  readonly NdisFIndicateReceiveNetBufferLists: { readonly lists: readonly Nbl[] | null; readonly count: number | null; readonly flags: readonly string[] | null };
  /** call: ndis to filter (ndis6) */
  readonly FilterReturnNetBufferLists: { readonly lists: readonly Nbl[] | null };
  /** call: filter to ndis (ndis6) */
  readonly NdisFReturnNetBufferLists: { readonly lists: readonly Nbl[] | null };
  /** act of nic, ndis, filter, protocol (ndis6) */
  readonly linksBuffer: { readonly buffer: Nb | null; readonly list: Nbl | null };
  /** act of nic, ndis, filter, protocol (ndis6) */
  readonly testsIrql: Readonly<Record<string, never>>;
  /** call: ndis to nic (lifetime) */
  readonly MiniportInitialize: Readonly<Record<string, never>>;
  /** call: ndis to protocol (lifetime) */
  readonly ProtocolBindAdapter: Readonly<Record<string, never>>;
  /** call: ndis to protocol (lifetime) */
  readonly ProtocolUnbindAdapter: Readonly<Record<string, never>>;
  /** act of nic, ndis, protocol (lifetime) */
  readonly chainsBuffer: { readonly packet: Packet | null; readonly buffer: Buffer | null };
  /** act of nic, ndis, protocol (lifetime) */
  readonly unchainsBuffer: { readonly packet: Packet | null; readonly buffer: Buffer | null };
  /** act of nic, ndis, protocol (lifetime) */
  readonly reinitializes: { readonly packet: Packet | null };
  /** act of nic, ndis, protocol (lifetime) */
  readonly comesWith: { readonly buffer: WordValue; readonly list: Nbl | null };
  /** act of nic, ndis, protocol (lifetime) */
  readonly allocatesContext: { readonly list: Nbl | null; readonly bytes: number | null };
  /** act of nic, ndis, protocol (lifetime) */
  readonly freesContext: { readonly list: Nbl | null; readonly bytes: number | null };
  /** call: app to os (application) */
  readonly open: { readonly path: string | null };
  /** call: app to os (application) */
  readonly seek: { readonly file: File | null; readonly to: number | null };
  /** call: app to os (application) */
  readonly read: { readonly file: File | null; readonly count: number | null };
  /** call: app to os (application) */
  readonly close: { readonly file: File | null };
  /** call: app to os (application) */
  readonly broadcast: { readonly name: string | null; readonly data: Bytes | null };
  /** call: os to redirector (application) */
  readonly remote_open: { readonly path: string | null };
  /** call: os to redirector (application) */
  readonly remote_seek: { readonly file: File | null; readonly to: number | null };
  /** call: os to redirector (application) */
  readonly remote_read: { readonly file: File | null; readonly count: number | null };
  /** call: os to redirector (application) */
  readonly remote_close: { readonly file: File | null };
  /** call: os to redirector (application) */
  readonly remote_broadcast: { readonly name: string | null; readonly data: Bytes | null };
  /** call: server to os (application) */
  readonly file_open: { readonly path: string | null };
  /** call: server to os (application) */
  readonly file_read: { readonly handle: number | null; readonly offset: number | null; readonly count: number | null };
  /** call: server to os (application) */
  readonly file_close: { readonly handle: number | null };
  /** call: redirector to protocol (transport) */
  readonly Connect: { readonly session: Session | null; readonly name: string | null };
  /** call: protocol to redirector (transport) */
  readonly Connected: { readonly session: Session | null; readonly status: Outcome | null };
  /** call: redirector to protocol (transport) */
  readonly SendMessage: { readonly session: Session | null; readonly message: Message | null };
  /** call: protocol to redirector (transport) */
  readonly MessageSent: { readonly session: Session | null; readonly message: Message | null; readonly status: Outcome | null };
  /** call: protocol to redirector (transport) */
  readonly MessageReceived: { readonly session: Session | null; readonly data: Bytes | null };
  /** call: protocol to redirector (transport) */
  readonly Disconnected: { readonly session: Session | null; readonly status: Outcome | null };
  /** call: redirector to protocol (transport) */
  readonly Disconnect: { readonly session: Session | null };
  /** call: redirector to protocol (transport) */
  readonly SendDatagram: { readonly datagram: Message | null; readonly name: string | null; readonly times: number | null };
  /** call: protocol to redirector (transport) */
  readonly DatagramSent: { readonly datagram: Message | null; readonly status: Outcome | null };
  /** call: server to protocol (transport) */
  readonly Listen: { readonly name: string | null };
  /** call: protocol to server (transport) */
  readonly SessionOpened: { readonly session: Session | null; readonly name: string | null };
  /** call: protocol to server (transport) */
  readonly SessionReceived: { readonly session: Session | null; readonly data: Bytes | null };
  /** call: server to protocol (transport) */
  readonly Reply: { readonly session: Session | null; readonly message: Message | null };
  /** call: protocol to server (transport) */
  readonly ReplySent: { readonly session: Session | null; readonly message: Message | null; readonly status: Outcome | null };
  /** call: protocol to server (transport) */
  readonly SessionClosed: { readonly session: Session | null; readonly status: Outcome | null };
  /** call: protocol to server (transport) */
  readonly DatagramReceived: { readonly data: Bytes | null; readonly name: string | null };
  /** message: redirector to protocol (transport) */
  readonly "session.connect": { readonly session: Session | null; readonly name: string | null };
  /** message: protocol to redirector (transport) */
  readonly "session.connected": { readonly session: Session | null; readonly status: Outcome | null };
  /** message: redirector to protocol (transport) */
  readonly "session.disconnect": { readonly session: Session | null };
  /** message: protocol to redirector (transport) */
  readonly "session.closed": { readonly session: Session | null; readonly status: Outcome | null };
  /** message: redirector to protocol (transport) */
  readonly "session.request": { readonly session: Session | null; readonly message: Message | null; readonly bytes: number | null; readonly digest: string | null };
  /** message: protocol to redirector (transport) */
  readonly "session.report": { readonly session: Session | null; readonly message: Message | null; readonly status: Outcome | null };
  /** message: protocol to redirector (transport) */
  readonly "session.delivered": { readonly session: Session | null; readonly bytes: number | null; readonly digest: string | null };
  /** message: redirector to protocol (transport) */
  readonly "datagram.request": { readonly datagram: Message | null; readonly name: string | null; readonly times: number | null };
  /** message: protocol to redirector (transport) */
  readonly "datagram.report": { readonly datagram: Message | null; readonly status: Outcome | null };
  /** message: redirector to server (smb) */
  readonly SMB_COM_NEGOTIATE: { readonly mid: number | null; readonly pid: number | null; readonly dialects: readonly string[] | null; readonly session: Session | null };
  /** message: server to redirector (smb) */
  readonly "SMB_COM_NEGOTIATE.response": { readonly mid: number | null; readonly pid: number | null; readonly status: number | null; readonly maxmpx: number | null; readonly maxbuffer: number | null; readonly session: Session | null };
  /** message: redirector to server (smb) */
  readonly SMB_COM_TREE_CONNECT: { readonly mid: number | null; readonly pid: number | null; readonly path: string | null; readonly session: Session | null };
  /** message: server to redirector (smb) */
  readonly "SMB_COM_TREE_CONNECT.response": { readonly mid: number | null; readonly pid: number | null; readonly status: number | null; readonly tid: number | null; readonly maxbuffer: number | null; readonly session: Session | null };
  /** message: redirector to server (smb) */
  readonly SMB_COM_OPEN: { readonly mid: number | null; readonly pid: number | null; readonly tid: number | null; readonly path: string | null; readonly session: Session | null };
  /** message: server to redirector (smb) */
  readonly "SMB_COM_OPEN.response": { readonly mid: number | null; readonly pid: number | null; readonly status: number | null; readonly fid: number | null; readonly size: number | null; readonly session: Session | null };
  /** message: redirector to server (smb) */
  readonly SMB_COM_READ: { readonly mid: number | null; readonly pid: number | null; readonly tid: number | null; readonly fid: number | null; readonly offset: number | null; readonly count: number | null; readonly remaining: number | null; readonly session: Session | null };
  /** message: server to redirector (smb) */
  readonly "SMB_COM_READ.response": { readonly mid: number | null; readonly pid: number | null; readonly status: number | null; readonly count: number | null; readonly data: Bytes | null; readonly session: Session | null };
  /** message: redirector to server (smb) */
  readonly SMB_COM_SEEK: { readonly mid: number | null; readonly pid: number | null; readonly fid: number | null; readonly mode: number | null; readonly offset: number | null; readonly session: Session | null };
  /** message: server to redirector (smb) */
  readonly "SMB_COM_SEEK.response": { readonly mid: number | null; readonly pid: number | null; readonly status: number | null; readonly offset: number | null; readonly session: Session | null };
  /** message: redirector to server (smb) */
  readonly SMB_COM_CLOSE: { readonly mid: number | null; readonly pid: number | null; readonly fid: number | null; readonly session: Session | null };
  /** message: server to redirector (smb) */
  readonly "SMB_COM_CLOSE.response": { readonly mid: number | null; readonly pid: number | null; readonly status: number | null; readonly session: Session | null };
  /** message: redirector to server (smb) */
  readonly "smb.chained": { readonly mid: number | null; readonly pid: number | null; readonly command: number | null; readonly session: Session | null };
  /** message: redirector to server (smb) */
  readonly "smb.malformed": { readonly mid: number | null; readonly pid: number | null; readonly command: number | null; readonly problem: string | null; readonly session: Session | null };
  /** message: server to redirector (smb) */
  readonly "smb.response.malformed": { readonly mid: number | null; readonly pid: number | null; readonly command: number | null; readonly problem: string | null; readonly session: Session | null };
  /** message: redirector to server (smb) */
  readonly smb: { readonly mid: number | null; readonly pid: number | null; readonly command: number | null; readonly transport: string | null; readonly session: Session | null };
  /** message: server to redirector (smb) */
  readonly "smb.response": { readonly mid: number | null; readonly pid: number | null; readonly command: number | null; readonly status: number | null; readonly transport: string | null; readonly session: Session | null };
  /** act of server (smb) */
  readonly reads_file: { readonly fid: number | null; readonly offset: number | null; readonly count: number | null; readonly data: Bytes | null };
  /** message: nic to wire (link) */
  readonly "NBF.ADD_NAME_QUERY": { readonly name: string | null };
  /** message: nic to wire (link) */
  readonly "NBF.ADD_GROUP_NAME_QUERY": { readonly name: string | null };
  /** message: nic to wire (link) */
  readonly "NBF.ADD_NAME_RESPONSE": { readonly name: string | null };
  /** message: nic to wire (link) */
  readonly "NBF.NAME_IN_CONFLICT": { readonly name: string | null };
  /** message: nic to wire (link) */
  readonly "NBF.STATUS_QUERY": { readonly name: string | null };
  /** message: nic to wire (link) */
  readonly "NBF.STATUS_RESPONSE": { readonly name: string | null };
  /** message: nic to wire (link) */
  readonly "NBF.TERMINATE_TRACE": Readonly<Record<string, never>>;
  /** message: nic to wire (link) */
  readonly "NBF.NAME_QUERY": { readonly name: string | null; readonly session: number | null };
  /** message: nic to wire (link) */
  readonly "NBF.NAME_RECOGNIZED": { readonly name: string | null; readonly session: number | null };
  /** message: nic to wire (link) */
  readonly "NBF.SESSION_INITIALIZE": { readonly session: number | null };
  /** message: nic to wire (link) */
  readonly "NBF.SESSION_CONFIRM": { readonly session: number | null };
  /** message: nic to wire (link) */
  readonly "NBF.SESSION_END": { readonly session: number | null; readonly reason: number | null };
  /** message: nic to wire (link) */
  readonly "NBF.SESSION_ALIVE": Readonly<Record<string, never>>;
  /** message: nic to wire (link) */
  readonly "NBF.DATA_FIRST_MIDDLE": { readonly session: number | null; readonly message: Message | null; readonly offset: number | null; readonly bytes: number | null };
  /** message: nic to wire (link) */
  readonly "NBF.DATA_ONLY_LAST": { readonly session: number | null; readonly message: Message | null; readonly offset: number | null; readonly bytes: number | null; readonly correlator: number | null };
  /** message: nic to wire (link) */
  readonly "NBF.DATA_ACK": { readonly session: number | null; readonly message: Message | null; readonly correlator: number | null };
  /** message: nic to wire (link) */
  readonly "NBF.NO_RECEIVE": { readonly session: number | null; readonly bytes: number | null };
  /** message: nic to wire (link) */
  readonly "NBF.RECEIVE_OUTSTANDING": { readonly session: number | null; readonly bytes: number | null };
  /** message: nic to wire (link) */
  readonly "NBF.RECEIVE_CONTINUE": { readonly session: number | null; readonly correlator: number | null };
  /** message: nic to wire (link) */
  readonly "NBF.DATAGRAM": { readonly name: string | null; readonly message: Message | null; readonly bytes: number | null };
  /** message: nic to wire (link) */
  readonly "NBF.DATAGRAM_BROADCAST": { readonly message: Message | null; readonly bytes: number | null };
  /** message: nic to wire (link) */
  readonly "LLC.SABME": { readonly poll: boolean | null };
  /** message: nic to wire (link) */
  readonly "LLC.UA": { readonly final: boolean | null };
  /** message: nic to wire (link) */
  readonly "LLC.DISC": { readonly poll: boolean | null };
  /** message: nic to wire (link) */
  readonly "LLC.DM": { readonly final: boolean | null };
  /** message: nic to wire (link) */
  readonly "LLC.RR": { readonly nr: number | null; readonly poll: boolean | null };
  /** message: nic to wire (link) */
  readonly "LLC.RNR": { readonly nr: number | null; readonly poll: boolean | null };
  /** message: nic to wire (link) */
  readonly "LLC.REJ": { readonly nr: number | null; readonly poll: boolean | null };
  /** message: nic to wire (link) */
  readonly "LLC.I": { readonly ns: number | null; readonly nr: number | null; readonly poll: boolean | null };
  /** message: nic to wire (link) */
  readonly "LLC.UI": Readonly<Record<string, never>>;
  /** message: nic to wire (link) */
  readonly "LLC.FRMR": { readonly final: boolean | null };
  /** call: ndis to nic (states) */
  readonly MiniportInitializeEx: Readonly<Record<string, never>>;
  /** call: ndis to nic (states) */
  readonly MiniportPause: Readonly<Record<string, never>>;
  /** call: nic to ndis (states) */
  readonly NdisMPauseComplete: Readonly<Record<string, never>>;
  /** call: ndis to nic (states) */
  readonly MiniportRestart: Readonly<Record<string, never>>;
  /** call: nic to ndis (states) */
  readonly NdisMRestartComplete: { readonly status: Status6 | null };
  /** call: ndis to nic (states) */
  readonly MiniportResetEx: Readonly<Record<string, never>>;
  /** call: nic to ndis (states) */
  readonly NdisMResetComplete: { readonly status: Status6 | null };
  /** call: ndis to nic (states) */
  readonly MiniportHaltEx: Readonly<Record<string, never>>;
  /** call: ndis to filter (states) */
  readonly FilterAttach: { readonly filter: Handle | null };
  /** call: ndis to filter (states) */
  readonly FilterPause: Readonly<Record<string, never>>;
  /** call: filter to ndis (states) */
  readonly NdisFPauseComplete: Readonly<Record<string, never>>;
  /** call: ndis to filter (states) */
  readonly FilterRestart: Readonly<Record<string, never>>;
  /** call: filter to ndis (states) */
  readonly NdisFRestartComplete: { readonly status: Status6 | null };
  /** call: ndis to filter (states) */
  readonly FilterDetach: Readonly<Record<string, never>>;
  /** call: ndis to protocol (states) */
  readonly ProtocolNetPnPEvent: { readonly event: Netevent | null };
  /** call: protocol to ndis (states) */
  readonly NdisCompleteNetPnPEvent: { readonly event: Netevent | null; readonly status: Status6 | null };
  /** call: protocol to ndis (states) */
  readonly NdisOpenAdapterEx: Readonly<Record<string, never>>;
  /** call: protocol to ndis (states) */
  readonly NdisCloseAdapterEx: { readonly binding: Handle | null };
  /** call: ndis to protocol (states) */
  readonly ProtocolCloseAdapterCompleteEx: Readonly<Record<string, never>>;
  /** act of protocol (states) */
  readonly freesBindingContext: Readonly<Record<string, never>>;
};

/** Results of every call that has some. */
export type Results = {
  readonly NdisMWanIndicateReceive: { readonly status: Status | null };
  readonly MiniportTransferData: { readonly status: Status | null; readonly bytes: number | null };
  readonly MiniportSendPackets: { readonly statuses: readonly Status[] | null };
  readonly NDIS_GET_PACKET_STATUS: { readonly status: Status | null };
  readonly ProtocolReceivePacket: { readonly count: number | null };
  readonly ProtocolReceive: { readonly status: Status | null };
  readonly NdisTransferData: { readonly status: Status | null; readonly bytes: number | null };
  readonly NdisQueryReceiveInformation: { readonly status: Status | null };
  readonly NdisSend: { readonly status: Status | null };
  readonly NdisGeneratePartialCancelId: { readonly part: number | null };
  readonly open: { readonly status: number | null; readonly file: File | null };
  readonly seek: { readonly status: number | null };
  readonly read: { readonly status: number | null; readonly data: Bytes | null };
  readonly close: { readonly status: number | null };
  readonly broadcast: { readonly status: number | null };
  readonly remote_open: { readonly status: number | null; readonly file: File | null };
  readonly remote_seek: { readonly status: number | null };
  readonly remote_read: { readonly status: number | null; readonly data: Bytes | null };
  readonly remote_close: { readonly status: number | null };
  readonly remote_broadcast: { readonly status: number | null };
  readonly file_open: { readonly status: number | null; readonly handle: number | null; readonly size: number | null };
  readonly file_read: { readonly status: number | null; readonly data: Bytes | null };
  readonly file_close: { readonly status: number | null };
  readonly MiniportInitializeEx: { readonly status: Status6 | null };
  readonly MiniportPause: { readonly status: Status6 | null };
  readonly MiniportRestart: { readonly status: Status6 | null };
  readonly MiniportResetEx: { readonly status: Status6 | null };
  readonly FilterAttach: { readonly status: Status6 | null };
  readonly FilterPause: { readonly status: Status6 | null };
  readonly FilterRestart: { readonly status: Status6 | null };
  readonly ProtocolNetPnPEvent: { readonly status: Status6 | null };
  readonly NdisOpenAdapterEx: { readonly status: Status6 | null; readonly binding: Handle | null };
  readonly NdisCloseAdapterEx: { readonly status: Status6 | null };
};

export type WordName = keyof Arguments;
export type CallName = "Transmit" | "Arrive" | "NdisMIndicateReceivePacket" | "MiniportReturnPacket" | "NdisMEthIndicateReceive" | "NdisMTrIndicateReceive" | "NdisMWanIndicateReceive" | "NdisMEthIndicateReceiveComplete" | "NdisMTrIndicateReceiveComplete" | "MiniportTransferData" | "NdisMTransferDataComplete" | "MiniportSendPackets" | "NdisMSendComplete" | "NdisMSendResourcesAvailable" | "MiniportCancelSendPackets" | "MiniportHalt" | "NDIS_GET_PACKET_STATUS" | "ProtocolReceivePacket" | "NdisReturnPackets" | "ProtocolReceive" | "NdisTransferData" | "NdisQueryReceiveInformation" | "ProtocolTransferDataComplete" | "ProtocolReceiveComplete" | "NdisSend" | "NdisSendPackets" | "NdisCancelSendPackets" | "ProtocolSendComplete" | "ClientReceive" | "TdiReturnChainedReceives" | "ClientSend" | "NdisSendNetBufferLists" | "ProtocolSendNetBufferListsComplete" | "NdisGeneratePartialCancelId" | "NdisCancelSendNetBufferLists" | "ProtocolReceiveNetBufferLists" | "NdisReturnNetBufferLists" | "MiniportSendNetBufferLists" | "NdisMSendNetBufferListsComplete" | "MiniportCancelSend" | "NdisMIndicateReceiveNetBufferLists" | "MiniportReturnNetBufferLists" | "FilterSendNetBufferLists" | "NdisFSendNetBufferLists" | "FilterSendNetBufferListsComplete" | "NdisFSendNetBufferListsComplete" | "FilterCancelSendNetBufferLists" | "NdisFCancelSendNetBufferLists" | "FilterReceiveNetBufferLists" | "NdisFIndicateReceiveNetBufferLists" | "FilterReturnNetBufferLists" | "NdisFReturnNetBufferLists" | "MiniportInitialize" | "ProtocolBindAdapter" | "ProtocolUnbindAdapter" | "open" | "seek" | "read" | "close" | "broadcast" | "remote_open" | "remote_seek" | "remote_read" | "remote_close" | "remote_broadcast" | "file_open" | "file_read" | "file_close" | "Connect" | "Connected" | "SendMessage" | "MessageSent" | "MessageReceived" | "Disconnected" | "Disconnect" | "SendDatagram" | "DatagramSent" | "Listen" | "SessionOpened" | "SessionReceived" | "Reply" | "ReplySent" | "SessionClosed" | "DatagramReceived" | "MiniportInitializeEx" | "MiniportPause" | "NdisMPauseComplete" | "MiniportRestart" | "NdisMRestartComplete" | "MiniportResetEx" | "NdisMResetComplete" | "MiniportHaltEx" | "FilterAttach" | "FilterPause" | "NdisFPauseComplete" | "FilterRestart" | "NdisFRestartComplete" | "FilterDetach" | "ProtocolNetPnPEvent" | "NdisCompleteNetPnPEvent" | "NdisOpenAdapterEx" | "NdisCloseAdapterEx" | "ProtocolCloseAdapterCompleteEx";
