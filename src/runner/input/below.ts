// Walking a folder: always in the same order, whatever the file system says.

import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Files whose name ends so, at any depth; what npm has installed is nobody's own. */
export function filesBelow(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === "node_modules" ? [] : filesBelow(path, ending);
      return entry.name.endsWith(ending) ? [path] : [];
    });
}
