/** The launchers of real engines: each starts, answers what it should, and leaves nothing behind. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { days, hours, milliseconds, minutes, seconds } from "../../units/quantities";
import { startBlackbox } from "../support/live/blackbox";
import type { Exporter } from "../support/live/exporter";
import type { Guarded } from "../../engines/run/guarded-folder";
import { servePage } from "../support/live/http-page";
import { startJsonExporter } from "../support/live/json-exporter";
import type { Moto } from "../support/live/moto";
import { startMoto } from "../support/live/moto";
import type { Postgres } from "../support/live/postgres";
import { startPostgres } from "../support/live/postgres";
import { startPostgresExporter } from "../support/live/postgres-exporter";
import { pause } from "../../engines/run/process";
import { startPrometheus } from "../support/live/prometheus";
import type { RabbitMq } from "../support/live/rabbitmq";
import { startRabbitMq } from "../support/live/rabbitmq";
import { consume, publishMany } from "../support/live/rabbitmq-clients";
import { startYace } from "../support/live/yace";

let rabbitMq: RabbitMq;
let postgres: Postgres;
let moto: Moto;
let jsonExporter: Exporter;
let postgresExporter: Exporter;
let blackbox: Exporter;

beforeAll(async () => {
  [rabbitMq, postgres, moto] = await Promise.all([startRabbitMq(), startPostgres(), startMoto()]);
  [jsonExporter, postgresExporter, blackbox] = await Promise.all([
    startJsonExporter(bindings, { [passwordPath]: "of-monitoring" }),
    startPostgresExporter({
      arguments: ["--collector.stat_statements", "--collector.long_running_transactions"],
      dataSource: { uri: postgres.uri, user: "monitoring", password: "of-monitoring" },
    }),
    startBlackbox({ modules: { http_2xx: { prober: "http", http: { preferred_ip_protocol: "ip4" } } } }),
  ]);
}, 120_000);

const everything = () => [jsonExporter, postgresExporter, blackbox, rabbitMq, postgres, moto];

// Stopping twice is allowed, and the last test did if it came so far.
afterAll(async () => {
  for (const each of everything() as (Guarded | undefined)[]) await each?.stop();
}, 60_000);

const passwordPath = "/etc/rabbitmq/password";
const bindings = {
  modules: {
    rabbitmq: {
      http_client_config: { basic_auth: { username: "monitoring", password_file: passwordPath } },
      metrics: [
        {
          name: "rabbitmq_binding",
          type: "object",
          valuetype: "gauge",
          help: "One series per queue binding",
          path: '{ [?(@.destination_type=="queue")] }',
          labels: {
            exchange: "{ .source }",
            properties_key: "{ .properties_key }",
            queue: "{ .destination }",
            routing_key: "{ .routing_key }",
            vhost: "{ .vhost }",
          },
          values: { info: "1" },
        },
      ],
    },
  },
};

/** Asks until a line is there, and gives back all lines that begin like this. */
async function linesOf(ask: () => Promise<string>, start: string, wanted = start): Promise<readonly string[]> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const lines = (await ask()).split("\n").filter((line) => line.startsWith(start));
    if (lines.some((line) => line.startsWith(wanted))) return lines.sort();
    if (Date.now() > deadline) throw new Error(`No ${wanted} within 20 s, only:\n${lines.join("\n")}`);
    await pause(milliseconds(200));
  }
}

const page = (url: string) => async () => (await fetch(url)).text();

