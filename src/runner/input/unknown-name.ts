// A name that is not known, with the nearest one that is.
import { InputError } from "../../contract/problem.ts";
import { nearest } from "../../language/near.ts";

/** `otherwise`: what to do when nothing is near. */
export function unknownName(
  kind: string,
  name: string,
  known: readonly string[],
  otherwise: string,
): InputError {
  const near = nearest(name, known);
  return new InputError(
    `There is no ${kind} ${name}; ${near === undefined ? otherwise : `did you mean ${near}?`}`,
  );
}
