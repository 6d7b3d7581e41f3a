// Files in memory: what they are called, how long they are, and what stands in them.
import type { View } from "../../src/contract/layer.ts";

/** The size of the file, as the property `files` ("report.txt=4096") has it; undefined when there is none of this name. */
export function sizeOf(view: View, path: string): number | undefined {
  const files = view.property("files");
  for (const one of Array.isArray(files) ? files : []) {
    const [name = "", size = ""] = typeof one === "string" ? one.split("=") : [];
    if (plain(name) === plain(path) && /^\d+$/.test(size)) return Number(size);
  }
  return undefined;
}

/** Octet i is (7i + i/256) mod 256, so that data from another offset looks different. */
export function contentOf(size: number, offset: number, count: number): string {
  const end = Math.min(size, offset + count);
  let data = "";
  for (let at = offset; at < end; at++) data += String.fromCharCode((7 * at + (at >>> 8)) & 255);
  return data;
}

/** Names are compared without regard to case and to a leading backslash. */
const plain = (path: string): string => path.replace(/^\\+/, "").toUpperCase();
