/**
 * The shop's database, as synthesized for the environment `staging`: a real PostgreSQL with a replica and TLS, its real
 * exporter and YACE with the flags, connection and relabelling of their Helm values, a stand-in for AWS, and the real
 * Prometheus, which records as the PrometheusRules say. Only addresses differ, everything follows faster, and exporters
 * are asked in the clear: tls-exporters.test.ts is about certificates.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import type { PostgresExporterValues } from "../../constructs/chart-values/prometheus-postgres-exporter";
import type { CloudWatchExporterValues } from "../../constructs/chart-values/yet-another-cloudwatch-exporter";
import { scrapeTimeout } from "../../environments/scrape";
import { staging } from "../../environments/staging";
import type { PolicyDocument } from "../../exporters/iam-policy";
import type { Metric } from "../../promql/metric";
import { postgres as metrics } from "../../signals/contracts/postgres";
import { rds } from "../../signals/contracts/rds";
import { toldByService } from "../../signals/resource-alarm";
import { db } from "../../signals/use/database";
import { shopDatabase } from "../../system/shop";
import { days, gibibytes, inSeconds, minutes, seconds } from "../../units/quantities";
import type { Duration } from "../../units/quantities";
import { promDuration } from "../../units/text";
import { emptyFolder } from "../support/folder";
import { inTheClear } from "../support/in-the-clear";
import type { AwsProxy } from "../support/live/aws-proxy";
import { startAwsProxy } from "../support/live/aws-proxy";
import { selfMadeCertificate } from "../support/live/certificate";
import type { Exporter } from "../support/live/exporter";
import { helmTemplate } from "../support/live/helm";
import type { Mood, MoodyProxy } from "../support/live/moody-proxy";
import { startMoodyProxy } from "../support/live/moody-proxy";
import type { Moto } from "../support/live/moto";
import { startMoto } from "../support/live/moto";
import type { Postgres } from "../support/live/postgres";
import { startPostgres } from "../support/live/postgres";
import { startPostgresExporter } from "../support/live/postgres-exporter";
import type { Program } from "../../engines/run/process";
import type { Session } from "../support/live/psql";
import { pause } from "../../engines/run/process";
import type { Prometheus, ScrapeConfig } from "../support/live/prometheus";
import { startPrometheus } from "../support/live/prometheus";
import type { RuleFiles } from "../../engines/run/promtool";
import { scrapeConfigs } from "../support/live/service-monitor";
import { startStandby } from "../support/live/standby";
import { stopAll } from "../support/live/stop-all";
import type { Branch } from "../support/live/tree";
import { unprivileged } from "../support/live/unprivileged";
import { startYace } from "../support/live/yace";
import { dashboardOf, rulesOf, valuesOf } from "../support/synthesized";
import { resourceIn, useSlices } from "../support/use-slices";

const root = join(__dirname, "..", "..");
const stack = useSlices(inTheClear(staging), shopDatabase);
const release = (name: string) => valuesOf(resourceIn(stack, "helm_release", name));
const serverValues = release("use-shop-db-postgres") as PostgresExporterValues;
const awsValues = release("use-shop-db-cloudwatch") as CloudWatchExporterValues;

const gibi = gibibytes(1).bytes;
const of = { db_instance: shopDatabase.name };
const patience = seconds(60);
const password = "not-a-secret";
const mostConnections = 40;
/** In AWS it is called otherwise. */
const instance = "example-shop-staging";

let moto: Moto;
let aws: AwsProxy;
let server: Postgres;
let standby: Program;
/** A service that does nothing. */
let idle: Session | undefined;
const exporters = new Map<Measurer, Exporter>();
/** Each exporter is scraped through one. */
const moods = new Map<Measurer, MoodyProxy>();
let prometheus: Prometheus;

type Measurer = "postgres" | "cloudwatch";
const job = { postgres: "use-shop-db-postgres", cloudwatch: "use-shop-db-cloudwatch" } as const;

