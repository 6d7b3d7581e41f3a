// Paths as results and records show them: the same whatever the checkout's folder or the working directory.
import { isAbsolute, join, relative } from "node:path";
import { kitRoot } from "./kit.ts";

/** Below the kit: from the kit's own folder; elsewhere as it was given. */
export function shownPath(path: string): string {
  const [file = "", rest = ""] = path.split(/(?=#)/u);
  const fromKit = relative(kitRoot, isAbsolute(file) ? file : join(process.cwd(), file));
  return (fromKit.startsWith("..") || isAbsolute(fromKit) ? file : fromKit).replaceAll("\\", "/") + rest;
}
