import { expect, it } from "@jest/globals";
import { local } from "../../../environments/local";
import { shopApi } from "../../../system/shop";
import { plain } from "../../support/plain-text";
import { redSlices } from "../../support/red-slices";
import { rulesYaml } from "../../support/synthesized";
import { resourceIn } from "../../support/use-slices";

it("the slice of shop-api raises these alerts", () => {
  const group = resourceIn(redSlices(local, [shopApi]), "grafana_rule_group", "red-shop-api-alerts");
  expect(plain(rulesYaml(group))).toMatchSnapshot();
});
