/**
 * Alerts and panels on logs, as synthesized: what Grafana would ask is asked of a search engine (a stand-in for
 * Elasticsearch, decision 21), and what Grafana would make of the answer is quiet while all is well, and
 * fires when it is not. Where an alert leads, its lines are found.
 */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { production } from "../../environments/production";
import { fieldsOf } from "../../logs/component-fields";
import { mappingOf } from "../../logs/mapping";
import { allDataStreams, dataStreamOf, logName } from "../../logs/names";
import type { BrokerEvent } from "../../logs/broker/events";
import type { DatabaseEvent } from "../../logs/database/events";
import type { PlatformEvent } from "../../logs/platform/events";
import type { Component } from "../../model/component";
import { tolerableErrors } from "../../model/logs";
import { MonitoringStack } from "../../stacks/monitoring-stack";
import { system } from "../../system";
import { days, hours, minutes, seconds } from "../../units/quantities";
import type { Duration } from "../../units/quantities";
import { readKibanaLink } from "../support/links/kibana-link";
import { fillAlertTemplate } from "../support/links/templates";
import type { Instance, Step, Values } from "../support/live/grafana-logs";
import { evaluate } from "../support/live/grafana-logs";
import type { Json, OpenSearch } from "../support/live/opensearch";
import { creations, startOpenSearch } from "../support/live/opensearch";
import { templateForStandIn } from "../support/live/stand-in";
import { stopAll } from "../support/live/stop-all";
import { components } from "../support/log-stack";
import { kqlSearch } from "../support/logs/kql-search";
import type { RuleView } from "../support/synthesized";
import { resourcesOf, rulesOf, synthesizedStack } from "../support/synthesized";
import { testApp } from "../support/test-app";

const stack = synthesizedStack(new MonitoringStack(testApp(), "monitoring", { environment: production, system }));

const rules = resourcesOf(stack, "grafana_rule_group")
  .filter(([name]) => name.startsWith("log-"))
  .flatMap(([, group]) => rulesOf(group));

const panels = resourcesOf(stack, "grafana_dashboard")
  .filter(([name]) => name.startsWith("log-"))
  .flatMap(([name, { config_json: json }]) =>
    (JSON.parse(String(json)) as { panels: readonly PanelOfLogs[] }).panels.map((panel) => ({ name, ...panel })),
  )
  .filter(({ type }) => type !== "row");

interface PanelOfLogs {
  readonly type: string;
  readonly title: string;
  readonly timeFrom?: string;
  readonly targets: readonly (Step["model"] & { readonly refId: string })[];
}

const componentOf = (kind: Component["is"]["kind"]): Component => {
  const found = components.find(({ is }) => is.kind === kind);
  if (!found) throw new Error(`system/ has no ${kind}`);
  return found;
};
const service = componentOf("http");
const errorsAllowed = tolerableErrors(service.logs);
const others = components.filter(({ is }) => is.kind !== "http");

/** Moments of one week, on the full hour and off it. */
const at = (day: number, time: string) => Date.parse(`2026-11-${String(day).padStart(2, "0")}T${time}Z`);
const quiet = at(20, "12:34:50");
const storm = at(21, "09:04:00");
const silence = at(21, "23:00:00");

let engine: OpenSearch;

/** Lines of a component, from a moment on, one after the other. */
async function write(component: Component, from: number, apart: Duration, count: number, of: Json): Promise<void> {
  const lines = Array.from({ length: count }, (_, n) => ({
    "@timestamp": new Date(from + n * apart.milliseconds).toISOString(),
    service: { name: component.name },
    event: { kind: "event" },
    ...of,
  }));
  const answers = await engine.bulk(creations(lines), dataStreamOf(component, production.name));
  expect(answers.filter(({ error }) => error)).toEqual([]);
}

const error = (pattern: string): Json => ({ log: { level: "error" }, error: { pattern } });
const info: Json = { log: { level: "info" }, kubernetes: { pod: { name: "shop-api-1" } } };
const unread: Json = { event: { kind: "pipeline_error" } };

const eventOf = ({ is: { kind } }: Component, event: BrokerEvent & DatabaseEvent & PlatformEvent): Json =>
  kind === "http" ? {} : { [{ broker: "rabbitmq", database: "postgresql", platform: "platform" }[kind]]: { event } };

