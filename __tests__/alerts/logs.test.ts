import { describe, expect, it } from "@jest/globals";
import { logAlerts } from "../../alerts/logs/component";
import { checkPanelOfAlert } from "../../dashboards/alert-panel";
import { panelsOf, logSearchesOf } from "../../dashboards/panel";
import { production } from "../../environments/production";
import { fieldsOf } from "../../logs/component-fields";
import { elasticsearchModel } from "../../logs/grafana-query";
import { fieldsOfQuery } from "../../logs/query";
import type { Component } from "../../model/component";
import { logSlice } from "../../slices/log";
import { components } from "../support/log-stack";

describe.each(components.map((component) => [component.name, component] as const))(
  "alerts and panels on the logs of %s",
  (_, component) => {
    const { alerts, dashboard } = logSlice({ component });
    const queries = [
      ...alerts.map(({ value }) => value),
      ...panelsOf(dashboard).flatMap((panel) => logSearchesOf(panel).map(({ search }) => search)),
    ];

    it("ask only for what its lines have", () => {
      const known = fieldsOf(component).map(({ name }) => name);
      const asked = queries.flatMap(fieldsOfQuery).map(({ name }) => name);
      expect(asked.filter((name) => !known.includes(name))).toEqual([]);
    });

    it("ask for no other component's lines", () => {
      expect(queries.filter(({ filter }) => !JSON.stringify(filter).includes(`"value":"${component.name}"`))).toEqual(
        [],
      );
    });

    it("can be asked for all that is kept: Elasticsearch counts no more than 65,536 buckets at once", () => {
      const kept = production.elk.retention.deleteAfter.milliseconds;
      const buckets = queries.map((query) => {
        const { bucketAggs } = elasticsearchModel(query);
        const values = bucketAggs.length > 1 ? 20 : 1;
        return (values * kept) / query.over.milliseconds;
      });
      expect(Math.max(...buckets)).toBeLessThan(65_536);
    });

    it("show each other: query and threshold", () => {
      expect(alerts.flatMap((alert) => checkPanelOfAlert(alert, dashboard))).toEqual([]);
    });

    it("wake nobody", () => {
      expect(new Set(alerts.map(({ severity }) => severity))).toEqual(new Set(["ticket"]));
    });
  },
);

describe("the thresholds of a component", () => {
  const [component] = components;
  const of = (logs: Partial<Component["logs"]>) => {
    if (!component) throw new Error("no component");
    const { errors, silent } = logAlerts({ ...component, logs: { ...component.logs, ...logs } });
    return { errors: [errors.fires, errors.clears], silent: silent.value };
  };

  it("are what the description says of it: how many errors are usual, and how long a silence", () => {
    expect(of({ errors: 300 }).errors).toEqual([{ above: 300 }, 150]);
    expect(of({}).errors).toEqual([{ above: 20 }, 10]);
    expect(of({ atLeastEvery: { milliseconds: 1000 } }).silent).toMatchObject({ over: { milliseconds: 1000 } });
  });
});
