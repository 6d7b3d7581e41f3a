// Wrong SMBs: what a redirector or a server writes into its messages, read and written anew.
import type { In, Out } from "../../src/contract/layer.ts";
import { isBytes } from "../../src/contract/value.ts";
import type { WordValue } from "../../src/contract/value.ts";
import type { SmbBody } from "../../src/formats/smb/body.ts";
import { emitSmb, parseSmb } from "../../src/formats/smb/message.ts";
import type { SmbMessage } from "../../src/formats/smb/message.ts";
import { latin1Of, octetsOf } from "../octets.ts";
import { act, bytes, call, text, writes } from "../words.ts";
import { added, defective } from "./wrap.ts";
import type { Wrap } from "./wrap.ts";

export type Rewrite = (smb: SmbMessage) => SmbMessage;

/** It sends other SMBs than it should. */
export const rewriting = (change: Rewrite, insists?: string): Wrap =>
  defective({ says: (outs) => rewritten(outs, change), ...(insists === undefined ? {} : { insists }) });

/** Another body, of those of one kind. */
export const inBody =
  <K extends SmbBody["kind"]>(
    kind: K,
    change: (body: SmbBody & { kind: K }, smb: SmbMessage) => SmbBody,
  ): Rewrite =>
  (smb) =>
    isOf(smb.body, kind) ? { ...smb, body: change(smb.body, smb) } : smb;

/** Another multiplex id. */
export const withMid = (smb: SmbMessage, mid: number): SmbMessage => ({
  ...smb,
  header: { ...smb.header, mid },
});

/** What is written into messages changes, and with it the size that they say. */
export function rewritten(outs: readonly Out[], change: Rewrite): readonly Out[] {
  const sizes = new Map<string, number>();
  return outs.map((out) => {
    const [what, data] = writtenBy(out);
    const smb = data === undefined ? undefined : smbIn(data);
    if (smb !== undefined) {
      const octets = latin1Of(emitSmb(change(smb)));
      sizes.set(what, octets.length);
      return writes(what, "data", bytes(octets));
    }
    const size = out.k === "act" && out.args["field"] === "size" ? sizes.get(what) : undefined;
    return size === undefined ? out : writes(what, "size", size);
  });
}

/** The SMBs that these outputs write. */
export const smbsOf = (outs: readonly Out[]): readonly SmbMessage[] =>
  outs.flatMap((out) => {
    const [, data] = writtenBy(out);
    const smb = data === undefined ? undefined : smbIn(data);
    return smb === undefined ? [] : [smb];
  });

export function smbIn(data: WordValue | undefined): SmbMessage | undefined {
  const smb = isBytes(data) ? parseSmb(octetsOf(data.latin1)) : undefined;
  return smb?.ok === true ? smb.value : undefined;
}

/** An SMB that came, otherwise than it came. */
export function reheard(input: In, name: string, change: Rewrite): In {
  if (input.k !== "call" || input.name !== name) return input;
  const smb = smbIn(input.args["data"]);
  return smb === undefined
    ? input
    : { ...input, args: { ...input.args, data: bytes(latin1Of(emitSmb(change(smb)))) } };
}

/** One more message with this SMB in it: made, and said to a transport. */
export function messageOf(
  id: string,
  smb: SmbMessage,
  say: { readonly to: string; readonly name: string; readonly session: string },
): readonly Out[] {
  const data = latin1Of(emitSmb(smb));
  return [
    act("allocates", { what: id }),
    writes(id, "data", bytes(data)),
    writes(id, "size", data.length),
    added(call(say.to, say.name, { session: say.session, message: id })),
  ];
}

/** What is made in a step is made at once: behind a call or a return its names might be given to others. */
export const deedsFirst = (outs: readonly Out[]): readonly Out[] => [
  ...outs.filter((out) => out.k === "act"),
  ...outs.filter((out) => out.k !== "act"),
];

const isOf = <K extends SmbBody["kind"]>(body: SmbBody, kind: K): body is SmbBody & { kind: K } =>
  body.kind === kind;

function writtenBy(out: Out): readonly [string, WordValue | undefined] {
  if (out.k !== "act" || out.name !== "writes") return ["", undefined];
  return [text(out.args, "what"), out.args["field"] === "data" ? out.args["value"] : undefined];
}
