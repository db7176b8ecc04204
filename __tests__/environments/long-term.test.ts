import { describe, expect, it } from "@jest/globals";
import { checkEnvironment } from "../../environments/check";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import type { LongTermStore } from "../../environments/long-term";
import { evaluatorOf } from "../../environments/long-term";
import { production } from "../../environments/production";
import { ownersOf } from "../../model/system";
import { system } from "../../system";
import { cores, days, hours, mebibytes, milliseconds } from "../../units/quantities";
import { grown, longTerm } from "../support/long-term";

const found = (changes: Partial<LongTermStore>, environment: Environment = production) => {
  const prometheus = { ...environment.prometheus, longTerm: { ...longTerm, ...changes } };
  return checkEnvironment({ ...environment, prometheus }, ownersOf(system)).map(({ id, where }) => `${id} at ${where}`);
};

const place = "production.prometheus.longTerm";

describe("a store of all series", () => {
  it("is fine as the tests have it", () => {
    expect(found({})).toEqual([]);
  });

  it("needs AWS", () => {
    expect(found({}, local)).toEqual(["long-term-without-aws at local.prometheus.longTerm"]);
  });

  it.each(["Series", "a.b", "x", "xn--series"])("is in no bucket like %p", (bucket) => {
    expect(found({ bucket })).toEqual([`long-term-bucket-malformed at ${place}.bucket`]);
  });

  it.each(["example-shop-production-monitoring-state", "example-shop-production-log-snapshots"])(
    "has its bucket for itself, and not with what %s holds",
    (bucket) => {
      expect(found({ bucket })).toEqual([`long-term-bucket-taken at ${place}.bucket`]);
    },
  );

  it.each([0, -1, 1.5, 101])("is not fed by %d shards", (shards) => {
    expect(found({ shards })).toEqual([`long-term-shards-out-of-range at ${place}.shards`]);
  });

  it.each([1, 100])("may be fed by %d", (shards) => {
    expect(found({ shards })).toEqual([]);
  });

  it.each([days(0), hours(23), milliseconds(1e9 + 0.5)])("keeps nothing for %o", (keepFor) => {
    expect(found({ keepFor })).toEqual([`long-term-keep-out-of-range at ${place}.keepFor`]);
  });

  it("has pods to run in and disks to write to", () => {
    const none = { cpu: cores(0), memory: mebibytes(0.5), storage: mebibytes(0.5) };
    const share = ["cpu", "memory"];
    expect(found({ ingester: none, gateway: none, compactor: none, stateless: none })).toEqual(
      ["ingester", "gateway", "compactor"]
        .flatMap((part) => [...share, "storage"].map((what) => `${part}.${what}`))
        .concat(share.map((what) => `stateless.${what}`))
        .map((where) => `size-out-of-range at ${place}.${where}`),
    );
  });

  it("evaluates the rules where there is one", () => {
    expect([production, grown].map(evaluatorOf)).toEqual(["Prometheus", "Mimir"]);
  });
});
