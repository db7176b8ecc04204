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
import { stopAll } from "../support/live/stop-all";
import { httpCorpus } from "../support/logs/corpus/http";
import { flat } from "../support/logs/flat";
import { hostileLines, marker } from "../support/logs/hostile-lines";
import { linesWith } from "../support/logs/secret-lines";
import { ordinary, secrets } from "../support/logs/secrets";

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

describe("what is secret or personal", () => {
  it.each(secrets.map((secret) => [secret.text, secret] as const))(
    "is in no field of any line: %s",
    async (_, secret) => {
      const component = serviceComponent(shopApi);
      const stored = await engine.store(
        component,
        linesWith(secret).map((line) => eventOf(component, line)),
      );
      const leaks = stored.flatMap((document) => {
        const texts = [JSON.stringify(document), ...Object.values(flat(document)).map(String)];
        return secret.never
          .filter((part) => texts.some((text) => text.includes(part)))
          .map((part) => ({ part, document }));
      });
      expect(leaks).toEqual([]);
    },
  );

  it("is all that is taken out", async () => {
    const component = serviceComponent(shopApi);
    const stored = await engine.store(
      component,
      ordinary.map((line) => eventOf(component, JSON.stringify({ msg: line }))),
    );
    expect(stored.map(({ message }) => message)).toEqual(ordinary);
  });
});

describe("a hostile line", () => {
  const component = serviceComponent(crmApi);

  it.each(Object.entries(hostileLines))("is kept, in the place of its component: %s", async (_, line) => {
    const started = performance.now();
    const [document] = await engine.store(component, [eventOf(component, line)]);
    expect(performance.now() - started).toBeLessThan(2500);
    expect(JSON.stringify(document)).toContain(marker);
    expect(document).toMatchObject({ "@timestamp": readAt, service: { name: component.name } });
  });
});
