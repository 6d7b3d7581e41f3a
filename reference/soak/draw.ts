// What the reference is soaked in: stacks of every kind, and whatever may be asked of them, in any order.
import type { Draw, Wish } from "../../src/contract/drawn.ts";
import type { Args, WordValue } from "../../src/contract/value.ts";
import { sampleFrame } from "../sample.ts";
import { numbersOf } from "./numbers.ts";
import type { Numbers } from "./numbers.ts";

/** So many different stacks; the rest of a run depends on its whole seed. */
const stacks = 400;

type Stack = {
  readonly generation: number;
  readonly medium: string;
  readonly protocols: readonly string[];
  /** from the top down, between the protocols and the NIC */
  readonly filters: readonly string[];
  /** client and the protocol that it is of */
  readonly clients: readonly (readonly [string, string])[];
  /** what is sent goes somewhere */
  readonly wire: boolean;
  readonly given: readonly string[];
};

export const draw: Draw = (seed) => {
  const stack = stackOf(numbersOf(seed % stacks));
  const numbers = numbersOf(seed * 2 + 1);
  const text = textOf(stack, seed % stacks);
  const lines = numbers
    .some(2, 6, () => numbers.one(kinds)(stack, numbers))
    .filter((line) => line.length > 0);
  if (numbers.below(4) > 0) return { text, lines, interruptions: numbers.below(3) };
  return { text, lines: [[...bound(stack), ...lines.flat()]], interruptions: 0 };
};

/**
 * Bound in the run, before anything else, a protocol makes pools: its lists come with descriptors of their memory, and with net
 * buffers of a pool of their own or without.
 */
const bound = ({ protocols }: Stack): readonly Wish[] =>
  protocols.map((to) => ({ party: "ndis", to, name: "ProtocolBindAdapter", args: {} }));

function stackOf(numbers: Numbers): Stack {
  const protocols = ["P", "Q", "R"].slice(0, 1 + numbers.below(3));
  const clients = numbers.some(0, 3, (at) => [`K${at + 1}`, numbers.one(protocols)] as const);
  const generation = numbers.one([5, 5, 6]);
  const medium = generation === 6 ? "ethernet" : numbers.one(["ethernet", "ethernet", "tokenring", "wan"]);
  const filters = generation === 6 ? ["F", "G"].slice(0, numbers.below(3)) : [];
  const yes = (name: string, among: number): readonly string[] =>
    numbers.below(among) === 0 ? [`${name} = true`] : [];
  const no = (name: string, among: number): readonly string[] =>
    numbers.below(among) === 0 ? [`${name} = false`] : [];
  const wire = numbers.below(3) === 0;
  return {
    generation,
    medium,
    protocols,
    filters,
    clients,
    wire,
    given: [
      `nic.medium = ${medium}`,
      ...(wire ? [`wire.medium = ${medium}`] : []),
      `nic.generation = ${generation}`,
      `nic.lookahead = ${numbers.one([64, 128, 256, 1500])}`,
      `nic.gathers = ${numbers.one([1, 1, 2, 3])}`,
      `nic.version = ${numbers.one([620, 630])}`,
      ...yes("nic.serialized", 2),
      ...yes("nic.queues", 3),
      ...no("nic.CancelHandler", 5),
      ...yes("ndis.copiesLowResources", 3),
      ...filters.flatMap((name) => no(`${name}.CancelHandler`, 4)),
      ...protocols.flatMap((name) => [
        `${name}.generation = ${generation}`,
        ...no(`${name}.PacketHandler`, 4),
        ...yes(`${name}.headersOnly`, 6),
        ...no(`${name}.netBufferPool`, 3),
      ]),
    ],
  };
}

const textOf = ({ protocols, filters, clients, wire, given }: Stack, n: number): string =>
  [
    `receive "soaked stack ${n}" {`,
    `  parties ${[
      "nic",
      "ndis",
      ...(wire ? ["wire"] : []),
      ...filters.map((name) => `filter ${name}`),
      ...protocols.flatMap((name) => [
        `protocol ${name}`,
        ...clients.filter(([, of]) => of === name).map(([client]) => `client ${client} of ${name}`),
      ]),
    ].join(", ")}`,
    ...given.map((line) => `  given ${line}`),
    "}",
    "",
  ].join("\n");

