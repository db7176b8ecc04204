import { expect, it } from "@jest/globals";
import { local } from "../../../environments/local";
import { shopApi } from "../../../system/shop";
import { plain } from "../../support/plain-text";
import { redSlices } from "../../support/red-slices";
import { dashboardOf, dashboardTable } from "../../support/synthesized";
import { resourceIn } from "../../support/use-slices";

it("the slice of shop-api draws this dashboard", () => {
  const dashboard = resourceIn(redSlices(local, [shopApi]), "grafana_dashboard", "red-shop-api");
  expect(plain(dashboardTable(dashboardOf(dashboard)))).toMatchSnapshot();
});
