import { describe, expect, it } from "@jest/globals";
import { checkFieldLimit, checkTemplates } from "../../logs/check-templates";
import { field } from "../../logs/field";
import type { IndexTemplate } from "../../logs/templates";
import { commonFields, commonTemplate, indexTemplate, ownTemplate } from "../../logs/templates";

const shop = { name: "shop-api" };

describe("templates", () => {
  it("set for all indices how they are stored, and that each line is redacted", () => {
    const { settings, mapping } = commonTemplate({ redaction: "monitoring-redact", copies: 1 });
    expect(settings).toMatchInlineSnapshot(`
     {
       "index": {
         "final_pipeline": "monitoring-redact",
         "mapping": {
           "depth": {
             "limit": 8,
           },
           "ignore_malformed": true,
           "total_fields": {
             "limit": 200,
           },
         },
         "mode": "logsdb",
         "number_of_replicas": 1,
         "number_of_shards": 1,
         "refresh_interval": "5s",
       },
     }
    `);
    expect(mapping.dynamic).toBe(false);
    expect(Object.keys(mapping.properties)).toEqual(expect.arrayContaining(["@timestamp", "message", "service"]));
  });

  it("set for those of one component what is its own, and only that", () => {
    const own = field("http.route", "keyword", "the route");
    const { name, settings, mapping } = ownTemplate({
      component: shop,
      fields: [...commonFields, own],
      pipeline: "logs-shop-api",
      policy: "log-shop-api",
    });
    expect({ name, settings, properties: mapping.properties }).toEqual({
      name: "log-shop-api",
      settings: { index: { lifecycle: { name: "log-shop-api" }, default_pipeline: "logs-shop-api" } },
      properties: { http: { properties: { route: { type: "keyword", ignore_above: 1024 } } } },
    });
  });

  it("are of one data stream each, before Elasticsearch's own", () => {
    expect(indexTemplate(shop, "production")).toEqual({
      name: "log-shop-api",
      pattern: "logs-shop.api-production",
      priority: 500,
      composedOf: ["monitoring-logs", "log-shop-api"],
    });
  });
});

const template = (name: string, changes: Partial<IndexTemplate> = {}): IndexTemplate => ({
  ...indexTemplate({ name }, "production"),
  ...changes,
});
const ids = (...templates: IndexTemplate[]) => checkTemplates(templates).map(({ id, where }) => [id, where]);

describe("the check of templates", () => {
  it("finds nothing among those of different data streams", () => {
    expect(ids(template("shop-api"), template("crm-api"))).toEqual([]);
  });

  it.each([
    ["logs-crm.api-production", "logs-crm.api-production"],
    ["logs-*-production", "logs-crm.api-production"],
    ["logs-crm.*", "logs-*-production"],
    ["*", "logs-crm.api-production"],
  ])("finds that one data stream could be of two: %s and %s", (one, other) => {
    const found = ids(template("shop-api", { pattern: one }), template("crm-api", { pattern: other }));
    expect(new Set(found.map(([id]) => id))).toEqual(new Set(["templates-overlap"]));
  });

  it.each([
    ["logs-shop.*-production", "logs-crm.api-production"],
    ["logs-*-staging", "logs-*-production"],
    ["logs-crm.api-*", "logs-crm.api"],
  ])("tells patterns apart that nothing can match together: %s and %s", (one, other) => {
    expect(ids(template("shop-api", { pattern: one }), template("crm-api", { pattern: other }))).toEqual([]);
  });

  it("lets the narrower of two have the higher priority", () => {
    expect(ids(template("all", { pattern: "logs-*-production", priority: 400 }), template("shop-api"))).toEqual([]);
  });

  it("finds a component template that is named twice", () => {
    expect(ids(template("shop-api", { composedOf: ["a", "b", "a"] }))).toEqual([
      ["template-composed-twice", "template log-shop-api"],
    ]);
  });

  it("finds more fields than an index takes, and one that stands too deep", () => {
    const many = Array.from({ length: 200 }, (_, at) => field(`shop.f${at}`, "keyword", "one of many"));
    const deep = field("a.b.c.d.e.f.g.h.i", "keyword", "far down");
    expect(checkFieldLimit("shop", many).map(({ id, where }) => [id, where])).toEqual([["too-many-fields", "shop"]]);
    expect(checkFieldLimit("shop", [deep]).map(({ id, where }) => [id, where])).toEqual([
      ["too-many-fields", "shop.a.b.c.d.e.f.g.h.i"],
    ]);
    expect(checkFieldLimit("shop", many.slice(0, 100))).toEqual([]);
  });
});
