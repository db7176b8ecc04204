import { expect, it } from "@jest/globals";
import { local } from "../../../environments/local";
import { shopApi } from "../../../system/shop";
import { plain } from "../../support/plain-text";
import { redSlices } from "../../support/red-slices";
import { valuesYaml } from "../../support/synthesized";
import { resourceIn } from "../../support/use-slices";

it("the slice of shop-api installs this exporter", () => {
  const release = resourceIn(redSlices(local, [shopApi]), "helm_release", "red-shop-api");
  expect(plain(valuesYaml(release))).toMatchSnapshot();
});
