/** One fault, one page: what the on-call of production's shop is sent when everything about it fires. */
import { describe, expect, it } from "@jest/globals";
import type { FiringAlert, Notification } from "../../alerts/notifications";
import { incidentsOf, notificationsOf } from "../../alerts/notifications";
import { production } from "../../environments/production";
import type { Labels } from "../../promql/labels";
import { plain } from "../support/plain-text";
import { deployed } from "../support/routing/synthesized";

const { rules, tree } = deployed();
const minute = 60_000;
const { maintenance, heartbeat } = production.notifications;

/** An instance of a deployed rule that fires from one minute to another. */
function fires(uid: string, more: Labels, start: number, from: number, to: number): FiringAlert {
  const rule = rules.find((one) => one.uid === uid);
  if (!rule) throw new Error(`There is no rule ${uid}.`);
  return { labels: { ...more, ...rule.labels }, firing: [{ from: start + from * minute, to: start + to * minute }] };
}

/** The shop's database is gone for half an hour: the symptoms as they come, and the tickets on their causes. */
const databaseGone = (start: number): FiringAlert[] => [
  fires("shop-api-errors-page", { endpoint: "all" }, start, 2, 50),
  fires("shop-api-errors-page", { endpoint: "/api/checkout" }, start, 2, 55),
  fires("shop-api-slow-page", { endpoint: "all" }, start, 4, 40),
  fires("shop-api-probe", {}, start, 5, 33),
  fires("shop-api-traffic", {}, start, 12, 36),
  // Their instances have labels of their own.
  fires("shop-api-errors", { endpoint: "all" }, start, 2, 80),
  fires("shop-api-place", { place: "ireland" }, start, 31, 33),
  fires("log-shop-api-errors", {}, start, 8, 40),
  fires("shop-db-unreachable", { db_instance: "shop-db" }, start, 2, 31),
  fires("log-shop-db-crash", {}, start, 1, 62),
];

const sent = (alerts: readonly FiringAlert[], until: number): Notification[] =>
  notificationsOf(tree, alerts, { maintenance, notToldOfEnds: heartbeat ? [heartbeat.name] : [], until });

const line = (start: number) => (one: Notification) => {
  const counted = (labels: readonly Labels[]) =>
    [...new Set(labels.map(({ alertname }) => alertname))].join(", ") || "–";
  const after = `after ${((one.at - start) / minute).toFixed(1)} min`.padEnd(15);
  return `${after} ${one.why}: ${counted(one.firing)} | ended: ${counted(one.ended)}`;
};

describe("a database that is gone at work", () => {
  const start = Date.parse("2026-12-02T10:00:00+01:00");
  const notifications = sent(databaseGone(start), start + 120 * minute);
  const incidents = incidentsOf(notifications);
  const to = (contactPoint: string) => incidents.filter(([first]) => first?.contactPoint === contactPoint);

  it("is one page, which is updated until all is well", () => {
    expect(to("storefront-on-call").length).toBe(1);
    expect(plain(to("storefront-on-call").flat().map(line(start)).join("\n"))).toMatchInlineSnapshot(`
     after 2.5 min   fires: shop-api: requests fail | ended: –
     after 7.5 min   fires: shop-api: requests fail, shop-api: requests are slow, shop-api: clients cannot reach it | ended: –
     after 12.5 min  fires: shop-api: requests fail, shop-api: requests are slow, shop-api: clients cannot reach it, shop-api: requests no longer arrive | ended: –
     after 37.5 min  ends: shop-api: requests fail, shop-api: requests are slow | ended: shop-api: clients cannot reach it, shop-api: requests no longer arrive
     after 42.5 min  ends: shop-api: requests fail | ended: shop-api: requests are slow
     after 52.5 min  ends: shop-api: requests fail | ended: shop-api: requests fail
     after 57.5 min  ends: – | ended: shop-api: requests fail
    `);
  });

  it("is one ticket for the service and one for the database, with what each logs", () => {
    const tickets = to("storefront-alerts");
    expect(tickets.map(([first]) => first?.groupLabels)).toEqual([
      { owner: "storefront", resource: "shop-db" },
      { owner: "storefront", service: "shop-api" },
    ]);
    expect(plain(tickets.flat().map(line(start)).join("\n"))).toMatchInlineSnapshot(`
     after 6.0 min   fires: shop-db: no connection, shop-db: a process crashed | ended: –
     after 36.0 min  ends: shop-db: a process crashed | ended: shop-db: no connection
     after 66.0 min  ends: – | ended: shop-db: a process crashed
     after 7.0 min   fires: shop-api: requests fail, its budget goes | ended: –
     after 37.0 min  fires: shop-api: requests fail, its budget goes, shop-api: many errors are logged | ended: shop-api: one place cannot reach it
     after 67.0 min  ends: shop-api: requests fail, its budget goes | ended: shop-api: many errors are logged
     after 97.0 min  ends: – | ended: shop-api: requests fail, its budget goes
    `);
  });

  it("wakes nobody else", () => {
    expect(new Set(notifications.map(({ contactPoint }) => contactPoint))).toEqual(
      new Set(["storefront-on-call", "storefront-alerts"]),
    );
  });
});

describe("collectors that are gone for all services", () => {
  const start = Date.parse("2026-12-02T03:00:00+01:00");
  const gone = [
    ...["shop-api-exporter-page", "mes-api-exporter-page"].map((uid) => fires(uid, {}, start, 6, 40)),
    ...["shop-api-exporter", "mes-api-exporter", "crm-api-exporter"].map((uid) => fires(uid, {}, start, 16, 40)),
  ];

  it("wake the platform team, once, and are a ticket for each owner of a service that is blind", () => {
    const incidents = incidentsOf(sent(gone, start + 120 * minute));
    expect(incidents.map(([first]) => [first?.contactPoint, first?.firing.map(({ alertname }) => alertname)])).toEqual([
      ["platform-on-call", ["shop-api: nobody counts its requests", "mes-api: nobody counts its requests"]],
      ["storefront-alerts", ["shop-api: not all that count its requests answer"]],
      ["manufacturing-alerts", ["mes-api: not all that count its requests answer"]],
      ["sales-mail", ["crm-api: not all that count its requests answer"]],
    ]);
  });
});

describe("in the database's maintenance", () => {
  /** Twenty minutes into the window. */
  const start = Date.parse("2026-11-29T02:20:00Z");

  it("a failover of a few minutes is told to nobody", () => {
    const failover = ["shop-api-errors-page", "shop-api-probe"].map((uid) => fires(uid, {}, start, 2, 12));
    expect(sent(failover, start + 120 * minute)).toEqual([]);
  });

  it("a database that does not come back pages when the window is over", () => {
    const [first] = sent(databaseGone(start), start + 120 * minute).filter(({ contactPoint }) =>
      contactPoint.endsWith("on-call"),
    );
    // 02:20, 2 minutes and 30 seconds; from there every 5 minutes, and the first time after 03:00.
    expect(first && new Date(first.at).toISOString()).toBe("2026-11-29T03:02:30.000Z");
  });

  it("a fault of what does not need the database pages at once", () => {
    const [first] = sent([fires("mes-api-errors-page", { endpoint: "all" }, start, 2, 20)], start + 60 * minute);
    expect([first?.contactPoint, first && (first.at - start) / minute]).toEqual(["manufacturing-on-call", 2.5]);
  });
});
