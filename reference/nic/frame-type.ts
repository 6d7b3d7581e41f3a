// What an Ethernet frame says of itself behind its addresses: the EtherType (RFC 894), and the network of an IEEE 802.1Q tag.

export type FrameType = { readonly frameType: number; readonly vlan: number };

const addresses = 12;
const tagged = 0x8100;
/** Below this it is a length (IEEE 802.3), and the frame has no type. */
const leastType = 0x0600;

/** vlan 0: no tag, or one that only tells a priority. */
export function typeOf(frame: string): FrameType {
  const first = wordAt(frame, addresses);
  if (first !== tagged) return { frameType: first < leastType ? 0 : first, vlan: 0 };
  const second = wordAt(frame, addresses + 4);
  return { frameType: second < leastType ? 0 : second, vlan: wordAt(frame, addresses + 2) & 0x0fff };
}

/** The frame with this type and tag, as long as it was. */
export function typed(frame: string, { frameType, vlan }: FrameType): string {
  const tag = vlan === 0 ? "" : word(tagged) + word(vlan);
  return (frame.slice(0, addresses) + tag + word(frameType) + frame.slice(addresses + 2)).slice(
    0,
    frame.length,
  );
}

const wordAt = (frame: string, at: number): number =>
  ((frame.charCodeAt(at) || 0) << 8) | (frame.charCodeAt(at + 1) || 0);

const word = (n: number): string => String.fromCharCode((n >> 8) & 255, n & 255);
