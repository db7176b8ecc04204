/**
 * Two buckets in two regions, as synthesized for the environment `staging`: the real exporters with the configuration,
 * flags and relabelling of their Helm values ask a stand-in for AWS, and the real Prometheus records as the
 * PrometheusRules say. Only ports differ, and everything follows faster.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { thresholdOf } from "../../alerts/alert";
import { bucketAlerts } from "../../alerts/use/bucket";
import type { CloudWatchExporterValues } from "../../constructs/chart-values/yet-another-cloudwatch-exporter";
import { staging } from "../../environments/staging";
import { cloudwatchActions } from "../../exporters/cloudwatch";
import type { PolicyDocument } from "../../exporters/iam-policy";
import type { Bucket } from "../../model/bucket";
import { bucket } from "../../model/bucket";
import { s3 } from "../../signals/contracts/s3";
import { storage } from "../../signals/use/bucket";
import { buildApp } from "../../synthesis/app";
import { system } from "../../system";
import { shopMedia } from "../../system/shop";
import { storefront } from "../../system/teams";
import { days, minutes, seconds } from "../../units/quantities";
import { emptyFolder } from "../support/folder";
import type { AwsClient } from "../support/live/aws-client";
import { awsClient } from "../support/live/aws-client";
import type { AwsProxy } from "../support/live/aws-proxy";
import { startAwsProxy } from "../support/live/aws-proxy";
import type { Exporter } from "../support/live/exporter";
import { helmTemplate } from "../support/live/helm";
import type { Moto } from "../support/live/moto";
import { startMoto } from "../support/live/moto";
import { pause } from "../../engines/run/process";
import type { Prometheus } from "../support/live/prometheus";
import { startPrometheus } from "../support/live/prometheus";
import type { RuleFiles } from "../../engines/run/promtool";
import { scrapeConfigs } from "../support/live/service-monitor";
import type { Branch } from "../support/live/tree";
import { startYace } from "../support/live/yace";
import { stopAll } from "../support/live/stop-all";
import type { SynthesizedStack } from "../support/synthesized";
import { dashboardOf, readStack, rulesOf, valuesOf } from "../support/synthesized";
import { resourceIn } from "../support/use-slices";
import { selector } from "../../promql/labels";

const archive = bucket({
  name: "shop-archive",
  description: "Old orders, which nobody reads twice.",
  owner: storefront,
  region: "eu-west-1",
});
const buckets = [shopMedia, archive];
/** In AWS they are called otherwise. */
const nameInAws = { [shopMedia.name]: "example-media-staging", [archive.name]: "example-archive-staging" };

const gibi = 2 ** 30;
const rulesChart = join(__dirname, "..", "..", "constructs", "charts", "prometheus-rules");
const faster = { scrape: seconds(1), patience: seconds(60) };

const app = buildApp({ system: { ...system, resources: buckets }, environment: staging, outdir: emptyFolder() });
app.synth();
const stack: SynthesizedStack = readStack(
  readFileSync(join(app.outdir, "stacks", "monitoring", "cdk.tf.json"), "utf8"),
);
const useName = ({ name }: Bucket) => `use-${name}`;
const values = (of: Bucket) => valuesOf(resourceIn(stack, "helm_release", useName(of))) as CloudWatchExporterValues;

/** The midnight that began the day before so many days: AWS stamps its points with it. */
const midnight = (daysAgo: number) => {
  const day = days(1).milliseconds;
  return Math.floor(Date.now() / day) * day - daysAgo * day;
};

const publish = (aws: AwsClient, of: Bucket, metric: "BucketSizeBytes" | "NumberOfObjects") => {
  const toDay = (type: string, byDaysAgo: Readonly<Record<number, number>>) =>
    Promise.all(
      Object.entries(byDaysAgo).map(([daysAgo, value]) =>
        aws.putMetric({
          namespace: "AWS/S3",
          name: metric,
          dimensions: { BucketName: nameInAws[of.name] ?? "", StorageType: type },
          value,
          at: midnight(Number(daysAgo)),
        }),
      ),
    );
  return toDay;
};

const recordedLabels = (of: Bucket) => ({ bucket: nameInAws[of.name] ?? "", region: of.region });

