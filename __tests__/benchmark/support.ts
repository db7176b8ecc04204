import type { FiringAlert } from "../../alerts/notifications";
import { notificationsOf } from "../../alerts/notifications";
import { notificationPolicies } from "../../alerts/routing";
import type { Verdict } from "../../benchmark/judge";
import { production } from "../../environments/production";
import type { Labels } from "../../promql/labels";
import type { Due } from "../../scenarios/scenario";
import type { DueVerdict } from "../../simulation/due";
import type { Heard } from "../../simulation/heard";
import { system } from "../../system";
import { hours, milliseconds, minutes } from "../../units/quantities";

/** A Monday, 10:00 UTC. */
export const begins = Date.UTC(2026, 2, 2, 10);
export const clock = { begins, ends: begins + hours(3).milliseconds };

const owners: Readonly<Record<string, string>> = {
  "shop-api": "storefront",
  "mes-api": "manufacturing",
  rabbitmq: "platform",
};

/**
 * An alert about a thing that fires from one minute to another, each time. @param firing without an end where it goes
 * on
 */
export function alert(
  severity: "page" | "ticket",
  of: { readonly service: string } | { readonly resource: string },
  ...firing: readonly (readonly [from: number, to?: number])[]
): FiringAlert {
  const at = (minute: number) => begins + minutes(minute).milliseconds;
  const labels: Labels = {
    ...of,
    severity,
    owner: owners[Object.values(of)[0] ?? ""] ?? "",
    alertname: `${severity}s`,
  };
  return { labels, firing: firing.map(([from, to]) => ({ from: at(from), ...(to !== undefined && { to: at(to) }) })) };
}

/** What production sends of them. */
export const heard = (...alerts: readonly FiringAlert[]): Heard => ({
  alerts,
  notifications: notificationsOf(notificationPolicies(production.notifications, system), alerts, {
    maintenance: [],
    until: clock.ends,
  }),
});

export const due = (severity: Due["severity"], within: number): Due => ({
  severity,
  of: ["shop-api"],
  within: minutes(within),
  because: "the test says so",
});

/** Of something that was due within half an hour, and told after so many minutes. */
export const dueVerdict = (severity: Due["severity"], toldAfter?: number): DueVerdict => ({
  due: due(severity, 30),
  inTime: toldAfter !== undefined && toldAfter <= 30,
  ...(toldAfter !== undefined && { toldAfter: minutes(toldAfter) }),
});

export const verdict = (facts: Partial<Verdict>): Verdict => ({
  pack: "ours",
  scenario: "example",
  family: facts.dues?.length ? "errors-fast" : "quiet",
  seed: 1,
  goesOn: false,
  quietFor: facts.dues?.length ? milliseconds(0) : hours(84),
  dues: [],
  pages: 0,
  mostPages: 0,
  strayPages: 0,
  tickets: 0,
  again: 0,
  ...facts,
});
