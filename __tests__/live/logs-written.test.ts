import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { connect } from "amqplib";
import { namespace } from "../../environments/names";
import type { Component } from "../../model/component";
import { componentsOf } from "../../model/component";
import { system } from "../../system";
import { seconds } from "../../units/quantities";
import type { LogEngine } from "../support/live/log-engine";
import { eventOf, startLogEngine } from "../support/live/log-engine";
import type { Json } from "../support/live/opensearch";
import { startPostgres } from "../support/live/postgres";
import type { Postgres } from "../support/live/postgres";
import { pause } from "../../engines/run/process";
import type { RabbitMq } from "../support/live/rabbitmq";
import { startRabbitMq } from "../support/live/rabbitmq";
import { stopAll } from "../support/live/stop-all";
import { flat } from "../support/logs/flat";
import { recordsIn } from "../support/logs/records";

/**
 * What the real RabbitMQ and the real PostgreSQL write, the latter with the settings of RDS: taken apart into records
 * as Filebeat does it, and through the pipelines in the stand-in for Elasticsearch. All that they write has to be read.
 */

const components = componentsOf(system, namespace).filter(({ is }) => is.kind === "broker" || is.kind === "database");

let engine: LogEngine;
let postgres: Postgres;
let rabbitmq: RabbitMq;

beforeAll(async () => {
  [engine, postgres, rabbitmq] = await Promise.all([
    startLogEngine(components),
    startPostgres({
      settings: {
        // RDS's, and nobody can change it there.
        log_line_prefix: "%t:%r:%u@%d:[%p]:",
        log_timezone: "UTC",
        log_min_duration_statement: 0,
        log_connections: "on",
        log_disconnections: "on",
        log_lock_waits: "on",
        log_temp_files: 0,
        work_mem: "64kB",
      },
    }),
    startRabbitMq({ config: { "log.console.level": "debug", "vm_memory_high_watermark.absolute": "1MB" } }),
  ]);
}, 120_000);

afterAll(() => stopAll(engine, postgres, rabbitmq));

async function read(kind: Component["is"]["kind"], output: string): Promise<readonly Json[]> {
  const component = components.find(({ is }) => is.kind === kind);
  if (!component) throw new Error(`There is no ${kind} in system/.`);
  const stored = await engine.store(
    component,
    recordsIn(output).map((line) => eventOf(component, line)),
  );
  return stored.map((document) => flat(document));
}

const unread = (documents: readonly Json[]): readonly Json[] =>
  documents.filter((document) => document["event.kind"] !== "event");

const valuesOf = (documents: readonly Json[], field: string): Set<unknown> =>
  new Set(documents.map((document) => document[field]));

const refused = (attempt: Promise<unknown>): Promise<void> =>
  attempt.then(
    () => expect("it").toBe("refused"),
    () => undefined,
  );

describe("what PostgreSQL writes", () => {
  let documents: readonly Json[];
  beforeAll(async () => {
    await postgres.sql("create table customers (id int primary key, email text, note text)");
    await postgres.sql(
      "insert into customers select n, 'anna' || n || '@example.com', repeat('x', 50) from generate_series(1, 5000) n",
    );
    await postgres.sql("select * from customers order by note, email desc");
    await refused(postgres.sql("insert into customers values (1, 'anna@example.com')"));
    await refused(postgres.sql("select *\nfrom customers\nwhere id = 'anna'"));
    await refused(postgres.sql("set statement_timeout = 20; select pg_sleep(1)"));
    await refused(postgres.sql("do $$ begin perform 1 / 0; end $$"));
    await postgres.sql("checkpoint");
    documents = await read("database", postgres.log());
  }, 30_000);

  it("is all read", () => {
    expect(unread(documents)).toEqual([]);
    expect(documents.length).toBeGreaterThan(40);
  });

  it("tells of what happened", () => {
    const expected = ["slow-statement", "failed-statement", "timeout", "temporary-file", "checkpoint", "connection"];
    expect([...valuesOf(documents, "postgresql.event")]).toEqual(expect.arrayContaining(expected));
    expect([...valuesOf(documents, "postgresql.query")]).toEqual(
      expect.arrayContaining([
        "insert into customers values (?)",
        "select * from customers where id = ?",
        "set statement_timeout = ?; select pg_sleep(?)",
      ]),
    );
  });

  it("keeps nothing of what the statements held", () => {
    expect(JSON.stringify(documents)).not.toContain("anna");
  });
});

describe("what RabbitMQ writes", () => {
  let documents: readonly Json[];
  beforeAll(async () => {
    await refused(connect(rabbitmq.amqpUrl.replace(rabbitmq.password, "wrong")));
    const client = await connect(rabbitmq.amqpUrl, { clientProperties: { connection_name: "order-worker-7" } });
    client.on("error", () => undefined);
    const channel = await client.createChannel();
    channel.on("error", () => undefined);
    await refused(channel.checkQueue("mes.nope"));
    await client.close();
    await pause(seconds(0.5));
    documents = await read("broker", rabbitmq.log());
  }, 30_000);

  it("is all read", () => {
    expect(unread(documents)).toEqual([]);
    expect(documents.length).toBeGreaterThan(200);
  });

  it("tells of what happened", () => {
    const expected = ["startup", "connection", "failed-login", "channel-error", "alarm-set", "watermark"];
    expect([...valuesOf(documents, "rabbitmq.event")]).toEqual(expect.arrayContaining(expected));
    expect(documents).toContainEqual(
      expect.objectContaining({ "error.type": "not_found", "rabbitmq.queue": "mes.nope", "rabbitmq.vhost": "/" }),
    );
    expect(documents).toContainEqual(expect.objectContaining({ "rabbitmq.alarm": "memory", "log.level": "warn" }));
    expect([...valuesOf(documents, "rabbitmq.client")]).toContain("order-worker-7");
  });
});
