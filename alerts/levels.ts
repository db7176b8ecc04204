import type { Levels } from "../model/levels";
import type { AlertRule, Severity } from "./alert";
import { severities } from "./alert";

/** One rule for each level of a quantity: the same value on the same panel, told by id, severity and threshold. */
export const atLevels = <Quantity>(
  levels: Levels<Quantity>,
  rule: (level: Quantity, severity: Severity) => Omit<AlertRule, "severity">,
): Levels<AlertRule> => {
  const at = (severity: Severity): AlertRule => {
    const facts = rule(levels[severity], severity);
    return { ...facts, severity, id: severity === "page" ? `${facts.id}-page` : facts.id };
  };
  const [page, ticket] = severities;
  return { ticket: at(ticket), page: at(page) };
};
