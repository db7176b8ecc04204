import { expect, it } from "@jest/globals";
import { production } from "../../../environments/production";
import { shopApi } from "../../../system/shop";
import { plain } from "../../support/plain-text";
import { redSlices } from "../../support/red-slices";
import { valuesYaml } from "../../support/synthesized";
import { resourceIn } from "../../support/use-slices";

it("the slice of shop-api is asked from two places by these objects", () => {
  const release = resourceIn(redSlices(production, [shopApi]), "helm_release", "red-shop-api-probes");
  expect(plain(valuesYaml(release))).toMatchSnapshot();
});
