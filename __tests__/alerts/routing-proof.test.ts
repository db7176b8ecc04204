/** Who hears of what, at which hour: every alert of production, as synthesized; and of the others who. */
import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { notificationsOf } from "../../alerts/notifications";
import { routeOf } from "../../alerts/route";
import { notificationPolicies } from "../../alerts/routing";
import { isOpen } from "../../environments/maintenance";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { staging } from "../../environments/staging";
import { ownersOf } from "../../model/system";
import type { Labels } from "../../promql/labels";
import { createChecker } from "../../promql/check";
import { system } from "../../system";
import { plain } from "../support/plain-text";
import { deployed } from "../support/routing/synthesized";

const { rules, tree, metrics } = deployed();
const { teams, heartbeat, defaultContactPoint, maintenance } = production.notifications;

/** Hours at which people are at work, asleep, or at the database; and the two at which clocks in Europe change. */
const moments = {
  "Wednesday at work": "2026-12-02T10:30:00+01:00",
  "Wednesday night": "2026-12-02T03:30:00+01:00",
  "Sunday 03:30": "2026-11-29T03:30:00+01:00",
  "Sunday 03:30, summer": "2026-07-05T03:30:00+02:00",
  "Sunday 04:30, summer": "2026-07-05T04:30:00+02:00",
  "spring, before the change": "2027-03-28T01:30:00+01:00",
  "spring, after the change": "2027-03-28T03:30:00+02:00",
  "spring, an hour later": "2027-03-28T04:30:00+02:00",
  "autumn, before the change": "2026-10-25T02:30:00+02:00",
  "autumn, after the change": "2026-10-25T02:30:00+01:00",
  "autumn, an hour later": "2026-10-25T03:30:00+01:00",
} as const;
type Moment = keyof typeof moments;

const mutedBy = (labels: Labels, moment: Moment): string[] => {
  const { muteTimings } = routeOf(tree, labels);
  const windows = maintenance.filter(({ name }) => muteTimings.includes(name));
  return windows.flatMap((window) => (isOpen(window, Date.parse(moments[moment])) ? [window.name] : []));
};
const mutedAt = (labels: Labels): Moment[] =>
  (Object.keys(moments) as Moment[]).filter((moment) => mutedBy(labels, moment).length > 0);

const isWatchdog = ({ watchdog }: Labels): boolean => watchdog === "true";
const labelSets = rules.map(({ labels }) => labels);
const ordinary = labelSets.filter((labels) => !isWatchdog(labels));

