/**
 * What is secret or personal, in lines of all components: stored by a real engine, OpenSearch, the stand-in for
 * Elasticsearch, and looked for in all that is stored.
 */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { namespace } from "../../environments/names";
import { allDataStreams } from "../../logs/names";
import { redaction } from "../../logs/redaction";
import type { Component } from "../../model/component";
import { componentsOf, serviceComponent } from "../../model/component";
import { system } from "../../system";
import { shopApi } from "../../system/shop";
import type { LogEngine } from "../support/live/log-engine";
import { environmentName, eventOf, startLogEngine } from "../support/live/log-engine";
import type { Json } from "../support/live/opensearch";
import { stopAll } from "../support/live/stop-all";
import { flat } from "../support/logs/flat";
import { linesWith, plainLine } from "../support/logs/secret-lines";
import type { Secret } from "../support/logs/secrets";
import { ordinary, secrets } from "../support/logs/secrets";

const components = componentsOf(system, namespace);
const shop = serviceComponent(shopApi);
let engine: LogEngine;

beforeAll(async () => {
  engine = await startLogEngine(components);
}, 60_000);

afterAll(() => stopAll(engine));

/** As JSON, and each text as it is: JSON has signs of its own for quotes. */
const textsOf = (document: Json): string[] => [JSON.stringify(document), ...Object.values(flat(document)).map(String)];

const leaks = (document: Json, secret: Secret | undefined) => {
  const texts = textsOf(document);
  return (secret?.never ?? [""])
    .filter((part) => texts.some((text) => text.includes(part)))
    .map((part) => ({ part, document }));
};

/** PostgreSQL encodes nothing; and of `%40`, its pipeline has hidden the number before an address is looked for. */
const secretsOf = ({ is }: Component): readonly Secret[] =>
  is.kind === "database" ? secrets.filter(({ text }) => !text.includes("%40")) : secrets;

describe("what is secret or personal", () => {
  it.each(components.map((component) => [component.name, component] as const))(
    "is in no field, whatever the line looks like: %s",
    async (_, component) => {
      const lines = secretsOf(component).flatMap((secret) =>
        linesWith(secret, component.is.kind).map((line) => ({ secret, line })),
      );
      const stored = await engine.store(
        component,
        lines.map(({ line }) =>
          eventOf(component, line, { kubernetes: { labels: { "app.kubernetes.io/token": "t0k3n" } } }),
        ),
      );
      expect(stored.flatMap((document, at) => leaks(document, lines[at]?.secret))).toEqual([]);
      expect(JSON.stringify(stored)).not.toContain("t0k3n");
      const unread = stored.filter((document) => flat(document)["event.kind"] === "pipeline_error");
      expect(unread.length).toBeGreaterThanOrEqual(secretsOf(component).length);
    },
  );

  it("is in none of all the documents there are", async () => {
    await engine.refresh();
    const { hits, total } = await engine.search(allDataStreams(environmentName), { size: 10_000 });
    expect(total).toBe(hits.length);
    expect(total).toBeGreaterThan(2000);
    // Short ones may be part of an id.
    const long = secrets.flatMap(({ never }) => never).filter((part) => part.length > 8);
    expect(long.length).toBeGreaterThanOrEqual(40);
    const all = hits.map(({ _source }) => JSON.stringify(_source)).join("\n");
    expect(long.filter((part) => all.includes(part))).toEqual([]);
  });

  it.each(components.map((component) => [component.name, component] as const))(
    "is all that is taken out: %s",
    async (_, component) => {
      const stored = await engine.store(
        component,
        ordinary.map((line) => eventOf(component, plainLine[component.is.kind](line))),
      );
      expect(stored.map(({ message }) => message)).toEqual(ordinary);
    },
  );

  it("goes with all of a text that is too long to be looked through", async () => {
    const text = "password=hunter2Hunter and more ".repeat(140_000);
    const [stored] = await engine.store(shop, [eventOf(shop, text, { container: { image: { name: "shop:1" } } })]);
    expect(stored).toMatchObject({
      message: `(${text.length} characters, too many to be redacted: not kept)`,
      container: { image: { name: "shop:1" } },
    });
    expect(JSON.stringify(stored)).not.toContain("hunter2");
  });
});

/** The last test: from then on nothing is redacted any more. */
describe("a line that cannot be redacted", () => {
  it("loses its text and says so, and is still a line of its component", async () => {
    const [first, ...others] = redaction.processors;
    const broken = { fail: { tag: "broken", message: "{{{message}}}" } };
    await engine.request("PUT", `/_ingest/pipeline/${redaction.name}`, {
      processors: [first, broken, ...others],
      on_failure: redaction.onFailure,
    });
    const line = '{"level":"error","msg":"password=hunter2","order":4711}';
    const sent = eventOf(shop, line, { kubernetes: { pod: { name: "shop-api-1" } } });
    expect(await engine.store(shop, [sent])).toEqual([
      {
        "@timestamp": sent["@timestamp"],
        data_stream: sent.data_stream,
        service: sent.service,
        event: { kind: "pipeline_error", reason: "broken" },
        message: "This line could not be redacted, so its text was dropped.",
      },
    ]);
  });
});
