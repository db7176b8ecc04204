import type { Finding } from "../findings/finding";
import { error, within } from "../findings/finding";

/**
 * Findings of what no setting can be, wherever it stands: a blank text, a number that is none. Nobody can deploy
 * either, and what becomes of them says so only then.
 */
export const checkSettings = (settings: object): Finding[] =>
  Object.entries(settings).flatMap(([field, value]: [string, unknown]) => {
    if (typeof value === "object" && value !== null) return within(field, checkSettings(value));
    if (typeof value === "string" && value.trim() === "")
      return error({
        id: "setting-blank",
        where: field,
        what: "it is blank.",
        why: "a name or an address is missing; the deployment ends half-way, or goes somewhere else.",
        fix: "write it, or leave the whole setting out where it is optional.",
      });
    if (typeof value === "number" && !Number.isFinite(value))
      return error({
        id: "setting-not-a-number",
        where: field,
        what: `it is ${value}.`,
        why: "Kubernetes refuses it, but only when it is deployed.",
        fix: "look where it is calculated.",
      });
    return [];
  });
