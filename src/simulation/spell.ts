// Words as sentences and labels show them.
import { isBytes, type Args, type WordValue } from "../contract/value.ts";
import type { Word } from "./script/advance.ts";

/** One word in one line, for sentences and labels. */
export function spellWord(word: Word): string {
  const list = (args: Args): string => Object.values(args).map(brief).join(", ");
  const who =
    word.to === ""
      ? `${word.from} `
      : word.kind === "return"
        ? `${word.from} => ${word.to} `
        : `${word.from} -> ${word.to} `;
  return word.kind === "return"
    ? `${who}${word.name} returns (${list(word.results ?? {})})`
    : `${who}${word.name}(${list(word.args)})`;
}

/** One value in a word or two. */
export function brief(value: WordValue): string {
  if (isBytes(value)) return `${value.latin1.length} bytes`;
  if (Array.isArray(value)) return `[${value.map((v) => brief(v as WordValue)).join(", ")}]`;
  return typeof value === "string" ? value : JSON.stringify(value);
}