describe("RabbitMQ", () => {
  const coarse = () => page(`${rabbitMq.prometheusUrl}/metrics/detailed?family=queue_coarse_metrics`);

  beforeAll(async () => {
    await rabbitMq.declareExchange("mes.events", "topic");
    await rabbitMq.declareQueue("mes.orders");
    await rabbitMq.bind("mes.events", "mes.orders", "order.created");
  });

  it("shows the depth of a queue", async () => {
    await publishMany(rabbitMq.amqpUrl, { exchange: "mes.events", routingKey: "order.created", count: 5 });
    const queue = 'rabbitmq_detailed_queue_messages{vhost="/",queue="mes.orders"}';
    expect(await linesOf(coarse(), queue, `${queue} 5`)).toEqual([`${queue} 5`]);
  });

  it("says whether a message was routed", async () => {
    expect(await rabbitMq.publish("mes.events", "order.created")).toBe(true);
    expect(await rabbitMq.publish("mes.events", "order.lost")).toBe(false);
    expect(await rabbitMq.publish("", "mes.orders")).toBe(true);
  });

  it("has consumers that acknowledge nothing, and die", async () => {
    const unacknowledged = 'rabbitmq_detailed_queue_messages_unacked{vhost="/",queue="mes.orders"}';
    const consumer = await consume(rabbitMq.amqpUrl, { queue: "mes.orders", prefetch: 3, acknowledges: false });
    await linesOf(coarse(), unacknowledged, `${unacknowledged} 3`);
    expect(consumer.received()).toBe(3);
    consumer.die();
    await linesOf(coarse(), unacknowledged, `${unacknowledged} 0`);
  });

  it("has consumers that empty a queue", async () => {
    const queue = 'rabbitmq_detailed_queue_messages{vhost="/",queue="mes.orders"}';
    const consumer = await consume(rabbitMq.amqpUrl, { queue: "mes.orders" });
    await linesOf(coarse(), queue, `${queue} 0`);
    await consumer.close();
    expect(consumer.received()).toBe(7);
  });

  it("refuses in words", async () => {
    await expect(rabbitMq.admin("GET", "/queues/%2F/none")).rejects.toThrow(/refused GET .*404 .*Not Found/);
  });
});

describe("the JSON exporter", () => {
  it("shows the bindings, with the password that the pod would have mounted", async () => {
    const nothing = "^$";
    await rabbitMq.addUser("monitoring", {
      password: "of-monitoring",
      tags: ["monitoring"],
      permissions: { configure: nothing, write: nothing, read: nothing },
    });
    const probe = `/probe?module=rabbitmq&target=${rabbitMq.managementUrl}/api/bindings`;
    expect(await linesOf(() => jsonExporter.metrics(probe), "rabbitmq_binding_info{")).toEqual([
      'rabbitmq_binding_info{exchange="",properties_key="mes.orders",queue="mes.orders",routing_key="mes.orders",vhost="/"} 1',
      'rabbitmq_binding_info{exchange="mes.events",properties_key="order.created",queue="mes.orders",routing_key="order.created",vhost="/"} 1',
    ]);
  });
});

describe("PostgreSQL and its exporter", () => {
  it("tell a database that lets nobody in from one that does", async () => {
    expect(await linesOf(() => postgresExporter.metrics(), "pg_up ")).toEqual(["pg_up 0"]);
    await postgres.sql(
      "create role monitoring login password 'of-monitoring'; grant pg_monitor to monitoring; create extension pg_stat_statements",
    );
    expect(await linesOf(() => postgresExporter.metrics(), "pg_up ", "pg_up 1")).toEqual(["pg_up 1"]);
  });

  it("show connections, transactions that stay open, and statements", async () => {
    const session = postgres.session();
    expect(await session.sql("begin; select 40 + 2, 'two'")).toBe("42|two");
    const text = await postgresExporter.metrics();
    await session.close();
    expect(text).toMatch(/^pg_settings_max_connections\{.*\} 100$/m);
    expect(text).toMatch(
      /^pg_stat_activity_count\{.*datname="shop".*state="idle in transaction".*usename="owner".*\} 1$/m,
    );
    expect(text).toMatch(/^pg_long_running_transactions [1-9]/m);
    expect(text).toMatch(/^pg_stat_statements_calls_total\{datname="shop",queryid="-?\d+",user="owner"\} \d+$/m);
  });

  it("refuse in words, and a session that failed is over", async () => {
    await expect(postgres.sql("select 1 / 0")).rejects.toThrow("division by zero");
    const session = postgres.session();
    await expect(session.sql("select * from nothing")).rejects.toThrow('relation "nothing" does not exist');
    await session.close();
  });
});

