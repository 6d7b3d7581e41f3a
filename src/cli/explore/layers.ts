// custody explore without --words: every order of the layers that play a scenario, or a sample of seeds.
import type { Found } from "../../runner/finding-scenarios.ts";
import { lacks, play, worldOf, type Stage } from "../../runner/play/play.ts";
import { reference, targetNamed } from "../../runner/subjects.ts";
import { explore, type Exploration } from "../../simulation/explore/explore.ts";
import { unknownName } from "../../runner/input/unknown-name.ts";
import { wholeNumber } from "../numbers.ts";
import { programOptions, refuseAbsent, type ProgramFlags } from "../suite/program-flags.ts";
import { refuseUnknownRoles } from "../roles.ts";

export type LayerOptions = {
  readonly most: string;
  readonly sample?: string;
  readonly seed: string;
  readonly reduce: boolean;
  readonly role: readonly string[];
  readonly target: string;
  readonly moments: string;
  readonly json?: true;
} & ProgramFlags;

/** Seeds, where nothing better can be had. */
const usualSample = "20";

const momentNames = ["any", "settled", "eager"] as const;

/** Says what it found; answers the exit code, or that there was nobody to ask. */
export async function exploreLayers(found: Found, options: LayerOptions): Promise<number | "unsupported"> {
  const moments = momentNames.find((m) => m === options.moments);
  if (moments === undefined)
    throw unknownName("moment", options.moments, momentNames, `--moments wants ${momentNames.join(", ")}.`);
  refuseUnknownRoles(found.program, options.role);
  const target = await targetNamed(options.target, { roles: options.role, ...programOptions(options) });
  refuseAbsent(options.target, target.subject);
  const roles = options.role.length > 0 ? options.role : target.roles;
  const stage: Stage = {
    program: found.program,
    scenario: found.scenario,
    kit: (await reference()).subject,
    subject: target.subject,
    target: options.target,
    roles,
    seed: 1,
    moments,
  };
  const world = worldOf(stage, { ids: "lowest" });
  const lacking = lacks(stage, world);
  if (lacking !== undefined) return unasked(found, lacking, options);
  if (options.sample !== undefined) return sampled(found, stage, options, undefined);
  const result = explore(world, {
    most: wholeNumber(options.most, "--most", 1),
    reduce: options.reduce,
  });
  const drift = target.subject.drift?.();
  if (drift !== undefined) return sampled(found, stage, { ...options, sample: usualSample }, drift);
  if (result.unsupported !== undefined && result.shortest === undefined)
    return unasked(found, result.unsupported, options);
  if (options.json === true)
    print(JSON.stringify({ file: found.file, scenario: found.scenario.title, ...result }));
  else tell(found, result, options);
  if (result.shortest !== undefined) return 1;
  // where no order goes as written, nothing is shown
  return result.complete && result.endings["finished"] !== undefined ? 0 : 2;
}

function unasked({ file, scenario: { title } }: Found, reason: string, options: LayerOptions): "unsupported" {
  const unsupported = { file, scenario: title, unsupported: reason };
  print(options.json === true ? JSON.stringify(unsupported) : `${title}: unsupported, ${reason}`);
  return "unsupported";
}

function tell(found: Found, result: Exploration, options: LayerOptions): void {
  print(
    `${found.scenario.title}: ${result.configurations} configurations, ${result.edges} steps, ${result.complete ? "complete" : `stopped at --most ${options.most}, not complete; go on with --sample N`}`,
  );
  print(
    `  endings: ${
      Object.entries(result.endings)
        .map(([kind, n]) => `${kind} ${n}`)
        .join(", ") || "none seen"
    }`,
  );
  for (const finding of result.findings) print(`  found: ${finding}`);
  if (result.shortest === undefined) return;
  print(`  shortest failing order (${result.shortest.labels.length} choices):`);
  for (const label of result.shortest.labels) print(`    ${label}`);
  for (const f of result.shortest.findings.filter(
    (f) => f.consequenceOf === undefined && f.provoked !== true,
  ))
    print(`  ${f.rule} blames ${f.blames}: ${f.text}`);
  const { outcome } = result.shortest;
  if (outcome.kind === "subject") print(`  the run ends: ${outcome.party} ${outcome.how}, ${outcome.why}`);
  else if (outcome.kind !== "finished") print(`  the run ends: ${outcome.kind}`);
}

/** Seeds instead of everything: says nothing of what it did not meet. `drift`: why nothing better can be had. */
function sampled(found: Found, stage: Stage, options: LayerOptions, drift: string | undefined): number {
  const runs = wholeNumber(options.sample ?? "", "--sample", 1);
  const start = wholeNumber(options.seed, "--seed");
  const counts = new Map<string, number>();
  let worst: { readonly seed: number; readonly reason: string; readonly steps: number } | undefined;
  for (let seed = start; seed < start + runs; seed++) {
    const { result } = play({ ...stage, seed });
    counts.set(result.status, (counts.get(result.status) ?? 0) + 1);
    if (
      (result.status === "failed" || result.status === "kit error") &&
      (worst === undefined || result.steps < worst.steps)
    )
      worst = { seed, reason: result.reason ?? "", steps: result.steps };
  }
  const why =
    drift === undefined
      ? undefined
      : `${stage.subject.name} is not repeatable (${drift}): its orders are sampled, not explored`;
  if (options.json === true) {
    const { file, scenario } = found;
    const sample = {
      runs,
      from: start,
      counts: Object.fromEntries(counts),
      ...(worst === undefined ? {} : { worst }),
    };
    print(
      JSON.stringify({
        file,
        scenario: scenario.title,
        sampled: sample,
        ...(why === undefined ? {} : { why }),
      }),
    );
  } else {
    if (why !== undefined) print(why);
    print(
      `${found.scenario.title}: ${runs} seeds from ${start}, sampled: ${[...counts].map(([status, n]) => `${n} ${status}`).join(", ")}`,
    );
    if (worst !== undefined)
      print(`  shortest failing run: seed ${worst.seed}, ${worst.steps} steps: ${worst.reason}`);
  }
  if (worst !== undefined) return 1;
  // what was to be explored and could only be sampled is no proof
  return drift === undefined && (counts.get("passed") ?? 0) > 0 ? 0 : 2;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
