// Every way in which a command ends early, as one sentence and an exit code.

export type Complaint = { readonly text: string; readonly code: 0 | 3 | 4 };

/** 3 for what the user can mend, 4 for what only we can, 0 for a help text. */
export function complaint(error: unknown): Complaint {
  if (isUsage(error)) return usage(error);
  const what = error instanceof Error ? error.message : String(error);
  if (isNamed(error, "InputError")) return { text: `custody: ${what}\n`, code: 3 };
  const [sentence = ""] = what.split("\n");
  const said = isNamed(error, "KitDefect") ? sentence : `something unforeseen happened (${sentence})`;
  const stack =
    process.env["CUSTODY_STACK"] === "1" && error instanceof Error ? `${error.stack ?? ""}\n` : "";
  const text = `custody: ${said.replace(/\.$/u, "")}. This is a defect of custody: please report the command (CUSTODY_STACK=1 in front of it says where).\n${stack}`;
  return { text, code: 4 };
}

// By name, because a bundled command brings classes of its own.
const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** An error of commander, known by its shape: loading it only to ask would cost more than the answer. */
type Usage = Error & { readonly code: string };

const isUsage = (error: unknown): error is Usage =>
  error instanceof Error &&
  "code" in error &&
  typeof error.code === "string" &&
  error.code.startsWith("commander.");

function usage(error: Usage): Complaint {
  if (/^commander\.(help|helpDisplayed|version)$/u.test(error.code)) return { text: "", code: 0 };
  const [first = "", ...rest] = error.message.replace(/^error: /u, "").split("\n");
  const near = /\(Did you mean (.*)\?\)/u.exec(rest.join(" "))?.[1];
  const hint = near === undefined ? "--help shows what this command takes" : `did you mean ${near}?`;
  return { text: `custody: ${first.replace(/\.$/u, "")}; ${hint}\n`, code: 3 };
}
