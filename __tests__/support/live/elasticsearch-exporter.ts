import type { Exporter } from "./exporter";
import { startExporter } from "./exporter";

export interface ElasticsearchExporterProps {
  /** Of the engine, as the test knows it: `openSearch.url`. */
  readonly url: string;
  /**
   * As the chart gives them to its container. Addresses and certificates are another's here: they are left out.
   * @default none
   */
  readonly arguments?: readonly string[];
  /** Variables that the chart sets. @default none */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the real Elasticsearch exporter. It measures when asked for `/metrics`, and not before. */
export function startElasticsearchExporter(props: ElasticsearchExporterProps): Promise<Exporter> {
  return startExporter({
    engine: "elasticsearch-exporter",
    arguments: (address) => [
      ...(props.arguments ?? []).filter((argument) => !ofThePod.test(argument)),
      `--es.uri=${props.url}`,
      `--web.listen-address=${address}`,
    ],
    ...(props.environment && { environment: props.environment }),
    readyPath: "/healthz",
  });
}

const ofThePod = /^--(es\.uri|es\.ca|es\.client-cert|es\.client-private-key|web\.listen-address)=/;
