import type { Notifications, TeamContacts } from "../environments/environment";
import { literal } from "../findings/regex";
import type { Levels } from "../model/levels";
import type { System } from "../model/system";
import type { Matcher } from "../promql/ast";
import type { Duration } from "../units/quantities";
import { days, hours, minutes, seconds } from "../units/quantities";
import { mutedParts } from "./muted-parts";
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
  /** After how long an unchanged group is sent again: with the first look at it that comes later than that. */
  readonly repeatInterval: Duration;
  readonly muteTimings: readonly string[];
  readonly children: readonly NotificationPolicy[];
}

// Where a fault ended in maintenance, nobody was told of that, and one like it passes for the same until it would be
// said again: that is for an hour, and does not ring twice, since an incident that is open is only updated.
const pages = { groupWait: seconds(30), groupInterval: minutes(5), repeatInterval: hours(1) };
const tickets = { groupWait: minutes(5), groupInterval: minutes(30), repeatInterval: days(3) };
// A beat every five minutes. If they were to be repeated after five, the look at that time would come some milliseconds
// too soon, for the answer to the last beat took as long, and it would be six.
const beats = { groupWait: seconds(10), groupInterval: minutes(1), repeatInterval: minutes(4.5) };

/** How long it takes until somebody hears of what began to fire, where nothing of its group did before. */
export const groupWaits: Levels<Duration> = { page: pages.groupWait, ticket: tickets.groupWait };

const is = (label: string, value: string): Matcher => ({ label, op: "=", value });

/**
 * The one tree of the organisation: rules that could not be evaluated apart, the watchdog to the heartbeat, then by
 * owner and severity. One group per service and per resource, so that one fault of many symptoms is one notification.
 */
export function notificationPolicies(
  notifications: Notifications,
  system: Pick<System, "services" | "resources">,
): NotificationPolicy {
  const { defaultContactPoint, teams, heartbeat, maintenance } = notifications;
  // Grafana refuses mute timings on the root, and what is about the monitoring itself is never muted.
  const common = { matchers: [], groupBy: ["owner", "service", "resource"], muteTimings: [], children: [] };
  const ofTeam = ([team, contacts]: [string, TeamContacts]): NotificationPolicy => {
    const muteTimings = maintenance.filter(({ of }) => of === undefined).map(({ name }) => name);
    const parts = mutedParts(team, maintenance, system);
    const policy = (facts: Pick<NotificationPolicy, "contactPoint" | "matchers"> & typeof pages) => {
      const whole = { ...common, ...facts, muteTimings };
      const children = parts.map(({ label, names, windows }): NotificationPolicy => ({
        ...whole,
        matchers: [oneOf(label, names)],
        muteTimings: [...muteTimings, ...windows],
      }));
      return { ...whole, children };
    };
    const page = policy({ ...pages, contactPoint: contacts.page.name, matchers: [is("severity", "page")] });
    const ticket = policy({ ...tickets, contactPoint: contacts.ticket.name, matchers: [is("owner", team)] });
    return { ...ticket, children: [page, ...ticket.children] };
  };
  return {
    ...common,
    ...tickets,
    contactPoint: defaultContactPoint.name,
    children: [
      // First, for they carry the labels of their rule: they are about the monitoring itself, not the rule's owner's,
      // and the watchdog's own must not pass for a heartbeat.
      {
        ...common,
        ...tickets,
        contactPoint: defaultContactPoint.name,
        matchers: [{ label: "alertname", op: "=~", value: "Datasource(Error|NoData)" }],
        groupBy: ["alertname"],
      },
      ...(heartbeat
        ? [
            {
              ...common,
              ...beats,
              contactPoint: heartbeat.name,
              matchers: [is(watchdogLabel, "true")],
              groupBy: ["alertname"],
            },
          ]
        : []),
      ...Object.entries(teams).map(ofTeam),
    ],
  };
}

const oneOf = (label: string, names: readonly [string, ...string[]]): Matcher =>
  names.length === 1 ? is(label, names[0]) : { label, op: "=~", value: names.map(literal).join("|") };
