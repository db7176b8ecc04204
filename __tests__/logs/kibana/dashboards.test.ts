import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { namespace } from "../../../environments/names";
import { production } from "../../../environments/production";
import { checkFields } from "../../../logs/check-fields";
import { fieldsOf } from "../../../logs/component-fields";
import { checkLogDashboard } from "../../../logs/kibana/check-dashboard";
import { logDashboard } from "../../../logs/kibana/dashboard";
import { searchesOf, traceSearch } from "../../../logs/kibana/searches";
import { logName } from "../../../logs/names";
import { viewOf } from "../../../logs/view";
import { componentsOf } from "../../../model/component";
import type { Component } from "../../../model/component";
import { system } from "../../../system";
import { logDashboardText, panelText, searchText } from "../../support/logs/question-text";
import { plain } from "../../support/plain-text";

const components = componentsOf(system, namespace);
const link = { title: "shop-api", url: "https://grafana.example.com/d/red-shop-api" };
const contentOf = (component: Component) => ({
  dashboard: logDashboard(component, viewOf(component, production), [link]),
  searches: searchesOf(component),
  fields: fieldsOf(component),
});
const cases = components.map((component): readonly [string, Component] => [component.name, component]);

describe.each(cases)("the log dashboard of %s", (_, component) => {
  const { dashboard, searches, fields } = contentOf(component);

  it("asks only for what is indexed and can be counted, and is drawn inside its grid", () => {
    expect(checkLogDashboard({ dashboard, searches, fields })).toEqual([]);
  });

  it("has 8 to 14 panels, each with words on what is normal", () => {
    expect(dashboard.panels.length).toBeGreaterThanOrEqual(8);
    expect(dashboard.panels.length).toBeLessThanOrEqual(14);
    for (const { title, description } of dashboard.panels)
      expect({ title, description }).toEqual({ title, description: expect.stringMatching(/[Nn]ormal/) as unknown });
  });

  it("leads back to Grafana, and to each of its searches", () => {
    expect(dashboard.links[0]).toEqual(link);
    expect(dashboard.links.slice(1).map(({ url }) => url)).toEqual(
      searches.map(({ id }) => `https://kibana.example.com/s/production/app/discover#/view/${id}`),
    );
  });
});

describe("the log dashboards", () => {
  it("agree on the types of the fields that they have in common", () => {
    expect(
      checkFields(components.map((component) => ({ component: component.name, fields: fieldsOf(component) }))),
    ).toEqual([]);
  });

  it("have ids that differ from each other's", () => {
    const ids = components.map(contentOf).flatMap(({ dashboard, searches }) => [dashboard, ...searches]);
    const all = [...ids, traceSearch].map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
  });

  it("leave nothing behind in Kibana but what docs/logging.md says how to delete", () => {
    const told = readFileSync(join(__dirname, "../../../docs/logging.md"), "utf8");
    const table = told.slice(told.indexOf("### What import leaves behind"), told.indexOf("## The licence"));
    const kept = components.flatMap((component) =>
      contentOf(component).searches.map(({ id }) => id.replace(`${logName(component)}-`, "")),
    );
    const listed = [...table.matchAll(/`([a-z-]+)`/g)].flatMap(([, name]) => name ?? []);
    expect(new Set(listed)).toEqual(new Set([...kept, traceSearch.id]));
  });

  it("of a service reads", () => {
    const { dashboard, searches } = contentOf(named("shop-api"));
    expect(plain(logDashboardText(dashboard))).toMatchSnapshot("dashboard");
    expect(plain([...searches, traceSearch].map(searchText).join("\n"))).toMatchSnapshot("searches");
  });

  it.each(["shop-db", "rabbitmq", "platform"])("of %s has of its own", (name) => {
    const common = new Set(contentOf(named("shop-api")).dashboard.panels.map(({ key }) => key));
    const { dashboard, searches } = contentOf(named(name));
    const own = dashboard.panels.filter(({ key }) => !common.has(key));
    expect(plain([...own.map(panelText), ...searches.map(searchText)].join("\n"))).toMatchSnapshot();
  });
});

function named(name: string): Component {
  const found = components.find((component) => component.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}
