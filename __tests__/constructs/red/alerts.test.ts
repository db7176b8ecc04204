import { describe, expect, it } from "@jest/globals";
import { local } from "../../../environments/local";
import { shopApi } from "../../../system/shop";
import { plain } from "../../support/plain-text";
import { redSlices } from "../../support/red-slices";
import { alertTable, rulesYaml } from "../../support/synthesized";
import { resourceIn } from "../../support/use-slices";

describe("the slice of shop-api", () => {
  const group = resourceIn(redSlices(local, [shopApi]), "grafana_rule_group", "red-shop-api-alerts");

  it("raises these alerts", () => {
    expect(plain(alertTable(group))).toMatchSnapshot();
  });

  it("raises one of them with all of this", () => {
    expect(plain(rulesYaml(group, "shop-api-errors-page"))).toMatchSnapshot();
  });
});
