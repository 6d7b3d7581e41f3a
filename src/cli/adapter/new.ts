// custody adapter new: the beginning of a program that plays a role, in a language for which there is a template.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Program, Word } from "../../contract/program.ts";
import { InputError } from "../../contract/problem.ts";
import { loadWithSpec } from "../../runner/input/load.ts";
import { unknownName } from "../../runner/input/unknown-name.ts";
import { kitRoot } from "../../runner/kit.ts";

/** What a template says of itself; the other files beside it are written with the role filled in. */
type Template = {
  /** folders of the kit that come along, and what they are called there */
  readonly copies: Readonly<Record<string, string>>;
  /** how the program is started, in its folder */
  readonly run: string;
  /** one for each call that the role can be told */
  readonly handler: string;
};

const about = "template.json";

export function newAdapter(language: string, roles: readonly string[], folder: string | undefined): number {
  const templates = join(kitRoot, "sdk", "templates");
  const known = readdirSync(templates);
  if (!known.includes(language))
    throw unknownName("language", language, known, `there are templates for ${known.join(", ")}.`);
  const { program } = loadWithSpec([]);
  const role = oneRole(program, roles);
  if (folder === undefined) throw new InputError("custody adapter new wants the folder to write.");
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new InputError(`${folder} is there and not empty: name another folder.`);
  const from = join(templates, language);
  const template = templateIn(from);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name === about) continue;
    writeFileSync(
      join(folder, name),
      filled(readFileSync(join(from, name), "utf8"), program, role, template),
    );
    print(join(folder, name));
  }
  for (const [source, name] of Object.entries(template.copies)) {
    cpSync(join(kitRoot, source), join(folder, name), { recursive: true, filter: isSource });
    print(join(folder, name));
  }
  print(
    `Now: cd ${folder} && npx custody adapter check ${JSON.stringify(targetOf(template))} --role ${role}`,
  );
  return 0;
}

const targetOf = ({ run }: Template): string => (run.startsWith("module:") ? run : `exec:${run}`);
const isSource = (path: string): boolean => !["__pycache__", "build"].includes(basename(path));

function templateIn(folder: string): Template {
  const { copies, run, handler } = JSON.parse(readFileSync(join(folder, about), "utf8")) as Partial<Template>;
  return { copies: copies ?? {}, run: run ?? "./adapter", handler: handler ?? "" };
}

/** A role that can be told something. */
function oneRole(program: Program, roles: readonly string[]): string {
  const known = [...program.roles.keys()].filter((role) => told(program, role).length > 0);
  const [role] = roles;
  if (role === undefined || roles.length > 1)
    throw new InputError(`custody adapter new wants one --role: ${known.join(", ")}.`);
  if (!known.includes(role)) throw unknownName("role", role, known, `use one of ${known.join(", ")}.`);
  return role;
}

const told = (program: Program, role: string): readonly Word[] =>
  [...program.words.values()].filter(({ kind, hearer }) => kind === "call" && hearer === role);

function filled(text: string, program: Program, role: string, { handler }: Template): string {
  const handlers = told(program, role).map(({ name, parameters, speakers, results = [] }) =>
    fill(handler, {
      name,
      parameters: parameters.map((one) => one.name).join(", "),
      from: speakers.join(", "),
      results: results.map((one) => one.name).join(", ") || "nothing",
    }),
  );
  return fill(text, { role, kit: kitRoot, handlers: handlers.join("\n") });
}

/** Each name once: what is filled in is not filled again. */
const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{\{(\w+)\}\}/gu, (hole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? hole) : hole,
  );

const print = (text: string): void => void process.stdout.write(`${text}\n`);
