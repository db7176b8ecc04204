import type { MaintenanceWindow, Notifications } from "../environments/environment";
import type { Matcher } from "../promql/ast";
import type { Duration } from "../units/quantities";
import { days, hours, minutes, seconds } from "../units/quantities";
import { watchdogLabel } from "./watchdog";

/** A node of the notification policy tree. The first child whose matchers all hold takes the alert. */
export interface NotificationPolicy {
  /** Name of the contact point. */
  readonly contactPoint: string;
  readonly matchers: readonly Matcher[];
  readonly groupBy: readonly string[];
  /** How long a new group waits for company. */
  readonly groupWait: Duration;
  /** How long until a group that grew is sent again. */
  readonly groupInterval: Duration;
  /** How long until an unchanged group is sent again. */
  readonly repeatInterval: Duration;
  readonly muteTimings: readonly string[];
  readonly children: readonly NotificationPolicy[];
}

const pages = { groupWait: seconds(30), groupInterval: minutes(5), repeatInterval: hours(4) };
const tickets = { groupWait: minutes(5), groupInterval: minutes(30), repeatInterval: days(3) };

const is = (label: string, value: string): Matcher => ({ label, op: "=", value });

/**
 * The one tree of the organisation: rules that could not be evaluated apart, the watchdog to the heartbeat, then by
 * owner and severity. One group per service and per resource, so that one fault of many symptoms is one notification.
 */
export function notificationPolicies(notifications: Notifications): NotificationPolicy {
  const { defaultContactPoint, teams, heartbeat, maintenance } = notifications;
  const muteTimings = maintenance.map(({ name }: MaintenanceWindow) => name);
  const rest = { matchers: [], groupBy: ["owner", "service", "resource"], muteTimings, children: [] };
  return {
    ...rest,
    ...tickets,
    contactPoint: defaultContactPoint.name,
    // Grafana refuses mute timings on the root.
    muteTimings: [],
    children: [
      // First, for they carry the labels of their rule: they are about the monitoring itself, not the rule's owner's, and
      // the watchdog's own must not pass for a heartbeat.
      {
        ...rest,
        ...tickets,
        contactPoint: defaultContactPoint.name,
        matchers: [{ label: "alertname", op: "=~", value: "Datasource(Error|NoData)" }],
        groupBy: ["alertname"],
        muteTimings: [],
      },
      ...(heartbeat
        ? [
            {
              ...rest,
              contactPoint: heartbeat.name,
              matchers: [is(watchdogLabel, "true")],
              groupBy: ["alertname"],
              groupWait: seconds(10),
              groupInterval: minutes(1),
              repeatInterval: minutes(5),
              muteTimings: [],
            },
          ]
        : []),
      ...Object.entries(teams).map(([team, contacts]) => ({
        ...rest,
        ...tickets,
        contactPoint: contacts.ticket.name,
        matchers: [is("owner", team)],
        children: [{ ...rest, ...pages, contactPoint: contacts.page.name, matchers: [is("severity", "page")] }],
      })),
    ],
  };
}
