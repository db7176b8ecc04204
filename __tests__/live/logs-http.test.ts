/**
 * What services log, through the pipelines and templates of this project in a real engine: OpenSearch, the stand-in for
 * Elasticsearch (support/live/stand-in.ts says where the two differ).
 */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { serviceComponent } from "../../model/component";
import { crmApi } from "../../system/crm";
import { mesApi } from "../../system/mes";
import { shopApi } from "../../system/shop";
import type { LogEngine } from "../support/live/log-engine";
import { eventOf, readAt, startLogEngine } from "../support/live/log-engine";
import type { LogLoad } from "../support/live/log-load";
import { loadTable, measureLoad } from "../support/live/log-load";
import type { Json } from "../support/live/opensearch";
import { processorSeconds } from "../support/live/processor-time";
import { stopAll } from "../support/live/stop-all";
import { httpCorpus } from "../support/logs/corpus/http";
import { flat } from "../support/logs/flat";
import { hostileLines, marker } from "../support/logs/hostile-lines";

const services = [shopApi, crmApi, mesApi];
let engine: LogEngine;

beforeAll(async () => {
  engine = await startLogEngine(services.map(serviceComponent));
}, 60_000);

afterAll(() => stopAll(engine));

describe("what a service writes", () => {
  it.each(services.map((service) => [service.name, service] as const))(
    "is read as it was meant, field by field: %s",
    async (_, service) => {
      const component = serviceComponent(service);
      const corpus = httpCorpus(service);
      expect(corpus.length).toBeGreaterThanOrEqual(200);
      const stored = await engine.store(
        component,
        corpus.map(({ line }) => eventOf(component, line)),
      );
      const sent = flat(eventOf(component, ""));
      expect(stored.map((document, at) => ({ line: corpus[at]?.line, ...flat(document) }))).toEqual(
        corpus.map(({ line, expected }) => ({
          line,
          ...sent,
          "@timestamp": readAt,
          "event.kind": "event",
          ...expected,
        })),
      );
    },
    60_000,
  );
});

/**
 * Seconds of a processor, with which the engine also compiles: none of these takes more than 1 of an idle one, and the
 * longest are eight times what Filebeat sends. A pattern that goes back and forth in them would take hours.
 */
const longest = 5;

describe("a hostile line", () => {
  const component = serviceComponent(crmApi);

  it.each(Object.entries(hostileLines))("is kept, in the place of its component: %s", async (_, line) => {
    const before = processorSeconds(engine);
    const [document] = await engine.store(component, [eventOf(component, line)]);
    expect(processorSeconds(engine) - before).toBeLessThan(longest);
    expect(JSON.stringify(document)).toContain(marker);
    expect(document).toMatchObject({ "@timestamp": readAt, service: { name: component.name } });
  });
});

describe("what is indexed", () => {
  it("is the same after hostile lines as without any", async () => {
    const [crm, shop] = await Promise.all(
      [crmApi, shopApi].map((service) =>
        engine.request<Readonly<Record<string, Json>>>("GET", `/logs-${service.name.replace("-", ".")}-*/_mapping`),
      ),
    );
    expect(Object.values(crm ?? {})).toEqual(Object.values(shop ?? {}));
  });
});

describe("many lines", () => {
  it("are read faster by far than these services write them, and it is known what each processor costs", async () => {
    const loads: LogLoad[] = [];
    for (const service of services) {
      const lines = httpCorpus(service).map(({ line }) => line);
      loads.push(await measureLoad(engine, serviceComponent(service), lines, 1500));
    }
    console.log(loadTable(loads));
    for (const { linesPerProcessorSecond, statedLinesPerSecond, processors } of loads) {
      // Of the two processors that the requests keep at work, whoever else has something to do meanwhile.
      expect(2 * linesPerProcessorSecond).toBeGreaterThan(10 * statedLinesPerSecond);
      expect(processors.map(({ processor }) => processor)).toEqual(
        expect.arrayContaining(["json:json", "grok:text", "gsub:redact-ip"]),
      );
    }
  }, 60_000);
});