/** All of its signs mean something on its way to Kibana and there. */
const newPattern = `can't read "cart.*" in C:\\tmp: 50% of <id> & 'more' + !important`;

beforeAll(async () => {
  engine = await startOpenSearch();
  for (const one of components)
    await engine.request(
      "PUT",
      `/${dataStreamOf(one, production.name)}`,
      templateForStandIn({ mappings: mappingOf(fieldsOf(one)) }),
    );
  await write(service, at(16, "08:00:00"), hours(6), 20, error("known since long"));
  await write(service, at(20, "11:30:00"), minutes(1), 60 * 24, info);
  await write(service, quiet - 300_000, seconds(1), errorsAllowed - 2, error("known since long"));
  await write(service, quiet - 1_800_000, seconds(1), 20, unread);
  await write(service, storm - 480_000, seconds(1), errorsAllowed, error("known since long"));
  await write(service, storm - 300_000, seconds(1), 1, error(newPattern));
  await write(service, storm - 1_800_000, seconds(1), 21, unread);
  for (const one of others) {
    await write(one, quiet - 300_000, seconds(1), 20, eventOf(one, "failed-login"));
    await write(one, storm - 300_000, seconds(1), 21, eventOf(one, "failed-login"));
    await write(one, storm - 1_800_000, seconds(1), 1, eventOf(one, "crash"));
  }
  // Of the others something of everything, so that no panel has an excuse.
  for (const one of components.filter((component) => component !== service))
    for (const line of [error("known since long"), info, unread])
      await write(one, storm - 600_000, seconds(1), 1, line);
  await engine.refresh();
}, 90_000);

afterAll(() => stopAll(engine));

const ask = async (body: Json): Promise<Json> =>
  (await engine.search(allDataStreams(production.name), body)).aggregations;

const stepsOf = ({ data }: RuleView): Step[] =>
  (data as readonly { ref_id: string; model: Step["model"]; relative_time_range: { from: number } }[]).map((step) => ({
    refId: step.ref_id,
    model: step.model,
    past: step.relative_time_range.from * 1000,
  }));

const ruleOf = (component: Component, kind: string): RuleView => {
  const found = rules.find(({ uid }) => uid === `log-${component.name}-${kind}`);
  if (!found) throw new Error(`no alert ${kind}`);
  return found;
};

const judged = (kind: string, moment: number, of = service): Promise<Values> =>
  evaluate(stepsOf(ruleOf(of, kind)), ask, moment);

/** Those that fire. */
const firing = async (kind: string, moment: number, of = service): Promise<Instance["labels"][]> => {
  const values = await judged(kind, moment, of);
  return (values[String(ruleOf(of, kind).condition)] ?? [])
    .filter(({ value }) => value === 1)
    .map(({ labels }) => labels);
};

describe("an alert on the logs of a service", () => {
  it.each(["errors", "new-error", "silent", "unread"])("is quiet on a day like any other: %s", async (kind) => {
    expect(await firing(kind, quiet)).toEqual([]);
    const [value] = Object.values(await judged(kind, quiet));
    expect(value?.length).toBeGreaterThan(0);
  });

  it("fires when one error more is logged than is tolerable", async () => {
    expect(await firing("errors", storm)).toEqual([{}]);
    expect((await judged("errors", storm)).B).toEqual([{ labels: {}, value: errorsAllowed + 1 }]);
  });

  it("fires when one line more than is tolerable could not be read", async () => {
    expect(await firing("unread", storm)).toEqual([{}]);
    expect((await judged("unread", quiet)).B).toEqual([{ labels: {}, value: 20 }]);
  });

  it("fires when nothing is logged any more", async () => {
    expect(await firing("silent", silence)).toEqual([{}]);
  });

  it("fires for an error that was never seen before, by its pattern, for an hour from its first line on", async () => {
    const own = [{ "error.pattern": newPattern }];
    const first = storm - 300_000;
    // Across a full hour too, where whatever counts by the hour begins anew.
    const moments = [first - 1000, first, at(21, "09:00:00"), at(21, "09:59:59"), first + hours(1).milliseconds];
    expect(await Promise.all(moments.map((moment) => firing("new-error", moment)))).toEqual([[], own, own, [], []]);
  });

  it("says how long ago that was", async () => {
    const { E = [] } = await judged("new-error", storm);
    expect(E.find(({ labels }) => labels["error.pattern"] === newPattern)?.value).toBe(300);
  });

  it("does not take for new what comes once in a few days", async () => {
    const { E = [] } = await judged("new-error", storm);
    const [known] = E.filter(({ labels }) => labels["error.pattern"] === "known since long");
    expect(known?.value).toBeGreaterThan(days(4).milliseconds / 1000);
  });

  it("leads to the very lines that it fired for", async () => {
    const [labels = {}] = await firing("new-error", storm);
    const { logs_url: template } = ruleOf(service, "new-error").annotations as { logs_url: string };
    const { kql = "" } = readKibanaLink(fillAlertTemplate(template, labels));
    const { hits } = await engine.search(dataStreamOf(service, production.name), {
      query: kqlSearch(kql),
    });
    expect(hits.map(({ _source }) => _source.error)).toEqual([{ pattern: newPattern }]);
  });
});

