// What the lines of events of one sort have in common: the same bytes with holes in them, as the kit's own writer makes them.

import type { Event } from "../../contract/event.ts";
import type { Value } from "../../contract/value.ts";
import { eventKeys, lineOf } from "./write.ts";

/** A number from 0 on, or a text; `of` says where in the event it stands. */
export type Hole = {
  readonly kind: "number" | "text";
  readonly of: "call" | "in" | "strand" | { readonly list: "args" | "results"; readonly name: string };
};

/** `parts` stand before, between and behind the holes; all begins behind `{"seq":1,"time":0`, and ends with the line. */
export type Template = { readonly parts: readonly string[]; readonly holes: readonly Hole[] };

/**
 * The template of an event whose line is this one. Undefined when the line is not as the writer would write it, or when the event
 * holds more than plain values. `isFixed`: values of this argument are part of the template.
 */
export function templateOf(
  event: Event,
  line: string,
  isFixed: (list: "args" | "results", name: string) => boolean,
): Template | undefined {
  if (Object.keys(event).some((key) => !isKnown(key)) || lineOf(event) !== line) return undefined;
  const drawing = new Drawing();
  for (const key of eventKeys) {
    const value = event[key];
    if (value === undefined || key === "seq" || key === "time") continue;
    drawing.say(`,${JSON.stringify(key)}:`);
    if (key === "call" || key === "in" || key === "strand") drawing.hole("number", key);
    else if ((key === "args" || key === "results") && !drawing.values(key, event[key] ?? {}, isFixed))
      return undefined;
    else if (typeof value !== "object") drawing.say(JSON.stringify(value));
    else if (key === "resources") return undefined;
  }
  drawing.say("}\n");
  return drawing;
}

const isKnown = (key: string): boolean => eventKeys.some((each) => each === key);

class Drawing implements Template {
  readonly parts = [""];
  readonly holes: Hole[] = [];

  say(text: string): void {
    this.parts.push(`${this.parts.pop() ?? ""}${text}`);
  }

  hole(kind: Hole["kind"], of: Hole["of"]): void {
    this.holes.push({ kind, of });
    this.parts.push("");
  }

  values(
    list: "args" | "results",
    values: Readonly<Record<string, Value>>,
    isFixed: (list: "args" | "results", name: string) => boolean,
  ): boolean {
    this.say("{");
    for (const [i, [name, value]] of Object.entries(values).entries()) {
      this.say(`${i === 0 ? "" : ","}${JSON.stringify(name)}:`);
      if (typeof value === "object" && value !== null) return false;
      if (value === null || typeof value === "boolean" || isFixed(list, name))
        this.say(JSON.stringify(value));
      else if (typeof value === "string") this.text(list, name);
      else if (Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0))
        this.hole("number", { list, name });
      else return false;
    }
    this.say("}");
    return true;
  }

  private text(list: "args" | "results", name: string): void {
    this.say('"');
    this.hole("text", { list, name });
    this.say('"');
  }
}
