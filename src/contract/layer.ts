// What a party of the stack is to the kernel: a step function over plain state (kernel semantics: one word of one strand at a time).
import type { Party, PartyId, ResourceId } from "./event.ts";
import type { Program } from "./program.ts";
import type { Args, Bytes, Shown, WordValue } from "./value.ts";

export type Out =
  /** `tag` comes back with the return, so that a layer needs no continuation state. Plain JSON data. */
  | {
      readonly k: "call";
      readonly to: PartyId;
      readonly name: string;
      readonly args: Args;
      readonly tag?: Tag;
    }
  /** results of the call being answered, by name. Outputs BEHIND a return begin a strand of their own once the return is said. */
  | { readonly k: "return"; readonly results: Args }
  /** something the party does alone: reads, writes, allocates, frees, copies, delivers … `writes`, `allocates`, `copies` also change the store. */
  | { readonly k: "act"; readonly name: string; readonly args: Args; readonly where?: string }
  /** `maintenance` timers do not keep a run alive. A timer of the same name is replaced. `after` in microseconds. */
  | { readonly k: "timer"; readonly after: number; readonly name: string; readonly maintenance?: true }
  | { readonly k: "cancel"; readonly name: string }
  /** block this frame until another step of the same layer says `wake` with the same tag. */
  | { readonly k: "wait"; readonly tag: string }
  | { readonly k: "wake"; readonly tag: string }
  /** a declared fault of that name befalls it now: a fault that never happens proves nothing */
  | { readonly k: "befell"; readonly fault: string }
  | { readonly k: "note"; readonly text: string }
  /** a line of doing of its own: what another thread of a foreign party says. `party`: of the same process, if it is another one */
  | { readonly k: "begins"; readonly outs: readonly Out[]; readonly party?: PartyId }
  /** a foreign party is at its end, and so is the run */
  | { readonly k: "fails"; readonly how: Failing; readonly why: string };
/** `unsupported`: it said that it does not have this. `absent`: it never came up, which is no verdict on it. */
export type Failing = "hung" | "crashed" | "protocol" | "error" | "unsupported" | "absent";
export type Tag = WordValue | { readonly [key: string]: WordValue };

export type In =
  | {
      readonly k: "call";
      readonly name: string;
      readonly from: PartyId;
      readonly args: Args;
      /** told to a foreign party: the tag of its own innermost call around this one, on the same line of calls */
      readonly within?: Tag;
    }
  | {
      readonly k: "returned";
      readonly name: string;
      readonly from: PartyId;
      readonly results: Args;
      readonly args: Args;
      readonly tag?: Tag;
    }
  /** begin this by yourself: an offer taken, or a scenario step whose sender you are. null = "I cannot do that now". */
  | { readonly k: "do"; readonly name: string; readonly to: PartyId; readonly args: Args }
  /** a declared fault happens to you (vocabulary `faults of …`). */
  | { readonly k: "fault"; readonly name: string; readonly args: Args }
  | { readonly k: "timer"; readonly name: string }
  /** after your `wait` was woken. */
  | { readonly k: "woken"; readonly tag: string };

/** What can be seen of a resource by somebody who holds it. */
export type Reader = { readonly fields: Shown; readonly data: Bytes };

/** What a foreign party is told of a resource, whatever it may do with it. `owner`: who allocated it. */
export type Sight = {
  readonly type: string;
  readonly owner: PartyId;
  readonly access: "write" | "read" | "none";
  readonly fields: Args;
  readonly data?: Bytes;
};

export interface View {
  readonly now: number;
  /** One of the options. The step is run once per answer, so it must be the same function of (state, input, answers). The FIRST option is the most boring legal one. */
  pick<T extends WordValue>(name: string, options: readonly T[]): T;
  /** "not yours" is also recorded as a breach: reading is an act. */
  open(resource: ResourceId): Reader | "not yours";
  /** For adapters, that tell a process what it was given; looking is no act of the party. */
  see?(resource: ResourceId): Sight | undefined;
  /** The lowest free id of this resource type, e.g. fresh("packet") -> "packet1". The same call in the same configuration gives the same id; several calls in one step give different ids. */
  fresh(type: string): ResourceId;
  /** Full names of the parties that this party is connected to, by role, in cast order: neighbours("protocol"). */
  neighbours(role: string): readonly PartyId[];
  /** This party's own properties (`nic.serialized`), and another party's by full name. */
  property(name: string, of?: PartyId): WordValue;
}

export type Offer = { readonly name: string; readonly to: PartyId; readonly args: Args };

/** A reaction: the new state and what is said, in order. null only for `do`. */
export type Reaction<S> = readonly [S, readonly Out[]];
export interface Layer<S> {
  /** The state of a fresh party; `self` says who it is. Plain JSON data only (no typed arrays, Maps, Sets, functions). */
  initial(self: PartyId): S;
  step(state: S, input: In, view: View): Reaction<S> | null;
  /** What this party still owes, or may do unasked (the vocabulary says which: `duty` or `may`). */
  offers?(state: S): readonly Offer[];
  /** a program of somebody else's, that is not a step function of ours */
  readonly foreign?: Foreign;
}

export type Foreign = {
  /** under whose name its state is kept: the parties of one process share it */
  readonly state: PartyId;
  /** false: while a call is open in it, it is entered only on the line of calls that it is itself waiting on */
  readonly threads: boolean;
  /** false: not even there */
  readonly nests: boolean;
  /** it can be told to begin something */
  readonly begins: boolean;
};

/** What is played, for whoever has to tell it to a process. */
export type Cast = {
  readonly program: Program;
  readonly parties: readonly Party[];
  /** those under test; none: all */
  readonly live: ReadonlySet<PartyId>;
  readonly seed: number;
};

/** What a subject or the reference brings: how to make the layer of a role (and name, for several protocols), or undefined when it has none. */
export type LayerOf = (
  party: { readonly id: PartyId; readonly role: string; readonly name: string },
  cast?: Cast,
) => Layer<never> | undefined;
