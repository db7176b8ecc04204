/**
 * What prometheus-operator makes of a Probe object with static targets, as in `generateProbeConfig`
 * (pkg/prometheus/promcfg.go, 0.93): the address that is asked for becomes the parameter `target` and the label
 * `instance`, the exporter's takes its place, and the object's namespace is one label more.
 */
import type { AskedOverTls } from "../../../constructs/tls";
import type { ScrapeConfig } from "./prometheus";
import type { Relabeling } from "./service-monitor";
import { refuseUnknown, relabelConfig, renamed } from "./service-monitor";
import { scrapedOverTls } from "./tls";

export interface ProbeObject {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: ProbeSpec;
}

export interface ProbeSpec {
  readonly jobName?: string;
  readonly prober: { readonly url: string; readonly path?: string } & Partial<Pick<AskedOverTls, "scheme">>;
  /** Of the exporter that is asked, not of what it asks for. */
  readonly tlsConfig?: AskedOverTls["tlsConfig"];
  readonly module?: string;
  readonly interval?: string;
  readonly scrapeTimeout?: string;
  readonly targets: {
    readonly staticConfig: {
      readonly static: readonly string[];
      readonly labels?: Readonly<Record<string, string>>;
    };
  };
  readonly metricRelabelings?: readonly Relabeling[];
}

/**
 * @param authority the file of the one that Prometheus believes, where the exporter is asked over TLS
 * @throws if the object has a field that is not emulated: what it does in a cluster would stay untested.
 */
export function probeScrapeConfig({ metadata: { name, namespace }, spec }: ProbeObject, authority = ""): ScrapeConfig {
  const { staticConfig, ...discovered } = spec.targets;
  refuse(name, spec, [
    "jobName",
    "prober",
    "tlsConfig",
    "module",
    "targets",
    "metricRelabelings",
    ...Object.keys(settings),
  ]);
  refuse(`${name}.spec.prober`, spec.prober, ["url", "scheme", "path"]);
  refuse(`${name}.spec.targets`, discovered, []);
  refuse(`${name}.spec.targets.staticConfig`, staticConfig, ["static", "labels"]);
  return {
    job_name: `probe/${namespace}/${name}`,
    honor_timestamps: true,
    metrics_path: spec.prober.path ?? "/probe",
    ...renamed(spec, settings),
    ...overTls(spec, authority),
    ...(spec.module ? { params: { module: [spec.module] } } : {}),
    static_configs: [{ targets: staticConfig.static, labels: { namespace, ...staticConfig.labels } }],
    relabel_configs: [
      { source_labels: ["job"], target_label: "__tmp_prometheus_job_name" },
      ...(spec.jobName ? [{ target_label: "job", replacement: spec.jobName }] : []),
      { source_labels: ["__address__"], target_label: "__param_target" },
      { source_labels: ["__param_target"], target_label: "instance" },
      { target_label: "__address__", replacement: spec.prober.url },
    ],
    metric_relabel_configs: (spec.metricRelabelings ?? []).map(relabelConfig),
  };
}

const overTls = ({ prober: { scheme }, tlsConfig }: ProbeSpec, authority: string) =>
  scheme && tlsConfig && scrapedOverTls({ scheme, tlsConfig }, authority);

const settings = { interval: "scrape_interval", scrapeTimeout: "scrape_timeout" } as const;

const refuse = (where: string, fields: object, known: readonly string[]) =>
  refuseUnknown(where, fields, known, "probe-objects.ts");
