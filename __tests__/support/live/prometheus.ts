import { enginePath } from "../../../engines/engine-path";
import type { GuardedFolder } from "../../../engines/run/guarded-folder";
import { inGuardedFolder } from "../../../engines/run/guarded-folder";
import { pause } from "../../../engines/run/process";
import type { Prometheus as Running } from "../../../engines/run/prometheus";
import { prometheusIn, receiving, storageIn } from "../../../engines/run/prometheus";
import type { RuleFiles } from "../../../engines/run/promtool";
import type { Duration } from "../../../units/quantities";
import { milliseconds, seconds } from "../../../units/quantities";
import { promDuration } from "../../../units/text";
import type { InstantSample } from "./prometheus-api";
import { PrometheusApi } from "./prometheus-api";

/** One entry of Prometheus' `scrape_configs`, as it stands in its configuration file. */
export type ScrapeConfig = Readonly<Record<string, unknown>> & { readonly job_name: string };

export interface PrometheusProps {
  readonly ruleFiles?: RuleFiles;
  readonly scrapeConfigs?: readonly ScrapeConfig[];
  /** For jobs that name none of their own. @default 1 s */
  readonly scrapeInterval?: Duration;
  /** For rule groups that name none of their own. @default 1 s */
  readonly evaluationInterval?: Duration;
  /** Of `--enable-feature`. @default none */
  readonly features?: readonly string[];
  /** How large its storage may become, as its configuration spells it: `10MB`. @default no limit */
  readonly retentionSize?: string;
  /** What it stored before it was started, as OpenMetrics text with timestamps. @default nothing */
  readonly history?: string;
  /** Takes samples by remote write, of any age and in any order of their series. @default false */
  readonly receives?: boolean;
}

/** Starts the real Prometheus on a free port, its storage in a temporary folder that goes with it. */
export async function startPrometheus(props: PrometheusProps = {}): Promise<Prometheus> {
  const { features = [], receives = false, history } = props;
  const { configure, ...running } = await inGuardedFolder("prometheus", async (folder) => {
    const configure = (changed: PrometheusProps) => writeConfig(folder, changed);
    if (history !== undefined) await storeHistory(folder, history);
    const started = await prometheusIn(folder, configure(props), {
      arguments: [
        "--web.enable-lifecycle",
        ...(features.length > 0 ? [`--enable-feature=${features.join(",")}`] : []),
        ...(receives ? receiving.arguments : []),
      ],
      ...(receives && { environment: receiving.environment }),
    });
    return { ...started, configure };
  });
  return new Prometheus(running, props, configure);
}

export class Prometheus extends PrometheusApi {
  constructor(
    private readonly running: Running,
    private props: PrometheusProps,
    private readonly configure: (props: PrometheusProps) => string,
  ) {
    super(running.url);
  }

  log(): string {
    return this.running.log();
  }

  stop(): Promise<void> {
    return this.running.stop();
  }

  /** Replaces rules or scrape configurations while it runs. @throws if Prometheus refuses them, with its words. */
  async reload(changed: Pick<PrometheusProps, "ruleFiles" | "scrapeConfigs">): Promise<void> {
    this.props = { ...this.props, ...changed };
    this.configure(this.props);
    const response = await fetch(`${this.url}/-/reload`, { method: "POST" });
    if (!response.ok) throw new Error(`Prometheus refused the new configuration: ${await response.text()}`);
  }

  /**
   * Asks again until the answer is as wanted.
   * @throws after `within`, with the last answer and Prometheus' last lines
   */
  async waitFor(
    expr: string,
    wanted: (samples: readonly InstantSample[]) => boolean,
    within: Duration = seconds(20),
  ): Promise<readonly InstantSample[]> {
    const deadline = Date.now() + within.milliseconds;
    for (;;) {
      const samples = await this.query(expr);
      if (wanted(samples)) return samples;
      if (Date.now() > deadline) {
        throw new Error(
          [
            `${expr} was not as wanted within ${promDuration(within)}. Its last answer:`,
            ...samples.map(({ labels, value }) => `  ${JSON.stringify(labels)} ${value}`),
            "Prometheus' last lines:",
            ...this.log().trimEnd().split("\n").slice(-10),
          ].join("\n"),
        );
      }
      await pause(milliseconds(200));
    }
  }
}

async function storeHistory(folder: GuardedFolder, openMetrics: string): Promise<void> {
  const file = folder.write("history.txt", openMetrics);
  const { complaint } = await folder.runToEnd(enginePath("promtool"), [
    ...["tsdb", "create-blocks-from", "openmetrics"],
    // One block a month rather than one every two hours, each of which would read the whole file again.
    "--max-block-duration=768h",
    ...[file, storageIn(folder)],
  ]);
  if (complaint) throw new Error(`The history could not be stored: ${complaint}`);
}

function writeConfig(folder: GuardedFolder, props: PrometheusProps): string {
  const ruleFiles = Object.entries(props.ruleFiles ?? {}).map(([name, content]) =>
    folder.write(`rules-${name}.json`, content),
  );
  return folder.write("prometheus.json", {
    global: {
      scrape_interval: promDuration(props.scrapeInterval ?? seconds(1)),
      scrape_timeout: promDuration(props.scrapeInterval ?? seconds(1)),
      evaluation_interval: promDuration(props.evaluationInterval ?? seconds(1)),
    },
    rule_files: ruleFiles,
    scrape_configs: props.scrapeConfigs ?? [],
    ...(props.retentionSize !== undefined && { storage: { tsdb: { retention: { size: props.retentionSize } } } }),
  });
}
