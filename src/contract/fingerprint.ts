// What an implementation does where the rules leave it free.

export type Fingerprint = {
  /** rule of level may -> what was observed, sorted */
  readonly observed: Readonly<Record<string, readonly string[]>>;
  /** a result that is its answerer's own choice, as `ProtocolReceivePacket count` -> the value as JSON -> how often */
  readonly chose: Readonly<Record<string, Readonly<Record<string, number>>>>;
};
