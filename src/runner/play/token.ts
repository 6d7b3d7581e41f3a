// A replay token: everything that repeats a run, in one word that survives a shell.
import { deflateRawSync, inflateRawSync } from "node:zlib";

export type Replay = {
  readonly rules: string;
  readonly scenario: string;
  readonly digest: string;
  readonly target: string;
  readonly roles: readonly string[];
  readonly seed: number;
  /** labels of the choices taken, where there was more than one option */
  readonly choices: readonly string[];
  /** ids of the rules that it was judged by; absent: all */
  readonly by?: readonly string[];
  /** what came between, whom it befell, and after how many moves */
  readonly interruption?: {
    readonly title: string;
    readonly of: string;
    readonly told: number;
    readonly after: number;
  };
};

export function spellToken(replay: Replay): string {
  const text = JSON.stringify(replay);
  // Clearing zlib's own window takes longer than packing so little, and the bytes are the same.
  const small = text.length < 1000 ? { windowBits: 12, memLevel: 4 } : {};
  return `c1.${deflateRawSync(text, small).toString("base64url")}`;
}

/** undefined: not a token of this kit. */
export function readToken(text: string): Replay | undefined {
  if (!text.startsWith("c1.")) return undefined;
  try {
    const value = JSON.parse(
      inflateRawSync(Buffer.from(text.slice(3), "base64url"), { maxOutputLength: 1 << 24 }).toString(),
    ) as Replay;
    const whole =
      typeof value.rules === "string" &&
      typeof value.scenario === "string" &&
      typeof value.digest === "string" &&
      typeof value.seed === "number" &&
      Array.isArray(value.choices) &&
      Array.isArray(value.roles) &&
      typeof value.target === "string" &&
      (value.by === undefined || Array.isArray(value.by)) &&
      (value.interruption === undefined || typeof value.interruption.after === "number");
    return whole ? value : undefined;
  } catch {
    return undefined;
  }
}