/** Two points, a minute and two ago: AWS is late. */
async function publish(): Promise<void> {
  const points = {
    FreeableMemory: 2 * gibi,
    SwapUsage: 100 * 2 ** 20,
    CPUUtilization: 12.5,
    FreeStorageSpace: 50 * gibi,
    DatabaseConnections: 12,
  };
  for (const [name, value] of Object.entries(points))
    for (const ago of [minutes(1), minutes(2)])
      await moto.putMetric({
        namespace: "AWS/RDS",
        name,
        dimensions: { DBInstanceIdentifier: instance },
        value,
        at: Date.now() - ago.milliseconds,
      });
}

/** What docs/databases.md tells the owner of a database to do. */
const documentedUser = () => {
  const [, statements = ""] = /```sql\n([^`]+)```/.exec(readFileSync(join(root, "docs", "databases.md"), "utf8")) ?? [];
  return statements.replace("…", password);
};

async function startServer(): Promise<void> {
  await selfMadeCertificate(certificates, "database", days(2));
  const [certificate = "", key = ""] = ["crt", "key"].map((kind) => join(certificates, `database.${kind}`));
  unprivileged([certificates, certificate, key]);
  const tls = { ssl: "on", ssl_cert_file: certificate, ssl_key_file: key };
  server = await startPostgres({ settings: { ...tls, max_connections: mostConnections } });
  await server.sql(documentedUser());
  await server.sql("create table orders (id int primary key, note text); insert into orders values (1, 'a'), (2, 'b')");
  standby = await startStandby(server, "replica");
  idle = server.session();
  await idle.sql("select 1");
}

/** As its values say, but for the host and the place of the certificate. */
function connection() {
  const { database, sslmode, user, extraParams } = serverValues.config.datasource;
  const [mount] = serverValues.extraVolumeMounts;
  const parameters = extraParams.replace(
    `${mount?.mountPath ?? ""}/global-bundle.pem`,
    join(certificates, "database.crt"),
  );
  return { uri: `localhost:${server.port}/${database}?sslmode=${sslmode}&${parameters}`, user, password };
}

const certificates = emptyFolder("certificates");

async function startExporter(which: Measurer): Promise<void> {
  const starting =
    which === "postgres"
      ? startPostgresExporter({ arguments: serverValues.config.extraArgs, dataSource: connection() })
      : startYace(parse(awsValues.config) as Branch, { awsUrl: aws.url, flags: awsValues.extraArgs });
  const exporter = await starting;
  exporters.set(which, exporter);
  moods.set(which, await startMoodyProxy(exporter.url, undefined, seconds(inSeconds(scrapeTimeout) + 1)));
}

async function stopExporter(which: Measurer): Promise<void> {
  await stopAll(moods.get(which), exporters.get(which));
}

const scrapesOf = (values: PostgresExporterValues | CloudWatchExporterValues, url = "") => {
  const { fullnameOverride: name, serviceMonitor } = values;
  const { relabelings, metricRelabelings } = serviceMonitor;
  const monitor = {
    metadata: { name, namespace: "monitoring" },
    spec: { endpoints: [{ port: "http", relabelings, metricRelabelings }] },
  };
  const pod = {
    namespace: "monitoring",
    service: name,
    pod: `${name}-1`,
    container: name,
    addresses: { http: url.replace("http://", "") },
  };
  return scrapeConfigs(monitor, [pod]);
};

/** @param every how often, and how long an answer may take. */
const scrapes = (every: Duration): ScrapeConfig[] =>
  [...scrapesOf(serverValues, moods.get("postgres")?.url), ...scrapesOf(awsValues, moods.get("cloudwatch")?.url)].map(
    (config) => ({ ...config, scrape_interval: promDuration(every), scrape_timeout: promDuration(every) }),
  );
/** An exporter that cannot connect takes a second to say so. */
const often = seconds(2);

/** The rules as the chart renders them, once a second. */
async function ruleFiles(): Promise<RuleFiles> {
  const name = "use-shop-db-rules";
  const objects = await helmTemplate(join(root, "constructs", "charts", "prometheus-rules"), name, release(name));
  return Object.fromEntries(
    objects.map(({ metadata, spec }) => {
      const { groups } = spec as { groups: object[] };
      return [metadata.name, { groups: groups.map((group) => ({ ...group, interval: "1s" })) }] as const;
    }),
  );
}

/** The day before, for what is compared with it. */
function yesterday(): string {
  const name = db.cacheHits.ratio.name;
  const now = Math.floor(Date.now() / 1000);
  const points = Array.from({ length: 144 }, (_, at) => `${name}{db_instance="shop-db"} 1 ${now - 86_400 + at * 600}`);
  return [`# TYPE ${name} gauge`, ...points, "# EOF", ""].join("\n");
}

