// A long valid trace of nine kinds of events over four thousand objects: the same one for the same number of events.

export const types = [
  "touch",
  "submit",
  "callback",
  "miniport_submit",
  "complete",
  "indicate",
  "give_back",
  "read_request",
  "read_response",
] as const;
export type Type = (typeof types)[number];

/** `object` is unique within its sort; `argument` only says something of an indication. */
export type Tell = (type: Type, object: number, argument: number) => void;

const sizes = { nbls: 2048, packets: 1024, mids: 1024 };

/** Draws what may happen next, again and again. */
export function trace(events: number, tell: Tell): void {
  const draw = drawing();
  const idle = Array.from({ length: sizes.nbls }, (_, i) => i);
  const [queued, held, done]: [number[], number[], number[]] = [[], [], []];
  let head = 0;
  const references = new Int32Array(sizes.packets);
  const isOpen = new Uint8Array(sizes.mids);
  const take = (from: number[]): number => {
    const at = draw(from.length);
    const taken = from[at] ?? 0;
    from[at] = from.at(-1) ?? 0;
    from.pop();
    return taken;
  };
  const moves: readonly (() => boolean)[] = [
    () => idle.length > 0 && (tell("touch", idle[draw(idle.length)] ?? 0, 0), true),
    () => idle.length > 0 && move("submit", take(idle), queued),
    () => head < queued.length && move("miniport_submit", queued[head++] ?? 0, held),
    () => held.length > 0 && move("complete", take(held), done),
    () => done.length > 0 && move("callback", take(done), idle),
    () => exchange(),
    () => exchange(),
    () => read(),
    () => read(),
  ];
  const move = (type: Type, nbl: number, to: number[]): boolean => {
    to.push(nbl);
    tell(type, nbl, 0);
    return true;
  };
  const exchange = (): boolean => {
    const packet = draw(sizes.packets);
    const out = references[packet] ?? 0;
    references[packet] = out === 0 ? 1 + draw(3) : out - 1;
    if (out === 0) tell("indicate", packet, references[packet] ?? 0);
    else tell("give_back", packet, 0);
    return true;
  };
  const read = (): boolean => {
    const mid = draw(sizes.mids);
    tell(isOpen[mid] === 1 ? "read_response" : "read_request", mid, 0);
    isOpen[mid] = 1 - (isOpen[mid] ?? 0);
    return true;
  };
  for (let told = 0; told < events;) {
    if (moves[draw(moves.length)]?.() === true) told++;
    if (head > 4 * sizes.nbls) {
      queued.splice(0, head);
      head = 0;
    }
  }
}

/** xorshift: whole numbers below a limit. */
function drawing(): (below: number) => number {
  let state = 0x2545f491;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
