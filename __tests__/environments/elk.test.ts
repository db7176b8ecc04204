import { describe, expect, it } from "@jest/globals";
import { environments } from "../../environments";
import { checkEnvironment } from "../../environments/check";
import type { ElasticsearchSettings, ElkSettings } from "../../environments/elk";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { staging } from "../../environments/staging";
import { ownersOf } from "../../model/system";
import { system } from "../../system";
import { cores, days, gibibytes, hours, mebibytes, milliseconds } from "../../units/quantities";

const findings = (environment: Environment) =>
  checkEnvironment(environment, ownersOf(system)).filter(({ where }) => where.startsWith(`${environment.name}.elk`));

const places = (changes: Partial<ElkSettings>, environment: Environment = production) =>
  findings({ ...environment, elk: { ...environment.elk, ...changes } }).map(({ id, where }) => `${id} at ${where}`);

const nodes = (changes: Partial<ElasticsearchSettings>, environment: Environment = production) =>
  places({ elasticsearch: { ...environment.elk.elasticsearch, ...changes } }, environment);

const { elasticsearch, kibana, logstash, retention, snapshots } = production.elk;
const masters = { replicas: 3, cpu: cores(1), memory: gibibytes(2), storage: gibibytes(10) };

describe("the cluster for logs", () => {
  it.each([...environments.keys()])("is fine in %s", (name) => {
    const environment = environments.get(name);
    expect(environment && findings(environment)).toEqual([]);
  });

  it.each([
    "",
    "http://kibana.example.com",
    "https://kibana.example.com/",
    "https://example.com/kibana",
    "https://kibana.example.com?x=1",
    "https://user@kibana.example.com",
    "kibana.example.com",
    "https://kib ana",
  ])("is reached over TLS, at the root of a host: not at %p", (url) => {
    expect(places({ kibana: { ...kibana, url } })).toContain("elk-url-malformed at production.elk.kibana.url");
    expect(nodes({ url })).toContain("elk-url-malformed at production.elk.elasticsearch.url");
  });

  it("has pods and disks that are something", () => {
    const nothing = { replicas: 0.5, cpu: cores(0), memory: mebibytes(0) };
    expect(places({ kibana: { ...kibana, ...nothing } }).filter((one) => one.startsWith("size-"))).toEqual([
      "size-out-of-range at production.elk.kibana.replicas",
      "size-out-of-range at production.elk.kibana.cpu",
      "size-out-of-range at production.elk.kibana.memory",
    ]);
    expect(places({ filebeat: { cpu: cores(Number.NaN), memory: mebibytes(256) } })).toContain(
      "size-out-of-range at production.elk.filebeat.cpu",
    );
    for (const tier of ["hot", "warm", "masters"] as const)
      expect(nodes({ [tier]: { ...masters, storage: gibibytes(0) } })).toEqual([
        `size-out-of-range at production.elk.elasticsearch.${tier}.storage`,
      ]);
  });

  it.each([1, 2, 4])("has no %d masters of their own", (replicas) => {
    expect(nodes({ masters: { ...masters, replicas } })).toEqual([
      "masters-without-majority at production.elk.elasticsearch.masters.replicas",
    ]);
  });

  it("is not kept together by two nodes: by one, for trying out, or by three", () => {
    const hot = (replicas: number) => ({ hot: { ...staging.elk.elasticsearch.hot, replicas }, copies: 0 as const });
    expect(nodes(hot(2), staging)).toEqual(["masters-without-majority at staging.elk.elasticsearch.hot.replicas"]);
    for (const replicas of [1, 3, 4]) expect(nodes(hot(replicas), staging)).toEqual([]);
  });

  it("has a node for each copy of a shard, on both tiers", () => {
    expect(nodes({ copies: 1 }, local)).toEqual(["copies-without-nodes at local.elk.elasticsearch.hot.replicas"]);
    expect(nodes({ copies: 2, warm: { ...masters, replicas: 2 } })).toEqual([
      "copies-without-nodes at production.elk.elasticsearch.warm.replicas",
    ]);
    expect(nodes({ copies: 2, warm: { ...masters, replicas: 3 } })).toEqual([]);
  });

  it("has a disk for both queues of Logstash, and more than that", () => {
    const queues = { queue: gibibytes(8), deadLetters: gibibytes(1) };
    const at = "logstash-queues-fill-disk at production.elk.logstash.storage";
    expect(places({ logstash: { ...logstash, ...queues, storage: gibibytes(9) } })).toEqual([at]);
    expect(places({ logstash: { ...logstash, ...queues, storage: gibibytes(10) } })).toEqual([]);
    expect(places({ logstash: { ...logstash, ...queues, queue: gibibytes(0) } })).toEqual([
      "size-out-of-range at production.elk.logstash.queue",
    ]);
  });

  it("is told what to write in place of a size that is none", () => {
    const [hot, nothing] = [staging.elk.elasticsearch.hot, gibibytes(0)];
    const fixes = (elk: Partial<ElkSettings>) =>
      findings({ ...staging, elk: { ...staging.elk, ...elk } })
        .filter(({ id }) => id === "size-out-of-range")
        .map(({ fix }) => fix);
    expect([
      ...fixes({ elasticsearch: { ...staging.elk.elasticsearch, hot: { ...hot, storage: nothing } } }),
      ...fixes({ logstash: { ...logstash, queue: nothing, deadLetters: nothing } }),
      ...fixes({ filebeat: { cpu: cores(0), memory: nothing } }),
    ]).toEqual([
      "storage: gibibytes(10)",
      "queue: gibibytes(1)",
      "deadLetters: mebibytes(256)",
      "cpu: cores(0.1)",
      "memory: mebibytes(256)",
    ]);
  });

  it("says how large that disk must be", () => {
    const full = { ...logstash, queue: gibibytes(8), deadLetters: gibibytes(1), storage: gibibytes(9) };
    expect(findings({ ...production, elk: { ...production.elk, logstash: full } })).toMatchObject([
      {
        source: "environments/production.ts",
        what: "both queues may grow to 9 GiB, more than 90 % of the volume of 9 GiB.",
        why: expect.stringContaining("Logstash does not start") as unknown,
        fix: "storage: gibibytes(10)",
      },
    ]);
  });
});