beforeAll(async () => {
  moto = await startMoto();
  await moto.createDatabase(instance, { monitoring: shopDatabase.name });
  await publish();
  aws = await startAwsProxy(moto.url);
  await startServer();
  await Promise.all([startExporter("postgres"), startExporter("cloudwatch")]);
  prometheus = await startPrometheus({
    ruleFiles: await ruleFiles(),
    scrapeConfigs: scrapes(often),
    history: yesterday(),
  });
  await prometheus.waitFor(db.memory.utilisation.name, ({ length }) => length === 1, patience);
  await prometheus.waitFor(db.cacheHits.ratio.name, ({ length }) => length === 1, patience);
}, 180_000);

afterAll(async () => {
  const session = { stop: async () => idle?.close() };
  await stopAll(prometheus, ...moods.values(), ...exporters.values(), aws, standby, session, server, moto);
}, 30_000);

/** What would fire, but for pending periods: severity and alert, and which exporter. */
async function crossed(): Promise<string[]> {
  const all = await Promise.all(
    rulesOf(resourceIn(stack, "grafana_rule_group", "use-shop-db-alerts")).map(async ({ uid, labels, data }) => {
      const [value, threshold] = data as [{ model: { expr: string } }, { model: { conditions: [Condition] } }];
      const { type, params } = threshold.model.conditions[0].evaluator;
      return (await prometheus.query(value.model.expr))
        .filter((sample) => (type === "gt" ? sample.value > params[0] : sample.value < params[0]))
        .map((sample) =>
          [(labels as { severity: string }).severity, uid, sample.labels.exporter].filter(Boolean).join(" "),
        );
    }),
  );
  return all.flat().sort();
}

interface Condition {
  readonly evaluator: { readonly type: "gt" | "lt"; readonly params: [number] };
}

/** Asks until it is so, and gives the last answer when time is up. */
async function eventuallyCrossed(expected: readonly string[]): Promise<string[]> {
  const deadline = Date.now() + patience.milliseconds;
  while (Date.now() < deadline && JSON.stringify(await crossed()) !== JSON.stringify(expected))
    await pause(seconds(0.5));
  return crossed();
}

/** Until a scrape that begins from now on is over, and evaluated. */
async function scrapedAnew(): Promise<void> {
  for (const series of [`up{job="${job.postgres}"}`, db.reachable.up.name]) {
    const now = Date.now() / 1000;
    await prometheus.waitFor(
      `timestamp(${series})`,
      ([sample]) => sample !== undefined && sample.value > now,
      patience,
    );
  }
}

const valueOf = async ({ name }: Metric) => (await prometheus.query(name)).map(({ value }) => value);
const untilGone = ({ name }: Metric) => prometheus.waitFor(name, ({ length }) => length === 0, patience);
const untilValue = (metric: Metric, isRight: (value: number) => boolean) =>
  prometheus.waitFor(metric.name, ([sample]) => sample !== undefined && isRight(sample.value), patience);

