import type { Failed } from "../../delivery/failed";
import { isPlace } from "../../findings/places";
import { countFindings, printFindings } from "../../findings/print";

/** A failure that has a name: its findings, and where it happened only where more was asked for. */
export function failureText({ findings, cause }: Failed, closing: string, verbose: boolean): string {
  const told = printFindings(findings, `${countFindings(findings)}. ${closing}`);
  const where = verbose && cause instanceof Error ? placesIn(cause) : "";
  return where === "" ? told : `${told}\n\n${where}`;
}

/** Of a stack. What was said stands in the findings, without what in it could be secret. */
const placesIn = ({ stack = "" }: Error): string => stack.split("\n").filter(isPlace).join("\n");
