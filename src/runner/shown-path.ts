// Paths as results and records show them: the same whatever the checkout's folder or the working directory.
import { isAbsolute, join, relative } from "node:path";
import type { Place } from "../contract/program.ts";
import { kitRoot } from "./kit.ts";

/** Below the kit: from the kit's own folder; elsewhere as it was given. */
export function shownPath(path: string): string {
  const hash = path.indexOf("#");
  if (hash >= 0) return shownPath(path.slice(0, hash)) + path.slice(hash);
  const shown = known.get(path) ?? fromKitOrAsGiven(path);
  known.set(path, shown);
  return shown;
}

/** A file is asked for with each of its scenarios. */
const known = new Map<string, string>();

function fromKitOrAsGiven(file: string): string {
  const fromKit = relative(kitRoot, isAbsolute(file) ? file : join(process.cwd(), file));
  return (fromKit.startsWith("..") || isAbsolute(fromKit) ? file : fromKit).replaceAll("\\", "/");
}

/** A text of a doc string goes by `FEATURE#LINE`, the line of its opening quotes: it stands in that feature, below that line. */
export function shownPlace(place: Place): Place {
  const [, file, line] = /^(.*)#(\d+)$/u.exec(place.file) ?? [];
  return file === undefined
    ? { ...place, file: shownPath(place.file) }
    : { ...place, file: shownPath(file), line: place.line + Number(line) };
}
