// Frames made up for scenarios that only say how long they are: broadcast, of a type kept for experiments, with the name of the client they are for.

const toEverybody = "\xff".repeat(6);
const fromNobody = "\x02\x00\x00\x00\x00\x01";
/** IEEE 802 local experimental EtherType 1. */
const experimental = "\x88\xb5";

export const headerLength = 14;

/** A frame of exactly this many bytes; a short one has no room for the name. Byte i behind it is (7i + i/256) mod 256. */
export function sampleFrame(size: number, dest = ""): string {
  const head = `${toEverybody}${fromNobody}${experimental}${dest}\0`;
  const tail = Array.from({ length: Math.max(0, size - head.length) }, (_, i) =>
    String.fromCharCode((7 * i + (i >> 8)) & 255),
  );
  return (head + tail.join("")).slice(0, size);
}

/** Whom such a frame is for; "" when it does not say, or is of another make. */
export function destOf(frame: string): string {
  if (frame.slice(headerLength - 2, headerLength) !== experimental) return "";
  const end = frame.indexOf("\0", headerLength);
  return end < 0 ? "" : frame.slice(headerLength, end);
}