describe.each(others.map((component) => [component.name, component] as const))(
  "an alert on the logs of %s",
  (_, component) => {
    it.each(["crash", "failed-logins"])("is quiet on a day like any other, and fires: %s", async (kind) => {
      expect(await firing(kind, quiet, component)).toEqual([]);
      expect(await firing(kind, storm, component)).toEqual([{}]);
    });
  },
);

const kindOf = (uid: string) => uid.replace(/^.*-(errors|new-error|silent|unread|crash|failed-logins)$/, "$1");

describe("where nobody has logged yet", () => {
  const nowhere = async (body: Json) => (await engine.search("logs-*-nowhere", body)).aggregations;

  it("nothing is known, and only the alert on silence takes that for a fault", async () => {
    const states = await Promise.all(
      rules.map(async (rule) => {
        const { C } = await evaluate(stepsOf(rule), nowhere, quiet);
        return [kindOf(rule.uid), C?.length, rule.no_data_state].join(", ");
      }),
    );
    expect([...new Set(states)].sort()).toEqual([
      "crash, 0, OK",
      "errors, 0, OK",
      "failed-logins, 0, OK",
      "new-error, 0, OK",
      "silent, 0, Alerting",
      "unread, 0, OK",
    ]);
  });

  it("of a component among others that log, its silence is told", async () => {
    const unheard = components.filter((one) => one !== service && one.is.kind === "http");
    expect(unheard.length).toBeGreaterThan(0);
    for (const one of unheard) expect(await firing("silent", quiet, one)).toEqual([{}]);
  });
});

describe("the order of values by a metric", () => {
  it("is refused where the metric's id is no number", async () => {
    const [first, ...more] = stepsOf(ruleOf(service, "new-error"));
    const named = JSON.parse(JSON.stringify(first).replaceAll(/"(id|orderBy)":"1"/g, '"$1":"first"')) as Step;
    await expect(evaluate([named, ...more], ask, quiet)).rejects.toThrow("[first]");
  });
});

describe("everything that Grafana asks of the logs", () => {
  it("is answered: all alerts", async () => {
    expect(new Set(rules.map(({ uid }) => kindOf(uid))).size).toBe(6);
    expect(rules.length).toBeGreaterThan(4 * components.length);
    for (const rule of rules) await evaluate(stepsOf(rule), ask, storm);
  });

  it("is answered: all panels of all components, with something in each", async () => {
    const empty: string[] = [];
    for (const { name, title, timeFrom, targets } of panels) {
      const past = timeFrom === undefined ? hours(3) : days(7);
      const asked: string[] = [];
      const steps = targets.map(({ refId, ...model }) => ({ refId, model, past: past.milliseconds }));
      await evaluate(
        steps,
        async (body) => {
          const found = await ask(body);
          asked.push(JSON.stringify(found));
          return found;
        },
        storm,
      );
      if (!asked.some((answer) => /"doc_count":[1-9]/.test(answer))) empty.push(`${name} › ${title}`);
    }
    expect(empty).toEqual([]);
    expect(components.filter((one) => !panels.some(({ name }) => name === logName(one)))).toEqual([]);
    expect(panels.length).toBeGreaterThan(4 * components.length);
  });
});
