import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { ConfigTree } from "../../exporters/config-tree";
import { boundariesOf, spanMetricsConfig } from "../../exporters/span-metrics";
import { checkSystem } from "../../model/check";
import type { HttpService } from "../../model/http-service";
import { pathsOf } from "../../model/http-service";
import type { Expr } from "../../promql/ast";
import { le } from "../../promql/build";
import { print } from "../../promql/print";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { podLabels } from "../../signals/contracts/target";
import { objectiveSignals } from "../../signals/objectives";
import { system } from "../../system";
import { crmApi } from "../../system/crm";
import { mesApi } from "../../system/mes";
import { shopApi } from "../../system/shop";
import type { Duration } from "../../units/quantities";
import { inSeconds, milliseconds, percent, seconds } from "../../units/quantities";
import { exampleService, exampleSystem } from "../model/example";

const at = (tree: ConfigTree, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((node, key) => (node as Readonly<Record<string, unknown>>)[key], tree);

const configOf = (...services: HttpService[]) => spanMetricsConfig(services, {});

const statements = (...services: HttpService[]) =>
  at(configOf(...services), "processors", "transform/red", "trace_statements", 1, "statements") as string[];

const literal = /"(?:\\.|[^"\\])*"/g;

/** As Go reads it, for what the border of the description lets through: visible ASCII. */
const unquote = (text: string) => text.slice(1, -1).replace(/\\(.)/g, "$1");

/** Route patterns by service, as they stand in the statements that OTTL will run. */
function routePatterns(...services: HttpService[]): Map<string, RegExp> {
  const lines = statements(...services).filter((line) => line.includes('IsMatch(span.attributes["http.route"]'));
  return new Map(
    lines.map((line) => {
      const literals = (line.match(literal) ?? []).map(unquote);
      // An exporter of one service need not ask whose span it is.
      const name = services.length > 1 ? literals[3] : services[0]?.name;
      return [name ?? "", new RegExp(literals.at(-1) ?? "")];
    }),
  );
}

const withPaths = (...paths: string[]) =>
  exampleService({
    routes: paths.map((path) => ({ path, methods: ["GET"] })) as unknown as HttpService["routes"],
  });

const visible = fc
  .array(fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.constantFrom(...Buffer.from('\\"^$.|?*+()[]{}'))), {
    maxLength: 30,
  })
  .map((codes) => `/${String.fromCharCode(...codes)}`);

/** As the collector reads a boundary, `2500ms` or `1m`; decimal, so that nothing is rounded twice. */
const goSeconds = (text: string) =>
  text.endsWith("ms") ? Number(`${text.slice(0, -2)}e-3`) : parseFloat(text) * (text.endsWith("m") ? 60 : 1);

const bucketsAskedFor = (expr: Expr) => Array.from(print(expr).matchAll(/le="([^"]+)"/g), ([, bucket]) => bucket);