type Kind = (stack: Stack, numbers: Numbers) => readonly Wish[];
const size = (numbers: Numbers): number => numbers.one([60, 64, 200, 590, 1514]);
const want = (fields: Args): WordValue => ({ want: fields });
const lists = (numbers: Numbers): readonly WordValue[] =>
  numbers.some(1, 4, () => want({ size: size(numbers) }));
/** Lists to be sent: each may have several net buffers, with a frame each. */
const chains = (numbers: Numbers): readonly WordValue[] =>
  numbers.some(1, 4, () =>
    want(
      numbers.below(3) === 0
        ? { frames: numbers.some(2, 4, () => frame(size(numbers))) }
        : { size: size(numbers) },
    ),
  );
const frame = (length: number): WordValue => ({ latin1: sampleFrame(length) });
const up = (name: string, args: Args): Wish => ({ party: "nic", to: "ndis", name, args });

const received: Kind = ({ generation, medium, clients }, numbers) => {
  const indicated = (): Wish => {
    if (generation === 6)
      return up("NdisMIndicateReceiveNetBufferLists", {
        adapter: null,
        count: null,
        lists: lists(numbers),
        flags: numbers.below(3) === 0 ? ["RESOURCES"] : null,
      });
    const short = numbers.below(8);
    return up("NdisMIndicateReceivePacket", {
      packets: numbers.some(1, 5, (at) =>
        want({
          size: size(numbers),
          ...(at === short ? { status: "RESOURCES" } : {}),
          ...(numbers.below(3) === 0 && clients.length > 0 ? { dest: numbers.one(clients)[0] } : {}),
        }),
      ),
    });
  };
  const shown = (): Wish => {
    const word = { ethernet: "Eth", tokenring: "Tr", wan: "Wan" }[medium] ?? "Eth";
    return up(`NdisM${word}IndicateReceive`, {
      context: null,
      header: null,
      lookahead: null,
      size: size(numbers) - 14,
    });
  };
  return numbers.some(1, 3, () => (generation === 5 && numbers.below(2) === 0 ? shown() : indicated()));
};

const sent: Kind = ({ protocols }, numbers) => {
  const party = numbers.one(protocols);
  return numbers.some(1, 3, () => sends(party, numbers));
};

const sends = (party: string, numbers: Numbers): Wish => {
  const down = (name: string, args: Args): Wish => ({ party, to: "ndis", name, args });
  const packet = (): WordValue => want({ size: size(numbers) });
  return numbers.one([
    () => down("NdisSend", { packet: packet() }),
    () => down("NdisSendPackets", { packets: numbers.some(1, 4, packet) }),
    () => down("NdisSendNetBufferLists", { binding: null, lists: chains(numbers), flags: null }),
  ])();
};

/** A filter's own lists, sent and indicated. */
const originated: Kind = ({ filters }, numbers) => {
  if (filters.length === 0) return [];
  const party = numbers.one(filters);
  const begun = (name: string, args: Args): Wish => ({ party, to: "ndis", name, args });
  const indicated = (): Wish => {
    const flags = numbers.below(3) === 0 ? ["RESOURCES"] : [];
    return begun("NdisFIndicateReceiveNetBufferLists", { lists: lists(numbers), count: null, flags });
  };
  return numbers.some(1, 2, () =>
    numbers.below(2) === 0 ? begun("NdisFSendNetBufferLists", { lists: lists(numbers) }) : indicated(),
  );
};

const asked: Kind = ({ clients }, numbers) =>
  clients.length === 0
    ? []
    : numbers.some(1, 2, () => {
        const [party, to] = numbers.one(clients);
        return { party, to, name: "ClientSend", args: { request: null, data: null } };
      });

const cancelled: Kind = ({ protocols }, numbers) => {
  const party = numbers.one(protocols);
  const down = (name: string, args: Args): Wish => ({ party, to: "ndis", name, args });
  if (numbers.below(2) === 0) {
    return [
      down("NdisGeneratePartialCancelId", {}),
      down("NdisSendNetBufferLists", { binding: null, lists: chains(numbers), flags: null }),
      down("NdisCancelSendNetBufferLists", { binding: null, id: null }),
    ];
  }
  // Nothing else is sent under an id that is being cancelled.
  const cancel = 1 + numbers.below(1_000_000);
  const packets = numbers.some(1, 3, () => want({ size: size(numbers), cancel }));
  return [down("NdisSendPackets", { packets }), down("NdisCancelSendPackets", { binding: null, id: cancel })];
};

const kinds: readonly Kind[] = [received, received, sent, sent, asked, cancelled, originated];
