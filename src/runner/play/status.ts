// What came of a scenario, in one word and a sentence.
import type { ScenarioStatus } from "../../contract/result.ts";
import type { Finding } from "../../contract/verdict.ts";
import type { RunResult } from "../../simulation/run.ts";
import type { World } from "../../simulation/world.ts";
import type { Led } from "./led.ts";
import type { Stage } from "./play.ts";

export type Read = { readonly status: ScenarioStatus; readonly reason?: string };

export type Known = {
  /** why the subject was not asked */
  readonly lacking: string | undefined;
  readonly hasSpoken: boolean;
  /** what the subject led the kit's parties to; undefined: nothing that they would not have done anyway */
  readonly led: Led | undefined;
};

export function statusOf(
  { subject, disbelief }: Stage,
  world: World,
  ran: RunResult,
  first: readonly Finding[],
  { lacking, hasSpoken, led }: Known,
): Read {
  const { outcome } = ran;
  if (lacking !== undefined)
    return { status: subject.absent === undefined ? "unsupported" : "undecided", reason: lacking };
  if (disbelief !== undefined) return { status: "failed", reason: `it is not believed: ${disbelief}` };
  if (outcome.kind === "subject" && (outcome.how === "unsupported" || outcome.how === "absent"))
    return {
      status: outcome.how === "absent" ? "undecided" : "unsupported",
      reason: `${outcome.party}: ${outcome.why}`,
    };
  const guilty = first.filter((f) => world.live.size === 0 || world.live.has(f.blames));
  if (guilty.length > 0)
    return {
      status: "failed",
      reason: `${(guilty[0] as Finding).rule} is broken by ${(guilty[0] as Finding).blames}`,
    };
  const accused =
    outcome.kind === "mismatch" &&
    outcome.mismatch.kind !== "chose" &&
    (world.live.size === 0 || world.live.has(outcome.mismatch.by) || outcome.mismatch.by === "");
  if (accused || outcome.kind === "missing" || outcome.kind === "subject" || outcome.kind === "undrained")
    return {
      status: "failed",
      reason:
        outcome.kind === "mismatch"
          ? `off script: ${outcome.mismatch.what}`
          : outcome.kind === "undrained"
            ? `it does not come to rest: ${outcome.why[0] ?? ""}`
            : outcome.kind === "missing"
              ? `never came: ${outcome.steps.join("; ")}`
              : `${outcome.party} ${outcome.how}: ${outcome.why}`,
    };
  if (led !== undefined) return led;
  if (first.length > 0)
    return {
      status: "kit error",
      reason: `${(first[0] as Finding).rule} is broken by ${(first[0] as Finding).blames}, whom the kit plays`,
    };
  // where silence is right, nothing was shown: a call that reached it would have been answered
  if (outcome.kind === "finished")
    return hasSpoken || subject.claims === undefined
      ? { status: "passed" }
      : { status: "unsupported", reason: "nothing reaches who is under test" };
  if (outcome.kind === "mismatch" && outcome.mismatch.kind === "chose")
    return { status: "undecided", reason: `unexercised: ${outcome.mismatch.what}` };
  if (outcome.kind === "mismatch")
    return { status: "kit error", reason: `the kit went off script: ${outcome.mismatch.what}` };
  return {
    status: "undecided",
    reason:
      outcome.kind === "bound"
        ? `a bound was reached: ${outcome.which}`
        : outcome.kind === "unspent"
          ? outcome.why.join("; ")
          : `it could not be played: ${outcome.why.slice(0, 3).join("; ")}`,
  };
}
