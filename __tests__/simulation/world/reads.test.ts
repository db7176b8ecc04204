import { describe, expect, it } from "@jest/globals";
import type { Expr } from "../../../promql/ast";
import { parsed } from "../../../promql/parse";
import { reachOf, readsOf } from "../../../simulation/world/reads";

const expr = (text: string): Expr => parsed(text);

const minute = 60_000;

describe("what rules read", () => {
  const reads = readsOf({
    asked: [expr('avg_over_time(job:errors:rate5m{job="a"}[1h] offset 1d) > 0.1'), expr("up == 0")],
    recorded: new Map([
      ["job:errors:rate5m", [expr('sum by (job) (rate(errors_total{code=~"5.."}[5m]))')]],
      ["nobody:asks", [expr("rate(requests_total[5m])")]],
    ]),
  });

  it("reaches back through all that is recorded in between", () => {
    expect(reachOf(reads, "errors_total", { code: "503" })).toBe((24 * 60 + 60 + 5) * minute);
    expect(reachOf(reads, "up", {})).toBe(0);
  });

  it("leaves out what nobody asks for, and series that no query selects", () => {
    expect(reachOf(reads, "requests_total", {})).toBeUndefined();
    expect(reachOf(reads, "errors_total", { code: "404" })).toBeUndefined();
  });

  it("adds what a subquery looks back upon", () => {
    const of = readsOf({ asked: [expr("max_over_time(rate(x[5m])[6h:1m] offset 2h)")], recorded: new Map() });
    expect(reachOf(of, "x", {})).toBe((6 * 60 + 2 * 60 + 5) * minute);
  });

  it("is as far as the farthest of several queries", () => {
    const of = readsOf({ asked: [expr("x[5m]"), expr('x{a="1"}[1h]')], recorded: new Map() });
    expect(reachOf(of, "x", { a: "1" })).toBe(60 * minute);
    expect(reachOf(of, "x", { a: "2" })).toBe(5 * minute);
  });
});
