// Keys of configurations: the kernel's own, each part of it by a number.
import { key, type Config, type Part } from "../config.ts";

/** One text for a configuration: equal texts, equal futures. */
export type KeyOf = (config: Config) => string;

export function keyed(): KeyOf {
  const part = interner();
  return (config) => key(config, part);
}

/** Components become small numbers: by identity where the value is shared, by its text where it is not. */
export function interner(): Part {
  const byIdentity = new WeakMap<object, number>();
  const byText = new Map<string, number>();
  const ofText = (text: string): number => {
    const known = byText.get(text);
    if (known !== undefined) return known;
    byText.set(text, byText.size);
    return byText.size - 1;
  };
  return (value) => {
    if (typeof value === "string") return ofText(value);
    const known = byIdentity.get(value);
    if (known !== undefined) return known;
    const number = ofText(
      JSON.stringify(value instanceof Map ? [...value].sort(([a], [b]) => (a < b ? -1 : 1)) : value),
    );
    byIdentity.set(value, number);
    return number;
  };
}
