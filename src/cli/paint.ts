// Colour for a terminal: none into files and pipes, none where NO_COLOR is set.

import { type Paint, plain } from "../../reports/paint.ts";
import { isTerminal } from "./streams/terminal.ts";

/** For what is printed. Loads chalk only where colour is wanted. */
export async function paintFor(): Promise<Paint> {
  if (!wantsColour()) return plain;
  const { Chalk } = await import("chalk");
  const { green, red, yellow, dim, bold } = new Chalk({ level: 1 });
  return { good: green, bad: red, doubtful: yellow, faint: dim, strong: bold };
}

/** NO_COLOR wins over everything (no-color.org), FORCE_COLOR over what the stream is. */
function wantsColour(): boolean {
  const { env } = process;
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const force = env["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  return isTerminal(1) && env["TERM"] !== "dumb";
}