describe("the retention of logs", () => {
  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("has ages in whole milliseconds: %p is none", (age) => {
    for (const name of ["rolloverAfter", "hotFor", "deleteAfter"] as const)
      expect(places({ retention: { ...retention, [name]: milliseconds(age) } })).toContain(
        `log-retention-out-of-range at production.elk.retention.${name}`,
      );
  });

  it("is not shorter than an index is written", () => {
    expect(places({ retention: { rolloverAfter: days(7), hotFor: days(1), deleteAfter: days(6) } })).toEqual([
      "retention-before-rollover at production.elk.retention.deleteAfter",
    ]);
    expect(places({ retention: { rolloverAfter: days(7), hotFor: days(1), deleteAfter: days(7) } })).toEqual([]);
  });

  it("is not shorter than an index stays on the hot nodes", () => {
    for (const hotFor of [days(30), days(31)])
      expect(places({ retention: { ...retention, hotFor, deleteAfter: days(30) } })).toEqual([
        "hot-longer-than-kept at production.elk.retention.hotFor",
      ]);
    expect(places({ retention: { ...retention, hotFor: hours(30 * 24 - 1), deleteAfter: days(30) } })).toEqual([]);
  });

  it("may be as short as it likes where there are no warm nodes", () => {
    expect(places({ retention: { ...retention, hotFor: days(31), deleteAfter: days(30) } }, staging)).toEqual([]);
  });

  it("is told with reason and remedy", () => {
    const elk = { ...production.elk, retention: { ...retention, hotFor: days(7), deleteAfter: days(1) } };
    expect(findings({ ...production, elk })).toMatchObject([
      {
        what: "an index stays on the hot nodes for 7 d, and is deleted after 1 d.",
        why: expect.stringContaining("delete it the moment that is done") as unknown,
        fix: expect.stringContaining("hotFor is shorter than deleteAfter") as unknown,
      },
    ]);
  });
});

describe("snapshots", () => {
  const bucket = (name: string) => places({ snapshots: { bucket: name, keepFor: days(1) } });

  it.each(["abc", "example-shop-log-snapshots", "0-1", "a".repeat(63)])("go to a bucket like %p", (name) => {
    expect(bucket(name)).toEqual([]);
  });

  it.each([
    "",
    "ab",
    "a".repeat(64),
    "Example",
    "example.logs",
    "192.168.5.4",
    "-example",
    "example-",
    "exa mple",
    "xn--example",
    "sthree-example",
    "example-s3alias",
    "example--x-s3",
  ])("do not go to one like %p", (name) => {
    expect(bucket(name)).toContain("snapshot-bucket-malformed at production.elk.snapshots.bucket");
  });

  it("do not go where Terraform keeps its state", () => {
    expect(bucket("example-shop-production-monitoring-state")).toEqual([
      "snapshot-bucket-is-state at production.elk.snapshots.bucket",
    ]);
  });

  it("are kept for a day at least", () => {
    for (const keepFor of [hours(23), milliseconds(0), milliseconds(1e9 + 0.5)])
      expect(places({ snapshots: { bucket: "example", keepFor } })).toEqual([
        "snapshot-keep-out-of-range at production.elk.snapshots.keepFor",
      ]);
  });

  it("need AWS", () => {
    const asked = { ...local, elk: { ...local.elk, ...(snapshots && { snapshots }) } };
    expect(findings(asked)).toMatchObject([
      {
        id: "snapshots-without-aws",
        where: "local.elk.snapshots",
        fix: expect.stringContaining("leave out") as unknown,
      },
    ]);
  });

  it("of different environments go to different buckets: each overwrites what it does not know", () => {
    const buckets = [...environments.values()].flatMap(({ elk }) => elk.snapshots?.bucket ?? []);
    expect(new Set(buckets).size).toBe(buckets.length);
  });
});

it("the settings are those that are checked", () => {
  expect(
    findings({ ...production, elk: { ...production.elk, elasticsearch: { ...elasticsearch, url: " " } } }),
  ).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: "setting-blank", where: "production.elk.elasticsearch.url" }),
    ]),
  );
});
