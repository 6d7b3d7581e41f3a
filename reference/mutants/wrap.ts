// Defects as wrappers: the right layer with one thing changed about what it hears, sees, says or begins.
import type { In, Layer, Out, Reaction, View } from "../../src/contract/layer.ts";
import type { Mutant } from "../../src/contract/subject.ts";
import type { Args, WordValue } from "../../src/contract/value.ts";

export type Wrap = Mutant["wrap"];
export type Call = Extract<Out, { k: "call" }>;
export type Deed = Extract<Out, { k: "act" }>;
/** What is said in place of one output. */
export type Making = (out: Call | Deed, input: In, view: View) => readonly Out[];

export type Defect = {
  /** what it takes an input for */
  readonly hears?: (input: In, view: View) => In;
  /** a choice in which it knows only the first option */
  readonly insists?: string;
  /** what it says instead */
  readonly says?: (outs: readonly Out[], input: In, view: View) => readonly Out[];
  /** words that it neither offers nor begins */
  readonly omits?: readonly string[];
  /** a call that it answers with nothing and forgets */
  readonly ignores?: string;
};

export function defective(defect: Defect): Wrap {
  return (layer) => ({
    initial: (self) => layer.initial(self),
    step: (state, input, view) => react(layer, defect, state, input, view),
    offers: (state) => (layer.offers?.(state) ?? []).filter(({ name }) => !isOmitted(defect, name)),
  });
}

/** Marks a call as the defect's own: the right layer does not hear of its return. */
export const added = (out: Out): Out => (out.k === "call" ? { ...out, tag: ownTag } : out);
const ownTag = "added by the defect";

/** Every call and deed of these names becomes what is made of it; the rest stays. */
export const replacing = (names: string | readonly string[], make: Making): Wrap =>
  defective({
    says: (outs, input, view) => outs.flatMap((out) => (named(out, names) ? make(out, input, view) : [out])),
  });

/** It never says, does, offers or begins it. */
export const dropping = (name: string): Wrap =>
  defective({ says: (outs) => outs.filter((out) => !named(out, name)), omits: [name] });

export const repeating = (name: string): Wrap => replacing(name, (out) => [out, added(out)]);

/** Behind a call: once that has returned. */
export const addingAfter = (name: string, make: Making): Wrap =>
  replacing(name, (out, input, view) => [out, ...make(out, input, view).map(added)]);

export const addingBefore = (name: string, make: Making): Wrap =>
  replacing(name, (out, input, view) => [...make(out, input, view).map(added), out]);

/** The same words with other arguments. */
export const changing = (
  names: string | readonly string[],
  change: (args: Args, input: In, view: View) => Args,
): Wrap => replacing(names, (out, input, view) => [{ ...out, args: change(out.args, input, view) }]);

/** Another value goes into a field. */
export const writing = (field: string, change: (value: WordValue) => WordValue): Wrap =>
  changing("writes", (args) =>
    args["field"] === field ? { ...args, value: change(args["value"] ?? null) } : args,
  );

/** Takes one word for another. */
export const renaming = (names: Readonly<Record<string, string>>): Wrap =>
  replacing(Object.keys(names), (out) => [{ ...out, name: names[out.name] ?? out.name }]);

/** Answers a call otherwise, where it answers in the step in which it hears it. */
export const answering = (name: string, change: (results: Args, input: In, view: View) => Args): Wrap =>
  defective({
    says: (outs, input, view) =>
      hearsCall(input, name)
        ? outs.map((out) =>
            out.k === "return" ? { ...out, results: change(out.results, input, view) } : out,
          )
        : outs,
  });

/** Says something more behind its answer to a call. */
export const addingBehind = (name: string, make: (args: Args, view: View) => readonly Out[]): Wrap =>
  defective({
    says: (outs, input, view) =>
      hearsCall(input, name) && outs.some((out) => out.k === "return")
        ? [...outs, ...make(argsOf(input), view).map(added)]
        : outs,
  });

/** Does not say a call and believes that it was answered like this. */
export const pretending =
  (name: string, answer: (args: Args) => Args): Wrap =>
  (layer) => ({
    initial: (self) => layer.initial(self),
    step: (state, input, view) => {
      const reaction = layer.step(state, input, view);
      const at = reaction?.[1].findIndex((out) => named(out, name)) ?? -1;
      const out = reaction?.[1][at];
      if (reaction === null || out?.k !== "call") return reaction;
      const { to, args, tag } = out;
      const heard: In = {
        k: "returned",
        name,
        from: to,
        args,
        results: answer(args),
        ...(tag === undefined ? {} : { tag }),
      };
      const after = layer.step(reaction[0], heard, view);
      if (after === null) return reaction;
      return [after[0], [...reaction[1].slice(0, at), ...after[1], ...reaction[1].slice(at + 1)]];
    },
    offers: (state) => layer.offers?.(state) ?? [],
  });

/** Keeps something of what it said and heard, and says otherwise for it. */
export function remembering<M>(
  fresh: M,
  says: (memory: M, outs: readonly Out[], input: In, view: View) => readonly [M, readonly Out[]],
): Wrap {
  return (right) => {
    const layer = defective({})(right);
    const keeping: Layer<Keeping<M>> = {
      initial: (self) => ({ layer: layer.initial(self), memory: fresh }),
      step: (state, input, view) => {
        const reaction = layer.step(state.layer, input, view);
        if (reaction === null) return null;
        const [memory, outs] = says(state.memory, reaction[1], input, view);
        return [{ layer: reaction[0], memory }, outs];
      },
      offers: (state) => layer.offers?.(state.layer) ?? [],
    };
    return keeping as Layer<never>;
  };
}
type Keeping<M> = { readonly layer: never; readonly memory: M };

export const hearsCall = (input: In, name: string): boolean => input.k === "call" && input.name === name;

export const argsOf = (input: In): Args => ("args" in input ? input.args : {});

function react(
  layer: Layer<never>,
  defect: Defect,
  state: never,
  input: In,
  view: View,
): Reaction<never> | null {
  if (input.k === "returned" && input.tag === ownTag) return [state, []];
  if (input.k === "do" && isOmitted(defect, input.name)) return null;
  if (defect.ignores !== undefined && hearsCall(input, defect.ignores))
    return [state, [{ k: "return", results: {} }]];
  const heard = defect.hears?.(input, view) ?? input;
  const reaction = layer.step(
    state,
    heard,
    defect.insists === undefined ? view : insisting(view, defect.insists),
  );
  if (reaction === null || defect.says === undefined) return reaction;
  return [reaction[0], defect.says(reaction[1], input, view)];
}

const isOmitted = (defect: Defect, name: string): boolean => defect.omits?.includes(name) === true;

function named(out: Out, names: string | readonly string[]): out is Call | Deed {
  if (out.k !== "call" && out.k !== "act") return false;
  return typeof names === "string" ? out.name === names : names.includes(out.name);
}

/** A view is asked by methods: each is handed on, but for this one choice. */
const insisting = (view: View, choice: string): View => ({
  now: view.now,
  pick: (name, options) => view.pick(name, name === choice ? options.slice(0, 1) : options),
  open: (id) => view.open(id),
  fresh: (type) => view.fresh(type),
  neighbours: (role) => view.neighbours(role),
  property: (name, of) => view.property(name, of),
});
