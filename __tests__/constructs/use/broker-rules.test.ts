import { describe, expect, it } from "@jest/globals";
import { local } from "../../../environments/local";
import { plain } from "../../support/plain-text";
import { isOfAlerts, recordedTable } from "../../support/synthesized";
import { brokerOfOneGroup, resourceIn, useSlices } from "../../support/use-slices";

const part = resourceIn(useSlices(local, brokerOfOneGroup), "helm_release", "use-rabbitmq-rules");
const isOfQueues = (record: string) => /_queue_|_messages/.test(record);

describe("a slice for a broker records", () => {
  it("how its queues are", () => {
    expect(plain(recordedTable(part, isOfQueues))).toMatchSnapshot();
  });

  it("how its nodes are", () => {
    expect(plain(recordedTable(part, (record) => !isOfQueues(record) && !isOfAlerts(record)))).toMatchSnapshot();
  });
});
