import { describe, expect, it } from "@jest/globals";
import { local } from "../../../environments/local";
import { plain } from "../../support/plain-text";
import { isOfAlerts, recordedTable } from "../../support/synthesized";
import { brokerOfOneGroup, resourceIn, useSlices } from "../../support/use-slices";

describe("a slice for a broker records", () => {
  it("how close each of its parts is to its alerts, and who tells of it", () => {
    const part = resourceIn(useSlices(local, brokerOfOneGroup), "helm_release", "use-rabbitmq-rules");
    expect(plain(recordedTable(part, isOfAlerts))).toMatchSnapshot();
  });
});
