import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { AlertRule, AnyAlert } from "../../alerts/alert";
import { thresholdOf, unitOf } from "../../alerts/alert";
import { checkAlert } from "../../alerts/check";
import { forGrafanaTemplate, grafanaRule } from "../../alerts/grafana-rule";
import { stepsOf } from "../../alerts/grafana-steps";
import { httpAlerts } from "../../alerts/http/alerts";
import { rulesOf } from "../../alerts/levels";
import type { Dashboard } from "../../dashboards/panel";
import { panelsOf } from "../../dashboards/panel";
import { datasources } from "../../environments/names";
import type { HttpService } from "../../model/http-service";
import type { Levels } from "../../model/levels";
import { ownersOf } from "../../model/system";
import { http } from "../../signals/http";
import type { AbsentMeans } from "../../signals/signal";
import { system } from "../../system";
import { shopApi } from "../../system/shop";
import { milliseconds, minutes, percent, seconds } from "../../units/quantities";
import type { Unit } from "../../units/unit";
import { factsOf } from "../../units/unit";
import { exampleService } from "../model/example";
import { built } from "../slices/build";

const links = { dashboardUid: "red-shop-api", panelId: 7, runbookUrl: "https://example.com/runbook" };

const { slices } = built(system);

/** Every alert there is, with the dashboard it leads to. */
const everywhere: (readonly [AnyAlert, Dashboard])[] = slices.flatMap(({ alerts, dashboard }) =>
  alerts.map((alert) => [alert, dashboard] as const),
);
const byId = everywhere.map(([alert, dashboard]) => [alert.id, alert, dashboard] as const);

const alertsOf = (service: HttpService): AlertRule[] =>
  rulesOf(Object.values(httpAlerts(service, { job: "red", port: "red" }, system.platformTeam)));

const alertOf = (service: HttpService, kind: string): AlertRule => {
  const found = alertsOf(service).find((alert) => alert.kind === kind);
  if (!found) throw new Error(`no alert of the kind ${kind}`);
  return found;
};

/** What stands in quotes is the title of a panel. */
const quoted = (text: string) => Array.from(text.matchAll(/"([^"]+)"/g), ([, title = ""]) => title);

