// What to do about scenarios: who says what, what is bound when, what can never come.
import type { CheckCode } from "../check/problems.ts";
import type { Advice } from "./advice.ts";

export const courseAdvice = {
  "unproducible-cover": {
    todo: "Add the parties that the rule is about, or take the rule from covers.",
    wrong: "  parties reader R, desk\n",
    mended: "  parties reader R, desk, shelf\n",
  },
  "step-without-party": {
    todo: "Say who does it and to whom; an act has one party only.",
    wrong: "  bring([?b])",
    mended: "  R -> desk bring([?b])",
  },
  "ambiguous-party": {
    todo: "Name the station as well: A.desk.",
    wrong: "given desk.patience",
    mended: "given A.desk.patience",
  },
  "unbound-variable": {
    todo: "Bind it with ?x in a step that comes before on every path: not in optional, not in one branch of either.",
    wrong: "  R -> desk bring([b])",
    mended: "  R -> desk bring([?b])",
  },
  "bound-twice": {
    todo: "Write the name without ? to compare with what is bound, or take another name.",
    wrong: "R reads(?b)",
    mended: "R reads(b)",
  },
  "forbidden-step": {
    todo: "End the never with until in front of this step, or take the step out.",
    wrong: "  R reads(b)\n  R -> desk bring([b])",
    mended: "  R -> desk bring([b])",
  },
  "unreachable-step": {
    todo: "Correct the count or the list, or take the steps out.",
    wrong: "repeat 0 times {",
    mended: "repeat 2 times {",
  },
  "grouped-without-list": {
    todo: "Take grouped away, or group a call with one list argument.",
    wrong: 'R -> desk ask("Emma", 3) grouped any way',
    mended: 'R -> desk ask("Emma", 3)',
  },
  "spontaneous-word": {
    todo: "Say in the vocabulary what brings the word about (caused by PARTY WORD), or leave its speaker to the kit: a live one cannot be asked.",
    wrong: "up   full   (free: int)",
    mended: "up   full   (free: int) caused by desk fetch",
  },
  "over-ordered": {
    todo: "Write in any order { … }. If the order is required, say so: by what the two steps share, by within or after on the second, or by covering a rule that follows both.",
    wrong: "  desk -> R remind(?b, 3)\n  desk -> R remind(?c, 4)\n",
    mended: "  in any order { desk -> R remind(?b, 3); desk -> R remind(?c, 4) }\n",
  },
  unmutable: {
    todo: "Mutate a call or message that a party of the kit says, that has to be said, and that names what is changed.",
    wrong: "hall <- store bell(n) mutate times = 2",
    mended: "hall <- store bell(n)",
  },
} as const satisfies Readonly<Partial<Record<CheckCode, Advice>>>;
