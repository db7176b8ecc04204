import type { Criticality } from "../model/criticality";
import type { AtLeastTicket, Levels } from "../model/levels";
import type { Team } from "../model/team";
import type { AlertRule, Severity, Threshold } from "./alert";
import { severities } from "./alert";

/** One rule for each level of a quantity: the same value on the same panel, told by id, severity and threshold. */
export const atLevels = <Quantity>(
  levels: Levels<Quantity>,
  rule: (level: Quantity, severity: Severity) => Omit<AlertRule, "severity">,
): Levels<AlertRule> => {
  const at = (severity: Severity): AlertRule => {
    const facts = rule(levels[severity], severity);
    return { severity, ...facts, id: severity === "page" ? `${facts.id}-page` : facts.id };
  };
  const [page, ticket] = severities;
  return { ticket: at(ticket), page: at(page) };
};

/** One rule for each level that is stated: where nobody may be woken, the ticket alone. */
export const atStatedLevels = <Quantity>(
  { ticket, page }: AtLeastTicket<Quantity>,
  rule: (level: Quantity, severity: Severity) => Omit<AlertRule, "severity">,
): Levelled =>
  page === undefined ? { severity: "ticket", ...rule(ticket, "ticket") } : atLevels({ ticket, page }, rule);

/** Severity of an alert on a symptom: of what is critical it wakes somebody; of anything else it waits. */
export const symptom = ({ criticality }: { readonly criticality: Criticality }): Severity =>
  criticality === "critical" ? "page" : "ticket";

/** An alert: one rule, or both levels of it. */
export type Levelled = AlertRule | Levels<AlertRule>;

/** The alert as it is where the thing is critical, else its ticket alone: nobody is woken for what is not. */
export const wakingOnlyFor = (criticality: Criticality, alert: Levelled): Levelled =>
  criticality === "critical" || !("ticket" in alert) ? alert : alert.ticket;

/** The alert with another owner, who hears of it. */
export const ownedBy = (owner: Team, alert: Levelled): Levelled =>
  "ticket" in alert ? { ticket: { ...alert.ticket, owner }, page: { ...alert.page, owner } } : { ...alert, owner };

/** The rules of several alerts, one after the other; of two levels the ticket first. */
export const rulesOf = (alerts: readonly Levelled[]): AlertRule[] =>
  alerts.flatMap((alert) => ("ticket" in alert ? [alert.ticket, alert.page] : [alert]));

/** Thresholds of an alert, the mildest first: as panels draw them. */
export const firesAt = (alert: Levelled): readonly [Threshold, ...Threshold[]] =>
  "ticket" in alert ? [alert.ticket.fires, alert.page.fires] : [alert.fires];

/** The rule of an alert that wakes somebody, where one does; else its only one. */
export const mostUrgent = (alert: Levelled): AlertRule => ("ticket" in alert ? alert.page : alert);
