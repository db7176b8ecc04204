/** What is taken for granted of every alert on logs, as synthesized for production, told to a real search engine. */
import { afterAll, beforeAll, expect, it, jest } from "@jest/globals";
import { isOfMetrics } from "../../alerts/alert";
import type { LogAlert } from "../../alerts/logs/common";
import { another } from "../../alerts/stories/another";
import { production } from "../../environments/production";
import { fieldsOf } from "../../logs/component-fields";
import { mappingOf } from "../../logs/mapping";
import { dataStreamOf } from "../../logs/names";
import { buildApp } from "../../synthesis/app";
import { rulesIn } from "../../synthesis/rules";
import { system } from "../../system";
import type { Staged, ToldLogs } from "../support/live/log-stories";
import { staged, tell, write } from "../support/live/log-stories";
import type { OpenSearch } from "../support/live/opensearch";
import { startOpenSearch } from "../support/live/opensearch";
import { templateForStandIn } from "../support/live/stand-in";
import { stopAll } from "../support/live/stop-all";
import { components } from "../support/log-stack";

jest.setTimeout(90_000);

const alerts = rulesIn(buildApp({ system, environment: production }).node.findAll()).alerts.flatMap(({ alert, of }) => {
  if (isOfMetrics(alert)) return [];
  const component = components.find(({ name }) => name === of);
  if (!component) throw new Error(`${alert.id} is about ${of}, which has no logs`);
  return [{ alert: alert as LogAlert, component }];
});

let engine: OpenSearch;
let scenes: readonly Staged[];
let told: readonly ToldLogs[];

beforeAll(async () => {
  engine = await startOpenSearch();
  for (const one of components)
    for (const name of [one.name, another(one.name)])
      await engine.request(
        "PUT",
        `/${dataStreamOf({ ...one, name }, production.name)}`,
        templateForStandIn({ mappings: mappingOf(fieldsOf(one)) }),
      );
  scenes = staged(alerts);
  await write(engine, scenes);
  const all: ToldLogs[] = [];
  for (const { alert } of alerts)
    all.push(
      await tell(
        engine,
        scenes.filter((scene) => scene.alert === alert),
      ),
    );
  told = all;
}, 90_000);

afterAll(() => stopAll(engine));

it("is told of every alert on logs: when it fires, and when it is quiet", () => {
  expect(alerts.length).toBeGreaterThan(4 * components.length);
});

it("is what the alert does", () => {
  expect(told.flatMap(({ contradictions }) => contradictions)).toEqual([]);
});

it("is not what an alert does that has a mistake in it", () => {
  expect(told.flatMap(({ survivors }) => survivors)).toEqual([]);
  const mutants = told.reduce((sum, one) => sum + one.mutants, 0);
  expect(mutants).toBeGreaterThan(8 * alerts.length);
  console.log(`${alerts.length} alerts on logs, ${scenes.length} stories, ${mutants} mutants, 0 survive`);
});
