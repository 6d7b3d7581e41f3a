// Which station a party belongs to, by its full name: `WS` of `WS.redirector`.
import type { PartyId } from "../src/contract/event.ts";

/** A station without a name is called this on the network. */
const nameless = "STATION";

/** As other stations know it: in capitals, at most the 15 characters of a NetBIOS name. */
export function stationOf(party: PartyId): string {
  const dot = party.indexOf(".");
  return networkName(dot < 0 ? nameless : party.slice(0, dot));
}

export const networkName = (name: string): string => name.toUpperCase().slice(0, 15);
