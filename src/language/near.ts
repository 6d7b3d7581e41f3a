// The nearest known name: one hint for a name that is not known.

/** The known name that is at most two edits away (one for short names, letter case aside), or undefined. */
export const nearest = (name: string, known: Iterable<string>): string | undefined => {
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    const distance = misspelling(name, candidate);
    if (distance === undefined) continue;
    if (
      best === undefined ||
      distance < best.distance ||
      (distance === best.distance && candidate < best.name)
    )
      best = { name: candidate, distance };
  }
  return best?.name;
};

/** `did you mean x?`, ready to be spread into a problem. */
export const didYouMean = (near: string | undefined): { readonly hint?: string } =>
  near === undefined ? {} : { hint: `did you mean ${near}?` };

/** The second half of a sentence about a name that nobody knows: the nearest one, or what to do without. */
export const nearMiss = (name: string, known: Iterable<string>, otherwise: string): string =>
  didYouMean(nearest(name, known)).hint ?? otherwise;

const misspelling = (name: string, candidate: string): number | undefined => {
  if (name === candidate) return undefined;
  if (name.toLowerCase() === candidate.toLowerCase()) return 0.5;
  const allowed = Math.min(2, Math.floor(Math.min(name.length, candidate.length) / 3));
  if (Math.abs(name.length - candidate.length) > allowed) return undefined;
  const distance = editDistance(name, candidate);
  return distance <= allowed ? distance : undefined;
};

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
export const editDistance = (a: string, b: string): number => {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(before, j - 2) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return at(last, b.length);
};

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
