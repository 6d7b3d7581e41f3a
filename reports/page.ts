// A page of text that is dressed twice: as Markdown for whoever browses, plain for a terminal.

import { escaped, fenced } from "./markdown.ts";
import type { Paint } from "./paint.ts";
import { printable } from "./spelling.ts";

/** Text that leads somewhere where the dress knows links. */
export type Inline = string | { readonly text: string; readonly to: string };

export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "text"; readonly parts: readonly Inline[] }
  /** a name in front of what it introduces */
  | { readonly kind: "label"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
    };

/** What stands in one place of a table. */
export type Cell = Inline | readonly Inline[];

export const markdownPage = (blocks: readonly Block[]): string =>
  `${blocks.map(markdownBlock).join("\n\n")}\n`;

export const plainPage = (blocks: readonly Block[], paint: Paint): string =>
  blocks.map((block) => plainBlock(block, paint)).join("\n\n");

function markdownBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${escaped(block.text)}`;
    case "text":
      return linked(block.parts);
    case "label":
      return `**${escaped(block.text)}**`;
    case "list":
      return block.items.map((item) => `- ${linked(item)}`).join("\n");
    case "code":
      return fenced(printableLines(block.text), block.language);
    case "table":
      return [
        row(block.head.map(escaped)),
        row(block.head.map(() => "---")),
        ...block.rows.map((cells) => row(cells.map((cell) => linked(partsOf(cell))))),
      ].join("\n");
  }
}

const partsOf = (cell: Cell): readonly Inline[] =>
  typeof cell === "string" || "text" in cell ? [cell] : cell;

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const linked = (parts: readonly Inline[]): string =>
  parts
    .map((part) => (typeof part === "string" ? escaped(part) : `[${escaped(part.text)}](${part.to})`))
    .join("");

function plainBlock(block: Block, paint: Paint): string {
  switch (block.kind) {
    case "heading":
    case "label":
      return paint.strong(printable(block.text));
    case "text":
      return bare(block.parts);
    case "list":
      return block.items.map((item) => `  ${bare(item)}`).join("\n");
    case "code":
      return block.language === "text"
        ? printableLines(block.text)
        : printableLines(block.text).replaceAll(/^(?=.)/gmu, "  ");
    case "table":
      return [block.head, ...block.rows]
        .map((cells) => `  ${cells.map((cell) => bare(partsOf(cell))).join("  ")}`)
        .join("\n");
  }
}

const bare = (parts: readonly Inline[]): string =>
  printable(parts.map((part) => (typeof part === "string" ? part : part.text)).join(""));

const printableLines = (text: string): string => text.split("\n").map(printable).join("\n");
