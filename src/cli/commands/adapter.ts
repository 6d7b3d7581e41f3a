// custody adapter: begins a program that plays a role, and says whether one can be judged.
import { Command } from "commander";
import { InputError } from "../../contract/problem.ts";
import { checkAdapter } from "../adapter/check.ts";
import { newAdapter } from "../adapter/new.ts";
import { collectList } from "../numbers.ts";
import { programOptions, withProgram, type ProgramFlags } from "../suite/program-flags.ts";

type Options = ProgramFlags & { readonly role: readonly string[] };

export const command = (): Command =>
  withProgram(
    new Command("custody adapter").description(
      "begin a program that plays a role, or see whether one can be judged",
    ),
  )
    .argument("<check|new>", "check TARGET, or new LANGUAGE DIR")
    .argument("<target|language>", "exec:COMMAND, tcp:, unix:, module:; or c, python, typescript")
    .argument("[dir]", "with new: the folder, that must not be there yet or be empty")
    .option("--role <role,…>", "roles that it plays", collectList, []);

export async function run(args: readonly string[]): Promise<number> {
  const parsed = command()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parse([...args], { from: "user" });
  const [what = "", about = "", folder] = parsed.args;
  const options = parsed.opts<Options>();
  if (what === "check") return checkAdapter(about, options.role, programOptions(options));
  if (what === "new") return newAdapter(about, options.role, folder);
  throw new InputError(`custody adapter has check and new, not "${what}".`);
}
