// Ways in which something may be wrong, each with its blame: a text, an input, the kit.

/** Something wrong in a text, at a range. `code` is kebab-case and stable: `unknown-name`, `wrong-direction` … */
export type Problem = {
  readonly code: string;
  readonly file: string;
  readonly at: number;
  readonly end: number;
  /** one clear sentence */
  readonly message: string;
  /** what to do, or a near miss: `did you mean NdisReturnPackets?` */
  readonly hint?: string;
  /** `note`s are listed by lint and fail nothing. */
  readonly severity: "error" | "note";
};

/** A wrong flag, a missing or unreadable file: exit 3. Thrown only by src/cli, src/runner and src/adapters. */
export class InputError extends Error {
  override readonly name = "InputError";
}

/** Ours; exit 4. */
export class KitDefect extends Error {
  override readonly name = "KitDefect";
}
