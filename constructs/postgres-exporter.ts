import { Construct } from "constructs";
import type { ScrapeTarget } from "../alerts/target";
import type { Postgres } from "../environments/access";
import type { Environment } from "../environments/environment";
import type { Database } from "../model/database";
import { postgresFlows } from "../network/slices";
import { postgresExporter } from "../signals/contracts/postgres";
import { charts } from "../versions";
import type { Exported, HasExports, Parts } from "./checked";
import { postgresExporterValues } from "./chart-values/prometheus-postgres-exporter";
import { HelmRelease } from "./helm-release";
import { NetworkAccess } from "./network-access";

export interface PostgresExporterProps {
  /** Name of the release, its pod and its Service. */
  readonly name: string;
  readonly environment: Pick<Environment, "name" | "certificates" | "databases" | "exporter">;
  readonly database: Database;
}

/**
 * The exporter of what PostgreSQL itself tells of a database: sessions, locks, replication, statements. It asks as a
 * user that may look and nothing else.
 */
export class PostgresExporter extends Construct implements HasExports {
  /**
   * How Prometheus scrapes the exporter. The operator names the job after the Service, the chart names that after the
   * release.
   */
  readonly target: ScrapeTarget;
  readonly #of: string;
  readonly #release: HelmRelease;
  readonly #network: NetworkAccess;

  constructor(scope: Construct, id: string, { name, environment, database }: PostgresExporterProps) {
    super(scope, id);
    this.target = { job: name, port: "http" };
    this.#of = database.name;
    const access = accessTo(database, environment);
    this.#release = new HelmRelease(this, "release", {
      chart: charts.postgresExporter,
      name,
      values: postgresExporterValues({
        name,
        database: database.name,
        access,
        size: environment.exporter,
        tls: environment.certificates !== undefined,
      }),
    });
    this.#network = new NetworkAccess(this, "network", { name, flows: postgresFlows(name, access, environment) });
  }

  parts(): Parts {
    return [...this.#release.parts(), ...this.#network.parts()];
  }

  exports(): Exported[] {
    return [{ contract: postgresExporter, of: [this.#of] }];
  }
}

/** Blank where there is none: that is a finding of the environment. */
const accessTo = ({ name }: Database, { databases }: Pick<Environment, "databases">): Postgres =>
  databases[name] ?? { host: "", name: "", user: "", password: { secret: "", key: "" } };
