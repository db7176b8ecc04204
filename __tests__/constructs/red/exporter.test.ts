import { expect, it } from "@jest/globals";
import type { Environment } from "../../../environments/environment";
import { local } from "../../../environments/local";
import { production } from "../../../environments/production";
import { shopApi } from "../../../system/shop";
import { plain } from "../../support/plain-text";
import { redSlices } from "../../support/red-slices";
import { valuesBesides, valuesYaml } from "../../support/synthesized";
import { resourceIn } from "../../support/use-slices";

const releaseIn = (environment: Environment) =>
  resourceIn(redSlices(environment, [shopApi]), "helm_release", "red-shop-api");

it("the slice of shop-api installs this exporter", () => {
  expect(plain(valuesYaml(releaseIn(local)))).toMatchSnapshot();
});

it("and in production, with this besides", () => {
  expect(plain(valuesBesides(releaseIn(production), releaseIn(local)))).toMatchSnapshot();
});