describe("what the exporters say of the database", () => {
  const all: readonly Metric[] = [...Object.values(metrics), ...Object.values(rds)];

  it.each(all)("$name has the labels of the contract", async ({ name, labels, sometimes = [] }) => {
    const series = await prometheus.waitFor(name, ({ length }) => length > 0, patience);
    for (const sample of series) {
      const carried = Object.keys(sample.labels).filter((label) => !sometimes.includes(label));
      expect(carried.sort()).toEqual(["__name__", ...labels].sort());
    }
  });

  it("is nothing that nobody asks for", async () => {
    const kept = await prometheus.query(`count by (__name__) ({job="${job.postgres}"})`);
    const names = new Set(Object.values(metrics).map(({ name }) => name));
    const others = kept.map(({ labels }) => labels.__name__ ?? "").filter((name) => !names.has(name));
    expect(others.filter((name) => !/^(up|scrape_.+)$/.test(name))).toEqual([]);
  });

  it("is told over a connection that is encrypted, by a user that may not write", async () => {
    const encrypted =
      "select bool_and(ssl) from pg_stat_ssl join pg_stat_activity using (pid) where usename = 'monitoring'";
    expect(await server.sql(encrypted)).toBe("t");
    expect(await server.sql("select has_table_privilege('monitoring', 'orders', 'insert, update, delete')")).toBe("f");
  });

  it("is all that was asked for: no part of the exporter was refused", async () => {
    expect(await prometheus.query(`${metrics.collected.name} == 0`)).toEqual([]);
  });
});

describe("the recorded series", () => {
  it.each<[string, Metric, number]>([
    ["memory in use, per cent (11)", db.memory.utilisation, 75],
    ["memory in use, bytes (11)", db.memory.used, 6 * gibi],
    ["swap", db.swap.used, 100 * 2 ** 20],
    ["CPU", db.cpu.utilisation, 12.5],
    ["storage in use", db.storage.used, 0.75],
    ["storage left", db.storage.left, 50 * gibi],
    ["time until the storage is full", db.storageTime.left, 30 * 86_400],
    ["reachable", db.reachable.up, 1],
    ["deadlocks", db.deadlocks.count, 0],
  ])("of %s has exactly the label db_instance, and the right value", async (_, { name }, value) => {
    expect(await prometheus.query(name)).toMatchObject([{ labels: { __name__: name, ...of }, value }]);
    expect(Object.keys((await prometheus.query(name))[0]?.labels ?? {})).toHaveLength(2);
  });

  it("of saturation speak of memory, CPU, storage and connections", async () => {
    const shares = await prometheus.query('monitoring:resource_saturation:ratio{resource="shop-db"}');
    expect(Object.fromEntries(shares.map(({ labels, value }) => [labels.what, value]))).toEqual({
      memory: 0.75,
      cpu: 0.125,
      storage: 0.75,
      connections: expect.any(Number) as unknown,
    });
  });

  it("of connections count sessions of clients", async () => {
    const sessions = Array.from({ length: 20 }, () => server.session());
    await Promise.all(sessions.map((session) => session.sql("select 1")));
    // And one that is idle, and the exporter's own, which come and go.
    await untilValue(db.connections.used, (value) => value >= 21 / mostConnections && value < 25 / mostConnections);
    await Promise.all(sessions.map((session) => session.close()));
  }, 90_000);

  it("of connections go on when the last one is taken, and somebody is woken for that alone", async () => {
    const sessions = Array.from({ length: mostConnections }, () => server.session());
    await Promise.allSettled(sessions.map((session) => session.sql("select 1")));
    const both = ["page shop-db-connections-page", "ticket shop-db-connections"];
    expect(await eventuallyCrossed(both)).toEqual(both);
    await expect(server.sql("select 1")).rejects.toThrow("too many clients");
    // The exporter is refused like all others, and says what it still can.
    await scrapedAnew();
    expect(await crossed()).toEqual(both);
    expect(await valueOf(db.reachable.up)).toEqual([1]);
    await Promise.all(sessions.map((session) => session.close()));
    expect(await eventuallyCrossed([])).toEqual([]);
  }, 120_000);

  it("of statements know how long one takes, by its id", async () => {
    for (let times = 0; times < 8; times++) await server.sql("select pg_sleep(0.3)");
    const id = await server.sql("select queryid from pg_stat_statements where query like 'select pg_sleep%'");
    const mean = `${db.statements.mean.name}{queryid="${id}"}`;
    await prometheus.waitFor(mean, ([sample]) => sample !== undefined && Math.abs(sample.value - 0.3) < 0.03, patience);
  }, 90_000);

  it("of locks count who waits, also while a whole table is locked, and of transactions the oldest", async () => {
    const holder = server.session();
    const others = Array.from({ length: 7 }, () => server.session());
    await holder.sql("begin; lock table orders in access exclusive mode");
    const waiting = others.map((session) => session.sql("select count(*) from orders").catch(() => ""));
    await untilValue(db.lockWaits.count, (value) => value === 7);
    await untilValue(db.oldestTransaction.age, (value) => value > 5);
    // Whoever asks for the size of a table waits too: the exporter does not.
    expect(await valueOf(db.reachable.up)).toEqual([1]);
    expect(await eventuallyCrossed(["ticket shop-db-locks"])).toEqual(["ticket shop-db-locks"]);
    await holder.sql("rollback");
    await Promise.all(waiting);
    await Promise.all([holder, ...others].map((session) => session.close()));
    await untilValue(db.lockWaits.count, (value) => value === 0);
  }, 120_000);

  it("of deadlocks count them", async () => {
    const [one, other] = [server.session(), server.session()];
    await one.sql("begin; update orders set note = 'c' where id = 1");
    await other.sql("begin; update orders set note = 'c' where id = 2");
    await Promise.allSettled([
      one.sql("update orders set note = 'd' where id = 2"),
      other.sql("update orders set note = 'd' where id = 1"),
    ]);
    await Promise.all([one.close(), other.close()]);
    await untilValue(db.deadlocks.count, (value) => value > 0.9);
  }, 90_000);
});

