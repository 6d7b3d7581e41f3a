// The messages that a call would carry, before it is said: what the observers would make of it.
import type { Out } from "../../contract/layer.ts";
import { isBytes } from "../../contract/value.ts";
import type { Config } from "../config.ts";
import type { Word } from "../script/advance.ts";
import type { Derived, World } from "../world.ts";

/** Whether it may carry a message that matters to the script. */
export const mayCarry = (world: World, name: string): boolean =>
  world.script.messages && world.observe?.hears.has(name) === true;

/** `before`: what the same reaction does first; it may be what writes the bytes. */
export function carriedBy(
  world: World,
  config: Config,
  word: Word,
  before: readonly Out[] = [],
): readonly Word[] {
  if (world.observe === undefined || word.kind !== "call" || !mayCarry(world, word.name)) return nothing;
  const event = {
    seq: config.seq + 1,
    time: config.now,
    kind: "call" as const,
    name: word.name,
    from: word.from,
    to: word.to,
  };
  const [, derived] = world.observe.see(config.observed, {
    event,
    args: word.args,
    data: (id) => written(before, id) ?? config.store.get(id)?.data?.latin1,
  });
  return derived.filter((one) => one.kind !== "act").map((one) => heardAs(one, word));
}

/** What was made of a word, as a word of its own. */
export const heardAs = ({ kind, name, from, to = "", args }: Derived, { around, carries }: Word): Word => ({
  kind: kind === "act" ? "act" : "message",
  name,
  from,
  to,
  args,
  around,
  ...(kind === "arrived" ? { arrived: true as const } : {}),
  ...(carries?.name === name ? { meant: carries.meant } : {}),
});

const nothing: readonly Word[] = [];

function written(before: readonly Out[], id: string): string | undefined {
  for (const out of before.toReversed())
    if (
      out.k === "act" &&
      out.name === "writes" &&
      out.args["what"] === id &&
      out.args["field"] === "data" &&
      isBytes(out.args["value"])
    )
      return out.args["value"].latin1;
  return undefined;
}
