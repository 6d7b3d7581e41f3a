// custody adapter new: the beginning of a program that plays a role, in a language for which there is a template.
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Program, Word } from "../../contract/program.ts";
import { InputError } from "../../contract/problem.ts";
import { loadWithSpec } from "../../runner/input/load.ts";
import { unknownName } from "../../runner/input/unknown-name.ts";
import { kitRoot } from "../../runner/kit.ts";
import { makeFolder, outputError } from "../write.ts";

/** What a template says of itself; the other files beside it are written with the role filled in. */
type Template = {
  /** folders of the kit that come along, and what they are called there */
  readonly copies: Readonly<Record<string, string>>;
  /** how the program is started, in its folder */
  readonly run: string;
  /** what makes it out of what is written, where something has to */
  readonly make?: string;
  /** the only roles that it can play; absent: any */
  readonly roles?: readonly string[];
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
  if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0))
    throw new InputError(`${folder} is there and no empty folder: name another one.`);
  const from = join(templates, language);
  const template = templateIn(from);
  const { roles: playable = [role], make } = template;
  if (!playable.includes(role))
    throw new InputError(
      `In ${language} only ${playable.join(", ")} can be played; take another language for ${role}: there are templates for ${known.join(", ")}.`,
    );
  try {
    written(program, role, from, template, folder).forEach(print);
  } catch (error) {
    throw outputError(folder, error);
  }
  const target = JSON.stringify(targetOf(template));
  const steps = [`cd ${quoted(folder)}`, ...(make === undefined ? [] : [make])];
  print(`Now: ${steps.join(" && ")} && npx custody adapter check ${target} --role ${role}`);
  return 0;
}

/** Everything that it consists of, file by file or folder by folder. */
function written(
  program: Program,
  role: string,
  from: string,
  template: Template,
  folder: string,
): readonly string[] {
  makeFolder(folder);
  const names = readdirSync(from).filter((name) => name !== about);
  for (const name of names)
    writeFileSync(
      join(folder, name),
      filled(readFileSync(join(from, name), "utf8"), program, role, template),
    );
  for (const [source, name] of Object.entries(template.copies))
    cpSync(join(kitRoot, source), join(folder, name), { recursive: true, filter: isSource });
  return [...names, ...Object.values(template.copies)].map((name) => join(folder, name));
}

const quoted = (folder: string): string =>
  /^[\w./-]+$/u.test(folder) ? folder : `'${folder.replaceAll("'", "'\\''")}'`;

const targetOf = ({ run }: Template): string => (run.startsWith("module:") ? run : `exec:${run}`);
const isSource = (path: string): boolean => !["__pycache__", "build"].includes(basename(path));

function templateIn(folder: string): Template {
  const { copies, run, handler, make, roles } = JSON.parse(
    readFileSync(join(folder, about), "utf8"),
  ) as Partial<Template>;
  return {
    copies: copies ?? {},
    run: run ?? "./adapter",
    handler: handler ?? "",
    ...(make === undefined ? {} : { make }),
    ...(roles === undefined ? {} : { roles }),
  };
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
