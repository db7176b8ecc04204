import { describe, expect, it } from "@jest/globals";
import type { ElkSettings } from "../../environments/elk";
import { local } from "../../environments/local";
import { staging } from "../../environments/staging";
import { checkCapacity } from "../../logs/check-capacity";
import { componentDisks, tierDisks } from "../../logs/disk";
import { indicesOf, shardsAllowed, shardsOf } from "../../logs/shards";
import { cores, days, gibibytes, hours } from "../../units/quantities";
import { bytesText } from "../../units/text";

const logs = (name: string, gigabytes: number) => ({
  name,
  logs: { perDay: gibibytes(gigabytes), atLeastEvery: hours(1) },
});

const node = (gigabytes: number, replicas = 3) => ({
  replicas,
  cpu: cores(1),
  memory: gibibytes(4),
  storage: gibibytes(gigabytes),
});

const hotOnly = { url: "https://e.example.com", masters: node(10), hot: node(100), copies: 1 } as const;

/** One day written, then four on the hot nodes and five on the warm ones. */
const elk: ElkSettings = {
  ...local.elk,
  elasticsearch: { ...hotOnly, warm: node(200) },
  retention: { rolloverAfter: days(1), hotFor: days(4), deleteAfter: days(9) },
};
const two = [logs("a", 2), logs("b", 8)];

const withNodes = (changes: Partial<ElkSettings["elasticsearch"]>): ElkSettings => ({
  ...elk,
  elasticsearch: { ...elk.elasticsearch, ...changes },
});

const disks = (settings: ElkSettings, components = two) =>
  tierDisks(components, settings).map(
    ({ tier, needed, available }) => `${tier}: ${bytesText(needed)} of ${bytesText(available)}`,
  );

const findings = (settings: ElkSettings, components = two) =>
  checkCapacity({ name: "test", elk: settings }, components);

describe("the disks that logs need", () => {
  it("are those of a day, with its index and its copy, times the days on the nodes of a kind", () => {
    // 10 GiB × 1.1 × 2 copies × (1 + 4) and × 5 days; two of three nodes up to 85 %.
    expect(disks(elk)).toEqual(["hot: 110 GiB of 170 GiB", "warm: 110 GiB of 340 GiB"]);
  });

  it("are all hot where there are no others", () => {
    expect(disks({ ...elk, elasticsearch: hotOnly })).toEqual(["hot: 220 GiB of 170 GiB"]);
  });

  it("are those of all nodes where a lost one has no copies that could be made anew", () => {
    expect(disks(withNodes({ copies: 0 }))[0]).toBe("hot: 55 GiB of 255 GiB");
    expect(disks(withNodes({ hot: node(100, 2) }))[0]).toBe("hot: 110 GiB of 170 GiB");
  });

  it("are told by component, the largest first", () => {
    expect(componentDisks(two, elk).map(({ component, needed }) => `${component.name} ${bytesText(needed)}`)).toEqual([
      "b 176 GiB",
      "a 44 GiB",
    ]);
  });

  it("must be there: a finding says how much is missing, and whose it is", () => {
    expect(findings(elk)).toEqual([]);
    expect(findings(withNodes({ warm: node(50) }))).toEqual([
      {
        id: "logs-exceed-disk",
        severity: "error",
        where: "test.elk.elasticsearch.warm.storage",
        source: "environments/test.ts",
        what: "110 GiB of logs are to be kept on the warm nodes, which have room for 85 GiB; most of it is of b, 176 GiB in all.",
        why: expect.stringContaining("95 %") as unknown,
        fix: "storage: gibibytes(65) of each of 3 nodes, fewer days than 9 d, or less in the logs.",
      },
    ]);
  });

  it("suffice once the remedy is followed", () => {
    expect(findings(withNodes({ warm: node(65) }))).toEqual([]);
    expect(findings(withNodes({ warm: node(64) }))).toHaveLength(1);
  });

  it("are missing where they are no number", () => {
    expect(findings(elk, [logs("a", Number.NaN)]).map(({ id }) => id)).toContain("logs-exceed-disk");
    expect(findings(withNodes({ hot: node(0) }))[0]?.fix).toMatch(/^more storage,/);
  });
});

describe("the shards that logs make", () => {
  it("are of the index that is written, of those that age, and of one more that waits for a snapshot", () => {
    const snapshots = { bucket: "example", keepFor: days(14) };
    expect(indicesOf(logs("a", 2), elk)).toBe(10);
    expect(indicesOf(logs("a", 2), { ...elk, snapshots })).toBe(11);
  });

  it("are more where an index is full before it is old", () => {
    expect(indicesOf(logs("a", 100), elk)).toBe(30);
  });

  it("are fewer than Elasticsearch allows, with a copy each and room for its own", () => {
    expect(shardsOf(two, elk)).toBe(150 + 2 * 20);
    expect(shardsAllowed(elk)).toBe(6000);
  });

  it("are a finding where they are more", () => {
    const hourly = { ...elk, retention: { ...elk.retention, rolloverAfter: hours(1) } };
    const many = Array.from({ length: 20 }, (_, at) => logs(`service-${at}`, 0.1));
    expect(findings(hourly, many)).toMatchObject([
      {
        id: "too-many-shards",
        where: "test.elk.retention",
        what: "20 components make 8830 shards, and Elasticsearch allows 6000: 1000 for each node with data.",
        fix: "rolloverAfter: longer than 1 h, fewer days than 9 d, or more nodes.",
      },
    ]);
    const half = { ...elk, retention: { ...elk.retention, rolloverAfter: hours(2) } };
    expect(findings(half, many)).toEqual([]);
  });

  it("are a finding where the masters have no memory for so many indices", () => {
    const hourly = { ...elk, retention: { ...elk.retention, rolloverAfter: hours(1) } };
    const small = withNodes({ masters: { ...node(10), memory: gibibytes(1) }, copies: 0 }).elasticsearch;
    const ten = Array.from({ length: 10 }, (_, at) => logs(`service-${at}`, 0.1));
    expect(findings({ ...hourly, elasticsearch: small }, ten)).toMatchObject([
      {
        id: "too-many-indices",
        where: "test.elk.elasticsearch.masters.memory",
        what: "10 components make 2170 indices, and the masters have memory for 1500: 3000 for each GiB of heap.",
      },
    ]);
  });

  it("are for the hot nodes to keep in mind where no others are masters", () => {
    const { elasticsearch } = staging.elk;
    const hot = { ...elasticsearch.hot, memory: gibibytes(0.01) };
    const tiny = { ...staging.elk, elasticsearch: { ...elasticsearch, hot } };
    expect(findings(tiny).map(({ where }) => where)).toEqual(["test.elk.elasticsearch.hot.memory"]);
  });
});
