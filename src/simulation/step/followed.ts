// What the script makes of a word that was said: it goes on, or this is the first thing that did not go by it.
import type { PartyId } from "../../contract/event.ts";
import type { Config, Mismatch } from "../config.ts";
import { advance, distinct, type Residual, type Word } from "../script/advance.ts";
import { onlyChoice, spellChoice } from "../script/choice.ts";
import { inAlphabet, type Script } from "../script/compile.ts";
import { describeFrontier } from "../script/describe.ts";
import { prohibitions, settle } from "../script/frontier.ts";
import { isOver } from "../script/left.ts";
import { isOpen } from "../script/term.ts";
import type { Sight } from "../script/values.ts";
import { spellWord } from "../spell.ts";
import type { World } from "../world.ts";

/** How far the script has come. */
export type Followed = Pick<Config, "residuals" | "letGo" | "mismatch">;

/** `seq`: of the event that is heard. */
export type Moment = { readonly seq: number; readonly now: number; readonly sight: Sight };

/** The word is in the script's alphabet, or returns from a call that is. */
export function speaksAbout(script: Script, residuals: readonly Residual[], word: Word): boolean {
  if (word.kind === "return")
    return script.names.has(word.name) && residuals.some((r) => isOpen(r.term, word.call ?? 0));
  return (
    word.kind !== "act" && (script.only || inAlphabet(script, word.name, word.from, word.to, word.arrived))
  );
}

export function follow(world: World, before: Followed, word: Word, moment: Moment): Followed {
  const { script } = world;
  const { sight, now } = moment;
  const broken = before.residuals.map((r) => prohibitions(script, r, word, sight));
  const next = broken.flatMap((b) => advance(script, b.residual, word, sight, now));
  const about = speaksAbout(script, before.residuals, word);
  const hit = broken.find((b) => b.broken.length > 0);
  if (hit !== undefined && (next.length === 0 || !about))
    return missed(script, before, "never", word, moment, hit.broken[0]);
  const free = !world.live.has(word.from) && isOver(script, before.residuals);
  if (next.length === 0 && about && !free) {
    const chose = onlyChoice(script, before.residuals, word, sight, now);
    return missed(script, before, chose ? "chose" : "off script", word, moment);
  }
  return resolved(script, before, next.length > 0 ? next : broken.map((b) => b.residual), word.from, moment);
}

/** Settles what the script does by itself; a failed expectation is the first mismatch. */
export function resolved(
  script: Script,
  before: Followed,
  residuals: readonly Residual[],
  by: PartyId,
  { seq, now, sight }: Moment,
  atEnd = false,
): Followed {
  const { letGo, mismatch } = before;
  const settled = residuals.map((r) => settle(script, r, sight, now, atEnd));
  const good = settled.filter((s) => s.failed.length === 0);
  if (good.length > 0 || settled.length === 0)
    return { residuals: distinct(good.map((s) => s.residual)), letGo, mismatch };
  const step = settled[0]?.failed[0] as number;
  const failed: Mismatch = { kind: "expectation", seq, by, what: "", expected: [], step };
  return { residuals: before.residuals, letGo: true, mismatch: failed };
}

function missed(
  script: Script,
  before: Followed,
  kind: Mismatch["kind"],
  word: Word,
  { seq, sight }: Moment,
  step?: number,
): Followed {
  const { residuals } = before;
  const mismatch: Mismatch = {
    kind,
    seq,
    by: word.from,
    what: kind === "chose" ? spellChoice(script, residuals, word, sight.store) : spellWord(word),
    expected: describeFrontier(script, residuals),
    ...(step === undefined ? {} : { step }),
  };
  return { residuals, letGo: true, mismatch };
}
