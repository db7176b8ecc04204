/** The launchers of all that logs pass through: each starts, does what it should, and leaves nothing behind. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { existsSync } from "node:fs";
import { milliseconds } from "../../units/quantities";
import { startElasticsearchExporter } from "../support/live/elasticsearch-exporter";
import type { Exporter } from "../support/live/exporter";
import { startFilebeat } from "../support/live/filebeat";
import type { OpenSearch } from "../support/live/opensearch";
import { creations, startOpenSearch } from "../support/live/opensearch";
import { stopAll } from "../support/live/stop-all";

let engine: OpenSearch;
let exporter: Exporter;

beforeAll(async () => {
  engine = await startOpenSearch();
  exporter = await startElasticsearchExporter({
    url: engine.url,
    arguments: [
      ...["--es.uri=https://search.shop.example:9200", "--es.ca=/ssl/ca.pem", "--web.listen-address=:9108"],
      ...["--es.all", "--es.indices", "--es.shards", "--es.timeout=30s"],
      ...["--collector.snapshots", "--collector.data-stream", "--collector.ilm"],
    ],
  });
}, 120_000);

// Stopping twice is allowed, and the last test did if it came so far.
afterAll(() => stopAll(exporter, engine));

const at = "2026-11-01T10:00:00.000Z";

describe("OpenSearch", () => {
  beforeAll(async () => {
    await engine.request("PUT", "/_component_template/shop-mappings", {
      template: {
        mappings: {
          dynamic: false,
          properties: {
            message: { type: "match_only_text" },
            source: { properties: { ip: { type: "ip" } } },
            event: { properties: { duration: { type: "long" } } },
            tags: { type: "keyword", ignore_above: 256 },
          },
        },
      },
    });
    await engine.request("PUT", "/_ingest/pipeline/shop", {
      processors: [
        { grok: { tag: "line", field: "message", patterns: ["^%{IP:source.ip} took %{NUMBER:ms:int} ms$"] } },
        { script: { tag: "nanoseconds", source: "ctx.event = ['duration': ctx.remove('ms') * 1000000L]" } },
        { drop: { tag: "own", if: "ctx.source.ip == '127.0.0.1'" } },
      ],
      on_failure: [{ set: { field: "tags", value: ["unparsed", "{{{_ingest.on_failure_processor_tag}}}"] } }],
    });
    await engine.request("PUT", "/_index_template/shop", {
      index_patterns: ["logs-shop.*-*"],
      data_stream: {},
      priority: 200,
      composed_of: ["shop-mappings"],
      template: { settings: { "index.default_pipeline": "shop", "index.number_of_replicas": 0 } },
    });
  });

  it("keeps in a data stream what its pipeline made of lines, those too that it could not read", async () => {
    const lines = ["10.1.2.3 took 12 ms", "no line of ours", "127.0.0.1 took 1 ms"];
    const items = await engine.bulk(
      creations(lines.map((message) => ({ "@timestamp": at, message }))),
      "logs-shop.api-live",
    );
    expect(items.map(({ status, id }) => [status, id !== undefined])).toEqual([
      [201, true],
      [201, true],
      [200, false],
    ]);

    await engine.refresh("logs-shop.api-live");
    const { hits, aggregations } = await engine.search("logs-shop.*-*", {
      sort: ["event.duration"],
      aggs: { tags: { terms: { field: "tags" } } },
    });
    expect(hits.map(({ _source }) => _source)).toEqual([
      { "@timestamp": at, message: lines[0], source: { ip: "10.1.2.3" }, event: { duration: 12_000_000 } },
      { "@timestamp": at, message: lines[1], tags: ["unparsed", "line"] },
    ]);
    expect(aggregations).toMatchObject({ tags: { buckets: [{ key: "line" }, { key: "unparsed" }] } });
    expect((await engine.search("logs-shop.*-*", { query: { term: { "source.ip": "10.1.0.0/16" } } })).total).toBe(1);
  });

  it("refuses a document, and says why and what it was caused by", async () => {
    const [item] = await engine.bulk(creations([{ message: "without a time" }]), "logs-shop.api-live");
    expect(item).toEqual({
      status: 400,
      index: ".ds-logs-shop.api-live-000001",
      error:
        "mapper_parsing_exception: failed to parse <- illegal_argument_exception: documents must contain a single-valued timestamp field '@timestamp' of date type",
    });
  });

  it("takes bytes that are no text, and refuses them", async () => {
    const line = (end: Buffer) => Buffer.concat([Buffer.from(`{"@timestamp":"${at}","message":"`), end]);
    const bulk = Buffer.concat([
      Buffer.from('{"create":{"_index":"logs-shop.api-live"}}\n'),
      line(Buffer.from([0xff, 0xfe])),
      Buffer.from('"}\n'),
    ]);
    expect(await engine.bulk(bulk)).toMatchObject([{ status: 400, error: expect.stringContaining("Invalid UTF-8") }]);
  });

  it("shows what a pipeline makes of documents without keeping any", async () => {
    const documents = ["10.1.2.3 took 12 ms", "127.0.0.1 took 1 ms"].map((message) => ({ message }));
    expect(await engine.simulate("shop", documents)).toEqual([
      { document: { message: documents[0]?.message, source: { ip: "10.1.2.3" }, event: { duration: 12_000_000 } } },
      "dropped",
    ]);
    const fails = { processors: [{ fail: { message: "not {{{message}}}" } }] };
    expect(await engine.simulate(fails, [{ message: "ours" }])).toEqual([
      { error: "fail_processor_exception: not ours" },
    ]);
  });

  it("refuses in words", async () => {
    await expect(engine.request("PUT", "/_ingest/pipeline/x", { processors: [{ redact: {} }] })).rejects.toThrow(
      "OpenSearch refused PUT /_ingest/pipeline/x: 400 parse_exception: No processor type exists with name [redact]",
    );
    await expect(engine.request("GET", "/_ilm/policy")).rejects.toThrow(
      "400 no handler found for uri [/_ilm/policy] and method [GET]",
    );
  });

  it("does not start with a setting that it does not know, and says which", async () => {
    await expect(startOpenSearch({ settings: { "xpack.ml.enabled": true } })).rejects.toThrow(
      /ended by itself .* Its last lines:\n.*unknown setting \[xpack\.ml\.enabled\]/s,
    );
  }, 60_000);
});

describe("its exporter", () => {
  const series = async (start: string) =>
    (await exporter.metrics()).split("\n").filter((line) => line.startsWith(start));

  it("shows health, data streams and snapshots, given the arguments of a pod", async () => {
    await engine.request("PUT", "/_snapshot/backups", { type: "fs", settings: { location: engine.snapshots } });
    await engine.request("PUT", "/_snapshot/backups/first?wait_for_completion=true", {});
    expect(await series("elasticsearch_cluster_health_status")).toEqual([
      'elasticsearch_cluster_health_status{cluster="opensearch",color="green"} 1',
      'elasticsearch_cluster_health_status{cluster="opensearch",color="red"} 0',
      'elasticsearch_cluster_health_status{cluster="opensearch",color="yellow"} 0',
    ]);
    expect(await series("elasticsearch_data_stream_backing_indices_total")).toEqual([
      'elasticsearch_data_stream_backing_indices_total{data_stream="logs-shop.api-live"} 1',
    ]);
    expect(await series("elasticsearch_snapshot_stats_number_of_snapshots")).toEqual([
      'elasticsearch_snapshot_stats_number_of_snapshots{repository="backups"} 1',
    ]);
  });

  it("says of each collector whether it could ask: there is no ILM here", async () => {
    expect(await series("elasticsearch_scrape_success")).toEqual(
      ["cluster-info", "data-stream", "ilm", "snapshots"].map(
        (collector) => `elasticsearch_scrape_success{collector="${collector}"} ${collector === "ilm" ? 0 : 1}`,
      ),
    );
  });
});

describe("Filebeat", () => {
  it("makes one event of the lines of a stack trace, and of the parts of a line that was too long", async () => {
    const api = "/var/log/containers/production-api.log";
    const lines = [
      "stdout F java.lang.IllegalStateException: no stock",
      "stdout F \tat shop.Cart.buy(Cart.java:7)",
      "stderr P what is too long ",
      "stderr F comes in parts",
    ];
    const filebeat = await startFilebeat({
      config: {
        "filebeat.inputs": [
          {
            type: "filestream",
            id: "containers",
            paths: ["/var/log/containers/${NAMESPACE}-*.log"],
            "prospector.scanner.fingerprint": { enabled: true, length: 64 },
            parsers: [
              { container: { stream: "all", format: "cri" } },
              { multiline: { type: "pattern", pattern: "^\\s", match: "after", timeout: "1s" } },
            ],
          },
        ],
        output: { logstash: { hosts: ["logstash.elastic.svc:5044"] } },
      },
      logs: {
        [api]: lines.map((line) => `${at} ${line}\n`).join(""),
        "/var/log/containers/staging-api.log": `${at} stdout F somebody else's\n`.repeat(9),
      },
      environment: { NAMESPACE: "production" },
    });
    try {
      await filebeat.events(2);
      filebeat.append(api, `${at} stdout F and later\n`);
      expect((await filebeat.events(3)).map(({ message, stream }) => [stream, message])).toEqual([
        ["stdout", "java.lang.IllegalStateException: no stock\n\tat shop.Cart.buy(Cart.java:7)"],
        ["stderr", "what is too long comes in parts"],
        ["stdout", "and later"],
      ]);
      await expect(filebeat.events(4, milliseconds(1))).rejects.toThrow(/^3 events of 4 within 1ms. Its last lines:\n/);
    } finally {
      await filebeat.stop();
    }
  }, 60_000);
});

describe("when all is over", () => {
  it("leaves an exporter that has nobody to ask, and then no folder and no open port", async () => {
    await engine.stop();
    expect(await exporter.metrics()).toMatch(/^elasticsearch_scrape_success\{collector="cluster-info"\} 0$/m);
    await exporter.stop();
    expect([engine, exporter].filter(({ folder }) => existsSync(folder))).toEqual([]);
    for (const { url } of [engine, exporter]) await expect(fetch(url)).rejects.toThrow("fetch failed");
  });
});
