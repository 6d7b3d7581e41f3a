// Whether the events of a record can follow each other as they do: who may say a word, and which calls are open.

import type { Event, PartyId } from "../../contract/event.ts";
import type { Program } from "../../contract/program.ts";
import type { RecordHeader } from "../../contract/record.ts";
import type { Flaw } from "./vocabulary.ts";

type Call = { readonly event: Event; inside: number };

/**
 * Hears every event that has no other flaw, and says what cannot be. What a record may have left out is not held against
 * it: one that begins in the middle, or whose numbers have gaps, may show the return of a call that it does not show.
 */
export function orderChecker(program: Program, header: RecordHeader): (event: Event) => Flaw {
  const calls = new OpenCalls(header.fromStart);
  const speakerFlaw = speakerChecker(program, header);
  return (event) => speakerFlaw(event) ?? calls.see(event);
}

function speakerChecker(program: Program, { parties }: RecordHeader): (event: Event) => Flaw {
  const roles = new Map(parties.map(({ id, role }) => [id, role]));
  const roleOf = (id: PartyId | undefined): string => roles.get(id ?? "") ?? "nobody";
  return ({ name, kind, from, to }) => {
    const word = program.words.get(name);
    // A message comes from wherever it was overheard.
    if (word === undefined || word.kind === "fault" || word.kind === "message") return undefined;
    const [speaker, hearer] = kind === "return" ? [to, from] : [from, to];
    const spoken = word.speakers.includes(roleOf(speaker));
    if (spoken && (word.hearer === undefined || word.hearer === roleOf(hearer))) return undefined;
    const across = word.hearer === undefined ? "" : ` to ${word.hearer}`;
    const said = word.hearer === undefined ? "" : ` to ${roleOf(hearer)}`;
    return {
      message: `has ${name} from ${roleOf(speaker)}${said}; ${word.speakers.join(" or ")} says it${across}`,
    };
  };
}

class OpenCalls {
  private readonly open = new Map<number, Call>();
  private last = 0;
  /** nothing was left out so far */
  private whole: boolean;

  constructor(fromStart: boolean) {
    this.whole = fromStart;
  }

  see(event: Event): Flaw {
    this.whole &&= event.seq === this.last + 1;
    this.last = event.seq;
    const { kind, call } = event;
    const around = this.aroundFlaw(event);
    if (around !== undefined) return around;
    if (call === undefined) return undefined;
    if (kind === "call") return this.begin(event, call);
    return kind === "return" ? this.end(event, call) : undefined;
  }

  private aroundFlaw({ in: around }: Event): Flaw {
    if (around === undefined || this.open.has(around) || !this.whole) return undefined;
    return { message: `stands inside call ${around}, which is not open` };
  }

  private begin(event: Event, call: number): Flaw {
    const open = this.open.get(call);
    if (open !== undefined) return { message: `begins call ${call}, which ${open.event.name} has open` };
    this.open.set(call, { event, inside: 0 });
    this.count(event, 1);
    return undefined;
  }

  private end(event: Event, call: number): Flaw {
    const open = this.open.get(call);
    if (open === undefined)
      return this.whole ? { message: `returns from call ${call}, which is not open` } : undefined;
    const { name, from, to } = open.event;
    if (name !== event.name || from !== event.to || to !== event.from)
      return {
        message: `returns from call ${call} otherwise than it was called: ${from} -> ${to ?? ""} ${name}`,
      };
    if (open.inside > 0) return { message: `returns from call ${call} while a call inside it is open` };
    this.open.delete(call);
    this.count(open.event, -1);
    return undefined;
  }

  private count({ in: around }: Event, by: number): void {
    const open = around === undefined ? undefined : this.open.get(around);
    if (open !== undefined) open.inside += by;
  }
}