describe("histogram boundaries", () => {
  it("rise, and contain every objective, the ladder's and odd ones alike", () => {
    const within = (ms: number) =>
      exampleService({
        objectives: { ...shopApi.objectives, latency: { share: percent(95), within: milliseconds(ms) } },
      });
    expect(boundariesOf([]).map(inSeconds)).toEqual([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]);
    expect(boundariesOf([within(300), within(500), within(60_000)]).map(inSeconds)).toEqual([
      0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.3, 0.5, 1, 2.5, 5, 10, 60,
    ]);
  });

  it("are spelled as the shares of slow requests ask for them, whatever the objectives of service and route", () => {
    const tenths = fc.integer({ min: 1, max: 600_000 }).map((n) => seconds(n / 10_000));
    fc.assert(
      fc.property(tenths, tenths, (within, ofRoute) => {
        const objectives = (within: Duration) => ({
          ...shopApi.objectives,
          latency: { share: percent(95), within },
        });
        const service = exampleService({
          objectives: objectives(within),
          routes: [{ path: "/critical", methods: ["GET"], objectives: objectives(ofRoute) }],
        });
        const asked = objectiveSignals(service).flatMap(({ series }) =>
          series.flatMap(({ expr }) => bucketsAskedFor(expr)),
        );
        const config = configOf(service);
        const buckets = at(config, "connectors", "span_metrics", "histogram", "explicit", "buckets") as string[];
        expect(new Set(asked)).toEqual(new Set([within, ofRoute].map((objective) => le(inSeconds(objective)))));
        expect(buckets.map(goSeconds).map(le)).toEqual(expect.arrayContaining(asked));
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe("the collector's configuration", () => {
  it("names the services it is given, and nothing of others", () => {
    const text = (...services: HttpService[]) => JSON.stringify(configOf(...services));
    expect(text(crmApi)).toContain("crm-api");
    for (const foreign of [shopApi.name, mesApi.name, "/api/catalog", "production-orders", "material"])
      expect(text(crmApi)).not.toContain(foreign);
    for (const { name } of [crmApi, shopApi]) expect(text(crmApi, shopApi)).toContain(name);
  });

  it("drops spans of services that it is not given", () => {
    const conditions = at(configOf(crmApi, shopApi), "processors", "filter/server", "traces", "span");
    expect(conditions).toContain(
      'resource.attributes["service.name"] != "crm-api" and resource.attributes["service.name"] != "shop-api"',
    );
  });

  it("drops spans of each service's probe, whose characters are no pattern, and of no other service's", () => {
    const probing = exampleService({ probe: "/live.(json)$" });
    const conditions = at(configOf(probing, crmApi), "processors", "filter/server", "traces", "span");
    const [own, others] = (conditions as string[]).slice(-2);
    expect(own).toContain('resource.attributes["service.name"] == "example-api" and (');
    expect(others).toContain('resource.attributes["service.name"] == "crm-api" and (');
    for (const attribute of ["http.route", "url.path"])
      expect(own).toContain(`span.attributes["${attribute}"] == "/live.(json)$"`);
    const target = new RegExp(unquote(own?.match(literal)?.at(-1) ?? ""));
    const asked = ["/live.(json)$", "/live.(json)$?x=1", "/liveX(json)$", "/live.(json)$/", "/v1/live.(json)$"];
    expect(asked.filter((path) => target.test(path))).toEqual(asked.slice(0, 2));
  });

  it.each(system.services.map((service) => [service.name, service] as const))(
    "matches each declared route of %s, and nothing that only resembles one",
    (name, service) => {
      const pattern = routePatterns(...system.services).get(name) ?? /^$/;
      const paths: string[] = pathsOf(service);
      const nearMisses = paths.flatMap((path) => [
        `${path}/`,
        `${path}\n`,
        `${path}?page=1`,
        `x${path}`,
        path.slice(0, -1),
        path.slice(1),
        path.toUpperCase(),
        path.replace(/.$/, "x"),
        path.replace(/\{\w+\}/, "42"),
        path.replace(/[{}]/g, ""),
      ]);
      const accepted = [...paths, ...nearMisses].filter((path) => pattern.test(path));
      expect(new Set(accepted)).toEqual(new Set(paths));
    },
  );

  it("matches hostile routes literally: their characters are no pattern", () => {
    fc.assert(
      fc.property(visible, visible, (declared, other) => {
        const pattern = routePatterns(withPaths(declared)).get("example-api") ?? /^$/;
        expect(pattern.test(declared)).toBe(true);
        expect(pattern.test(other)).toBe(other === declared);
      }),
      {
        seed: 5,
        numRuns: 500,
        examples: [
          ["/a.b", "/axb"],
          ["/a|b", "/a"],
          ["/(a)?", "/"],
          ["/\\d", "/1"],
          ["/{", "/{"],
        ],
      },
    );
  });

  it("keeps hostile text inside its literal: the statements around it stay the same", () => {
    const skeleton = (service: HttpService) => statements(service).map((line) => line.replace(literal, '""'));
    const hostile = ['/a") or true or IsMatch("', "/a\\", '/\\"', "/${env:HOME}", '/" where true #', "/{{ .Values }}"];
    for (const path of hostile) {
      expect(skeleton(withPaths(path))).toEqual(skeleton(withPaths("/plain")));
      expect(routePatterns(withPaths(path)).get("example-api")?.test(path)).toBe(true);
    }
  });

  it("keeps of a request the parameters of its route's allow-list, and none off the routes that have one", () => {
    const kept = statements(shopApi, crmApi).flatMap((line) => {
      const [, list] = /^keep_keys\(span\.cache\["kv"\], \[(.*?)\]\)/.exec(line) ?? [];
      return list === undefined ? [] : [list.replaceAll('"', "")];
    });
    const declared = [shopApi, crmApi].map(({ routes }) => [
      ...routes.flatMap(({ params }) => params?.join(", ") ?? []),
      "",
    ]);
    expect(kept).toEqual(declared.flat());
  });

  it("uses no collective value of the label params that a parameter may be called by", () => {
    const collective = statements(shopApi).flatMap(
      (line) => /^set\(span\.attributes\["params"\], "(\w+)"\)/.exec(line)?.[1] ?? [],
    );
    expect(collective).toEqual(["none", "other", "many"]);
    for (const name of collective) {
      const service = exampleService({ routes: [{ path: "/", methods: ["GET"], params: [name] }] });
      expect(checkSystem(exampleSystem(service)).map(({ id }) => id)).toEqual(["param-reserved"]);
    }
  });
});

describe("where the collector listens", () => {
  const encrypted = spanMetricsConfig([shopApi], { certificates: { issuer: "internal" } });
  const listening = [
    ["receivers", "otlp", "protocols", "grpc"],
    ["receivers", "otlp", "protocols", "http"],
    ["exporters", "prometheus/red"],
  ];
  const withoutTls = (tree: ConfigTree): unknown =>
    JSON.parse(JSON.stringify(tree), (key, value: unknown) => (key === "tls" ? undefined : value));

  it.each(listening)("is served over TLS alone where the environment has certificates: %s %s %s %s", (...path) => {
    expect(at(encrypted, ...path, "tls")).toEqual({
      cert_file: "/etc/monitoring-tls/tls.crt",
      key_file: "/etc/monitoring-tls/tls.key",
      min_version: "1.2",
      reload_interval: "1m",
    });
  });

  it("differs in nothing else from what is served in the clear, and that has no TLS at all", () => {
    const plain = configOf(shopApi);
    expect(withoutTls(encrypted)).toEqual(JSON.parse(JSON.stringify(plain)));
    expect(JSON.stringify(encrypted).match(/"tls":/g)).toHaveLength(listening.length);
    expect(JSON.stringify(plain)).not.toContain('"tls"');
  });
});

describe("the metric contract of server spans", () => {
  const connector = at(configOf(shopApi), "connectors", "span_metrics");
  const names = (field: string) => ((connector as never)[field] as { name: string }[]).map(({ name }) => name);
  const dimensions = names("dimensions");
  const ofCalls = names("calls_dimensions");

  it("has the labels that the connector's dimensions and the pod's target give", () => {
    const sorted = (list: readonly string[]) => [...list].sort();
    expect(sorted(serverSpans.calls.labels)).toEqual(sorted([...podLabels, ...dimensions, ...ofCalls]));
    expect(sorted(serverSpans.durationCount.labels)).toEqual(sorted([...podLabels, ...dimensions]));
    expect(sorted(serverSpans.durationSum.labels)).toEqual(sorted([...podLabels, ...dimensions]));
    expect(sorted(serverSpans.durationBucket.labels)).toEqual(sorted([...podLabels, ...dimensions, "le"]));
  });

  it("has names in seconds because the histogram counts in seconds", () => {
    expect(connector).toMatchObject({ histogram: { unit: "s" } });
    for (const metric of [serverSpans.durationBucket, serverSpans.durationSum, serverSpans.durationCount])
      expect(metric.name).toMatch(/_seconds_/);
  });

  it("rests on attributes that a statement sets on every span", () => {
    const set = statements(shopApi).flatMap((line) => /^set\(span\.attributes\["(\w+)"\]/.exec(line)?.[1] ?? []);
    expect(new Set(set)).toEqual(new Set([...dimensions, ...ofCalls]));
  });
});
