// The syntax tree of a .custody file: what the parser makes, the checks annotate and the rules engine and the matcher read.

/** Where a node stands: character offsets into the file's text, `end` exclusive. */
export type Span = { readonly at: number; readonly end: number };

export type Comment = Span & { readonly text: string };

/** One parsed file. `name` is the path as the user gave it; it is what problems print. */
export type SourceFile = {
  readonly name: string;
  readonly text: string;
  readonly declarations: readonly Declaration[];
  readonly comments: readonly Comment[];
};

export type Declaration = Import | Vocabulary | Resource | Rule | Fragment | Scenario;

export type Import = Span & { readonly kind: "import"; readonly path: string };

// ---------------------------------------------------------------- vocabulary

export type Vocabulary = Span & {
  readonly kind: "vocabulary";
  readonly name: string;
  readonly items: readonly VocabularyItem[];
};
export type VocabularyItem = TypeItem | RoleItem | BoundaryItem | ActsItem | CastItem;

export type BaseType = "opaque" | "text" | "int" | "bool" | "bytes" | "digest";
/** `type status = SUCCESS | PENDING` has constants; `type handle = opaque` has a base. */
export type TypeItem = Span & {
  readonly kind: "type";
  readonly name: string;
  readonly constants: readonly string[];
  readonly base?: BaseType;
};
export type RoleItem = Span & {
  readonly kind: "role";
  readonly name: string;
  readonly of?: string;
  readonly properties: readonly Parameter[];
};
export type TypeRef = { readonly name: string; readonly list: boolean };
export type Parameter = Span & {
  readonly name: string;
  readonly type: TypeRef;
  readonly default?: Expression;
  /** of a word: the value is the speaker's own choice; of a thing, the fields that it shows; of a list, what is in it. */
  readonly chosen?: true;
};
/** `messages` boundaries have two instants (said, arrived) and no return; `boundary` ones are calls. */
export type BoundaryItem = Span & {
  readonly kind: "boundary";
  readonly messages: boolean;
  readonly upper: string;
  readonly lower: string;
  readonly words: readonly WordItem[];
};
export type WordItem = Span & {
  readonly direction: "up" | "down";
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** undefined: no `returns` clause. */
  readonly results?: readonly Parameter[];
  /** the results are the answerer's own choice (`chosen`). */
  readonly chosen: boolean;
  /** what makes the speaker say it: `caused by wire arrived`. */
  readonly causedBy?: { readonly party: string; readonly word: string };
  /** `duty`: the speaker owes it once its cause was there; `may`: the speaker may say it unasked. */
  readonly mode?: "duty" | "may";
};
export type ActsItem = Span & {
  readonly kind: "acts";
  readonly faults: boolean;
  readonly roles: readonly string[];
  readonly acts: readonly ActItem[];
};
export type ActItem = Span & { readonly name: string; readonly parameters: readonly Parameter[] };
export type CastItem = Span & { readonly kind: "cast"; readonly parties: readonly PartyDecl[] };
/** `client K1 of P`: role client, name K1, of P; `nic`: role and name nic. */
export type PartyDecl = Span & { readonly role: string; readonly name: string; readonly of?: string };

// ---------------------------------------------------------------- resource

export type Resource = Span & {
  readonly kind: "resource";
  readonly name: string;
  readonly partOf?: string;
  readonly fields: readonly Parameter[];
  readonly moves: readonly Move[];
  /** order of fields and moves as written, for the printer. */
  readonly items: readonly (Span &
    (
      | { readonly kind: "fields"; readonly fields: readonly Parameter[] }
      | { readonly kind: "move"; readonly move: Move }
    ))[];
};
export type Move = Span & {
  readonly pattern: Pattern;
  readonly when?: Expression;
  readonly verb: "gives" | "lends" | "makes" | "ends";
  readonly shares?: Expression;
  readonly to?: string;
  readonly readOnly: boolean;
};

// ---------------------------------------------------------------- rule

export type Level = "must" | "should" | "may";
export type Rule = Span & {
  readonly kind: "rule";
  readonly id: string;
  readonly level: Level;
  readonly roles: readonly string[];
  readonly statement: string;
  readonly items: readonly RuleItem[];
};
export type RuleItem = Cites | State | ForEach | Block | NeverRule | Example;
export type Cites = Span & { readonly kind: "cites"; readonly sources: readonly Citation[] };
/** `seed 001` has kind seed; `"N5-RPK"` is a key of the source list. */
export type Citation = Span & { readonly kind: "seed" | "source"; readonly key: string };
export type State =
  | (Span & {
      readonly kind: "var";
      readonly vars: readonly (Span & { readonly name: string; readonly value: Expression })[];
    })
  | (Span & { readonly kind: "list" | "ranges"; readonly names: readonly string[] })
  | (Span & { readonly kind: "debt"; readonly name: string; readonly within?: Expression });
