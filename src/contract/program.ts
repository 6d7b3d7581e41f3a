// A checked set of files: every name resolved, every table built. What language makes and rules, simulation and reports read.
import type { EventKind } from "./event.ts";
import type {
  DoStep,
  Fragment,
  Parameter,
  Pattern,
  Resource,
  Rule,
  Scenario,
  SourceFile,
  TypeItem,
  PartyDecl,
  Span,
} from "./syntax.ts";

export type WordKind = "call" | "message" | "act" | "fault";
/** One word of the vocabulary. Names are unique over all vocabularies of a program. */
export type Word = {
  readonly name: string;
  readonly kind: WordKind;
  /** `ndis/nic`; "" for acts and faults. */
  readonly boundary: string;
  /** roles that may say it. For calls and messages one role (subroles included), for acts several. */
  readonly speakers: readonly string[];
  /** role across; undefined for acts and faults. */
  readonly hearer?: string;
  readonly direction?: "up" | "down";
  readonly parameters: readonly Parameter[];
  readonly results?: readonly Parameter[];
  readonly chosen: boolean;
  readonly causedBy?: { readonly party: string; readonly word: string };
  readonly mode?: "duty" | "may";
  readonly vocabulary: string;
};
export type Role = { readonly name: string; readonly of?: string; readonly properties: readonly Parameter[] };

/** Where a declaration stands. */
export type Place = { readonly file: string; readonly line: number; readonly column: number };

/** Where something stands that `do` put in place: in the fragment's file, by this step. */
export type Written = Span & { readonly file: SourceFile; readonly by: DoStep };

/** What a name in an expression means. */
export type Ref =
  | { readonly kind: "var" | "list" | "ranges" | "debt"; readonly name: string } // state of a rule
  | { readonly kind: "key"; readonly name: string; readonly type: string } // key of an enclosing `for each`
  | { readonly kind: "bound"; readonly name: string } // ?x bound in the head, or a scenario variable, or a quantifier's
  | { readonly kind: "arg"; readonly name: string; readonly list: boolean } // argument or result of the event in focus
  | { readonly kind: "constant"; readonly type: string; readonly name: string } // of an enum type; value is its name
  | { readonly kind: "party"; readonly name: string } // a cast name or a role standing for its party
  | { readonly kind: "doer" | "other" | "call" | "it" | "none" | "true" | "false" }
  | { readonly kind: "example"; readonly name: string }; // a free name in an example or scenario step: names a resource or an opaque value at first use

/** The heads of a block that wait for the same kind of event. */
export type RuleHead = {
  readonly kind: EventKind;
  readonly name: string;
  /** the only roles whose words can fit; absent: anybody's */
  readonly speakers?: readonly string[];
  /** of what is done to anything, the only types of things with which it can fit; absent: any */
  readonly types?: readonly string[];
  /** which of the rule's blocks */
  readonly block: number;
};

/** What has to be known of a rule before an event comes that it waits for. */
export type RuleOutline = {
  /** the events that it waits for */
  readonly heads: readonly RuleHead[];
  /** every word that it looks at, in heads and in `inside`, `during`, `enclosing` */
  readonly words: readonly string[];
  /** calls that must be known while they are open */
  readonly tracked: readonly string[];
  /** whether instances go when a call returns, when a resource's name begins anew */
  readonly isCallKeyed: boolean;
  readonly isResourceKeyed: boolean;
  /** names of its keys and of what it binds, in the order of their slots */
  readonly slots: readonly string[];
};

/** What is known of the nodes of some texts. */
export type Known<Meaning> = {
  readonly get: (node: Span) => Meaning | undefined;
  readonly has: (node: Span) => boolean;
};

export type Program = {
  readonly files: readonly SourceFile[];
  readonly words: ReadonlyMap<string, Word>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly types: ReadonlyMap<string, TypeItem>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly rules: readonly Rule[];
  /** with one for each row of `cases`, and fragments in their places */
  readonly scenarios: readonly Scenario[];
  /** written like scenarios, and laid over them */
  readonly interruptions: readonly Scenario[];
  readonly fragments: ReadonlyMap<string, Fragment>;
  /** the cast that examples use, by the vocabulary that says so */
  readonly casts: ReadonlyMap<string, readonly PartyDecl[]>;
  /** the meaning of every name node, and of an `apply` whose name is not a function (`p1(size = 200)`) */
  readonly refs: Known<Ref>;
  /** positional arguments resolved: for each argument without a name, the parameter that it stands for */
  readonly positions: Known<Parameter>;
  /** the word a pattern names */
  readonly wordOf: (pattern: Pattern) => Word;
  /** for what `do` put in place: where the fragment says it */
  readonly place: (node: Span, file?: string) => Place;
  /** undefined: the node stands where its span says */
  readonly written: (node: Span) => Written | undefined;
  /** the file a declaration came from */
  readonly fileOf: (declaration: Rule | Scenario | Resource | Fragment) => SourceFile;
  /** SHA-256 of the normalised text of all rules, resources and vocabularies */
  readonly digest: string;
  /** where it is known without compiling the rules */
  readonly outlines?: ReadonlyMap<Rule, RuleOutline>;
};
