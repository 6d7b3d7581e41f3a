// What to do about types, patterns, rules and moves.
import type { CheckCode } from "../check/problems.ts";
import type { Advice } from "./advice.ts";

export const ruleAdvice = {
  "type-mismatch": {
    todo: "Write a value of the type that is wanted; the vocabulary says which that is.",
    wrong: "on ask(title = 3) { seen = 1;  require title > 2 }",
    mended: 'on ask(title = "Emma") { seen = true }',
  },
  "unit-mismatch": {
    todo: "Give the number a unit (us, ms, s, min), or take it away.",
    wrong: "debt back within 30\n",
    mended: "debt back within 30 s\n",
  },
  "wrong-function-use": {
    todo: "Give the function what it takes: size, distinct, min, max, shares, holder, owed and enclosing have their own numbers and kinds of values.",
    wrong: "require size() > 0;",
    mended: "require size(books) > 0;",
  },
  "wrong-direction": {
    todo: "Turn the arrow: the vocabulary says who says the word. A return keeps the arrow of its call.",
    wrong: "desk -> R bring([?b])",
    mended: "R -> desk bring([?b])",
  },
  "wrong-actor": {
    todo: "Let a party of one of the roles do it that the vocabulary names behind acts of or faults of.",
    wrong: "R counts(3)",
    mended: "desk counts(3)",
  },
  "wrong-kind": {
    todo: "Write it as what it is: WHO -> WHOM call(), WHO act(), WHOM <- WHO message() for an arrival, fault WHO name().",
    wrong: "on reader -> desk reads() {",
    mended: "on reader reads() {",
  },
  "unnamed-guilty": {
    todo: "Say who is guilty with blames, or add the role to the rule's head.",
    wrong: "on ask() returns { require status = YES }",
    mended: "on ask() returns { require status = YES blames reader }",
  },
  "blames-outsider": {
    todo: "Blame one of the rule's roles, or add the role to its head.",
    wrong: "require days > 0 blames shelf }",
    mended: "require days > 0 }",
  },
  "owe-without-debtor": {
    todo: "Say who owes it; the debtor is asked for when the debt is called in.",
    wrong: "on ask() { owe back }",
    mended: "on ask() { owe back by reader }",
  },
  "never-without-from": {
    todo: "Say from when on it is forbidden.",
    wrong: "    never reader reads(b)\n",
    mended: "    from reader -> desk bring(books has b)\n    never reader reads(b)\n",
  },
  "until-without-from": {
    todo: "Say what begins that this ends.",
    wrong: "    until ask() returns (book = b)\n",
    mended: "    from bring(books has b)\n    until ask() returns (book = b)\n",
  },
  "from-misses-key": {
    todo: "Name every key of the scope in each from; party keys come from the cast.",
    wrong: "from ask()\n",
    mended: "from ask() returns (book = b)\n",
  },
  "unbound-key": {
    todo: "Name the key in a head, or leave it out.",
    wrong: "for each book b, text t {",
    mended: "for each book b {",
  },
  "scope-never-begins": {
    todo: "Let one head name all keys, begin the scope with from, or leave a key out.",
    wrong:
      "  for each book b, text t {\n    on bring(books has b) { require b.pages > 0 }\n    on ask(title = t) { require days > 0 }\n",
    mended: "  for each book b {\n    on bring(books has b) { require b.pages > 0 }\n",
  },
  "partial-head": {
    todo: "Nothing, if every instance is meant that agrees; else name the key that is missing.",
    wrong: "    on ask() { asked = days }\n",
    mended: "    on ask() returns (book = b) { asked = days }\n",
  },
  "constant-when": {
    todo: "Leave the condition out, or compare with what was meant.",
    wrong: "on ask() when true {",
    mended: "on ask() {",
  },
  "contradictory-blocks": {
    todo: "Give one of the blocks a when, or take back one of the demands.",
    wrong: "on ask() returns { require status = NO blames reader }",
    mended: "on ask() returns when days > 9 { require status = NO blames reader }",
  },
  "unread-variable": {
    todo: "Read it in a condition or demand, or leave it out.",
    wrong: "  list open\n  on ask() { asked += days;  add title to open }",
    mended: "  on ask() { asked += days }",
  },
  "unchanged-state": {
    todo: "Change it somewhere, or write its value where it is read.",
    wrong: "  var limit = 3\n  debt back\n  ranges got\n  on ask() { require days < limit",
    mended: "  debt back\n  ranges got\n  on ask() { require days < 3",
  },
  "unpaid-debt": {
    todo: "Say what pays it, or make it a require where it is too late.",
    wrong: "  on ask() { owe back by reader }\n",
    mended: "  on ask() { owe back by reader }\n  on bring() { pay back }\n",
  },
  "demand-in-may": {
    todo: "Write observe: a may rule fails nobody. A demand needs must or should.",
    wrong: "on ask() { require days > 0;  observe",
    mended: "on ask() { observe",
  },
  "advise-outside-must": {
    todo: "Write require: in a should rule every demand is advice already.",
    wrong: "advise days > 0;",
    mended: "require days > 0;",
  },
  "no-demand": {
    todo: "Write require, advise, never or a debt; in a may rule observe.",
    wrong: "when asked = 0 { asked = 1 }",
    mended: "when asked = 0 { require days > 0; asked = 1 }",
  },
  "no-good-example": {
    todo: "Show how the rule is kept: the example is its test.",
    wrong: "  bad blames R { R -> desk bring([]) }",
    mended: "  good { R -> desk bring([b1]) }\n  bad blames R { R -> desk bring([]) }",
  },
  "no-bad-example": {
    todo: "Show how the rule is broken and by whom: the example is its test.",
    wrong: "  good { R -> desk bring([b1]) }",
    mended: "  good { R -> desk bring([b1]) }\n  bad blames R { R -> desk bring([]) }",
  },
  "move-to-stranger": {
    todo: "Give it to the speaker or the hearer of the word.",
    wrong: "on bring(books has it)        gives to shelf",
    mended: "on bring(books has it)        gives to desk",
  },
  "move-without-it": {
    todo: "Name the argument that moves: argument = it, or list has it.",
    wrong: "on bring()        gives to desk",
    mended: "on bring(books has it)        gives to desk",
  },
  "hidden-move": {
    todo: "Put the move with the condition first: the first that holds is taken.",
    wrong:
      "  on bring(books has it)        gives to desk\n  on bring(books has it)  when it.pages > 300  lends to desk",
    mended:
      "  on bring(books has it)  when it.pages > 300  lends to desk\n  on bring(books has it)        gives to desk",
  },
} as const satisfies Readonly<Partial<Record<CheckCode, Advice>>>;
