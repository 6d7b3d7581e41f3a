// A name that is not known, with the nearest one that is.
import { InputError } from "../../contract/problem.ts";
import { nearMiss } from "../../language/near.ts";

/** `otherwise`: what to do when nothing is near. */
export function unknownName(
  kind: string,
  name: string,
  known: readonly string[],
  otherwise: string,
): InputError {
  return new InputError(`There is no ${kind} ${name}; ${nearMiss(name, known, otherwise)}`);
}