describe("the blackbox exporter", () => {
  it("probes a page", async () => {
    const shop = await servePage("open");
    const probe = (target: string) => blackbox.metrics(`/probe?module=http_2xx&target=http://${target}/`);
    expect(await probe(shop.address)).toMatch(/^probe_success 1$/m);
    await shop.stop();
    expect(await probe(shop.address)).toMatch(/^probe_success 0$/m);
  });
});

describe("YACE", () => {
  const region = "eu-central-1";
  const config = {
    apiVersion: "v1alpha1",
    "sts-region": region,
    discovery: {
      exportedTagsOnMetrics: { "AWS/S3": ["monitoring"], "AWS/RDS": ["monitoring"] },
      jobs: [
        {
          type: "AWS/S3",
          regions: [region],
          searchTags: [{ key: "monitoring", value: "^shop-media$" }],
          metrics: [{ name: "BucketSizeBytes", statistics: ["Average"], period: 86400, length: 259200 }],
        },
        {
          type: "AWS/RDS",
          regions: [region],
          searchTags: [{ key: "monitoring", value: "^shop-db$" }],
          dimensionNameRequirements: ["DBInstanceIdentifier"],
          metrics: [{ name: "FreeableMemory", statistics: ["Average"], period: 60, length: 600 }],
        },
      ],
    },
  };

  it("shows what moto knows of the tagged bucket and database, and of no others", async () => {
    const midnight = Math.floor(Date.now() / days(1).milliseconds) * days(1).milliseconds;
    for (const name of ["shop-media", "shop-media-old"]) {
      await moto.createBucket(name, { monitoring: name });
      await moto.putMetric({
        namespace: "AWS/S3",
        name: "BucketSizeBytes",
        dimensions: { BucketName: name, StorageType: "StandardStorage" },
        value: 5e9,
        at: midnight - hours(24).milliseconds,
        unit: "Bytes",
      });
    }
    await moto.createDatabase("shop-db", { monitoring: "shop-db" });
    await moto.putMetric({
      namespace: "AWS/RDS",
      name: "FreeableMemory",
      dimensions: { DBInstanceIdentifier: "shop-db" },
      value: 2 ** 31,
      at: Date.now() - minutes(3).milliseconds,
    });

    const yace = await startYace(config, { awsUrl: moto.url });
    try {
      expect(await linesOf(() => yace.metrics(), "aws_s3_bucket_size_bytes_average{")).toEqual([
        'aws_s3_bucket_size_bytes_average{account_id="123456789012",dimension_BucketName="shop-media",dimension_StorageType="StandardStorage",name="arn:aws:s3:::shop-media",region="eu-central-1",tag_monitoring="shop-media"} 5e+09',
      ]);
      expect(await linesOf(() => yace.metrics(), "aws_rds_freeable_memory_average{")).toEqual([
        'aws_rds_freeable_memory_average{account_id="123456789012",dimension_DBInstanceIdentifier="shop-db",name="arn:aws:rds:eu-central-1:123456789012:db:shop-db",region="eu-central-1",tag_monitoring="shop-db"} 2.147483648e+09',
      ]);
    } finally {
      await yace.stop();
    }
  });
});

describe("Prometheus", () => {
  it("scrapes them", async () => {
    const prometheus = await startPrometheus({
      scrapeConfigs: [
        {
          job_name: "rabbitmq",
          metrics_path: "/metrics/detailed",
          params: { family: ["queue_coarse_metrics", "queue_consumer_count"] },
          static_configs: [{ targets: [rabbitMq.prometheusAddress] }],
        },
        { job_name: "postgres", static_configs: [{ targets: [postgresExporter.address] }] },
      ],
    });
    try {
      await prometheus.waitFor(
        "rabbitmq_detailed_queue_consumers == 0 and rabbitmq_detailed_queue_messages == 0",
        some,
      );
      await prometheus.waitFor("pg_up == 1", some);
    } finally {
      await prometheus.stop();
    }
  }, 60_000);
  const some = (samples: readonly unknown[]) => samples.length > 0;
});

