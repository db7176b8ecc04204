import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { namespace } from "../../environments/names";
import { dataStreamOf } from "../../logs/names";
import type { Component } from "../../model/component";
import { componentsOf } from "../../model/component";
import { system } from "../../system";
import type { LogEngine } from "../support/live/log-engine";
import { environmentName, eventOf, startLogEngine } from "../support/live/log-engine";
import type { Json } from "../support/live/opensearch";
import { processorSeconds } from "../support/live/processor-time";
import { brokerCorpus } from "../support/logs/corpus/broker";
import type { CorpusLine } from "../support/logs/corpus/corpus";
import { databaseCorpus } from "../support/logs/corpus/database";
import { hostileLines } from "../support/logs/corpus/hostile";
import { platformCorpus } from "../support/logs/corpus/platform";
import { mark, statements } from "../support/logs/corpus/statements";
import { flat } from "../support/logs/flat";

/**
 * The pipelines of the broker, the database and the monitoring itself, executed by the stand-in for Elasticsearch (see
 * support/live/stand-in.ts): what stands in the data stream of each line, after redaction.
 */

const components = componentsOf(system, namespace).filter(({ is }) => is.kind !== "http");
const componentOf = (kind: Component["is"]["kind"]): Component => {
  const found = components.find(({ is }) => is.kind === kind);
  if (!found) throw new Error(`There is no ${kind} in system/.`);
  return found;
};
const [broker, database, platform] = [componentOf("broker"), componentOf("database"), componentOf("platform")];

let engine: LogEngine;
beforeAll(async () => {
  engine = await startLogEngine(components);
}, 60_000);
afterAll(() => engine.stop());

/** Filebeat reads a line when it is written, for all that is known. */
const read = "2026-11-28T10:00:00.000Z";

const send = (component: Component, lines: readonly CorpusLine[]): Promise<readonly Json[]> =>
  engine.store(
    component,
    lines.map(({ line, container }) =>
      eventOf(component, line, {
        "@timestamp": read,
        ...(container && { kubernetes: { container: { name: container } } }),
      }),
    ),
  );

describe.each([
  ["RabbitMQ", broker, brokerCorpus()],
  ["PostgreSQL", database, databaseCorpus()],
  ["the monitoring itself", platform, platformCorpus()],
] as const)("lines of %s", (_, component, lines) => {
  it(`are stored as is expected of each, field by field (${lines.length} lines)`, async () => {
    const stored = await send(component, lines);
    const wrong = lines.flatMap(({ line, expected }, at) => {
      const document = fieldsOfDocument(stored[at] ?? {});
      const wanted = { "@timestamp": read, "event.kind": "event", ...expected };
      return isEqual(document, wanted) ? [] : [{ line, document, wanted }];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  }, 30_000);
});

/**
 * What is stored of a line, without what Filebeat and Logstash know of it. Zeros of a time and the order of a list are
 * no difference.
 */
function fieldsOfDocument(document: Json): Json {
  const fields = flat(
    Object.fromEntries(
      Object.entries(document).filter(([name]) => !["service", "data_stream", "kubernetes"].includes(name)),
    ),
  );
  const { attributes } = fields;
  return {
    ...fields,
    "@timestamp": new Date(String(fields["@timestamp"])).toISOString(),
    ...(Array.isArray(attributes) && { attributes: attributes.map(String).sort() }),
  };
}

const isEqual = (one: Json, other: Json): boolean => sorted(one) === sorted(other);
const sorted = (object: Json): string => JSON.stringify(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

const slowStatement = (sql: string): string =>
  `2026-11-28 10:00:00 UTC:10.0.3.21(43210):shop@shop:[4711]:LOG:  duration: 900.000 ms  statement: ${sql}`;

describe("statements of PostgreSQL", () => {
  it("leave none of the values that stood in them, in whichever field", async () => {
    const stream = dataStreamOf(database, environmentName);
    await engine.refresh(stream);
    const { hits } = await engine.search(stream, { size: 10_000 });
    expect(hits.length).toBeGreaterThan(200);
    const text = JSON.stringify(hits);
    for (const value of ["anna", "Anna", "O'Brien", "Brien St", "DE8937", "it's 5", "tok_", "4711'", "PLA", "Caf"]) {
      expect(text).not.toContain(value);
    }
    expect(text).toContain("WHERE email = ?");
  });

  it("leave none in a thousand that were made up, with values of all forms, cut off or not", async () => {
    const made = statements(1000, 4711);
    const stored = await send(
      database,
      made.map((sql) => ({ line: slowStatement(sql), expected: {} })),
    );
    const leaks = made.filter((_, at) => JSON.stringify(stored[at]).includes(mark));
    expect(leaks.slice(0, 3)).toEqual([]);
    expect(stored.every((document) => flat(document)["postgresql.event"] === "slow-statement")).toBe(true);
  }, 30_000);

  it("have one fingerprint whatever their values, the length of their lists, their spaces and their case", async () => {
    const stored = await send(
      database,
      [
        "select * from orders where id in (1, 2) and note = 'x'",
        "SELECT *\n\tFROM orders WHERE id IN (17) AND note = E'it\\'s' -- by hand",
        "select * from orders where id in (-5,6.5,0x1F) and note=$$it's$$;",
      ].map((sql) => ({ line: slowStatement(sql), expected: {} })),
    );
    const fingerprints = stored.map((document) => fieldsOfDocument(document)["postgresql.query_fingerprint"]);
    expect(new Set(fingerprints).size).toBe(1);
  });

  it("are hidden too where the line could not be read", async () => {
    const [stored = {}] = await send(database, [{ line: "select 'Anna' from x where id = 5", expected: {} }]);
    expect(fieldsOfDocument(stored)).toMatchObject({
      "event.kind": "pipeline_error",
      "event.reason": "prefix",
      message: "select ? from x where id = ?",
    });
  });
});

describe.each([
  ["RabbitMQ", broker],
  ["PostgreSQL", database],
  ["the monitoring itself", platform],
] as const)("hostile lines of %s", (_, component) => {
  it.each(hostileLines)(
    "$what: is kept in its own data stream, and adds no field",
    async ({ line }) => {
      const before = processorSeconds(engine);
      const [stored = {}] = await send(component, [{ line, expected: {} }]);
      // Of an idle processor none takes more than 1; a pattern that goes back and forth would take hours.
      expect(processorSeconds(engine) - before).toBeLessThan(5);
      const fields = Object.keys(fieldsOfDocument(stored));
      expect(stored.data_stream).toEqual(eventOf(component, "").data_stream);
      expect(stored.service).toEqual({ name: component.name });
      expect(fields).toContain("message");
      expect(fields.length).toBeLessThan(20);
      expect(fields.filter((name) => !known.some((beginning) => name.startsWith(beginning)))).toEqual([]);
    },
    30_000,
  );
});

const known = ["@timestamp", "attributes", "client.", "error.", "event.", "log.", "message", "platform.event"].concat([
  "postgresql.",
  "process.pid",
  "rabbitmq.",
  "trace.id",
  "user.name",
]);
