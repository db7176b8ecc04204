import { describe, expect, it } from "@jest/globals";
import { exporterAbsent } from "../../../alerts/use/exporter";
import { printLine } from "../../../promql/print";
import { select } from "../../../promql/build";
import { s3 } from "../../../signals/contracts/s3";
import { shopMedia } from "../../../system/shop";
import { hours, minutes } from "../../../units/quantities";

const measures = select(s3.found, { resource: shopMedia.name });
const first = { exporter: "cloudwatch", target: { job: "use-shop-media", port: "http" }, measures };
const second = { exporter: "plugin", target: { job: "media", port: "prometheus" }, measures };

describe("the alert on exporters that are absent", () => {
  it("has an instance for each of them, by name", () => {
    const answers = ({ job, port }: typeof first.target) => `(min(up{job="${job}",port="${port}"}) or vector(0))`;
    const tells = '(count(aws_s3_info{resource="shop-media"}) or vector(0)) >= bool 1';
    expect(printLine(exporterAbsent(shopMedia, [first, second]).value)).toBe(
      [first, second]
        .map(
          ({ exporter, target }) =>
            `label_replace(${answers(target)} * scalar(${tells}), "exporter", "${exporter}", "", "")`,
        )
        .join(" or "),
    );
  });

  it("says how to find the pods of each", () => {
    expect(exporterAbsent(shopMedia, [first, second]).firstSteps.slice(1)).toEqual([
      "cloudwatch: do its pods run, and what do they log? kubectl -n monitoring get pods -l app.kubernetes.io/instance=use-shop-media",
      "plugin: do its pods run, and what do they log? kubectl -n monitoring get pods -l app.kubernetes.io/instance=media",
    ]);
  });

  it("is a ticket, after five minutes or as long as the exporter may be silent", () => {
    expect(exporterAbsent(shopMedia, [first])).toMatchObject({ severity: "ticket", pendingFor: minutes(5) });
    expect(exporterAbsent(shopMedia, [first], hours(3)).summary("", "")).toContain("for 3 h");
  });
});
