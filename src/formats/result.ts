// What a parser answers: a value, or a problem that names the octet where reading stopped.

export type Problem = {
  /** Offset in octets from the start of what was given to the parser. */
  readonly at: number;
  readonly text: string;
};

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const bad = (at: number, text: string): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem: { at, text },
});

/** A problem found inside a part, told in offsets of the whole. */
export const shifted = <T>(result: Result<T>, by: number): Result<T> =>
  result.ok ? result : bad(result.problem.at + by, result.problem.text);
