// So many sends of the NDIS 6 protocol driver, line by line: begun, answered, completed, freed.
import { Link } from "../../src/adapters/link/link.ts";
import { usualLimits } from "../../src/adapters/link/told.ts";

type Line = Readonly<Record<string, unknown>>;

const parties = [
  { id: "P", role: "protocol", name: "P", station: "", properties: { generation: 6 } },
  { id: "ndis", role: "ndis", name: "ndis", station: "", properties: {} },
  { id: "nic", role: "nic", name: "nic", station: "", properties: { generation: 6, medium: "ethernet" } },
];

export class Sends {
  private readonly link: Link;
  private asked = 1;

  constructor(command: string) {
    this.link = new Link({ k: "exec", command }, usualLimits);
    this.link.start(10_000);
    this.tell({ kind: "hello", custody: "adapter", versions: [1], roles: ["protocol"] });
    this.tell({ kind: "reset", ask: 1, plays: ["P"], parties, firstId: 1_000_000, seed: 1 });
  }

  once(): void {
    const on = ++this.asked;
    const args = { lists: [{ want: { size: 200 } }] };
    const name = "NdisSendNetBufferLists";
    const begun = this.tell({ kind: "do", ask: on, on, name, hears: "ndis", args, ...common });
    const call = begun.find(({ kind }) => kind === "call");
    if (call === undefined) throw new Error(`nothing is sent: ${JSON.stringify(begun)}`);
    this.tell({ kind: "return", call: call["call"], on, name, results: {}, ...common });
    this.complete((call["args"] as { readonly lists: readonly [string] }).lists);
  }

  close(): void {
    this.link.close();
  }

  private complete(lists: readonly [string]): void {
    const on = ++this.asked;
    const resources = {
      [lists[0]]: { type: "nbl", owner: "P", access: "write", fields: { status: "SUCCESS" } },
    };
    const name = "ProtocolSendNetBufferListsComplete";
    const args = { lists, flags: [] };
    const said = this.tell({ kind: "call", call: on, on, name, from: "ndis", args, resources, ...common });
    const pick = said.find(({ kind }) => kind === "pick");
    if (pick !== undefined) this.tell({ kind: "result", ask: pick["ask"], value: "free" });
  }

  private tell(line: Line): readonly Line[] {
    const { lines, end } = this.link.turn(JSON.stringify(line), 10_000, 0);
    if (end !== undefined) throw new Error(end.why);
    return lines.map((text) => JSON.parse(text) as Line);
  }
}

const common = { to: "P", now: 0 };