export type ForEach = Span & {
  readonly kind: "foreach";
  readonly keys: readonly Key[];
  readonly items: readonly (State | ForEach | Block | NeverRule)[];
};
export type Key = Span & { readonly type: string; readonly name: string };
export type Block = Span & {
  readonly kind: "block";
  readonly mode: "from" | "on" | "until";
  readonly heads: readonly Pattern[];
  readonly when?: Expression;
  readonly statements: readonly Statement[];
};
export type NeverRule = Span & {
  readonly kind: "never";
  readonly heads: readonly Pattern[];
  readonly when?: Expression;
  readonly blames?: Expression;
};
export type Statement =
  | (Span & {
      readonly kind: "require" | "advise";
      readonly test: Expression;
      readonly blames?: Expression;
      readonly text?: string;
    })
  | (Span & { readonly kind: "observe"; readonly text?: string })
  | (Span & {
      readonly kind: "assign";
      readonly name: string;
      readonly op: "=" | "+=" | "-=";
      readonly value: Expression;
    })
  | (Span & { readonly kind: "add" | "remove"; readonly value: Expression; readonly name: string })
  | (Span & {
      readonly kind: "owe";
      readonly name: string;
      readonly amount?: Expression;
      readonly by?: Expression;
    })
  | (Span & { readonly kind: "pay"; readonly name: string; readonly amount?: Expression | "all" });
export type Example = Span & {
  readonly kind: "example";
  readonly good: boolean;
  readonly title?: string;
  readonly blames?: Expression;
  readonly steps: readonly Step[];
};

// ---------------------------------------------------------------- patterns and expressions

/** `P -> ndis Name(args) returns …`; an act has a speaker only; `B <- A Name()` is the arrival (speaker A, hearer B, arrived). */
export type Pattern = Span & {
  readonly kind: "pattern";
  readonly speaker?: PartyRef;
  readonly hearer?: PartyRef;
  readonly arrived: boolean;
  readonly name: string;
  readonly args: readonly Argument[];
  /** undefined: the call, act or message; a list (may be empty): the return event. */
  readonly returns?: readonly Argument[];
};
/** `WS.nic`, `P`, or `?x` (bind). */
export type PartyRef = Span & { readonly kind: "party"; readonly name: string; readonly bind: boolean };
export type ArgumentOp = "=" | "!=" | "<" | "<=" | ">" | ">=" | "has" | "in";
export type Argument = Span & { readonly name?: string; readonly op: ArgumentOp; readonly value: Expression };

export type Expression = Span &
  (
    | { readonly kind: "number"; readonly value: number; readonly unit?: "time" | "bytes" } // time in microseconds
    | { readonly kind: "text"; readonly value: string }
    | { readonly kind: "hex"; readonly value: string } // x"41 42": digits without blanks, upper case
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "bind"; readonly name: string; readonly args?: readonly Argument[] } // ?x, ?x(field = v)
    | { readonly kind: "apply"; readonly name: string; readonly args: readonly Argument[] } // size(l), or x(field = v)
    | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly Expression[] }
    | { readonly kind: "field"; readonly of: Expression; readonly name: string }
    | { readonly kind: "index"; readonly of: Expression; readonly index: Expression }
    | {
        readonly kind: "binary";
        readonly op: BinaryOp;
        readonly left: Expression;
        readonly right: Expression;
      }
    | { readonly kind: "not"; readonly operand: Expression }
    | { readonly kind: "is"; readonly operand: Expression; readonly what: string } // home, empty or a role name
    | {
        readonly kind: "quantified";
        readonly every: boolean;
        readonly name: string;
        readonly list: Expression;
        readonly test: Expression;
      }
    | { readonly kind: "around"; readonly during: boolean; readonly pattern: Pattern } // inside / during
  );
export type BinaryOp =
  | "or"
  | "and"
  | "="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "has"
  | "covers"
  | "holds"
  | "owns"
  | "..<"
  | "+"
  | "-"
  | "*"
  | "before";
export type NameNode = Extract<Expression, { kind: "name" }>;

