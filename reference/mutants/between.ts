// A defect that stands between the right layer and everybody else: it hears other words, sees other things, and says others.
import type { In, Layer, Out, View } from "../../src/contract/layer.ts";
import type { WordValue } from "../../src/contract/value.ts";
import { defective } from "./wrap.ts";
import type { Wrap } from "./wrap.ts";

/** All of it with a memory `M`: plain JSON data, as every state is. */
export type Between<M> = {
  readonly fresh: M;
  /** what the right layer hears in place of an input */
  readonly hears?: (memory: M, input: In, view: View) => readonly [M, In];
  /** what it sees in place of the view */
  readonly sees?: (view: View, input: In) => View;
  /** what is said in place of its words; `input` is what came, not what it heard */
  readonly says?: (memory: M, outs: readonly Out[], input: In, view: View) => readonly [M, readonly Out[]];
  /** what is said without asking it; undefined: it is asked */
  readonly instead?: (memory: M, input: In, view: View) => readonly Out[] | undefined;
};

export function between<M>(defect: Between<M>): Wrap {
  return (right) => {
    const layer = defective({})(right);
    const both: Layer<Both<M>> = {
      initial: (self) => ({ layer: layer.initial(self), memory: defect.fresh }),
      step: (state, input, view) => {
        const outs = defect.instead?.(state.memory, input, view);
        if (outs !== undefined) return [state, outs];
        const [remembered, heard] = defect.hears?.(state.memory, input, view) ?? [state.memory, input];
        const reaction = layer.step(state.layer, heard, defect.sees?.(view, input) ?? view);
        if (reaction === null) return null;
        const [memory, said] = defect.says?.(remembered, reaction[1], input, view) ?? [
          remembered,
          reaction[1],
        ];
        return [{ layer: reaction[0], memory }, said];
      },
      offers: (state) => layer.offers?.(state.layer) ?? [],
    };
    return both as Layer<never>;
  };
}

/** Takes it that everybody has this property. */
export const believing = (property: string, value: WordValue): Wrap =>
  between({
    fresh: null,
    // a view is asked by methods: each is handed on
    sees: (view) => ({
      now: view.now,
      pick: (name, options) => view.pick(name, options),
      open: (id) => view.open(id),
      fresh: (type) => view.fresh(type),
      neighbours: (role) => view.neighbours(role),
      property: (name, of) => (name === property ? value : view.property(name, of)),
    }),
  });

type Both<M> = { readonly layer: never; readonly memory: M };
