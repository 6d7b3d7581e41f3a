// Every kind of problem that a check can find, and the one way to say so.
import type { Problem } from "../../contract/problem.ts";
import type { SourceFile, Span } from "../../contract/syntax.ts";

/** Stable codes; each has at least one file of its name in grammar/bad. */
export const checkProblems = {
  // names
  "unknown-call": "a call, message or act that no vocabulary has",
  "unknown-argument": "an argument that the call does not have",
  "unknown-result": "a result that the call does not have",
  "unknown-field": "a field that the resource does not have",
  "unknown-role": "a role that no vocabulary has",
  "unknown-property": "a property that the role does not have",
  "unknown-party": "a party that is neither a role, a key nor in the cast",
  "unknown-type": "a type that no vocabulary has",
  "unknown-resource": "a resource that is declared nowhere",
  "unknown-constant": "a constant that its type does not have",
  "unknown-name": "a name that means nothing here",
  "unknown-variable": "a statement changes a state variable that the rule does not declare",
  "unknown-rule": "covers names a rule that does not exist",
  "unknown-citation": "a seed or source key that the list of sources does not have",
  "unknown-capability": "requires names a capability that nothing offers",
  "unknown-cause": "caused by names a word that no vocabulary has",
  "declared-twice": "the same name is declared twice",
  "result-named-as-argument": "a parameter and a result of one call have the same name",
  "too-many-arguments": "more arguments without a name than the call has parameters",
  "argument-twice": "the same argument is given twice",
  "argument-order": "an argument without a name stands behind one with a name",
  "not-in-every-head": "a name that only some heads of the block provide",
  "result-too-early": "a result is used where the call has not returned yet",
  "hides-argument": "a name of the rule hides an argument of one of its events",
  // types
  "type-mismatch": "a value of one type where another is wanted",
  "unit-mismatch": "a duration and a plain number meet",
  "wrong-function-use": "a function with the wrong number or kind of arguments",
  // patterns
  "wrong-direction": "a call said by the wrong side of its boundary",
  "wrong-actor": "an act of a role that does not have it",
  "wrong-kind":
    "something that calls, acts or messages cannot do: an act with a hearer, a message that returns",
  // rules
  "unnamed-guilty": "a demand on a party outside the rule's roles does not say blames",
  "blames-outsider": "the blamed party's role is not in the rule's head",
  "owe-without-debtor": "owe does not say by whom",
  "never-without-from": "never stands in a scope without from",
  "until-without-from": "until stands in a scope without from",
  "from-misses-key": "a from does not bind every key of its scope",
  "unbound-key": "a key that no head binds",
  "scope-never-begins": "no head binds all keys of a scope without from",
  "partial-head":
    "note: a head binds no key of its scope or only some, and so visits all instances that agree",
  "constant-when": "a condition that is always true or never true",
  "contradictory-blocks": "two blocks with the same head demand what cannot hold together",
  "unread-variable": "a state variable that nothing reads",
  "unchanged-state": "a state variable that nothing changes",
  "unpaid-debt": "a debt that is owed and never paid",
  "demand-in-may": "a may rule holds more than observe",
  "advise-outside-must": "advise stands outside a must rule",
  "no-demand": "a rule that demands and observes nothing",
  "no-good-example": "a rule without a good example",
  "no-bad-example": "a must or should rule without a bad example",
  // scenarios
  "unproducible-cover": "a covered rule has no head whose event the scenario's cast can produce",
  "step-without-party": "a step that does not say who and to whom",
  "ambiguous-party": "a party name that several parties of the cast have",
  "unbound-variable": "a variable that is not bound on every path that leads here",
  "bound-twice": "?x stands twice on one path",
  "forbidden-step": "a step that an earlier never forbids",
  "unreachable-step": "a step that can never happen",
  "grouped-without-list": "grouped any way on a step without exactly one list argument",
  "spontaneous-word":
    "note: nothing says what causes a word that its speaker begins, so it cannot be asked of a live one",
  "over-ordered":
    "note: two steps of one party, one of them a completion, stand in a row although nothing ties them together",
  unmutable: "a mutate that nobody can carry out: of an arrival, an act, a grouped step, in an example",
  // fragments and cases
  "unknown-fragment": "do names a fragment that is declared nowhere",
  "missing-argument": "do leaves out a parameter of the fragment",
  "handed-out": "?x for a parameter that the fragment does not bind, or a value for one that it does",
  "unread-parameter": "a parameter that its fragment never uses",
  "fragment-cycle": "a fragment that does itself, directly or through others",
  "unused-fragment": "note: a fragment that nothing does",
  "misplaced-step":
    "a line where it means nothing: about the whole scenario in a block, about what may vary in an example",
  "rules-only": "a scenario asks what only rules can: inside, during, covers, owed, enclosing, call",
  "variable-party": "a party that an earlier step bound is to act",
  "unwritten-list": "for each over a list that only a run can tell",
  "case-width": "a row of cases with more or fewer values than axes",
  "case-twice": "two rows of cases make the same run",
  "unread-axis": "an axis of cases that no step uses",
  "unknown-axis": "the title names an axis that no cases have",
  "too-many-cases": "more rows of cases, multiplied, than a scenario may have",
  // moves
  "move-to-stranger": "the role after to takes no part in the event",
  "move-without-it": "a move whose pattern does not say which argument is it",
  "hidden-move": "an earlier unconditional move for the same event hides this one",
  // files
  "missing-import": "an imported file cannot be found",
  "import-cycle": "files import each other in a circle",
  "import-twice": "the same file is imported twice",
} as const satisfies Readonly<Record<string, string>>;

export type CheckCode = keyof typeof checkProblems;

/** Codes that are listed by lint and fail nothing. */
const notes: ReadonlySet<CheckCode> = new Set<CheckCode>([
  "partial-head",
  "spontaneous-word",
  "over-ordered",
  "unused-fragment",
]);

export const problem = (
  code: CheckCode,
  file: SourceFile,
  span: Span,
  message: string,
  hint?: string,
): Problem => ({
  code,
  file: file.name,
  at: span.at,
  end: span.end,
  message,
  ...(hint === undefined ? {} : { hint }),
  severity: notes.has(code) ? "note" : "error",
});
