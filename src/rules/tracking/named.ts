// The resources that instances of rules may stand for. Most names that begin anew are new, and then nothing of them has to go.
import type { ResourceId } from "../../contract/event.ts";

/** With more names than this every name counts as one. */
const limit = 65_536;

export class Named {
  /** shared with forks until one of them changes it */
  #names: Set<ResourceId>;
  #isShared: boolean;

  constructor(from?: Named) {
    this.#names = from === undefined ? new Set() : from.#names;
    this.#isShared = from !== undefined;
    if (from !== undefined) from.#isShared = true;
  }

  has(resource: ResourceId): boolean {
    return this.#names.size > limit || this.#names.has(resource);
  }

  add(resource: ResourceId): void {
    if (this.has(resource)) return;
    if (this.#isShared) this.#names = new Set(this.#names);
    this.#isShared = false;
    this.#names.add(resource);
  }
}
