import assert from "node:assert/strict";
import { test } from "node:test";
import { boundaryTypes } from "./boundaries.ts";
import { checked, vocabulary } from "../testing/library.ts";

const text = boundaryTypes(checked(vocabulary).program);

test("enums, opaque types and resources have types of their own", () => {
  assert.match(text, /export type Answer = "YES" \| "NO" \| "LATER";/);
  assert.match(text, /export type Book = string;/);
});

test("every word has its arguments, calls with results their results", () => {
  assert.match(text, /readonly borrow: \{ readonly title: string \| null; readonly days: number \| null \};/);
  assert.match(text, /readonly borrow: \{ readonly status: Answer \| null; readonly copy: Book \| null \};/);
  assert.match(text, /readonly bring: \{ readonly books: readonly Book\[\] \| null \};/);
  assert.match(text, /export type CallName = "borrow" \| "bring" \| "remind" \| "fetch" \| "full";/);
});
