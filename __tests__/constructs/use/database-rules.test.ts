import { describe, expect, it } from "@jest/globals";
import { staging } from "../../../environments/staging";
import { shopDatabase } from "../../../system/shop";
import { plain } from "../../support/plain-text";
import { isOfAlerts, recordedTable } from "../../support/synthesized";
import { resourceIn, useSlices } from "../../support/use-slices";

const rules = resourceIn(useSlices(staging, shopDatabase), "helm_release", "use-shop-db-rules");

describe("a slice for a database records", () => {
  it("how it is", () => {
    expect(plain(recordedTable(rules, (record) => !isOfAlerts(record)))).toMatchSnapshot();
  });

  it("how close it is to its alerts, and who tells of it", () => {
    expect(plain(recordedTable(rules, isOfAlerts))).toMatchSnapshot();
  });
});
