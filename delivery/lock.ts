import type { Failed } from "../findings/failed";
import { failed } from "../findings/failed";
import { plain } from "./plain";

/** Who holds the lock of a state, in Terraform's own words under `Lock Info:`. */
const fieldOf = (name: string, detail: string): string | undefined =>
  new RegExp(`^\\s*${name}:\\s*(\\S.*)$`, "m").exec(detail)?.[1]?.trim();

/**
 * Whether somebody has the lock: that it could not be taken has many reasons; somebody has it only if it is told who.
 */
export const isHeld = (detail: string): boolean =>
  fieldOf("ID", detail) !== undefined && /^\s*Lock Info:/m.test(detail);

export function lockFinding(where: string, detail: string): Failed {
  const id = fieldOf("ID", detail) ?? "";
  const who = fieldOf("Who", detail) ?? "another run";
  const since = fieldOf("Created", detail)?.replace(/\.\d+ \+0000 UTC$/, " UTC");
  const doing = fieldOf("Operation", detail)?.replace("OperationType", "").toLowerCase();
  return failed({
    id: "state-locked",
    where,
    what: `${plain(who)} holds the lock of the state${since === undefined ? "" : ` since ${plain(since)}`}${doing ? ` (${plain(doing)})` : ""}.`,
    why: "two at a time would each write a state without what the other one made.",
    fix: `wait until that run has ended, then run this again. Only if it is certain that it died: terraform force-unlock ${plain(id)}, in the stack's folder; a lock that is taken from a run that lives loses what that run makes`,
  });
}
