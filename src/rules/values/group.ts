// Things sorted into boxes by a key, both in the order of their first appearance.

export const groupBy = <K, T>(items: Iterable<T>, key: (item: T) => K): ReadonlyMap<K, readonly T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const box = groups.get(key(item));
    if (box === undefined) groups.set(key(item), [item]);
    else box.push(item);
  }
  return groups;
};
