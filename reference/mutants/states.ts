// Common to wrong parties of all layers: a change of state that is said and not made.
import { back } from "../words.ts";
import { between } from "./between.ts";
import type { Wrap } from "./wrap.ts";

/** Answers these calls with a status and goes on as if nothing had been asked. */
export const swallowing = (answers: Readonly<Record<string, string>>): Wrap =>
  between<null>({
    fresh: null,
    instead: (_memory, input) => {
      const status = input.k === "call" ? answers[input.name] : undefined;
      return status === undefined ? undefined : [back({ status })];
    },
  });
