// What to do about scenarios made of parts: fragments, cases, and lines that stand where they mean nothing.
import type { CheckCode } from "../check/problems.ts";
import type { Advice } from "./advice.ts";

export const partsAdvice = {
  "unknown-fragment": {
    todo: "Write the name as its fragment has it, or import the file that declares it.",
    wrong: "  do lnd(R)",
    mended: "  do lend(R)",
  },
  "missing-argument": {
    todo: "Give every parameter: a value for what the fragment reads, ?x for what it binds.",
    wrong: "  do lend(R)",
    mended: "  do lend(R, ?b, 3)",
  },
  "handed-out": {
    todo: "What the fragment binds itself gets a new name with ?x; what it only reads gets a value.",
    wrong: "  do lend(R, ?b, ?n)",
    mended: "  do lend(R, ?b, 4)",
  },
  "unread-parameter": {
    todo: "Use the parameter in a step of its fragment, or leave it out there and at every do.",
    wrong: 'ask("Emma", 3)\n',
    mended: 'ask("Emma", days)\n',
  },
  "fragment-cycle": {
    todo: "Write what comes again as repeat: a fragment is put in place, so one that does itself would never end.",
    wrong: "\n  do lend(who)\n",
    mended: "\n",
  },
  "unused-fragment": {
    todo: "Do it in a scenario, or leave it out. In a file that others import it is no mistake.",
    wrong: "  do again(R)",
    mended: "  do again(R)\n  do lend(R)",
  },
  "misplaced-step": {
    todo: "Move it to the scenario itself; in an example write the steps out as they happened.",
    wrong: "    given desk.patience = 2 s\n",
    mended: "",
  },
  "rules-only": {
    todo: "Say it by where the step stands, in the block of a call, or write a rule: rules remember calls and debts, scenarios do not.",
    wrong: " { expect inside R -> desk bring() }",
    mended: "",
  },
  "variable-party": {
    todo: "Name the party; where either may act, write either { … } or { … } with a branch for each.",
    wrong: "  who reads(b)",
    mended: "  R reads(b)",
  },
  "unwritten-list": {
    todo: "Name the elements in the step that brings them, [?a, ?b], and go through that list.",
    wrong: "  for each b in books { R reads(b) }\n",
    mended: "",
  },
  "case-width": {
    todo: "Give each row one value for each axis, in their order.",
    wrong: "(3), ",
    mended: "(3, 1), ",
  },
  "case-twice": {
    todo: "Leave one of the rows out: two runs of one name cannot be told apart.",
    wrong: "[1, 2, 1]",
    mended: "[1, 2]",
  },
  "unread-axis": {
    todo: "Use the axis in a step, or leave it out: runs that differ in the title alone are the same run.",
    wrong: '  cases how in ["early", "late"]\n',
    mended: '  cases how in ["early", "late"]\n  R -> desk ask(how, 3)\n',
  },
  "unknown-axis": {
    todo: "Write the axis in the title as its cases have it.",
    wrong: " of <all>",
    mended: "",
  },
  "too-many-cases": {
    todo: "Take fewer rows or fewer tables: they multiply. What all rows share needs no axis.",
    wrong: "  cases c in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n",
    mended: "  cases c in [0, 1]\n",
  },
} as const satisfies Partial<Record<CheckCode, Advice>>;
