// The value of an expression that needs no event: defaults of parameters, fields and properties.
import type { Program } from "../../contract/program.ts";
import type { Expression } from "../../contract/syntax.ts";
import { payloadOfHex } from "../values/bytes.ts";
import { Missing, type Val } from "../values/value.ts";

/** Missing when the expression is none of: number, text, bytes, constant, true, false, none, list of such. */
export const literal = (program: Program, e: Expression): Val => {
  switch (e.kind) {
    case "number":
    case "text":
      return e.value;
    case "hex":
      return payloadOfHex(e.value);
    case "list":
      return e.items.map((item) => literal(program, item));
    case "name":
      return named(program, e, e.name);
    default:
      return new Missing("a default that is not a constant");
  }
};

const named = (program: Program, e: Expression, name: string): Val => {
  const ref = program.refs.get(e);
  if (ref === undefined || ref.kind === "constant")
    return name === "true" ? true : name === "false" ? false : name === "none" ? null : name;
  if (ref.kind === "true") return true;
  if (ref.kind === "false") return false;
  return ref.kind === "none" ? null : new Missing(`${name}, which is not a constant`);
};
