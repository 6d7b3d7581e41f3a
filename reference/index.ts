// The composition root: the only file that names every layer of the reference.
import type { Party } from "../src/contract/event.ts";
import type { LayerOf } from "../src/contract/layer.ts";
import type { Subject } from "../src/contract/subject.ts";
import type { Shown } from "../src/contract/value.ts";
import { app } from "./app/index.ts";
import { client } from "./client/index.ts";
import { filter } from "./filter/index.ts";
import { ndis } from "./ndis/index.ts";
import { nic } from "./nic/index.ts";
import { os } from "./os/index.ts";
import { protocol } from "./protocol/index.ts";
import { redirector } from "./redirector/index.ts";
import { server } from "./server/index.ts";
import { netbeui, netbeuiDix } from "./transports/netbeui/index.ts";
import { wire } from "./wire/index.ts";

const byRole: Readonly<Record<string, unknown>> = {
  app,
  client,
  filter,
  ndis,
  nic,
  os,
  protocol,
  redirector,
  server,
  wire,
};
/** Protocols that are more than a plain one, by the name that a scenario gives them. */
const transports: Readonly<Record<string, unknown>> = { netbeui, netbeui_dix: netbeuiDix };

const layerOf: LayerOf = ({ role, name }) =>
  ((role === "protocol" ? transports[name] : undefined) ?? byRole[role]) as ReturnType<LayerOf>;

/** A transport is bound as long as its station stands. */
const propertiesOf = (party: Party): Shown =>
  party.role === "protocol" && Object.hasOwn(transports, party.name)
    ? { UnbindAdapterHandler: false, NetPnPEventHandler: false }
    : {};

export const subject: Subject = { name: "reference", version: "0.1.0", layerOf, propertiesOf };
export { draw } from "./soak/draw.ts";
export { mutants } from "./mutants/index.ts";
