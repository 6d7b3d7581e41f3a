// The first line of a record. Only version and parties are needed; what a hand-written one leaves out is filled in.

import { recordVersion, type RecordHeader } from "../../contract/record.ts";
import type { Party } from "../../contract/event.ts";
import type { ScenarioResult } from "../../contract/result.ts";
import { type Fields, isFields, isParty, isText, isTexts, isWhole, partyFlaw, spell } from "./shape.ts";

/** Of a record of what was played from its beginning, in that order of fields. */
export function headerOfResult(
  result: ScenarioResult,
  of: Pick<RecordHeader, "kit" | "rules" | "subject" | "target">,
): RecordHeader {
  const { kit, rules, subject, target } = of;
  const { live, seed, title, place, digest, parties } = result;
  return {
    custody: "record",
    version: recordVersion,
    kit,
    rules,
    subject,
    target,
    live,
    seed,
    scenario: { title, file: place.file, line: place.line, digest: digest() },
    parties,
    fromStart: true,
  };
}

/** The header with every field, or the second half of a sentence that says what is wrong. */
export function completeHeader(fields: Fields): RecordHeader | string {
  const parties = partiesOf(fields["parties"]);
  if (typeof parties === "string") return parties;
  const {
    kit = "",
    rules = "",
    target = "",
    live = [],
    seed = 0,
    fromStart = false,
    watched,
    moves,
  } = fields;
  if (!isText(kit) || !isText(rules) || !isText(target)) return "has a kit, rules or target that is no text";
  if (
    !isTexts(live) ||
    !(watched === undefined || isTexts(watched)) ||
    !(moves === undefined || isTexts(moves))
  )
    return "has live, watched or moves that are no list of texts";
  if (!isWhole(seed)) return `has the seed ${spell(seed)}, which is no whole number`;
  if (typeof fromStart !== "boolean") return "has a fromStart that is neither true nor false";
  const subject = subjectOf(fields["subject"]);
  const scenario = scenarioOf(fields["scenario"]);
  if (typeof subject === "string") return subject;
  if (typeof scenario === "string") return scenario;
  const known: RecordHeader = {
    custody: "record",
    version: recordVersion,
    kit,
    rules,
    subject,
    target,
    live,
    seed,
    scenario,
    parties,
    fromStart,
    ...(watched === undefined ? {} : { watched }),
    ...(moves === undefined ? {} : { moves }),
  };
  return { ...fields, ...known };
}

function partiesOf(value: unknown): readonly Party[] | string {
  if (!Array.isArray(value) || value.length === 0)
    return 'does not list its parties (parties: [{"id": "nic", "role": "nic"}, …])';
  const parties: Party[] = [];
  for (const each of value.map(completeParty)) {
    if (!isFields(each)) return "has a party that is no object";
    if (!isParty(each)) return partyFlaw(each) ?? "has a party that is none";
    if (parties.some((party) => party.id === each.id)) return `lists the party ${each.id} twice`;
    parties.push(each);
  }
  return parties;
}

/** `WS.nic` is `nic` on the station WS. */
function completeParty(value: unknown): unknown {
  if (!isFields(value) || !isText(value["id"])) return value;
  const id = value["id"];
  const dot = id.indexOf(".");
  return { name: id.slice(dot + 1), station: dot < 0 ? "" : id.slice(0, dot), properties: {}, ...value };
}

function subjectOf(value: unknown): RecordHeader["subject"] | string {
  if (value === undefined) return { name: "", version: "" };
  if (!isFields(value)) return "has a subject that is no object";
  const { name = "", version = "" } = value;
  return isText(name) && isText(version)
    ? { ...value, name, version }
    : "has a subject whose name or version is no text";
}

function scenarioOf(value: unknown): RecordHeader["scenario"] | string {
  if (value === undefined) return { title: "", file: "", line: 0, digest: "" };
  if (!isFields(value)) return "has a scenario that is no object";
  const { title = "", file = "", line = 0, digest = "" } = value;
  if (!isText(title) || !isText(file) || !isText(digest) || !isWhole(line))
    return "has a scenario whose title, file, line or digest is none";
  return { ...value, title, file, line, digest };
}
