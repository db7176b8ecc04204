import type { Construct } from "constructs";
import type { Environment } from "../../environments/environment";
import { rdsJob } from "../../exporters/rds";
import type { HttpService } from "../../model/http-service";
import type { Database } from "../../model/database";
import { useName } from "../../model/resource";
import { databaseSlice } from "../../slices/use/database";
import type { Measured } from "../../slices/slice";
import { awsOf } from "../aws-provider";
import { CloudWatchExporter } from "../cloudwatch-exporter";
import { PostgresExporter } from "../postgres-exporter";

/**
 * Measures a database: from outside by CloudWatch, which knows the machine, and from inside by PostgreSQL, which knows
 * what waits for it.
 */
export function measureDatabase(
  scope: Construct,
  database: Database,
  environment: Environment,
  dependents: readonly HttpService[],
): Measured {
  const name = useName(database);
  const cloudwatch = new CloudWatchExporter(scope, "cloudwatch", {
    name: `${name}-cloudwatch`,
    environment,
    job: rdsJob(database, awsOf(environment)),
  });
  const postgres = new PostgresExporter(scope, "postgres", { name: `${name}-postgres`, environment, database });
  return databaseSlice({
    database,
    dependents,
    targets: { postgres: postgres.target, cloudwatch: cloudwatch.target },
  });
}
