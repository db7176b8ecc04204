import type { AwsAccess } from "../environments/access";
import type { Database } from "../model/database";
import { minutes } from "../units/quantities";
import type { CloudWatchJob, CloudWatchMetric } from "./cloudwatch";

/** AWS writes a point a minute, a minute or two late. */
const everyMinute = (name: string): CloudWatchMetric => ({
  name,
  period: minutes(1),
  lookBack: minutes(10),
});

/** What CloudWatch is asked of the instance of a database. What that costs stands in docs/aws.md. */
export const rdsJob = ({ name }: Database, { region }: AwsAccess): CloudWatchJob => ({
  namespace: "AWS/RDS",
  region,
  tagged: name,
  dimensions: ["DBInstanceIdentifier"],
  metrics: [
    everyMinute("FreeableMemory"),
    everyMinute("SwapUsage"),
    everyMinute("CPUUtilization"),
    everyMinute("FreeStorageSpace"),
    everyMinute("DatabaseConnections"),
  ],
  askedEvery: minutes(1),
});