describe("thresholds", () => {
  it("can be crossed and recovered from, whatever the objectives", () => {
    const share = fc.integer({ min: 1, max: 99_999 }).map((n) => percent(n / 1000));
    fc.assert(
      fc.property(share, share, (availability, latencyShare) => {
        const objectives = { availability, latency: { share: latencyShare, within: seconds(1) } };
        for (const alert of alertsOf(exampleService({ objectives }))) {
          expect(checkAlert(alert)).toEqual([]);
          if (unitOf(alert) !== "ratio" || !("above" in alert.fires)) continue;
          expect(alert.fires.above).toBeGreaterThan(alert.clears);
          expect(alert.fires.above).toBeLessThan(1);
          expect(alert.clears).toBeGreaterThan(0);
        }
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it("wake somebody for symptoms of a critical service only, and for being blind to them", () => {
    const pages = (criticality: HttpService["criticality"]) =>
      alertsOf(exampleService({ criticality })).flatMap(({ severity, kind }) => (severity === "page" ? [kind] : []));
    expect(pages("critical")).toEqual([
      "http-availability",
      "http-latency",
      "http-traffic-gone",
      "http-exporter-absent",
    ]);
    expect(pages("standard")).toEqual([]);
  });

  it("wake the platform team, and of no service, where nobody counts the requests of one", () => {
    const { ticket, page } = httpAlerts(shopApi, { job: "red", port: "red" }, system.platformTeam)
      .exporterAbsent as Levels<AlertRule>;
    expect([ticket.owner, ticket.labels]).toEqual([shopApi.owner, { service: shopApi.name }]);
    expect([page.owner, page.labels]).toEqual([system.platformTeam, {}]);
    expect(page.title).toContain(shopApi.name);
  });
});

describe.each(byId)("the alert %s", (_, alert, dashboard) => {
  const { annotations } = grafanaRule(alert, links, datasources);
  const titles = [...dashboard.rows, ...panelsOf(dashboard)].map(({ title }) => title);

  it("has no finding, an owner of the system, and a UID of its own", () => {
    expect(checkAlert(alert)).toEqual([]);
    expect(ownersOf(system)).toContain(alert.owner.name);
    expect(everywhere.filter(([other]) => other.id === alert.id)).toHaveLength(1);
  });

  it("says the number with its unit, and where the alert stands, unless it has no number to say", () => {
    const summary = annotations.summary ?? "";
    const { text } = factsOf(unitOf(alert));
    if (["count", "lines"].includes(unitOf(alert)) && !summary.includes("$values")) return;
    const value = { refId: stepsOf(alert.value, datasources).at(-1)?.refId, unit: unitOf(alert) };
    // Where a text shows numbers of its own, the value is a level that means nothing to people.
    const numbers = alert.shows?.map(({ unit }, at) => ({ refId: `N${at + 1}`, unit })) ?? [value];
    for (const { refId, unit } of numbers) expect(summary).toContain(factsOf(unit).template(`$values.${refId}.Value`));
    const threshold = thresholdOf(alert.fires);
    // Half of one is any at all: nobody need be told. Of what is counted people hear of the whole number that fires.
    const stands = unitOf(alert) === "count" ? Math.ceil(threshold) : threshold;
    // Once the level of an objective is the level: people hear of the shares that are meant.
    if (alert.watches.id === http.availability.id || alert.watches.id === http.latency.id)
      expect(summary).toMatch(/the alert stands at [\d.]+ % over \d+ /);
    else if (threshold !== 0.5) expect(summary).toContain(`the alert stands at ${text(stands)}`);
  });

  it("names as first steps only panels that its dashboard has", () => {
    expect(titles).toEqual(expect.arrayContaining(quoted(alert.firstSteps.join("\n"))));
  });
});

describe.each(slices.map(({ name, alerts }) => [name, alerts] as const))("the alerts of %s", (_, alerts) => {
  it("have titles of their own: who gets both the ticket and the page sees which is which", () => {
    const titles = alerts.map(({ title }) => title);
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
  });
});

describe("a finding of an alert", () => {
  const fine = alertOf(shopApi, "http-availability");
  const strange = { value: fine.value, unit: "parsecs" as Unit };
  const places = (changes: Partial<AlertRule>) =>
    checkAlert({ ...fine, ...changes }).map(({ id, where }) => [id, where]);

  it.each<[string, Partial<AlertRule>, string, string]>([
    ["a unit that is none", { unit: "parsecs" as Unit }, "unknown-unit", "unit"],
    ["a number that its text shows in a unit that is none", { shows: [strange] }, "unknown-unit", "shows[0].unit"],
    ["a unit that only JavaScript knows", { unit: "toString" as Unit }, "unknown-unit", "unit"],
    ["recovery above an upper threshold", { fires: { above: 1 }, clears: 1.1 }, "clears-on-wrong-side", "clears"],
    ["recovery below a lower threshold", { fires: { below: 1 }, clears: 0.9 }, "clears-on-wrong-side", "clears"],
    ["a threshold that is no number", { fires: { above: NaN } }, "threshold-not-a-number", "fires"],
    ["an infinite threshold", { fires: { above: Infinity } }, "threshold-not-a-number", "fires"],
    ["recovery that is no number", { clears: NaN }, "threshold-not-a-number", "fires"],
    ["a negative period", { pendingFor: minutes(-5) }, "period-not-evaluated", "pendingFor"],
    ["a period between two evaluations", { keepFiringFor: seconds(90) }, "period-not-evaluated", "keepFiringFor"],
    ["a period that is no number", { pendingFor: milliseconds(NaN) }, "period-not-evaluated", "pendingFor"],
    ["a blank title", { title: " " }, "alert-title", "title"],
    ["a title of 191 characters", { title: "x".repeat(191) }, "alert-title", "title"],
  ])("is raised, once, for %s", (_, changes, id, where) => {
    expect(places(changes)).toEqual([[id, `alert ${fine.id}.${where}`]]);
  });

  it("is raised for the UID that a long service name makes", () => {
    const service = exampleService({ name: "a-service-of-the-second-generation-for-all" });
    const ids = alertsOf(service).flatMap((alert) => checkAlert(alert).map(({ id, fix }) => [id, fix]));
    expect(ids).toContainEqual(["uid-too-long", "choose a name that is 11 characters shorter."]);
    expect(new Set(ids.map(([id]) => id))).toEqual(new Set(["uid-too-long"]));
  });

  it("is not raised for recovery at the threshold itself, and a period of nothing", () => {
    const none = seconds(0);
    expect(places({ fires: { above: 1 }, clears: 1, pendingFor: none, keepFiringFor: none })).toEqual([]);
    expect(places({ fires: { below: 1 }, clears: 1, title: "x".repeat(190) })).toEqual([]);
  });
});

describe("Grafana's rule", () => {
  const rule = (changes: Partial<AlertRule> = {}) =>
    grafanaRule({ ...alertOf(shopApi, "http-availability"), ...changes }, links, datasources);
  const model = (refId: string, changes: Partial<AlertRule> = {}) =>
    rule(changes).data.find((query) => query.refId === refId)?.model;

  it("states what missing data and errors mean, whatever absence means", () => {
    const states = (means: AbsentMeans) => {
      const { noDataState, execErrState } = rule({ absent: { means, because: "the test says so" } });
      return [noDataState, execErrState];
    };
    expect((["healthy", "broken", "unknown"] as const).map(states)).toEqual([
      ["OK", "KeepLast"],
      ["Alerting", "KeepLast"],
      ["NoData", "KeepLast"],
    ]);
  });

  it("keeps its state while nobody can be asked, but for one that tells of each data source, and the watchdog", () => {
    const told = everywhere.flatMap(([alert]) => {
      const { uid, execErrState, data } = grafanaRule(alert, links, datasources);
      return execErrState === "KeepLast" ? [] : [[uid, execErrState, data[0]?.datasourceUid]];
    });
    expect(told).toEqual([
      ["platform-evaluations-fail", "Error", datasources.prometheus],
      ["watchdog", "OK", datasources.prometheus],
      ["log-platform-silent", "Error", datasources.elasticsearch],
    ]);
  });

  it("takes what missing data means from the signal, unless the alert says why not", () => {
    const { watches } = alertOf(shopApi, "http-traffic-gone");
    expect(watches.absentMeans).toBe("broken");
    expect(rule({ watches }).noDataState).toBe("Alerting");
    for (const [{ absent, watches }] of everywhere)
      if (absent)
        expect([absent.means, absent.because.length > 20]).toEqual([
          expect.not.stringMatching(watches.absentMeans),
          true,
        ]);
  });

  it("recovers by the inverted comparison", () => {
    expect(model("C", { fires: { above: 0.4 }, clears: 0.2 })).toMatchObject({
      conditions: [{ evaluator: { type: "gt", params: [0.4] }, unloadEvaluator: { type: "lt", params: [0.2] } }],
    });
    expect(model("C", { fires: { below: 0.4 }, clears: 0.6 })).toMatchObject({
      conditions: [{ evaluator: { type: "lt", params: [0.4] }, unloadEvaluator: { type: "gt", params: [0.6] } }],
    });
  });

  it("holds of each query only what Grafana does not fill in by itself", () => {
    const fields = (refId: string) => Object.keys(model(refId) ?? {}).sort();
    expect(fields("A")).toEqual(["datasource", "editorMode", "expr", "instant", "range", "refId"]);
    expect(fields("C")).toEqual(["conditions", "datasource", "expression", "refId", "type"]);
    expect(rule().condition).toBe("C");
  });

  it("spells periods as Terraform's provider reads them", () => {
    const { for: pending, keepFiringFor } = rule({ pendingFor: minutes(90), keepFiringFor: seconds(0) });
    expect([pending, keepFiringFor]).toEqual(["90m", "0s"]);
  });

  it("leads to its panel: UID and id, both as text", () => {
    expect(rule().annotations).toMatchObject({ __dashboardUid__: "red-shop-api", __panelId__: "7" });
  });

  it("lets no label of its own displace owner and severity", () => {
    const { labels } = rule({ labels: { service: "shop-api", owner: "nobody", severity: "none" } });
    expect(labels).toEqual({ service: "shop-api", owner: "storefront", severity: "ticket" });
  });

  it("numbers the first steps", () => {
    expect(rule({ firstSteps: ["Look.", "Think."] }).annotations.description).toBe("1. Look.\n2. Think.");
  });

  it("carries hostile text through Go's templates unchanged", () => {
    const hostile = fc
      .array(fc.constantFrom("{", "}", "{{", "}}", '"', "`", "$", "-", " ", "\\", "\n", "a", ".Labels"))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(hostile, (about) => {
        expect(expanded(rule({ about }).annotations.about ?? "")).toBe(about);
      }),
      { seed: 13, numRuns: 1000 },
    );
  });

  it("would not survive without escaping", () => {
    expect(() => expanded("{{ .Labels }}")).toThrow("an action");
    expect(expanded(forGrafanaTemplate("{{ .Labels }}"))).toBe("{{ .Labels }}");
  });

  /** As Go's text/template prints it, if the only actions are string literals. */
  function expanded(template: string): string {
    const [text = "", ...rest] = template.split("{{");
    // The escape itself holds the two braces within its literal: it is split in two.
    return text + readActions(rest);
  }

  function readActions([first, second, ...rest]: string[]): string {
    if (first === undefined) return "";
    if (first !== ' "' || !second?.startsWith('" }}')) throw new Error(`an action: {{${first}`);
    return `{{${second.slice(4)}${readActions(rest)}`;
  }
});