// ---------------------------------------------------------------- scenario

/** An interruption is no scenario of its own: it is laid over others. */
export type ScenarioKind = "exchange" | "receive" | "send" | "interruption";
export type Scenario = Span & {
  readonly kind: "scenario";
  readonly word: ScenarioKind;
  readonly title: string;
  readonly covers: readonly (Span & { readonly id: string })[];
  readonly requires: readonly string[];
  readonly steps: readonly Step[];
  /** Set where `cases` were filled in: which row this is, and the title as it is written. */
  readonly row?: { readonly title: string; readonly values: readonly AxisValue[] };
};
/** An axis of `cases` and its value in one row, as a title shows it. */
export type AxisValue = { readonly name: string; readonly text: string };
/** A named list of steps with parameters; `do` puts it in place. */
export type Fragment = Span & {
  readonly kind: "fragment";
  readonly name: string;
  readonly parameters: readonly FragmentParameter[];
  readonly steps: readonly Step[];
};
export type FragmentParameter = Span & { readonly type: TypeRef; readonly name: string };
export type Step =
  | (Span & { readonly kind: "parties"; readonly station?: string; readonly parties: readonly PartyDecl[] })
  | (Span & { readonly kind: "given"; readonly path: string; readonly value: Expression })
  | EventStep
  | (Span & { readonly kind: "any order" | "optional" | "meanwhile"; readonly steps: readonly Step[] })
  | (Span & { readonly kind: "either"; readonly branches: readonly (readonly Step[])[] })
  | (Span & {
      readonly kind: "repeat";
      readonly from: Expression;
      readonly to?: Expression;
      readonly steps: readonly Step[];
    })
  | (Span & {
      readonly kind: "each";
      readonly name: string;
      readonly list: Expression;
      readonly steps: readonly Step[];
    })
  | (Span & {
      readonly kind: "never";
      readonly pattern: Pattern;
      readonly when?: Expression;
      readonly until?: Pattern;
    })
  | (Span & { readonly kind: "eventually"; readonly pattern: Pattern; readonly within?: Expression })
  | (Span & { readonly kind: "expect"; readonly test: Expression })
  | (Span & {
      readonly kind: "fault";
      readonly party: PartyRef;
      readonly name: string;
      readonly args: readonly FaultArgument[];
      readonly times: number | "always";
    })
  | (Span & { readonly kind: "wait"; readonly time: Expression })
  | DoStep
  | CasesStep
  | (Span & { readonly kind: "let"; readonly name: string; readonly value: Expression })
  /** `only` closes every word of the listed boundaries or of all; `ignoring X` opens the word X. */
  | (Span & { readonly kind: "alphabet"; readonly only: boolean; readonly names: readonly string[] });
/** `steps` is what it stands for, once it was put in place. */
export type DoStep = Span & {
  readonly kind: "do";
  readonly name: string;
  readonly args: readonly Argument[];
  readonly steps?: readonly Step[];
};
/** One run for each row; a row has a value for each name. */
export type CasesStep = Span & {
  readonly kind: "cases";
  readonly names: readonly string[];
  readonly rows: readonly CaseRow[];
};
export type CaseRow = Span & { readonly values: readonly Expression[] };
/** `returns` is undefined when the text has none: the return is then free and may come later. `pattern.returns` is never set in a step. */
export type EventStep = Span & {
  readonly kind: "event";
  readonly pattern: Pattern;
  /** what is changed on purpose, once everything else has been filled in */
  readonly mutate?: readonly Change[];
  readonly steps?: readonly Step[];
  readonly returns?: readonly Argument[];
  readonly grouped: boolean;
  /** `grouped any way` when absent; `one by one`: one item a call; `in order`: in the order in which the step before gave the items */
  readonly grouping?: "one by one" | "in order";
  readonly within?: Expression;
  readonly after?: Expression;
};
/** `mutate count = 2`: an argument or result of the step's word, an item of it, a field of the resource that it names. */
export type Change = Span & {
  readonly kind: "change";
  readonly name: string;
  readonly index?: number;
  readonly field?: string;
  readonly value: Expression;
};
/** What a change changes, as it is written: `books[0].pages`. */
export const pathOf = ({ name, index, field }: Change): string =>
  `${name}${index === undefined ? "" : `[${index}]`}${field === undefined ? "" : `.${field}`}`;

export type FaultArgument = Span & { readonly name?: string; readonly value: Expression | Pattern };
