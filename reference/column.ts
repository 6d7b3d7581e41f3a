// For tests: two stations, WS with an application and SRV with a server, each with its own stack, and a wire between them.
import type { Args, WordValue } from "../src/contract/value.ts";
import { app } from "./app/index.ts";
import { Drive } from "./drive.ts";
import type { Said, Seat } from "./drive.ts";
import { ndis } from "./ndis/index.ts";
import { nic } from "./nic/index.ts";
import { os } from "./os/index.ts";
import { redirector } from "./redirector/index.ts";
import { server } from "./server/index.ts";
import { netbeui } from "./transports/netbeui/index.ts";
import { integer, latin1, text } from "./words.ts";
import { wire } from "./wire/index.ts";
import { contentOf } from "./os/files.ts";
import type { Layer } from "../src/contract/layer.ts";

/** The octets of a file from an offset on, as every file of the tests has them. */
export const content = contentOf;

export const fileSize = 5000;

const seat = (id: string, role: string, layer: unknown, properties: Args = {}): Seat => ({
  id,
  role,
  layer: layer as Layer<unknown>,
  properties,
});

export const bottom = (station: string, properties: Args = {}): readonly Seat[] => [
  seat(`${station}.netbeui`, "protocol", netbeui),
  seat(`${station}.ndis`, "ndis", ndis),
  seat(`${station}.nic`, "nic", nic, properties),
];

/** A driven column, and what is asked of it in the application's words. */
export class Column {
  readonly drive: Drive;

  constructor(choose: (count: number) => number, nics: Args = {}) {
    this.drive = new Drive(
      [
        seat("WS.app", "app", app),
        seat("WS.os", "os", os),
        seat("WS.redirector", "redirector", redirector),
        ...bottom("WS", nics),
        seat("SRV.server", "server", server, { shares: ["DATA"] }),
        seat("SRV.os", "os", os, { files: [`report.txt=${fileSize}`, "empty.txt=0"] }),
        ...bottom("SRV", nics),
        seat("wire", "wire", wire),
      ],
      choose,
    );
  }

  /** Begins it; `run` brings it to its end. */
  asks(name: string, args: Args): number {
    const before = this.drive.log.length;
    if (!this.drive.begin("WS.app", name, "WS.os", args)) throw new Error(`the application cannot ${name}`);
    return before;
  }

  /** Asks, and waits until everything is quiet. */
  ask(name: string, args: Args): Args {
    const before = this.asks(name, args);
    this.drive.run(40_000);
    return this.results(name, before).at(-1) ?? {};
  }

  open(path = "\\\\SRV\\DATA\\report.txt"): string {
    return text(this.ask("open", { path }), "file");
  }

  read(file: string, count: number): { readonly status: number; readonly data: string } {
    const results = this.ask("read", { file, count });
    return { status: integer(results, "status"), data: latin1(results, "data") };
  }

  results(name: string, from = 0): readonly Args[] {
    return this.drive.log
      .slice(from)
      .flatMap((one) => (one.kind === "return" && one.name === name ? [one.results] : []));
  }

  said(name: string, from = 0): readonly Said[] {
    return this.drive.log.slice(from).filter((one) => one.kind === "call" && one.name === name);
  }

  fault(name: string, args: Readonly<Record<string, WordValue>>): void {
    this.drive.fault("wire", name, args);
  }
}
