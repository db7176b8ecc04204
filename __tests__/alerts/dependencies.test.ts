import { describe, expect, it } from "@jest/globals";
import type { AlertRule } from "../../alerts/alert";
import { absentMeans, askedOf } from "../../alerts/alert";
import { checkAlert } from "../../alerts/check";
import { suspectsOf, whileNotFelt } from "../../alerts/dependencies";
import { grafanaRule } from "../../alerts/grafana-rule";
import { httpAlerts } from "../../alerts/http/alerts";
import type { Levelled } from "../../alerts/levels";
import { wholeOf } from "../../alerts/part";
import { rulesOf } from "../../alerts/levels";
import { databaseAlerts } from "../../alerts/use/database";
import { datasources } from "../../environments/names";
import type { HttpService } from "../../model/http-service";
import { print, printLine } from "../../promql/print";
import { mesApi } from "../../system/mes";
import { shopApi, shopDatabase } from "../../system/shop";
import { hours, inSeconds, minutes } from "../../units/quantities";
import { exampleService } from "../model/example";

const targets = { postgres: { job: "postgres", port: "http" }, cloudwatch: { job: "cloudwatch", port: "http" } };
const aloneOf = () => databaseAlerts(shopDatabase, targets, []);

const pageOf = (alert: Levelled): AlertRule => {
  const found = rulesOf([alert]).find(({ severity }) => severity === "page");
  if (!found) throw new Error("no page");
  return found;
};

describe("where to look first", () => {
  const needing = exampleService({ dependsOn: () => [shopDatabase, mesApi] });
  const suspects = suspectsOf(needing);

  it("is asked of a resource and of a service, and always answered: one query without would leave the rule without", () => {
    expect(suspects.map(({ title, dashboardUid, level }) => [title, dashboardUid, printLine(level.expr)])).toEqual([
      [
        "shop-db",
        "use-shop-db",
        'max(monitoring:resource_alarm:ratio{resource="shop-db",part=~"all of it"}) or vector(0)',
      ],
      ["mes-api", "red-mes-api", 'max(monitoring:http_alarm:ratio{service="mes-api"}) or vector(0)'],
    ]);
  });

  it("is no queue that others take from: it belongs to these, and not to the broker", () => {
    const level = (service: HttpService) =>
      printLine(suspectsOf(service).at(-1)?.level.expr ?? { kind: "number", value: NaN });
    expect(level(mesApi)).toContain('{resource="rabbitmq",part=~"all of it|orders"}');
    expect(level({ ...mesApi, consumes: [] })).toContain('{resource="rabbitmq",part=~"all of it"}');
  });

  it("stands in the annotation of a page, with how ill it is where it is ill, and is asked beside the value", () => {
    const links = { dashboardUid: "red-example-api", panelId: 7, runbookUrl: "https://example.com/runbook" };
    const { availability } = httpAlerts(needing, { job: "red", port: "red" }, needing.owner);
    const { annotations, data, condition } = grafanaRule(pageOf(availability), links, datasources);
    expect(data.map(({ refId }) => refId)).toEqual(["A", "N1", "N2", "N3", "S1", "S2", "C"]);
    expect(condition).toBe("C");
    expect(annotations.look_first?.split("\n")).toEqual([
      'shop-db (/d/use-shop-db){{ if ge $values.S1.Value 1.0 }}: at {{ $values.S1.Value | printf "%.1f" }} times the level of an alert of its own{{ end }}',
      'mes-api (/d/red-mes-api){{ if ge $values.S2.Value 1.0 }}: at {{ $values.S2.Value | printf "%.1f" }} times the level of an alert of its own{{ end }}',
    ]);
  });
});

describe("a cause that a service feels", () => {
  const standard: HttpService = exampleService({ name: "reports", criticality: "standard" });

  it("stays as it is where nothing that pages needs it", () => {
    const { reachable } = aloneOf();
    expect(whileNotFelt(reachable, wholeOf(shopDatabase, []))).toBe(reachable);
    expect(whileNotFelt(reachable, wholeOf(shopDatabase, [standard]))).toBe(reachable);
  });

  it("is a ticket at once, whose page is silent while a critical service that needs it pages", () => {
    const { reachable } = aloneOf();
    const [ticket, page, ...others] = rulesOf([
      whileNotFelt(reachable, wholeOf(shopDatabase, [shopApi, standard, mesApi])),
    ]);
    if (!ticket || !page) throw new Error("a ticket and a page");
    expect(others).toEqual([]);
    expect(ticket).toEqual({ ...reachable, severity: "ticket" });
    expect(print(askedOf(ticket))).toBe(print(ticket.value));
    expect(print(askedOf(page)).split("\n")).toEqual([
      `  ${print(page.value)}`,
      "unless on ()",
      '  max(monitoring:told_by_service:ratio{resource="shop-db",part="all of it"})',
    ]);
    expect(page.id).toBe(`${ticket.id}-page`);
    expect(page.title).not.toBe(ticket.title);
    expect([ticket, page].flatMap(checkAlert)).toEqual([]);
  });

  it("waits at least for as long as its symptom needs to be felt, and longer where it did", () => {
    const { connections } = aloneOf();
    const waits = (pendingFor = minutes(1)) =>
      inSeconds(
        pageOf(whileNotFelt({ ...pageOf(connections), pendingFor }, wholeOf(shopDatabase, [shopApi]))).pendingFor,
      );
    expect([waits(), waits(minutes(20)), waits(hours(1))]).toEqual([1200, 1200, 3600]);
  });

  it("has a page whose silence is no news, and a ticket that says what it always said of missing data", () => {
    const unknown = {
      ...pageOf(aloneOf().connections),
      absent: { means: "broken", because: "the test says so" },
    } as const;
    expect(rulesOf([whileNotFelt(unknown, wholeOf(shopDatabase, [shopApi]))]).map(absentMeans)).toEqual([
      "broken",
      "healthy",
    ]);
  });

  it("is every page on the database, and none of its tickets", () => {
    const rules = rulesOf(Object.values(databaseAlerts(shopDatabase, targets, [shopApi])));
    const silent = rules.filter(({ silentWhile }) => silentWhile).map(({ id }) => id);
    expect(silent).toEqual(rules.flatMap(({ id, severity }) => (severity === "page" ? [id] : [])));
    expect(silent).toContain("shop-db-unreachable-page");
  });
});
