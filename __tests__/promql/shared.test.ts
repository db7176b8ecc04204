import { describe, expect, it } from "@jest/globals";
import { sum, select } from "../../promql/build";
import { shared, sharedList } from "../../promql/shared";
import { serverSpans } from "../../signals/contracts/span-metrics";

describe("what is alike", () => {
  it("is made once, and what only looks alike is not", () => {
    const boxed = shared((value: number | string) => ({ value }));
    expect(boxed(1)).toBe(boxed(1));
    expect(boxed(NaN)).toBe(boxed(NaN));
    expect(boxed("1")).toEqual({ value: "1" });
    expect(boxed("__proto__")).toEqual({ value: "__proto__" });
  });

  it("is a list with the same items in the same order, not one that begins alike", () => {
    const list = sharedList<string>();
    expect(list(["a", "b"])).toBe(list(["a", "b"]));
    expect(list(["b", "a"])).toEqual(["b", "a"]);
    expect(list(["a"])).toEqual(["a"]);
    expect(list(["a,b"])).toEqual(["a,b"]);
    expect(list([])).toEqual([]);
  });

  it("are selectors' matchers and groupings, whoever writes them", () => {
    const asked = () => select(serverSpans.calls, { service: "shop-api", endpoint: { not: "/health" } });
    expect(asked().expr.matchers).toBe(asked().expr.matchers);
    const [grouped, again] = [asked(), asked()].map((calls) => sum(calls).by("service").expr);
    expect(grouped).toMatchObject({ grouping: { mode: "by", labels: ["service"] } });
    expect(grouped?.kind === "aggregate" && again?.kind === "aggregate" && grouped.grouping === again.grouping).toBe(
      true,
    );
  });
});
