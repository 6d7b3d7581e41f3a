// A small world for the kernel's own tests: two roles, a text of its own, layers written beside the test.
import type { Event, Party } from "../../contract/event.ts";
import type { In, Layer, Out, View } from "../../contract/layer.ts";
import type { Scenario } from "../../contract/syntax.ts";
import { parseFile } from "../../language/parse.ts";
import { checkFiles } from "../../language/program.ts";
import { createJudge } from "../../rules/judge.ts";
import { compileScript } from "../script/compile.ts";
import { defaultBounds, type Seat, type World } from "../world.ts";

export const vocabulary = `
vocabulary desk {
  type paper = opaque
  role clerk { fast: bool = false }
  role office
  boundary clerk / office {
    down Submit (form: form) returns status: int chosen
    up   Approve (form: form) duty
    up   Ask (form: form) returns answer: int chosen may
    down Stamp (form: form, copies: int = 1)
    up   Notice (form: form) caused by clerk Stamp
  }
  faults of office { loses(what: event) }
  acts of clerk, office {
    reads  (what: any, field: text = "data")
    writes (what: any, field: text = "data", value: any = 0)
    allocates (what: any, pool: paper)
    frees  (what: any)
  }
}
resource form {
  data: bytes, size: int, copies: int = 1
  on allocates(what = it) makes
  on frees(what = it)     ends
  on Submit(form = it)    gives to office
  on Approve(form = it)   gives to clerk
}
rule DESK-01 must office "A form comes back once." {
  cites seed 000
  for each form f {
    debt back
    from Submit(form = f)   { owe back by office }
    on Approve(form = f)    { require owed(back) > 0; pay back }
  }
  good { C -> O Submit(f1); O -> C Approve(f1) }
  bad blames O { C -> O Submit(f1) }
}
`;

export function programOf(text: string): { readonly program: World["program"]; readonly scenario: Scenario } {
  const parsed = parseFile(
    "desk.custody",
    vocabulary.replace("role office", "role office\n  examples use clerk C, office O") + text,
  );
  const { program, problems } = checkFiles([parsed.file], { parsed: parsed.problems });
  const wrong = [...parsed.problems, ...problems].filter((p) => p.severity === "error");
  if (wrong.length > 0) throw new Error(wrong.map((p) => `${p.code}: ${p.message}`).join("\n"));
  const scenario = program.scenarios.at(-1);
  if (scenario === undefined) throw new Error("no scenario");
  return { program, scenario };
}

export const parties: readonly Party[] = [
  { id: "C", name: "C", role: "clerk", station: "", properties: { fast: false } },
  { id: "O", name: "O", role: "office", station: "", properties: {} },
];

export function world(
  text: string,
  seats: Readonly<Record<string, Seat>>,
  overlay: Partial<World> = {},
): World {
  const { program, scenario } = programOf(text);
  const cast = overlay.parties ?? parties;
  return {
    program,
    parties: cast,
    seats: new Map(Object.entries(seats)),
    live: new Set(),
    script: compileScript(program, scenario, cast, program.fileOf(scenario).text),
    judge: () => createJudge(program, { parties: cast, fromStart: true }),
    ids: "unique",
    moments: "settled",
    environment: "boring",
    bounds: { ...defaultBounds, steps: 2000 },
    ...overlay,
  };
}

/** A layer from one function; `do` begins what it is told, making forms as they are wanted. */
export function layer<S>(
  initial: S,
  react: (state: S, input: In, view: View) => readonly [S, readonly Out[]] | null,
  offers?: Layer<S>["offers"],
): Seat {
  const made: Layer<S> = { initial: () => initial, step: react, ...(offers === undefined ? {} : { offers }) };
  return { layer: made };
}

/** A clerk who submits what he is told to, on forms of his own. */
export const clerk: Seat = layer<readonly string[]>([], (state, input, view) => {
  if (input.k !== "do") return [state, input.k === "call" ? [{ k: "return", results: { answer: 0 } }] : []];
  const given = input.args["form"];
  const form = typeof given === "string" ? given : view.fresh("form");
  const make: readonly Out[] =
    typeof given === "string" ? [] : [{ k: "act", name: "allocates", args: { what: form, pool: "tray" } }];
  return [state, [...make, { k: "call", to: input.to, name: input.name, args: { form } }]];
});

export const said = (events: readonly Event[]): readonly string[] =>
  events.filter((e) => e.kind !== "act").map((e) => `${e.kind === "return" ? "=" : ""}${e.from}.${e.name}`);
