// Where an entry holds: for some versions of a subject, or where it has something or lacks it.

export type Condition = {
  readonly version: readonly Bound[];
  readonly has: readonly string[];
  readonly lacks: readonly string[];
};
type Bound = { readonly is: Comparison; readonly version: string };
type Comparison = "<" | "<=" | ">" | ">=" | "=" | "!=";

/** Who is judged. */
export type Judged = { readonly version: string; readonly has: (capability: string) => boolean };

/** `>= 2.1 < 3`; undefined: it is nothing of the kind. */
export function boundsIn(text: string): readonly Bound[] | undefined {
  const bounds = [...text.matchAll(bound)].map(([, is = "=", version = ""]) => ({
    is: is as Comparison,
    version,
  }));
  return bounds.length > 0 && text.replaceAll(bound, "").trim() === "" ? bounds : undefined;
}

/** A text: why that cannot be said. */
export function holds({ version, has, lacks }: Condition, judged: Judged): boolean | string {
  if (!has.every(judged.has) || lacks.some(judged.has)) return false;
  const answers = version.map((one) => fits(one, judged.version));
  return answers.find((answer) => typeof answer === "string") ?? answers.every((answer) => answer === true);
}

const bound = /\s*(<=|>=|!=|<|>|=)\s*([^\s<>=!]+)/gu;

function fits({ is, version }: Bound, own: string): boolean | string {
  if (is === "=") return own === version;
  if (is === "!=") return own !== version;
  const [a, b] = [numbersOf(own), numbersOf(version)];
  if (a === undefined || b === undefined)
    return `its version is ${own === "" ? "not said" : `"${own}"`}, which cannot be compared with ${version}`;
  const order = compared(a, b);
  switch (is) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

/** 2.10 comes behind 2.9; undefined: these are no numbers. */
const numbersOf = (version: string): readonly number[] | undefined =>
  /^\d+(?:\.\d+)*$/u.test(version) ? version.split(".").map(Number) : undefined;

function compared(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++)
    if ((a[at] ?? 0) !== (b[at] ?? 0)) return (a[at] ?? 0) - (b[at] ?? 0);
  return 0;
}
