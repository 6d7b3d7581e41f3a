// What to do about names: unknown ones, those that are there twice, and arguments.
import type { CheckCode } from "../check/problems.ts";
import type { Advice } from "./advice.ts";

export const nameAdvice = {
  "unknown-call": {
    todo: "Correct the name, import the vocabulary that has it, or add it there.",
    wrong: "on brin() {",
    mended: "on bring() {",
  },
  "unknown-argument": {
    todo: "Take a name that the vocabulary gives this word; results stand behind returns.",
    wrong: 'on ask(titel = "Emma", length > 3)',
    mended: 'on ask(title = "Emma")',
  },
  "unknown-result": {
    todo: "Take a name that the vocabulary gives behind returns of this call.",
    wrong: "returns (statis = NO)",
    mended: "returns (status = NO)",
  },
  "unknown-field": {
    todo: "Take a field that the resource declares, or declare it.",
    wrong: "require b.page > 0;",
    mended: "require b.pages > 0;",
  },
  "unknown-role": {
    todo: "Take a role that a vocabulary declares; custody rules --role says the same of the command line.",
    wrong: "gives to raeder",
    mended: "gives to reader",
  },
  "unknown-property": {
    todo: "Take a property that the role declares, or declare it: role desk { patience: duration }.",
    wrong: "given desk.patiense = 3 s",
    mended: "given desk.patience = 3 s",
  },
  "unknown-party": {
    todo: "Name a party of the scenario's parties lines; in a rule a role, a key or nobody.",
    wrong: "R -> dekk bring([?b])",
    mended: "R -> desk bring([?b])",
  },
  "unknown-type": {
    todo: "Take a type that a vocabulary declares, a resource, or int, text, bool, bytes, digest, duration, any.",
    wrong: "counts (total: itn)",
    mended: "counts (total: int)",
  },
  "unknown-resource": {
    todo: "Take a resource that is declared, or declare it.",
    wrong: "part of bok",
    mended: "part of book",
  },
  "unknown-constant": {
    todo: "Take one of the constants that the message lists, or add it to the type.",
    wrong: "when status = YESS {",
    mended: "when status = YES {",
  },
  "unknown-name": {
    todo: "Take a name that means something here: state, a key, what the head binds, an argument, a party, a constant.",
    wrong: "asked = asked + dayss",
    mended: "asked = asked + 1",
  },
  "unknown-variable": {
    todo: "Declare it with var, list, ranges or debt in the scope around, or correct the name.",
    wrong: "askd = days;",
    mended: "asked = days;",
  },
  "unknown-rule": {
    todo: "Take an id that custody rules lists, or import the file that has the rule.",
    wrong: "covers LIB-10, LIB-01",
    mended: "covers LIB-01",
  },
  "unknown-citation": {
    todo: "Cite seed 000 to 003 or a key of reference/spec/sources.json; a new source is entered there.",
    wrong: "seed 007,",
    mended: "seed 000,",
  },
  "unknown-capability": {
    todo: "Name a role, a party or a capability that a subject offers.",
    wrong: "requires desk, shelv, telephone {",
    mended: "requires desk, shelf {",
  },
  "unknown-cause": {
    todo: "Name who says which word: caused by PARTY WORD, as the vocabulary has them.",
    wrong: "caused by desk cuonts",
    mended: "caused by desk counts",
  },
  "declared-twice": {
    todo: "Rename one of them: names are unique over all files that are read together.",
    wrong: "reads (what: book, what: book)",
    mended: "reads (what: book)",
  },
  "result-named-as-argument": {
    todo: "Rename one of them: both are visible by name in rules.",
    wrong: "returns title: text",
    mended: "returns found: text",
  },
  "too-many-arguments": {
    todo: "Leave out what the word does not have, or name what you mean.",
    wrong: "bring([?b], 2)",
    mended: "bring([?b])",
  },
  "argument-twice": {
    todo: "Leave one of them out.",
    wrong: "on ask(days = 3, days = 4)",
    mended: "on ask(days = 3)",
  },
  "argument-order": {
    todo: "Write arguments without a name first, in the order of the vocabulary.",
    wrong: 'ask(title = "Emma", 3)',
    mended: 'ask("Emma", days = 3)',
  },
  "not-in-every-head": {
    todo: "Give each head a block of its own, or use what all of them have.",
    wrong: "on ask() or bring() { require days > 0 }",
    mended: "on ask() { require days > 0 }",
  },
  "result-too-early": {
    todo: "Write returns behind the head: results are there when the call has returned.",
    wrong: "on ask() when status = YES { require days > 0 }",
    mended: "on ask() returns when status = YES { require days > 0 blames reader }",
  },
  "hides-argument": {
    todo: "Take another name, so that the argument can be seen.",
    wrong: "?status) returns { require status != ",
    mended: "?seen) returns { require seen != ",
  },
  "missing-import": {
    todo: "Correct the path: it is looked for beside the importing file, then among the kit's own texts.",
    wrong: 'import "../good/vocabularry"',
    mended: 'import "../good/vocabulary"',
  },
  "import-cycle": {
    todo: "Move what both files need to a file of its own and import that from both.",
    wrong: 'import "import-cycle"',
    mended: "",
  },
  "import-twice": {
    todo: "Leave one of the two lines out.",
    wrong: 'import "partial-head"\nimport "partial-head"',
    mended: 'import "partial-head"',
  },
} as const satisfies Readonly<Partial<Record<CheckCode, Advice>>>;