/** Two weeks in which nothing happened, for alerts to have a past: as the rules would have recorded it. */
function history(): string {
  const lines: string[] = [];
  const write = (name: string, labels: Readonly<Record<string, string>>, value: number) => {
    const now = Math.floor(Date.now() / 1000);
    for (let ago = days(14).milliseconds / 1000; ago > 600; ago -= 600)
      lines.push(`${name}${selector(labels)} ${value} ${now - ago}`);
  };
  const { size, objects, growth } = storage;
  lines.push(`# TYPE ${size.bytes.name} gauge`);
  write(size.bytes.name, recordedLabels(shopMedia), 150 * gibi);
  write(size.bytes.name, recordedLabels(archive), 500 * gibi);
  lines.push(`# TYPE ${objects.count.name} gauge`);
  write(objects.count.name, recordedLabels(shopMedia), 1234);
  write(objects.count.name, recordedLabels(archive), 4);
  lines.push(`# TYPE ${growth.ratio.name} gauge`);
  for (const of of buckets) write(growth.ratio.name, { resource: of.name, ...recordedLabels(of) }, 0);
  return [...lines, "# EOF", ""].join("\n");
}

let moto: Moto;
const proxies = new Map<string, AwsProxy>();
const exporters = new Map<string, Exporter>();
let prometheus: Prometheus;

const proxyOf = ({ name }: Bucket): AwsProxy => {
  const proxy = proxies.get(name);
  if (!proxy) throw new Error(`no proxy for ${name}`);
  return proxy;
};

async function startExporter(of: Bucket): Promise<void> {
  const { config, extraArgs } = values(of);
  const awsUrl = proxyOf(of).url;
  exporters.set(of.name, await startYace(parse(config) as Branch, { awsUrl, flags: extraArgs }));
}

const scrapes = (of: Bucket) => {
  const { serviceMonitor, fullnameOverride: name } = values(of);
  const { relabelings, metricRelabelings } = serviceMonitor;
  const monitor = {
    metadata: { name, namespace: "monitoring" },
    spec: { endpoints: [{ port: "http", relabelings, metricRelabelings }] },
  };
  const pod = {
    namespace: "monitoring",
    service: name,
    pod: `${name}-6d4cf56db6-x7x2p`,
    container: "prometheus-yet-another-cloudwatch-exporter",
    addresses: { http: exporters.get(of.name)?.address ?? "" },
  };
  return scrapeConfigs(monitor, [pod]);
};
const allScrapes = () => buckets.flatMap(scrapes);

/** The rules as the chart renders them, once a second. */
async function ruleFiles(): Promise<RuleFiles> {
  const rendered = await Promise.all(
    buckets.map((of) => {
      const name = `${useName(of)}-rules`;
      return helmTemplate(rulesChart, name, valuesOf(resourceIn(stack, "helm_release", name)));
    }),
  );
  return Object.fromEntries(
    rendered.flat().map(({ metadata, spec }) => {
      const { groups } = spec as { groups: { interval: string }[] };
      return [metadata.name, { groups: groups.map((group) => ({ ...group, interval: "1s" })) }] as const;
    }),
  );
}

beforeAll(async () => {
  moto = await startMoto();
  await moto.createAccountAlias("example");
  const west = awsClient(moto.url, archive.region);
  for (const [aws, of] of [
    [moto, shopMedia],
    [west, archive],
  ] as const)
    await aws.createBucket(nameInAws[of.name] ?? "", { monitoring: of.name, "cost-centre": "shop" });
  // Not ours, although its tag begins alike.
  await moto.createBucket("example-media-old", { monitoring: `${shopMedia.name}-old` });
  const media = publish(moto, shopMedia, "BucketSizeBytes");
  await media("StandardStorage", { 3: 90 * gibi, 2: 100 * gibi });
  // Not yet told of the day before yesterday, and not at all of before.
  await media("StandardIAStorage", { 3: 50 * gibi });
  await media("GlacierStorage", { 9: 7 * gibi });
  await publish(moto, shopMedia, "NumberOfObjects")("AllStorageTypes", { 2: 1234 });
  await publish(west, archive, "BucketSizeBytes")("DeepArchiveStorage", { 2: 500 * gibi, 1: 600 * gibi });
  await publish(west, archive, "NumberOfObjects")("AllStorageTypes", { 1: 5 });
  for (const of of buckets) proxies.set(of.name, await startAwsProxy(moto.url));
  await Promise.all(buckets.map(startExporter));
  prometheus = await startPrometheus({
    ruleFiles: await ruleFiles(),
    scrapeConfigs: allScrapes(),
    scrapeInterval: faster.scrape,
    history: history(),
  });
  await prometheus.waitFor(storage.growth.ratio.name, ({ length }) => length === buckets.length, faster.patience);
}, 120_000);

