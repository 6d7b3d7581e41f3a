// Plain state that compares and hashes well: a table is its pairs, sorted by key.

export type Table<V> = readonly (readonly [key: string, value: V])[];

export const get = <V>(table: Table<V>, key: string): V | undefined => table.find(([k]) => k === key)?.[1];

export const has = (table: Table<unknown>, key: string): boolean => table.some(([k]) => k === key);

/** The table with this pair, in place of the one of the same key. */
export function put<V>(table: Table<V>, key: string, value: V): Table<V> {
  const at = table.findIndex(([k]) => k >= key);
  if (at < 0) return [...table, [key, value]];
  const rest = table[at]?.[0] === key ? at + 1 : at;
  return [...table.slice(0, at), [key, value], ...table.slice(rest)];
}

export const without = <V>(table: Table<V>, key: string): Table<V> =>
  has(table, key) ? table.filter(([k]) => k !== key) : table;

export const keys = (table: Table<unknown>): readonly string[] => table.map(([k]) => k);

/** The keys of the pairs whose value passes. */
export const keysWhere = <V>(table: Table<V>, test: (value: V) => boolean): readonly string[] =>
  table.filter(([, value]) => test(value)).map(([k]) => k);
