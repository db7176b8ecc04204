import { expect, it } from "@jest/globals";
import { local } from "../../../environments/local";
import { plain } from "../../support/plain-text";
import { recordedTable } from "../../support/synthesized";
import { brokerOfOneGroup, resourceIn, useSlices } from "../../support/use-slices";

it("a slice for a broker records these series", () => {
  const part = resourceIn(useSlices(local, brokerOfOneGroup), "helm_release", "use-rabbitmq-rules");
  expect(plain(recordedTable(part))).toMatchSnapshot();
});