afterAll(async () => {
  await stopAll(prometheus, ...exporters.values(), ...proxies.values(), moto);
});

const recorded = async (name: string) =>
  (await prometheus.query(name))
    .map(({ labels, value }) => ({ ...labels, value }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? 1 : -1));

describe("what the exporter says of a bucket", () => {
  it.each([
    ["size", s3.size, 3],
    ["objects", s3.objects, 1],
    ["found", s3.found, 1],
  ] as const)("has exactly the labels of the contract: %s", async (_, metric, series) => {
    const samples = await prometheus.query(`${metric.name}{resource="${shopMedia.name}"}`);
    expect(samples).toHaveLength(series);
    for (const { labels } of samples) expect(Object.keys(labels).sort()).toEqual(["__name__", ...metric.labels].sort());
  });

  it("is of the buckets with the tag, and of no other", async () => {
    const found = await prometheus.query(`count by (resource, name) (${s3.found.name})`);
    expect(found.map(({ labels }) => labels.name).sort()).toEqual(
      Object.values(nameInAws)
        .map((name) => `arn:aws:s3:::${name}`)
        .sort(),
    );
  });
});

describe("the recorded series", () => {
  it("are the newest sizes of all storage types, with the plan's labels and no others", async () => {
    expect(await recorded(storage.size.bytes.name)).toEqual([
      { __name__: storage.size.bytes.name, ...recordedLabels(shopMedia), value: 150 * gibi },
      { __name__: storage.size.bytes.name, ...recordedLabels(archive), value: 600 * gibi },
    ]);
    expect((await recorded(storage.objects.count.name)).map(({ value }) => value)).toEqual([1234, 5]);
  });

  it("tell of growth against the week before", async () => {
    const growth = await recorded(storage.growth.ratio.name);
    expect(growth.map(({ value }) => value).sort()).toEqual([0, expect.closeTo(0.2)]);
  });
});

/** Until the exporter of a bucket has asked AWS for numbers twice more: it was answered once in between. */
async function lookedAnew(of: Bucket): Promise<void> {
  const looks = async () => {
    const text = (await exporters.get(of.name)?.metrics()) ?? "";
    return Number(/^yace_cloudwatch_getmetricdata_requests_total (\S+)/m.exec(text)?.[1]);
  };
  const before = await looks();
  while ((await looks()) < before + 2) await pause(seconds(0.5));
}

