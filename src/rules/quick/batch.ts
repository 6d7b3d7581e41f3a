// Events as rows of typed arrays, in the columns that generated code reads.

export class Batch {
  readonly op: Uint16Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly ids: readonly Int32Array[];
  readonly numbers: readonly Float64Array[];
  readonly capacity: number;
  length = 0;

  constructor(capacity: number, idColumns: number, numberColumns: number) {
    this.capacity = capacity;
    this.op = new Uint16Array(capacity);
    this.from = new Int32Array(capacity);
    this.to = new Int32Array(capacity);
    this.ids = Array.from({ length: idColumns }, () => new Int32Array(capacity));
    this.numbers = Array.from({ length: numberColumns }, () => new Float64Array(capacity));
  }
}
