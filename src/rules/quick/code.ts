// Pieces of generated JavaScript with what is known of their values. Anything that is not certain and clean throws: the
// interpreter then judges the whole run.

/** A rule that the generated checker leaves to the interpreter, and why. */
export class Unsupported extends Error {}

/**
 * number: a number, or NONE where `mayBeNone` · id: the number by which any other value goes (a text, a constant, true, none) ·
 * truth: a JavaScript boolean · none: the literal.
 */
export type Kind = { readonly kind: "number" | "id" | "truth" | "none"; readonly mayBeNone: boolean };
export type Code = Kind & { readonly text: string };

export const number = (text: string, mayBeNone = false): Code => ({ kind: "number", text, mayBeNone });
export const id = (text: string): Code => ({ kind: "id", text, mayBeNone: true });
export const truth = (text: string): Code => ({ kind: "truth", text, mayBeNone: false });
export const none: Code = { kind: "none", text: "NULL", mayBeNone: true };

/** Names that generated code may use: values that no number of a rule and no id ever has, and what every value that is none of these goes through. */
export const prelude = `
const NONE = 2 ** 60, ABSENT = 2 ** 61, UNSAID = -1;
const handOver = () => { throw HANDOVER; };
const present = (x) => (x === ABSENT ? handOver() : x);
const said = (x) => (x === UNSAID ? handOver() : x);
const some = (x) => (x === NONE ? handOver() : x);
const safe = (x) => (Number.isSafeInteger(x) ? x : handOver());
`;
export const noneNumber = 2 ** 60;
export const absentNumber = 2 ** 61;
export const unsaidId = -1;

export const asId = (code: Code): string => {
  if (code.kind === "number") throw new Unsupported("a number where any value may stand");
  return code.kind === "truth" ? `(${code.text} ? TRUE : FALSE)` : code.text;
};

export const asNumber = (code: Code): string => {
  if (code.kind !== "number") throw new Unsupported("something to reckon with that may be no number");
  return code.mayBeNone ? `some(${code.text})` : code.text;
};

export const asTruth = (code: Code): string =>
  code.kind === "truth" ? code.text : code.kind === "id" ? `(${code.text} === TRUE)` : "false";

export const same = (a: Code, b: Code): Code => {
  if (a.kind === "number" && b.kind === "number") return truth(`(${a.text} === ${b.text})`);
  if (a.kind === "number" && b.kind === "none") return truth(`(${a.text} === NONE)`);
  if (b.kind === "number" && a.kind === "none") return truth(`(${b.text} === NONE)`);
  return truth(`(${asId(a)} === ${asId(b)})`);
};

export const not = (code: Code): Code => truth(`!${asTruth(code)}`);

/** What a variable holds that was of one kind and is given another. */
export const joined = (a: Kind, b: Kind): Kind => {
  if (a.kind === b.kind) return { kind: a.kind, mayBeNone: a.mayBeNone || b.mayBeNone };
  if (a.kind !== "number" && b.kind !== "number") return { kind: "id", mayBeNone: true };
  if (a.kind === "none" || b.kind === "none") return { kind: "number", mayBeNone: true };
  throw new Unsupported("a variable that holds numbers and other things");
};

/** The text that stores a value in a variable of this kind. */
export const stored = (variable: Kind, value: Code): string => {
  if (variable.kind === "truth") return bit(asTruth(value));
  if (variable.kind === "number") return value.kind === "none" ? "NONE" : value.text;
  return asId(value);
};

const bit = (text: string): string => (text === "true" ? "1" : text === "false" ? "0" : `(${text} ? 1 : 0)`);

/** A variable as a value. */
export const loaded = (variable: Kind, text: string): Code =>
  variable.kind === "truth" ? truth(`(${text} === 1)`) : { ...variable, text };
