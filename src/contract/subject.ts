// What can be put under test: how to make the layer of a party, and defects that the reference declares.
import type { Party } from "./event.ts";
import type { Layer, LayerOf } from "./layer.ts";
import type { Shown } from "./value.ts";

/** The reference, or a stranger's module: loaded by path, joined through the same door. */
export type Subject = {
  readonly name: string;
  readonly version: string;
  readonly layerOf: LayerOf;
  /** what `requires` may ask of it: roles, vocabularies, properties of roles, protocols by name; absent: all that there are */
  readonly capabilities?: readonly string[];
  /** what it does not have although it might */
  readonly without?: readonly string[];
  /** what its parties are whatever a scenario gives them: the handlers that a driver really registers */
  readonly propertiesOf?: (party: Party) => Shown;
  /** why it never came up: nothing can be said of it */
  readonly absent?: string;
  /** the end of what it wrote on its own */
  readonly log?: () => readonly string[];
  /** what a scenario that is over left behind of it, a sentence each */
  readonly leftovers?: () => readonly string[];
  /** what the last scenario of all left behind, a sentence each: nothing comes behind it that would tell */
  readonly remains?: () => readonly string[];
  /** why the same words do not always bring the same answers, as far as that was seen */
  readonly drift?: () => string | undefined;
  /** whether it says that it has something of that name; an object: why it did not say */
  readonly claims?: (capability: string) => boolean | { readonly why: string };
  readonly close?: () => void;
};

/** A second defect, independent of the first and on the same resource: it is found as well, if only behind the first. */
export type SecondDefect = Pick<Mutant, "role" | "party" | "breaks" | "blames" | "wrap">;

/** A layer with exactly one declared defect, or two with one each. */
export type Mutant = {
  /** kebab-case, unique: `protocol-returns-twice` */
  readonly name: string;
  /** one sentence: what it does wrong */
  readonly sentence: string;
  /** the role whose layer it is */
  readonly role: string;
  /** narrows it to one party of that role: its name */
  readonly party?: string;
  /** the rule that must catch it */
  readonly breaks: string;
  /** further rules that may be found at the same event or behind it */
  readonly siblings?: readonly string[];
  /** the role, or the name of the party, to blame */
  readonly blames: string;
  /** titles of the scenarios that reveal it */
  readonly scenarios: readonly string[];
  /** it shows only when this comes between: the title of an interruption */
  readonly interruption?: string;
  /** a published defect that it re-enacts, with its source */
  readonly published?: string;
  /** what it is, where its defect is not in what it does: handlers that it does not register */
  readonly properties?: Shown;
  /** what `requires` may ask of the reference and it does not have */
  readonly without?: readonly string[];
  readonly also?: SecondDefect;
  /** the defective layer, made of the right one */
  readonly wrap: (layer: Layer<never>) => Layer<never>;
};