describe("when all is over", () => {
  it("ends with the process that started it, even if that is killed", async () => {
    const support = JSON.stringify(join(__dirname, "../../engines/run/guarded-folder.ts"));
    const code = `
      const folder = require(${support}).guardedFolder("orphan");
      folder
        .run({ command: "sleep", arguments: ["600"], ready: async () => true })
        .then(({ pid }) => console.log(JSON.stringify({ pid, path: folder.path })));`;
    const parent = spawn(process.execPath, ["-r", "tsx/cjs", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
    const [said] = (await once(parent.stdout, "data").finally(() => parent.kill("SIGKILL"))) as [Buffer];
    const { pid, path } = JSON.parse(said.toString()) as { pid: number; path: string };
    await until(() => !isRunning(pid) && !existsSync(path));
    expect([isRunning(pid), existsSync(path)]).toEqual([false, false]);
  }, 60_000);

  it("and so does Prometheus", async () => {
    const support = JSON.stringify(join(__dirname, "../../engines/run/prometheus.ts"));
    const code = `require(${support}).startPrometheus().then(({ url }) => console.log(url));`;
    const parent = spawn(process.execPath, ["-r", "tsx/cjs", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
    const [said] = (await once(parent.stdout, "data").finally(() => parent.kill("SIGKILL"))) as [Buffer];
    const answers = () =>
      fetch(said.toString().trim()).then(
        () => true,
        () => false,
      );
    while (await answers()) await pause(milliseconds(100));
  }, 60_000);

  it("leaves no process, no folder and no open port", async () => {
    const urls = [rabbitMq.managementUrl, rabbitMq.prometheusUrl, moto.url, postgresExporter.url, blackbox.url];
    const folders = everything().map(({ folder }) => folder);
    const pids = processesOf(folders);
    // A guardian and a program each; the port mapper; helpers of RabbitMQ and PostgreSQL.
    expect(pids.length).toBeGreaterThan(15);
    // Somebody is still connected to both servers.
    const consumer = await consume(rabbitMq.amqpUrl, { queue: "mes.orders" });
    const session = postgres.session();
    await session.sql("begin");

    await Promise.all(everything().map((each) => each.stop()));
    consumer.die();
    await session.close();
    // The helpers notice by themselves that they are alone.
    await until(() => !pids.some(isRunning));
    expect(pids.filter(isRunning)).toEqual([]);
    expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
    for (const url of urls) await expect(fetch(url)).rejects.toThrow("fetch failed");
  }, 60_000);
});

/** Processes that have a folder in their arguments or environment, and all that they have started. */
function processesOf(folders: readonly string[]): readonly number[] {
  const columns = ["axeww", "-o", "pid=,ppid=,command="];
  const { stdout } = spawnSync("ps", columns, { encoding: "utf8", env: { PATH: process.env.PATH } });
  const all = stdout.split("\n").map((line) => {
    const [pid = "", parent = ""] = line.trim().split(/ +/);
    return { pid: Number(pid), parent: Number(parent), line };
  });
  const found = new Set<number>();
  for (let size = -1; size < found.size;) {
    size = found.size;
    for (const { pid, parent, line } of all) {
      if (found.has(parent) || folders.some((folder) => line.includes(folder))) found.add(pid);
    }
  }
  return [...found];
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(done: () => boolean): Promise<void> {
  const deadline = Date.now() + seconds(10).milliseconds;
  while (!done() && Date.now() < deadline) await pause(milliseconds(50));
}
