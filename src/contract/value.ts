// Values that cross a boundary. Plain data: a record holds exactly these.

/** What an event shows of a byte string: its length, its SHA-256 (hex) and its first 64 bytes (hex); `all` (hex) only where asked. */
export type Payload = {
  readonly length: number;
  readonly sha256: string;
  readonly head: string;
  readonly all?: string;
};

/**
 * A byte string inside the simulation: immutable, one character (0..255) a byte, so that a state holding it can be compared and hashed.
 * Turned into a Payload when an event is made of the word that carries it.
 */
export type Bytes = { readonly latin1: string };

/** null is `none`. A resource is its id (text); an enum constant is its name. */
export type Value = string | number | boolean | null | Payload | readonly Value[];
export type WordValue = string | number | boolean | null | Bytes | Want | readonly WordValue[];
/** Only in the arguments of a `do`: "one that fits": a resource of the right type with these fields, made or chosen by the actor. */
export type Want = { readonly want: Args; /** this very one, with these fields */ readonly of?: string };
export type Args = Readonly<Record<string, WordValue>>;
export type Shown = Readonly<Record<string, Value>>;

export const isPayload = (v: unknown): v is Payload => typeof v === "object" && v !== null && "sha256" in v;
export const isBytes = (v: unknown): v is Bytes => typeof v === "object" && v !== null && "latin1" in v;
export const isWant = (v: unknown): v is Want => typeof v === "object" && v !== null && "want" in v;
