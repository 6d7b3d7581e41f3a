// Whether a frame is the one that a fault is meant for: by the words of the link and of SMB, and by their arguments.
import type { Args } from "../../src/contract/value.ts";
import { LINK_ETHERNET } from "../../src/formats/links.ts";
import type { Layer } from "../../src/formats/layers.ts";
import { parseFrame } from "../../src/formats/frame.ts";
import { octetsOf } from "../octets.ts";

type Said = { readonly word: string; readonly args: Readonly<Record<string, unknown>> };

/** Words that every frame answers to. */
const anyFrame = ["", "Transmit", "Arrive"];

export function isMeant(what: Args, data: string): boolean {
  const { word, ...wanted } = what;
  if (typeof word !== "string" || anyFrame.includes(word)) return true;
  return wordsOf(data).some((said) => said.word === word && agrees(said, wanted));
}

/** What is not wanted is free; a wish for something that the frame does not say is not fulfilled. */
const agrees = (said: Said, wanted: Args): boolean =>
  Object.entries(wanted).every(([name, value]) => value === null || said.args[name] === value);

const wordsOf = (data: string): readonly Said[] =>
  parseFrame(octetsOf(data), LINK_ETHERNET).layers.flatMap((layer) => wordOf(layer));

function wordOf(layer: Layer): readonly Said[] {
  switch (layer.kind) {
    case "llc":
      return [{ word: `LLC.${layer.value.kind}`, args: { ...layer.value, final: layer.value.poll } }];
    case "nbf":
      return [{ word: `NBF.${layer.value.kind}`, args: { ...layer.value, ...plain(layer.value) } }];
    case "smb": {
      const { header, body } = layer.value;
      const args = { ...header, ...body };
      return [
        { word: body.kind, args },
        { word: (header.flags & 0x80) === 0 ? "smb" : "smb.response", args },
      ];
    }
    default:
      return [];
  }
}

/** As the vocabulary has them: names without suffix, bytes by their number. */
const plain = (frame: object): Readonly<Record<string, unknown>> => ({
  ...("name" in frame && typeof frame.name === "string" ? { name: frame.name.replace(/<..>$/, "") } : {}),
  ...("bytes" in frame && frame.bytes instanceof Uint8Array ? { bytes: frame.bytes.length } : {}),
});
