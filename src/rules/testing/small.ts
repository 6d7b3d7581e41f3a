// A small world for tests of meaning: a maker, a keeper and two users pass boxes round.
import type { Event, EventKind } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { Shown } from "../../contract/value.ts";
import type { Judge, Setting } from "../../contract/verdict.ts";
import { createJudge } from "../judge.ts";
import { programOf } from "./spec.ts";

const vocabulary = `
vocabulary small {
  type answer = YES | NO
  role maker  { careful: bool = true }
  role keeper
  role user
  examples use maker, keeper, user A, user B
  boundary keeper / maker {
    up   offer (boxes: box[])
    down giveBack (box: box)
  }
  boundary user / keeper {
    up   show   (box: box) returns count: int
    down hand   (box: box)
    down borrow (box: box) returns answer: answer
    up   ask    (n: int) returns answer: answer
  }
  messages user / maker {
    down letter (id: int, text: text)
    up   reply  (id: int)
  }
  acts of maker, keeper, user {
    reads (what: any, field: text = "data")
    writes (what: any, field: text = "data", value: any = 0)
    allocates (what: box)
    frees (what: box)
    ticks (n: int)
  }
}
resource box {
  colour: text, size: int, slips: slip[], twin: box
  on allocates(what = it)                            makes
  on frees(what = it)                                ends
  on offer(boxes has it)  when it.colour = "glass"   lends to keeper
  on offer(boxes has it)                             gives to keeper
  on show(box = it)                                  lends to user read only
  on show(box = it) returns  when count > 0          gives count shares to user read only
  on hand(box = it)                                  gives 1 share to keeper
  on borrow(box = it)                                lends to keeper
  on giveBack(box = it)                              gives to maker
}
resource slip part of box { ink: int }
`;

export const smallProgram = (rules: string): Program => programOf(vocabulary + rules);

export const parties: Setting["parties"] = [
  ["maker", "maker"],
  ["keeper", "keeper"],
  ["A", "user"],
  ["B", "user"],
].map(([id = "", role = ""]) => ({ id, role, name: id, station: "", properties: {} }));

/** Events in short: `call(1, "keeper", "show", "A", { box: "b" })`. Numbers and times are filled in by `judged`. */
export type Short = Partial<Event> & {
  readonly kind: EventKind;
  readonly name: string;
  readonly from: string;
};
type More = Partial<Event>;

export const call = (
  id: number,
  from: string,
  name: string,
  to: string,
  args: Shown = {},
  more: More = {},
): Short => ({
  kind: "call",
  call: id,
  from,
  name,
  to,
  args,
  ...more,
});
export const back = (
  id: number,
  from: string,
  name: string,
  to: string,
  results: Shown = {},
  more: More = {},
): Short => ({
  kind: "return",
  call: id,
  from,
  name,
  to,
  results,
  ...more,
});
export const act = (from: string, name: string, args: Shown = {}, more: More = {}): Short => ({
  kind: "act",
  from,
  name,
  args,
  ...more,
});
export const said = (from: string, name: string, to: string, args: Shown = {}, more: More = {}): Short => ({
  kind: "said",
  from,
  name,
  to,
  args,
  ...more,
});

/** Every box that a short event names is shown, of paper unless the event says how. */
export const numbered = (events: readonly Short[]): readonly Event[] =>
  events.map((event, i) => {
    const ids = Object.values({ ...event.args, ...event.results })
      .flat()
      .filter((v) => typeof v === "string")
      .filter((v) => /^(b|s)\d*$/.test(v));
    const shown = Object.fromEntries(ids.map((id) => [id, id.startsWith("b") ? paper : {}]));
    return { seq: i + 1, time: 0, ...event, resources: { ...shown, ...event.resources } };
  });

const paper = { colour: "paper" };

export const run = (
  program: Program,
  events: readonly Short[],
  setting: Partial<Setting> = {},
  ids?: readonly string[],
): Judge => {
  const judge = createJudge(program, { parties, fromStart: false, ...setting }, ids);
  for (const event of numbered(events)) judge.see(event);
  return judge;
};
