const community = "https://github.com/prometheus-community/helm-charts/releases/tag";

/** Where somebody tells what is new in a chart or provider, by its name. */
const changelogs: Readonly<Record<string, (version: string) => string>> = {
  ...Object.fromEntries(
    [
      "kube-prometheus-stack",
      "prometheus-operator-crds",
      "prometheus-yet-another-cloudwatch-exporter",
      "prometheus-postgres-exporter",
      "prometheus-json-exporter",
      "prometheus-elasticsearch-exporter",
      "prometheus-blackbox-exporter",
    ].map((chart) => [chart, (version: string) => `${community}/${chart}-${version}`]),
  ),
  "mimir-distributed": (version) => `https://github.com/grafana/helm-charts/releases/tag/mimir-distributed-${version}`,
  grafana: (version) => `https://github.com/grafana-community/helm-charts/releases/tag/grafana-${version}`,
  "opentelemetry-collector": (version) =>
    `https://github.com/open-telemetry/opentelemetry-helm-charts/releases/tag/opentelemetry-collector-${version}`,
  "eck-operator": (version) => `https://github.com/elastic/cloud-on-k8s/releases/tag/v${version}`,
  // Comes with the operator; its own versions have no page.
  "eck-stack": () => "https://github.com/elastic/cloud-on-k8s/releases",
  "provider aws": (version) => `https://github.com/hashicorp/terraform-provider-aws/releases/tag/v${version}`,
  "provider helm": (version) => `https://github.com/hashicorp/terraform-provider-helm/releases/tag/v${version}`,
  "provider grafana": (version) => `https://github.com/grafana/terraform-provider-grafana/releases/tag/v${version}`,
  "provider elasticstack": (version) =>
    `https://github.com/elastic/terraform-provider-elasticstack/releases/tag/v${version}`,
};

/**
 * Address of what is new in a version; undefined where none is known. @param name of a chart, or `provider` and its
 * name
 */
export const changelogOf = (name: string, version: string): string | undefined =>
  Object.hasOwn(changelogs, name) ? changelogs[name]?.(encodeURIComponent(version)) : undefined;
