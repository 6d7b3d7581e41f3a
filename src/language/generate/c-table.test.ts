import assert from "node:assert/strict";
import { test } from "node:test";
import { cMoves } from "./c-table.ts";
import { checked } from "../testing/library.ts";

const vocabulary = (move: string): string => `vocabulary house {
  type answer = YES | NO
  role door { heavy: bool = false }
  role guest
  boundary door / guest {
    up offer (coats: coat[], n: int) returns answer: answer
  }
}
resource coat {
  colour: answer
  ${move}
}
`;
const table = (move: string): string => {
  const { program, problems } = checked(vocabulary(move));
  assert.deepEqual(
    problems.map(({ message }) => message),
    [],
  );
  return cMoves(program, new Set(["door/guest"]));
};

test("a move is a row: its word, when, what of, which argument, to whom", () => {
  assert.match(
    table("on offer(coats has it) gives to guest"),
    /\{"offer", AT_CALL, "coat", "coats", GIVES, "guest", 0, 0, 0\}/u,
  );
});

test("conditions and shares are functions of the row", () => {
  const text = table("on offer(coats has it) when n > 0 and door.heavy lends to guest read only");
  assert.match(text, /\(crossing_int\(at, "n"\) > 0\) && crossing_property\(at, "door", "heavy"\)/u);
  assert.match(text, /LENDS, "guest", 1, when_1, 0\}/u);
});

test("a result of the return is a condition", () => {
  const text = table("on offer(coats has it) returns (answer != NO) gives to door");
  assert.match(text, /return !crossing_same\(crossing_text\(at, "answer"\), "NO"\);/u);
  assert.match(text, /AT_RETURN/u);
});

test("those named before it", () => {
  const text = table("on offer(coats has it) when some q in coats before it: q.colour = NO gives to guest");
  assert.match(text, /crossing_same\(crossing_field\(q, "colour"\), "NO"\)/u);
});

test("words of other boundaries are left out, and what C cannot say is refused", () => {
  const { program } = checked(vocabulary("on offer(coats has it) gives to guest"));
  assert.doesNotMatch(cMoves(program, new Set()), /offer/u);
  assert.throws(
    () => table("on offer(coats has it) when coats is empty gives to guest"),
    /cannot say "is" in the move on offer/u,
  );
});
