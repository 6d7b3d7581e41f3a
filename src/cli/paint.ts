// Colour for a terminal: none into files and pipes, none where NO_COLOR is set.

import { type Paint, plain } from "../../reports/paint.ts";

/** Loads chalk only where colour is wanted. */
export async function paintFor(stream: NodeJS.WriteStream): Promise<Paint> {
  if (!wantsColour(stream)) return plain;
  const { Chalk } = await import("chalk");
  const { green, red, yellow, dim, bold } = new Chalk({ level: 1 });
  return { good: green, bad: red, doubtful: yellow, faint: dim, strong: bold };
}

/** NO_COLOR wins over everything (no-color.org), FORCE_COLOR over what the stream is. */
export function wantsColour(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const force = env["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  return stream.isTTY === true && env["TERM"] !== "dumb";
}
