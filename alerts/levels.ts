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

/** Of what may wake nobody: then its ticket alone. */
export const atStatedLevels = <Quantity>(
  { ticket, page }: AtLeastTicket<Quantity>,
  rule: (level: Quantity, severity: Severity) => Omit<AlertRule, "severity">,
): Levelled =>
  page === undefined ? { severity: "ticket", ...rule(ticket, "ticket") } : atLevels({ ticket, page }, rule);

/** Symptoms of what is critical wake somebody; of anything else they wait. */
export const symptom = ({ criticality }: { readonly criticality: Criticality }): Severity =>
  criticality === "critical" ? "page" : "ticket";

/** One rule, or both levels of it. */
export type Levelled = AlertRule | Levels<AlertRule>;

/** Nobody is woken for what is not critical: its ticket alone is left. */
export const wakingOnlyFor = (criticality: Criticality, alert: Levelled): Levelled =>
  criticality === "critical" || !("ticket" in alert) ? alert : alert.ticket;

/** The same, of which somebody else hears. */
export const ownedBy = (owner: Team, alert: Levelled): Levelled =>
  "ticket" in alert ? { ticket: { ...alert.ticket, owner }, page: { ...alert.page, owner } } : { ...alert, owner };

/** All of them, one after the other. */
export const rulesOf = (alerts: readonly Levelled[]): AlertRule[] =>
  alerts.flatMap((alert) => ("ticket" in alert ? [alert.ticket, alert.page] : [alert]));

/** Where it fires, the mildest threshold first: as panels draw them. */
export const firesAt = (alert: Levelled): readonly [Threshold, ...Threshold[]] =>
  "ticket" in alert ? [alert.ticket.fires, alert.page.fires] : [alert.fires];

/** The one that wakes somebody, where one does. */
export const mostUrgent = (alert: Levelled): AlertRule => ("ticket" in alert ? alert.page : alert);
