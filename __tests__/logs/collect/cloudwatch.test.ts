import { describe, expect, it } from "@jest/globals";
import { production } from "../../../environments/production";
import { checkEndpoint, databaseFilebeatConfig, logGroupOf } from "../../../logs/collect/cloudwatch";
import { longestRecord } from "../../../logs/collect/sending";

const endpoint = production.databases["shop-db"]?.host ?? "";

describe("the logs of a database in CloudWatch", () => {
  it("are in the group of its instance", () => {
    expect(logGroupOf(endpoint)).toBe("/aws/rds/instance/shop-db/postgresql");
    expect(logGroupOf("")).toBe("/aws/rds/instance//postgresql");
  });

  it("can be found by an endpoint of RDS only", () => {
    expect(checkEndpoint("host", endpoint)).toEqual([]);
    for (const alias of ["db.example.com:5432", "10.0.0.5:5432", "shop-db:5432", `x/${endpoint}`])
      expect(checkEndpoint("host", alias)).toMatchObject([
        { id: "log-group-unknown", severity: "error", where: "host" },
      ]);
  });

  it("are read from where the last run ended, a little behind the time, and sent like all others", () => {
    const { memory } = production.elk.filebeat;
    expect(
      databaseFilebeatConfig({ database: "shop-db", logGroup: logGroupOf(endpoint), region: "eu-central-1", memory }),
    ).toMatchObject({
      "filebeat.inputs": [
        {
          type: "aws-cloudwatch",
          log_group_name: "/aws/rds/instance/shop-db/postgresql",
          region_name: "eu-central-1",
          start_position: "lastSync",
          scan_frequency: "1m",
          latency: "2m",
          processors: [
            { add_fields: { target: "service", fields: { name: "shop-db" } } },
            { truncate_fields: { fields: ["message"], max_bytes: longestRecord.bytes } },
          ],
        },
      ],
      "output.logstash": { hosts: ["logs-ls-beats.monitoring.svc:5044"] },
    });
  });
});
