import { expect, it } from "@jest/globals";
import { local } from "../../../environments/local";
import { plain } from "../../support/plain-text";
import { alertTable } from "../../support/synthesized";
import { brokerOfOneGroup, resourceIn, useSlices } from "../../support/use-slices";

it("a slice for a broker raises these alerts", () => {
  const part = resourceIn(useSlices(local, brokerOfOneGroup), "grafana_rule_group", "use-rabbitmq-alerts");
  expect(plain(alertTable(part))).toMatchSnapshot();
});
