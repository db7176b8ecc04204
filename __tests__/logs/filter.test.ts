import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { field } from "../../logs/field";
import { logLevel } from "../../logs/fields";
import type { Filter } from "../../logs/filter";
import { all, any, atLeast, exists, fieldsIn, is, kql, lucene, not } from "../../logs/filter";
import { httpRoute, httpStatus } from "../../logs/http/fields";
import { filters, hostileTexts } from "../support/logs/hostile-filters";
import { readKql } from "../support/logs/kql";

const failing = all(
  any(is(logLevel, "error"), is(logLevel, "fatal")),
  not(exists(httpRoute)),
  atLeast(httpStatus, 500),
);

/** As it is read back: of one part there is no "all", and types are not in the text. */
function plainly(filter: Filter): Filter {
  switch (filter.kind) {
    case "all":
    case "any": {
      const [first, ...more] = filter.of;
      return more.length === 0 ? plainly(first) : { kind: filter.kind, of: [plainly(first), ...more.map(plainly)] };
    }
    case "not":
      return { kind: "not", of: plainly(filter.of) };
    default:
      return { ...filter, field: field(filter.field.name, "keyword", "") };
  }
}

describe("a filter", () => {
  it("reads alike in both languages", () => {
    expect(kql(failing)).toBe(
      '(log.level : "error" or log.level : "fatal") and not http.route : * and http.response.status_code >= 500',
    );
    expect(lucene(failing)).toBe(
      '(log.level:"error" OR log.level:"fatal") AND (*:* AND NOT _exists_:http.route) AND http.response.status_code:[500 TO *]',
    );
  });

  it("knows the fields that it asks for", () => {
    expect(fieldsIn(failing).map(({ name }) => name)).toEqual([
      ...["log.level", "log.level", "http.route", "http.response.status_code"],
    ]);
  });

  it("means the same when Kibana's language is read back, whatever stands in it", () => {
    const hostile = filters({ texts: [logLevel, httpRoute], numbers: [httpStatus], values: hostileTexts });
    fc.assert(
      fc.property(hostile, (filter) => {
        expect(readKql(kql(filter))).toEqual(plainly(filter));
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
