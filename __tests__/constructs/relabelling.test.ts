import { describe, expect, it } from "@jest/globals";
import { keepOnly } from "../../constructs/relabelling";
import { postgresExporter } from "../../signals/contracts/postgres";

describe("the metrics of a contract", () => {
  it("are kept at the scrape, and no others: names are matched whole", () => {
    const kept = keepOnly(postgresExporter.metrics);
    if (!("regex" in kept)) throw new Error("keeps by no pattern");
    // As Prometheus reads it: anchored.
    const pattern = new RegExp(`^(?:${kept.regex})$`);
    expect(postgresExporter.metrics.filter(({ name }) => !pattern.test(name))).toEqual([]);
    expect(["pg_stat_statements_rows_total", "go_goroutines", "pg_up_"].filter((name) => pattern.test(name))).toEqual(
      [],
    );
  });
});
