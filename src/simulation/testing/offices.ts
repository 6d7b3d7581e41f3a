// Offices that do their work in different ways, right and wrong: the small worlds over which laws of exploration are tested.
import type { In, Out } from "../../contract/layer.ts";
import type { Seat } from "../world.ts";
import { layer } from "./stage.ts";

export const ways = ["inside", "behind", "later", "twice", "never", "asks first", "stamps it"] as const;
export type Way = (typeof ways)[number];

const formIn = (input: Extract<In, { k: "call" }>): string =>
  typeof input.args["form"] === "string" ? input.args["form"] : "";
const approve = (form: string): Out => ({ k: "call", to: "C", name: "Approve", args: { form } });
const done: Out = { k: "return", results: { status: 1 } };

/** State: forms that are still to be approved. */
export function office(way: Way): Seat {
  return layer<readonly string[]>(
    [],
    (state, input) => {
      if (input.k === "do") return doing(state, input);
      if (input.k !== "call" || input.name !== "Submit") return [state, []];
      return received(way, state, formIn(input));
    },
    (state) => state.map((form) => ({ name: "Approve", to: "C", args: { form } })),
  );
}

function doing(
  state: readonly string[],
  input: Extract<In, { k: "do" }>,
): readonly [readonly string[], readonly Out[]] | null {
  const { form } = input.args;
  if (input.name !== "Approve" || typeof form !== "string" || !state.includes(form)) return null;
  return [state.filter((f) => f !== form), [approve(form)]];
}

function received(
  way: Way,
  state: readonly string[],
  form: string,
): readonly [readonly string[], readonly Out[]] {
  switch (way) {
    case "inside":
      return [state, [approve(form), done]];
    case "behind":
      return [state, [done, approve(form)]];
    case "later":
      return [[...state, form].sort(), [done]];
    case "twice":
      return [state, [done, approve(form), approve(form)]];
    case "never":
      return [state, [done]];
    case "asks first":
      return [state, [{ k: "call", to: "C", name: "Ask", args: { form } }, approve(form), done]];
    case "stamps it":
      return [
        [...state, form].sort(),
        [{ k: "act", name: "writes", args: { what: form, field: "size", value: 1 } }, done],
      ];
  }
}
