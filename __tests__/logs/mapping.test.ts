import { describe, expect, it } from "@jest/globals";
import { field } from "../../logs/field";
import { mappingOf, sizeOf } from "../../logs/mapping";

const fields = [
  field("@timestamp", "date", "when"),
  field("message", "match_only_text", "what"),
  field("http.request.method", "keyword", "the method"),
  field("http.response.status_code", "long", "the code"),
  field("url.path", "wildcard", "the path", { ignoreAbove: 2048 }),
  field("labels", "flattened", "whatever else"),
];

describe("the mapping of fields", () => {
  it("puts each where the parts of its name say, and lets no line add one", () => {
    expect(mappingOf(fields)).toEqual({
      dynamic: false,
      properties: {
        "@timestamp": { type: "date", ignore_malformed: false },
        message: { type: "match_only_text" },
        http: {
          properties: {
            request: { properties: { method: { type: "keyword", ignore_above: 1024 } } },
            response: { properties: { status_code: { type: "long" } } },
          },
        },
        url: { properties: { path: { type: "wildcard", ignore_above: 2048 } } },
        labels: { type: "flattened", ignore_above: 1024 },
      },
    });
  });

  it("counts fields and the objects that they stand in, each once", () => {
    expect(sizeOf(fields)).toBe(
      ["@timestamp", "message", "http", "http.request", "http.request.method"].length +
        ["http.response", "http.response.status_code", "url", "url.path", "labels"].length,
    );
    expect(sizeOf([...fields, ...fields])).toBe(sizeOf(fields));
  });

  it("is made also of two that cannot both be: a finding tells of them", () => {
    const both = [field("error", "keyword", "one"), field("error.message", "keyword", "the other")];
    expect(mappingOf(both).properties).toEqual({ error: { type: "keyword", ignore_above: 1024 } });
  });
});