describe("every alert of production", () => {
  it("is read from what is deployed, which is the tree that is described", () => {
    expect(tree).toEqual(notificationPolicies(production.notifications, system));
    expect(rules.length).toBeGreaterThan(100);
    expect(new Set(labelSets.map(({ severity }) => severity))).toEqual(new Set(["page", "ticket"]));
    expect(new Set(labelSets.map(({ owner }) => owner))).toEqual(new Set(ownersOf(system)));
  });

  it("goes to its owner's contact point for its severity, together with all of its service or resource", () => {
    const lines = new Map<string, string[]>();
    for (const labels of labelSets) {
      const { contactPoint, groupLabels } = routeOf(tree, labels);
      const of = Object.entries(groupLabels).flatMap(([name, value]) => (name === "owner" ? [] : [`${name} ${value}`]));
      const muted = mutedAt(labels);
      const heading = `${isWatchdog(labels) ? "the watchdog" : `${labels.owner}, ${labels.severity}`} → ${contactPoint}`;
      const group = `${of.join(", ") || "neither service nor resource"}${muted.length > 0 ? `; muted ${muted.join("; ")}` : ""}`;
      lines.set(heading, [...(lines.get(heading) ?? []), group]);
    }
    const counted = (groups: readonly string[]) =>
      [...new Set(groups)].sort().map((group) => {
        const size = groups.filter((one) => one === group).length;
        return `${String(size).padStart(4)} ${group}`;
      });
    const table = [...lines].sort(([one], [other]) => one.localeCompare(other));
    expect(plain(table.flatMap(([heading, groups]) => [heading, ...counted(groups)]).join("\n")))
      .toMatchInlineSnapshot(`
     manufacturing, page → manufacturing-on-call
        3 resource rabbitmq
        8 service mes-api
     manufacturing, ticket → manufacturing-alerts
        3 resource rabbitmq
       19 service mes-api
     platform, page → platform-on-call
        6 neither service nor resource
        3 resource rabbitmq
     platform, ticket → platform-alerts
       18 neither service nor resource
       14 resource elk
       14 resource rabbitmq
     sales, ticket → sales-mail
        3 resource rabbitmq
       14 service crm-api
     storefront, page → storefront-on-call
        3 resource rabbitmq
        5 resource shop-db; muted Sunday 03:30; Sunday 04:30, summer; spring, an hour later; autumn, an hour later
        5 service shop-api; muted Sunday 03:30; Sunday 04:30, summer; spring, an hour later; autumn, an hour later
     storefront, ticket → storefront-alerts
        3 resource rabbitmq
       18 resource shop-db; muted Sunday 03:30; Sunday 04:30, summer; spring, an hour later; autumn, an hour later
        4 resource shop-media
       12 service shop-api; muted Sunday 03:30; Sunday 04:30, summer; spring, an hour later; autumn, an hour later
     the watchdog → heartbeat
        1 alertname Watchdog: alerting works
    `);
  });

  it.each(Object.keys(moments) as Moment[])("reaches at all hours whom it should: %s", (moment) => {
    for (const labels of ordinary) {
      const contacts = teams[labels.owner ?? ""];
      const [due, other] =
        labels.severity === "page" ? [contacts?.page, contacts?.ticket] : [contacts?.ticket, contacts?.page];
      const { contactPoint, groupKey } = routeOf(tree, labels);
      expect(contactPoint).toBe(due?.name);
      expect(contactPoint).not.toBe(other?.name);
      // Of the team's own policy, not fallen to the root.
      expect(groupKey).toContain(`{}/{owner="${labels.owner}"}`);
      const worked = labels.resource === "shop-db" || labels.service === "shop-api";
      expect([labels.alertname, mutedBy(labels, moment)]).toEqual([
        labels.alertname,
        worked && isInWindow(moment) ? ["database-maintenance"] : [],
      ]);
    }
  });

  it("that is the watchdog goes to the heartbeat and nowhere else, and is never muted", () => {
    const [watchdog, ...others] = labelSets.filter(isWatchdog);
    const { contactPoint, muteTimings } = routeOf(tree, watchdog ?? {});
    expect([contactPoint, muteTimings, others]).toEqual([heartbeat?.name, [], []]);
    expect(ordinary.filter((labels) => routeOf(tree, labels).contactPoint === heartbeat?.name)).toEqual([]);
  });

  it("that is the watchdog beats every five minutes, also in maintenance", () => {
    const from = Date.parse(moments["Sunday 03:30"]);
    const watchdog = { labels: labelSets.find(isWatchdog) ?? {}, firing: [{ from }] };
    const beats = notificationsOf(tree, [watchdog], { maintenance, until: from + 3_600_000 }).map(
      ({ at }) => at - from,
    );
    expect(beats).toEqual(Array.from({ length: 12 }, (_, beat) => 10_000 + beat * 300_000));
  });

  it.each(["DatasourceError", "DatasourceNoData"])(
    "that could not be evaluated is a %s: one group, to the platform team, never muted",
    (alertname) => {
      const ways = labelSets.map((labels) => {
        const { contactPoint, groupKey, muteTimings } = routeOf(tree, {
          ...labels,
          alertname,
          rulename: labels.alertname ?? "",
        });
        return `${contactPoint} ${groupKey} ${muteTimings.length}`;
      });
      expect([...new Set(ways)]).toEqual([
        `${defaultContactPoint.name} {}/{alertname=~"Datasource(Error|NoData)"}:{alertname="${alertname}"} 0`,
      ]);
    },
  );

  it("keeps its group whatever else its instances are called by", () => {
    const other = fc.constantFrom(
      "alertname",
      "component",
      "endpoint",
      "grafana_folder",
      "instance",
      "place",
      "pod",
      "queue",
    );
    fc.assert(
      fc.property(fc.constantFrom(...ordinary), fc.dictionary(other, fc.string()), (labels, more) => {
        // Not a name that Grafana keeps for itself.
        fc.pre(!/^Datasource(Error|NoData)$/.test(more.alertname ?? ""));
        expect(routeOf(tree, { ...labels, ...more }).groupKey).toBe(routeOf(tree, labels).groupKey);
      }),
      { seed: 20_261_128, numRuns: 300 },
    );
  });

  it("asks nothing whose labels would part its instances, or send them elsewhere", () => {
    const check = createChecker({ metrics, allowVariables: false });
    const deciding = ["owner", "severity", "watchdog", "service", "resource"];
    const parted = rules.flatMap(({ uid, labels, asks }) => {
      const carried = asks === undefined ? [] : [...(check(asks).labels ?? new Map<string, never>()).keys()];
      // Grafana prefers the labels of the rule.
      return deciding.filter((name) => carried.includes(name) && !(name in labels)).map((name) => `${uid}: ${name}`);
    });
    expect(parted).toEqual([]);
    expect(rules.some(({ asks }) => asks !== undefined && check(asks).labels?.has("service"))).toBe(true);
  });
});

it.each([staging, local])("of $name every alert goes to its owner's contact point for its severity", (environment) => {
  const { rules, tree } = deployed(environment);
  const contacts = environment.notifications.teams;
  const alerts = rules.map(({ labels }) => labels).filter((labels) => !isWatchdog(labels));
  expect(alerts.length).toBeGreaterThan(100);
  for (const labels of alerts) {
    const { page, ticket } = contacts[labels.owner ?? ""] ?? {};
    const due = labels.severity === "page" ? page : ticket;
    expect([labels.alertname, routeOf(tree, labels).contactPoint]).toEqual([labels.alertname, due?.name]);
  }
});

it("what nobody described falls to the default contact point", () => {
  const strays: Labels[] = [{}, { alertname: "somebody's own" }, { owner: "nobody", severity: "page" }];
  expect(strays.map((labels) => routeOf(tree, labels).groupKey.split(":")[0])).toEqual(["{}", "{}", "{}"]);
  expect(strays.map((labels) => routeOf(tree, labels).contactPoint)).toEqual(
    strays.map(() => defaultContactPoint.name),
  );
});

/** The window is 02:00 to 03:00 in UTC: on the clocks of Berlin an hour later in winter, two in summer. */
const isInWindow = (moment: Moment): boolean =>
  ["Sunday 03:30", "Sunday 04:30, summer", "spring, an hour later", "autumn, an hour later"].includes(moment);