describe("the synthesized queries", () => {
  const panels = dashboardOf(resourceIn(stack, "grafana_dashboard", "use-shop-db")).panels.flatMap(
    ({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })),
  );
  const alerts = rulesOf(resourceIn(stack, "grafana_rule_group", "use-shop-db-alerts")).map(({ uid, data }) => ({
    title: `alert ${uid}`,
    expr: (data as { model: { expr: string } }[])[0]?.model.expr ?? "",
  }));

  // It has a value only while a service pages, and none is here.
  const whileToldOnly = panels.filter(({ expr }) => expr.includes(toldByService.ratio.name));
  const always = panels.filter((panel) => !whileToldOnly.includes(panel));

  it("of who tells of it are answered by nobody, for no service pages", async () => {
    expect(whileToldOnly).toHaveLength(1);
    for (const { expr } of whileToldOnly) expect(await prometheus.query(expr)).toEqual([]);
  });

  it.each([...always, ...alerts])("of $title are answered", async ({ expr }) => {
    const answer = await prometheus.query(expr);
    expect(answer).not.toEqual([]);
    for (const { value } of answer) expect(value).not.toBeNaN();
  });

  it("are beyond no threshold while all is well", async () => {
    expect(await crossed()).toEqual([]);
  });
});

describe("the role of the exporter", () => {
  it("may do all that the exporter asked AWS for, and nothing else", () => {
    const { policy } = resourceIn(stack, "aws_iam_role_policy", job.cloudwatch);
    const { Statement } = JSON.parse(policy as string) as PolicyDocument;
    // Everybody may ask who they are.
    const asked = aws.actions().filter((action) => action !== "sts:GetCallerIdentity");
    expect(Statement.flatMap(({ Action }) => Action)).toEqual(asked);
  });
});

const absent = (which: Measurer) => [`ticket shop-db-exporter ${which}`];

describe("when AWS", () => {
  it.each<[string, () => unknown, () => unknown]>([
    ["answers garbage", () => (aws.mood = "garbage"), () => (aws.mood = "well")],
    ["is down", () => aws.leave(), () => aws.comeBack()],
  ])(
    "%s, its absence is seen, and nothing else; and all ends when it ends",
    async (_, begin, end) => {
      await publish();
      await begin();
      expect(await eventuallyCrossed(absent("cloudwatch"))).toEqual(absent("cloudwatch"));
      await untilGone(db.memory.utilisation);
      expect(await valueOf(db.reachable.up)).toEqual([1]);
      await end();
      expect(await eventuallyCrossed([])).toEqual([]);
    },
    150_000,
  );

  it("answers after ten seconds, what was known stays what was known", async () => {
    aws.mood = "slow";
    while (aws.answeredLate === 0) await pause(seconds(0.5));
    expect(await crossed()).toEqual([]);
    expect(await valueOf(db.memory.utilisation)).toEqual([75]);
    aws.mood = "well";
  }, 60_000);
});

