// Between the byte strings of a state (one character a byte) and the octets of the formats.
import { octetText, textOctets } from "../src/formats/octets.ts";

export const octetsOf = (latin1: string): Uint8Array => textOctets(latin1);

export const latin1Of = (octets: Uint8Array): string => octetText(octets);
