import { describe, expect, it } from "@jest/globals";
import type { AnyAlert } from "../../alerts/alert";
import { httpAlerts } from "../../alerts/http/alerts";
import { logAlerts } from "../../alerts/logs/component";
import { search } from "../../dashboards/build";
import { logsUrlOf } from "../../dashboards/alert-log-link";
import { withLogLinks } from "../../dashboards/log-links";
import type { Dashboard, Panel, TablePanel } from "../../dashboards/panel";
import { panelsOf } from "../../dashboards/panel";
import { production } from "../../environments/production";
import { errorPattern, logLevel, serviceName } from "../../logs/fields";
import { is } from "../../logs/filter";
import { firstSeen, lineCount } from "../../logs/query";
import { targetOf, targetOfAll } from "../../logs/target";
import { serviceComponent } from "../../model/component";
import { shopApi } from "../../system/shop";
import { platform } from "../../system/teams";
import { days, minutes } from "../../units/quantities";
import { readKibanaLink } from "../support/links/kibana-link";
import { fillAlertTemplate, fillPanelLink } from "../support/links/templates";
import { exampleDashboard, examplePanel, exampleQuery, exampleRow } from "./examples";

const component = serviceComponent(shopApi);
const target = targetOf(component, production);

type Query = Panel["queries"][number];
const shown = (query: Query) => exampleDashboard(exampleRow("Row", examplePanel({ queries: [query] })));
const linksIn = (dashboard: Dashboard) =>
  panelsOf(withLogLinks(dashboard, target)).flatMap(({ links }) =>
    links.flatMap((link) => ("url" in link ? [link] : [])),
  );

/** What each link is called, and asks. */
const asked = (dashboard: Dashboard) =>
  linksIn(dashboard)
    .filter(({ url }) => url.startsWith(target.view.kibana))
    .map(({ title, url }) => [title, readKibanaLink(fillPanelLink(url, (name) => `<${name}>`)).kql]);

describe("a panel", () => {
  it("keeps its links, and leads to what was logged at the time that it shows", () => {
    const [own, logs] = linksIn(shown(exampleQuery));
    expect(own).toEqual({ title: "There", url: "/" });
    expect(logs?.url).toContain("time:(from:'${__from:date:iso}',to:'${__to:date:iso}')");
    expect(readKibanaLink(fillPanelLink(logs?.url ?? "", String))).toMatchObject({
      space: "production",
      app: "discover",
      dataView: "logs-shop-api",
    });
  });

  it("of metrics leads from each series to what has its labels, where lines have them too", () => {
    const legend = "{{endpoint}} {{method}} {{params}}";
    expect(asked(shown({ ...exampleQuery, legend }))).toEqual([
      ["Logs", ""],
      [
        "Logs of ${__field.labels.endpoint}, ${__field.labels.method}",
        'http.route : "<__field.labels.endpoint>" and http.request.method : "<__field.labels.method>"',
      ],
    ]);
  });

  it("of metrics with labels that no line has leads to everything", () => {
    expect(asked(shown({ ...exampleQuery, legend: "{{params}}" }))).toEqual([["Logs", ""]]);
  });

  it("of logs leads to the lines that it counts, and from each series to those of its value", () => {
    const filter = is(serviceName, "shop-api");
    expect(asked(shown(search("", lineCount(filter, minutes(5), logLevel))))).toEqual([
      ["Logs", 'service.name : "shop-api"'],
      ["Logs of ${__field.displayName}", 'service.name : "shop-api" and log.level : "<__field.displayName>"'],
    ]);
  });

  it("of logs does not take a name along that is not the value, nor a text that may hold any sign", () => {
    const filter = is(serviceName, "shop-api");
    const all = [["Logs", 'service.name : "shop-api"']];
    expect(asked(shown(search("by level", lineCount(filter, minutes(5), logLevel))))).toEqual(all);
    expect(asked(shown(search("", firstSeen(errorPattern, filter, days(7)))))).toEqual(all);
  });

  it("shares its links with others of its dashboard", () => {
    const [first, second] = panelsOf(
      withLogLinks(exampleDashboard(exampleRow("Row", examplePanel({ key: "a" }), examplePanel({ key: "b" }))), target),
    );
    expect(first?.links.at(-1)).toBe(second?.links.at(-1));
  });
});

describe("a table", () => {
  const table: Panel = {
    ...(examplePanel() as unknown as TablePanel),
    kind: "table",
    rowLabel: { name: "service", title: "Service", links: [{ title: "There", url: "/" }] },
    moreLabels: [
      { name: "endpoint", title: "Endpoint" },
      { name: "params", title: "Parameters" },
    ],
  };

  it("leads from each cell to what has its label, where lines have it too", () => {
    const [linked] = panelsOf(withLogLinks(exampleDashboard(exampleRow("Row", table)), targetOfAll(production)));
    if (linked?.kind !== "table") throw new Error("no table");
    const cells = [linked.rowLabel, ...(linked.moreLabels ?? [])].map(({ name, links = [] }) => [
      name,
      links.flatMap((link) =>
        "url" in link && link.url.startsWith("http")
          ? [readKibanaLink(fillPanelLink(link.url, (placeholder) => `<${placeholder}>`)).kql]
          : [link.title],
      ),
    ]);
    expect(cells).toEqual([
      ["service", ["There", 'service.name : "<__value.raw>"']],
      ["endpoint", ['http.route : "<__value.raw>"']],
      ["params", []],
    ]);
  });
});

describe("an alert", () => {
  const urlOf = (alert: AnyAlert, query: Query, labels: Readonly<Record<string, string>>) => {
    const dashboard = exampleDashboard(exampleRow("Row", examplePanel({ key: alert.kind, queries: [query] })));
    return fillAlertTemplate(logsUrlOf(alert, dashboard, target), labels);
  };
  const { newError, silent } = logAlerts(component);
  const { endpointSlowdown: slowdown } = httpAlerts(shopApi, { job: "red", port: "red" }, platform);

  it("leads to what it counts, with the labels of its instance", () => {
    const url = urlOf(newError, search("", newError.value), { "error.pattern": 'no "cart"' });
    expect(readKibanaLink(url).kql).toBe(
      '(service.name : "shop-api" and (log.level : "error" or log.level : "fatal")) and error.pattern : "no \\"cart\\""',
    );
    expect(readKibanaLink(urlOf(silent, search("", silent.value), {})).kql).toBe('service.name : "shop-api"');
  });

  it("leads as far back as it may have waited: a page for an hour, a ticket over a weekend", () => {
    const pastOf = (alert: AnyAlert) =>
      /time:\(from:'([^']*)',to:'([^']*)'\)/.exec(urlOf(alert, exampleQuery, {}))?.slice(1);
    expect(pastOf({ ...newError, severity: "page" })).toEqual(["now-1h", "now"]);
    expect(pastOf({ ...newError, severity: "ticket" })).toEqual(["now-3d", "now"]);
  });

  it("on metrics leads to what has the labels of its instance, and to everything where that has none", () => {
    const query = { ...exampleQuery, legend: "{{endpoint}}" };
    expect(readKibanaLink(urlOf(slowdown, query, { endpoint: "/orders/{id}" })).kql).toBe(
      'http.route : "/orders/{id}"',
    );
    expect(readKibanaLink(urlOf(slowdown, query, {})).kql).toBe("");
  });
});