describe("when an exporter", () => {
  const setMood = (which: Measurer, mood: Mood) => {
    const proxy = moods.get(which);
    if (proxy) proxy.mood = mood;
  };
  const tells = { postgres: db.reachable.up, cloudwatch: db.memory.utilisation };

  it.each<[Measurer, string, Mood]>([
    ["postgres", "takes longer than a scrape may", "slow"],
    ["postgres", "answers garbage", "garbage"],
    ["cloudwatch", "takes longer than a scrape may", "slow"],
    ["cloudwatch", "answers garbage", "garbage"],
  ])(
    "%s %s, its absence is seen, and nothing else; and all ends when it ends",
    async (which, _, mood) => {
      await publish();
      setMood(which, mood);
      await untilGone(tells[which]);
      expect(await eventuallyCrossed(absent(which))).toEqual(absent(which));
      setMood(which, "well");
      expect(await eventuallyCrossed([])).toEqual([]);
    },
    150_000,
  );
});

/** As the kubelet does with the exporter's liveness probe; only that it asks again at once. */
async function restartOnceItHangs(): Promise<void> {
  const { httpGet, timeoutSeconds, failureThreshold } = serverValues.livenessProbe;
  const answers = () =>
    fetch(`${exporters.get("postgres")?.url ?? ""}${httpGet.path}`, {
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    }).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let failures = 0; failures < failureThreshold;) failures = (await answers()) ? 0 : failures + 1;
  await stopExporter("postgres");
  await startExporter("postgres");
}

/** No service pages that needs it: there is none. */
const unreachable = ["page shop-db-unreachable-page", "ticket shop-db-unreachable"];

describe("when the database hangs", () => {
  it("the exporter does too, is started anew, and somebody is woken because nobody can connect, and for nothing else", async () => {
    await publish();
    await server.freeze();
    try {
      // It does not come to this alert: the new start is sooner (__tests__/exporters/postgres.test.ts).
      expect(await eventuallyCrossed(absent("postgres"))).toEqual(absent("postgres"));
      await restartOnceItHangs();
      await prometheus.reload({ scrapeConfigs: scrapes(scrapeTimeout) });
      expect(await eventuallyCrossed(unreachable)).toEqual(unreachable);
      expect(await prometheus.query(`up{job="${job.postgres}"}`)).toMatchObject([{ value: 1 }]);
      expect(await valueOf(db.memory.utilisation)).toEqual([75]);
    } finally {
      await server.thaw();
    }
    await prometheus.reload({ scrapeConfigs: scrapes(often) });
    expect(await eventuallyCrossed([])).toEqual([]);
  }, 150_000);
});

describe("when the replica is gone", () => {
  it("what is kept for it grows, as more is written", async () => {
    await standby.stop();
    await server.sql("create table bulk as select n, repeat('x', 1000) from generate_series(1, 50000) as n");
    await untilValue(db.replicationLag.behind, (value) => value > 40 * 2 ** 20);
  }, 90_000);
});

describe("when the database is killed", () => {
  it("somebody is woken because nobody can connect, and for nothing else", async () => {
    await publish();
    await idle?.close();
    await server.stop();
    expect(await eventuallyCrossed(unreachable)).toEqual(unreachable);
    // The exporter does its work: it says so.
    expect(await prometheus.query(`up{job="${job.postgres}"}`)).toMatchObject([{ value: 1 }]);
    expect(await valueOf(db.memory.utilisation)).toEqual([75]);
    await untilGone(db.lockWaits.count);
  }, 90_000);
});

describe("when the exporter is killed", () => {
  it("its absence is seen, and nothing else: whether the database is there nobody knows", async () => {
    await stopExporter("postgres");
    expect(await eventuallyCrossed(absent("postgres"))).toEqual(absent("postgres"));
    await untilGone(db.reachable.up);
  }, 90_000);

  it("and the other one too, both are named, by one alert", async () => {
    await stopExporter("cloudwatch");
    const both = [...absent("cloudwatch"), ...absent("postgres")];
    expect(await eventuallyCrossed(both)).toEqual(both);
  }, 90_000);
});
