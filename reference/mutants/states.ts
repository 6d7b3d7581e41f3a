// Common to wrong parties of all layers: a change of state that is said and not made.
import { back } from "../words.ts";
import { between } from "./between.ts";
import type { Wrap } from "./wrap.ts";

/** Answers a call with this status and goes on as if nothing had been asked. */
export const swallowing = (name: string, status: string): Wrap =>
  between<null>({
    fresh: null,
    instead: (_memory, input) => (input.k === "call" && input.name === name ? [back({ status })] : undefined),
  });
