import type { Exporter } from "./exporter";
import { startExporter } from "./exporter";

export interface PostgresExporterProps {
  /** As the chart gives them to its container, the address to listen on excepted. @default none */
  readonly arguments?: readonly string[];
  readonly dataSource: {
    /** Without scheme and credentials: `127.0.0.1:5432/shop?sslmode=disable`. */
    readonly uri: string;
    readonly user: string;
    readonly password: string;
  };
  /** Other variables that the chart sets. @default none */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the real PostgreSQL exporter. It measures when asked for `/metrics`, and not before. */
export function startPostgresExporter({ dataSource, environment, ...props }: PostgresExporterProps): Promise<Exporter> {
  return startExporter({
    engine: "postgres-exporter",
    arguments: (address, folder) => [
      ...(props.arguments ?? []),
      // None by default, and its absence would be a warning each time.
      `--config.file=${folder.write("config.yml", {})}`,
      `--web.listen-address=${address}`,
    ],
    environment: {
      ...environment,
      DATA_SOURCE_URI: dataSource.uri,
      DATA_SOURCE_USER: dataSource.user,
      DATA_SOURCE_PASS: dataSource.password,
    },
    readyPath: "/",
  });
}