/** The value of each alert of a bucket, and whether it is beyond its threshold. */
async function alarms(of: Bucket): Promise<Record<string, { value: number | undefined; beyond: boolean }>> {
  const rules = bucketAlerts(of, { job: useName(of), port: "http" });
  const synthesized = new Map(
    rulesOf(resourceIn(stack, "grafana_rule_group", `${useName(of)}-alerts`)).map((rule) => [
      rule.uid,
      (rule.data as { model: { expr: string } }[])[0]?.model.expr ?? "",
    ]),
  );
  const entries = Object.entries(rules).map(async ([name, rule]) => {
    const [sample] = await prometheus.query(synthesized.get(rule.id) ?? "");
    const beyond =
      sample !== undefined &&
      ("above" in rule.fires ? sample.value > thresholdOf(rule.fires) : sample.value < thresholdOf(rule.fires));
    return [name, { value: sample?.value, beyond }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
const beyond = async (of: Bucket) =>
  Object.entries(await alarms(of)).flatMap(([name, alarm]) => (alarm.beyond ? [name] : []));

/** Asks until it is so, and gives the last answer when time is up. */
async function eventually(of: Bucket, expected: readonly string[], patience = faster.patience) {
  const deadline = Date.now() + patience.milliseconds;
  while (Date.now() < deadline && JSON.stringify(await beyond(of)) !== JSON.stringify(expected))
    await pause(seconds(0.5));
  return beyond(of);
}

describe("the queries", () => {
  const panels = dashboardOf(resourceIn(stack, "grafana_dashboard", useName(shopMedia))).panels.flatMap(
    ({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })),
  );

  it.each(panels)("of the panel $title are answered", async ({ expr }) => {
    const answer = await prometheus.query(expr);
    expect(answer).not.toEqual([]);
    for (const { value } of answer) expect(value).not.toBeNaN();
  });

  it("of the alerts have a number while all is well, and are beyond no threshold", async () => {
    expect(await alarms(shopMedia)).toEqual({
      growth: { value: 0, beyond: false },
      shrinkage: { value: 0, beyond: false },
      sizeMissing: { value: 0, beyond: false },
      exporterAbsent: { value: 1, beyond: false },
    });
    expect((await alarms(archive)).growth).toEqual({ value: expect.closeTo(0.2) as unknown, beyond: false });
  });
});

describe("the role of the exporter", () => {
  it("may do all that the exporter asked AWS for, and nothing else", () => {
    const { policy } = resourceIn(stack, "aws_iam_role_policy", useName(shopMedia));
    const { Statement } = JSON.parse(policy as string) as PolicyDocument;
    // Everybody may ask who they are.
    const asked = proxyOf(shopMedia)
      .actions()
      .filter((action) => action !== "sts:GetCallerIdentity");
    expect(Statement.flatMap(({ Action }) => Action)).toEqual(asked);
  });
});

describe("when AWS", () => {
  it("is down, the same is seen as if it answered garbage", async () => {
    await proxyOf(shopMedia).leave();
    expect(await eventually(shopMedia, ["exporterAbsent"])).toEqual(["exporterAbsent"]);
    expect(await beyond(archive)).toEqual([]);
    await proxyOf(shopMedia).comeBack();
    expect(await eventually(shopMedia, [])).toEqual([]);
  }, 150_000);

  it("answers garbage, the series are gone, the exporter's alert is alone in seeing it, and all ends when it ends", async () => {
    proxyOf(shopMedia).mood = "garbage";
    expect(await eventually(shopMedia, ["exporterAbsent"])).toEqual(["exporterAbsent"]);
    expect(await prometheus.query(`${s3.size.name}{resource="${shopMedia.name}"}`)).toEqual([]);
    expect(await prometheus.query(`up{job="${useName(shopMedia)}"}`)).toMatchObject([{ value: 1 }]);
    expect(await beyond(archive)).toEqual([]);
    proxyOf(shopMedia).mood = "well";
    expect(await eventually(shopMedia, [])).toEqual([]);
  }, 150_000);

  it("is slow, series stay what they were; after a restart they are absent until all is answered, and then right", async () => {
    const proxy = proxyOf(archive);
    proxy.mood = "slow";
    while (proxy.answeredLate === 0) await pause(seconds(0.5));
    expect(await beyond(archive)).toEqual([]);
    await exporters.get(archive.name)?.stop();
    const lateSoFar = proxy.answeredLate;
    await startExporter(archive);
    await prometheus.reload({ scrapeConfigs: allScrapes() });
    expect(await eventually(archive, ["exporterAbsent"])).toEqual(["exporterAbsent"]);
    expect(await beyond(shopMedia)).toEqual([]);
    expect(await eventually(archive, [], minutes(2))).toEqual([]);
    expect(proxy.answeredLate - lateSoFar).toBeGreaterThanOrEqual(cloudwatchActions.length);
    proxy.mood = "well";
    const size = `${storage.size.bytes.name}{region="${archive.region}"}`;
    await prometheus.waitFor(size, ([sample]) => sample?.value === 600 * gibi);
    await lookedAnew(archive);
    expect(await beyond(archive)).toEqual([]);
  }, 240_000);
});

describe("when the exporter is killed", () => {
  it("its absence is seen, and nothing else: what was known stays what was known", async () => {
    await exporters.get(shopMedia.name)?.stop();
    exporters.delete(shopMedia.name);
    expect(await eventually(shopMedia, ["exporterAbsent"])).toEqual(["exporterAbsent"]);
    expect(await alarms(shopMedia)).toMatchObject({
      growth: { value: 0 },
      shrinkage: { value: 0 },
      sizeMissing: { value: 0 },
      exporterAbsent: { value: 0 },
    });
    expect(await beyond(archive)).toEqual([]);
  }, 90_000);
});
