import { describe, expect, it } from "@jest/globals";
import { severities } from "../../alerts/alert";
import { routeOf } from "../../alerts/route";
import type { NotificationPolicy } from "../../alerts/routing";
import { notificationPolicies } from "../../alerts/routing";
import { environments } from "../../environments";
import type { MaintenanceWindow } from "../../environments/environment";
import { contactPoints } from "../../environments/environment";
import { production } from "../../environments/production";
import { ownersOf } from "../../model/system";
import { system } from "../../system";

const all = (policy: NotificationPolicy): NotificationPolicy[] => [policy, ...policy.children.flatMap(all)];
const depth = ({ children }: NotificationPolicy): number => 1 + Math.max(0, ...children.map(depth));

describe.each([...environments])("the notification policies of %s", (_, environment) => {
  const { heartbeat, maintenance } = environment.notifications;
  const tree = notificationPolicies(environment.notifications, system);
  const policies = all(tree);

  it("notify contact points that exist", () => {
    const known = contactPoints(environment).map(({ name }) => name);
    expect(known).toEqual(expect.arrayContaining(policies.map(({ contactPoint }) => contactPoint)));
  });

  it("send the watchdog to the heartbeat where there is one, and alone", () => {
    const called = policies.filter(({ contactPoint }) => contactPoint === heartbeat?.name);
    expect(called.map(({ matchers }) => matchers)).toEqual(
      heartbeat ? [[{ label: "watchdog", op: "=", value: "true" }]] : [],
    );
  });

  it("name windows that exist, and none on the root, which must not be muted", () => {
    const known = maintenance.map(({ name }) => name);
    expect(policies.flatMap(({ muteTimings }) => muteTimings).filter((name) => !known.includes(name))).toEqual([]);
    expect(tree.muteTimings).toEqual([]);
  });

  it("are looked at before they are said again, and never at the very moment", () => {
    for (const { groupInterval, repeatInterval, groupWait, contactPoint } of policies) {
      expect(repeatInterval.milliseconds).toBeGreaterThanOrEqual(groupInterval.milliseconds);
      expect(groupWait.milliseconds).toBeGreaterThan(0);
      if (contactPoint === heartbeat?.name)
        expect(repeatInterval.milliseconds % groupInterval.milliseconds).not.toBe(0);
    }
  });

  it("are not nested deeper than the provider reads them", () => {
    expect(depth(tree)).toBeLessThanOrEqual(5);
  });
});

describe("in production", () => {
  const tree = notificationPolicies(production.notifications, system);

  it("pages leave within a minute, tickets wait for company", () => {
    const wait = (severity: string) => routeOf(tree, { owner: "storefront", severity }).groupWait.milliseconds;
    expect(severities.map(wait)).toEqual([30_000, 300_000]);
  });

  it("every owner has a policy of their own", () => {
    const own = tree.children.flatMap(({ matchers }) => matchers.filter(({ label }) => label === "owner"));
    expect(own.map(({ value }) => value).sort()).toEqual(ownersOf(system).sort());
  });
});

describe("maintenance", () => {
  const window = (name: string, of?: readonly [string, ...string[]]): MaintenanceWindow => ({
    ...{ name, weekdays: ["sunday"], from: "02:00", to: "03:00", location: "UTC" },
    ...(of && { of }),
  });
  const mutedBy = (maintenance: readonly MaintenanceWindow[], labels: Readonly<Record<string, string>>) => {
    const tree = notificationPolicies({ ...production.notifications, maintenance }, system);
    return severities.map((severity) => routeOf(tree, { ...labels, severity }).muteTimings);
  };
  const shop = { owner: "storefront", service: "shop-api" };
  const database = { owner: "storefront", resource: "shop-db" };
  const media = { owner: "storefront", resource: "shop-media" };
  const mes = { owner: "manufacturing", service: "mes-api" };

  it("of everything mutes both severities of every team", () => {
    expect([shop, database, mes].flatMap((labels) => mutedBy([window("night")], labels))).toEqual(
      Array.from({ length: 6 }, () => ["night"]),
    );
  });

  it("of one thing mutes it and the services that need it, and nothing else", () => {
    const night = [window("night", ["shop-db"])];
    expect([database, shop].flatMap((labels) => mutedBy(night, labels))).toEqual([
      ...[["night"], ["night"]],
      ...[["night"], ["night"]],
    ]);
    expect([media, mes].flatMap((labels) => mutedBy(night, labels))).toEqual([[], [], [], []]);
    const tree = notificationPolicies({ ...production.notifications, maintenance: night }, system);
    const parts = all(tree).flatMap(({ matchers }) => matchers.filter(({ label }) => /service|resource/.test(label)));
    expect(new Set(parts.map(({ value }) => value))).toEqual(new Set(["shop-api", "shop-db"]));
  });

  it("of a broker mutes the services of other teams that need it", () => {
    expect(mutedBy([window("night", ["rabbitmq"])], mes)).toEqual([["night"], ["night"]]);
  });

  it("of a broker mutes what waits in its queues, of which the owners of its consumers hear", () => {
    const queue = { owner: "manufacturing", resource: "rabbitmq" };
    expect(mutedBy([window("night", ["rabbitmq"])], queue)).toEqual([["night"], ["night"]]);
    expect(mutedBy([window("night", ["shop-db"])], queue)).toEqual([[], []]);
  });

  it("of several kinds adds up, for an alert takes one way only", () => {
    const windows = [window("all"), window("database", ["shop-db"]), window("media", ["shop-media"])];
    expect(mutedBy(windows, shop)[0]).toEqual(["all", "database", "media"]);
    expect(mutedBy(windows, database)[0]).toEqual(["all", "database"]);
    expect(mutedBy(windows, media)[0]).toEqual(["all", "media"]);
    expect(mutedBy(windows, mes)[0]).toEqual(["all"]);
  });

  it("of a service includes its pods, which have its name, once", () => {
    const tree = notificationPolicies(
      { ...production.notifications, maintenance: [window("night", ["mes-api"])] },
      system,
    );
    const team = tree.children.find(({ matchers }) => matchers.some(({ value }) => value === "manufacturing"));
    const parts = team?.children.flatMap(({ matchers }) => matchers);
    expect(parts?.map(({ label, op, value }) => `${label}${op}${value}`)).toEqual(["severity=page", "service=mes-api"]);
  });
});
