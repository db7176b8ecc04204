/**
 * The real programs that live tests and commands run, each with its one pinned version. Nothing else names a version of
 * them.
 */
import { join } from "node:path";
import { goInstall, goTool } from "./go-programs";
import type { Pin } from "./pin";

const collectorManifest = join(__dirname, "otelcol.yaml");
const file = (...path: readonly string[]) => join(__dirname, ...path);

export const pins = {
  terraform: {
    executable: "terraform",
    version: "1.11.0",
    fits: { from: "1.11.0", before: "2.0.0" },
    versionArguments: ["version"],
    install: {
      byHand: "Install Terraform 1.11 or newer and put it on PATH: developer.hashicorp.com/terraform/install",
    },
  },
  prometheus: prometheusProgram("prometheus"),
  promtool: prometheusProgram("promtool"),
  alertmanager: alertmanagerProgram("alertmanager"),
  amtool: alertmanagerProgram("amtool"),
  otelcol: {
    executable: "otelcol-contrib",
    version: "0.155.0",
    // The connector's labels change from one minor version to the next.
    fits: { from: "0.155.0", before: "0.156.0" },
    versionArguments: ["--version"],
    install: {
      command: ["go", "run", "go.opentelemetry.io/collector/cmd/builder@v0.155.0", "--config", collectorManifest],
      product: "build/otelcol-contrib",
      inputs: [collectorManifest],
    },
  },
  helm: {
    executable: "helm",
    version: "3.22.0",
    fits: { from: "3.19.0", before: "4.0.0" },
    versionArguments: ["version", "--short"],
    install: goInstall("helm.sh/helm/v3/cmd/helm@v3.22.0", {
      variables: {
        "helm.sh/helm/v3/internal/version.version": "v3.22.0",
        // Without these it takes every cluster for Kubernetes 1.20. The release is built with its client-go's version.
        "helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor": "1",
        "helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor": "37",
        "helm.sh/helm/v3/pkg/lint/rules.k8sVersionMajor": "1",
        "helm.sh/helm/v3/pkg/lint/rules.k8sVersionMinor": "37",
      },
    }),
  },
  kubeconform: {
    executable: "kubeconform",
    version: "0.8.0",
    fits: { from: "0.7.0", before: "0.9.0" },
    versionArguments: ["-v"],
    install: goInstall("github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0", {
      variables: { "main.version": "v0.8.0" },
    }),
  },
  actionlint: {
    executable: "actionlint",
    version: "1.7.12",
    fits: { from: "1.7.12", before: "1.8.0" },
    versionArguments: ["-version"],
    install: goInstall("github.com/rhysd/actionlint/cmd/actionlint@v1.7.12", { variables: {} }),
  },
  "json-exporter": exporter("json_exporter", {
    version: "0.7.0",
    fits: { from: "0.7.0", before: "0.8.0" },
    install: goTool("json-exporter", "github.com/prometheus-community/json_exporter", prometheusVersion("0.7.0")),
  }),
  "blackbox-exporter": exporter("blackbox_exporter", {
    version: "0.28.0",
    fits: { from: "0.28.0", before: "0.29.0" },
    install: goTool("blackbox-exporter", "github.com/prometheus/blackbox_exporter", prometheusVersion("0.28.0")),
  }),
  "postgres-exporter": exporter("postgres_exporter", {
    // The newest that the module proxy serves. 0.20 renames flags and drops the label `server` of some metrics.
    version: "0.19.1",
    fits: { from: "0.19.1", before: "0.20.0" },
    install: goTool(
      "postgres-exporter",
      "github.com/prometheus-community/postgres_exporter/cmd/postgres_exporter",
      prometheusVersion("0.19.1"),
    ),
  }),
  "elasticsearch-exporter": exporter("elasticsearch_exporter", {
    version: "1.11.0",
    fits: { from: "1.11.0", before: "1.12.0" },
    install: goTool(
      "elasticsearch-exporter",
      "github.com/prometheus-community/elasticsearch_exporter",
      prometheusVersion("1.11.0"),
    ),
  }),
  yace: {
    // Under a name of its own: only a build with an older client of CloudWatch talks to moto (go/yace/go.mod).
    executable: "yace-for-moto",
    version: "0.67.0",
    fits: { from: "0.67.0", before: "0.68.0" },
    versionArguments: ["version"],
    install: goTool(
      "yace",
      "github.com/prometheus-community/yet-another-cloudwatch-exporter/cmd/yace",
      prometheusVersion("0.67.0"),
    ),
  },
  moto: {
    executable: "moto_server",
    version: "5.2.5",
    fits: { from: "5.2.5", before: "5.3.0" },
    versionArguments: ["--version"],
    install: {
      command: ["sh", file("moto", "install.sh")],
      product: "moto",
      inputs: [file("moto", "install.sh"), file("moto", "requirements.txt")],
    },
  },
  checkov: {
    executable: "checkov",
    version: "3.3.30",
    // Each minor version knows more checks: what is accepted is written down for this one.
    fits: { from: "3.3.30", before: "3.4.0" },
    versionArguments: ["--version"],
    install: {
      command: ["sh", file("checkov", "install.sh")],
      product: "checkov",
      inputs: [file("checkov", "install.sh"), file("checkov", "requirements.txt")],
    },
  },
  java: {
    executable: "java",
    home: "JAVA_HOME",
    places: ["/usr/lib/jvm/*/bin"],
    version: "25.0.2.1",
    // What OpenSearch needs; newer ones run what was made for older ones.
    fits: { from: "21.0", before: "99.0" },
    versionArguments: ["-version"],
    install: {
      command: ["sh", file("java", "install.sh")],
      product: "java",
      inputs: [file("java", "install.sh"), file("java", "requirements.txt")],
    },
  },
  // Installs OpenSearch, and runs in no test. Any Java will do for it.
  maven: {
    executable: "mvn",
    version: "3.8.7",
    fits: { from: "3.6.3", before: "4.0.0" },
    versionArguments: ["--version"],
    install: { packages: ["maven"] },
  },
  opensearch: {
    // Under a name of its own: a distribution would come with plugins that ask for certificates and passwords.
    executable: "opensearch-for-tests",
    version: "3.8.0",
    // Each minor version has more processors and mappings: what is missing is written down for this one.
    fits: { from: "3.8.0", before: "3.9.0" },
    versionArguments: ["--version"],
    install: {
      command: ["sh", file("opensearch", "install.sh")],
      product: "opensearch",
      inputs: [file("opensearch", "install.sh"), file("opensearch", "pom.xml")],
    },
  },
  filebeat: {
    executable: "filebeat",
    // Two major versions behind what is deployed: inputs, parsers and processors of logs are as there.
    version: "7.17.29",
    fits: { from: "7.17.29", before: "8.0.0" },
    versionArguments: ["version"],
    install: goTool("filebeat", "github.com/elastic/beats/v7/filebeat"),
  },
  rabbitmq: {
    executable: "rabbitmq-server",
    // What Debian has on PATH is a script that changes the user and forgets the environment.
    places: ["/usr/lib/rabbitmq/bin"],
    version: "3.10.8",
    fits: { from: "3.10.0", before: "4.0.0" },
    // None that would not start a server, or a port mapper for all to see.
    install: { packages: ["rabbitmq-server"], service: "rabbitmq-server" },
  },
  postgres: {
    executable: "postgres",
    places: ["/usr/lib/postgresql/15/bin"],
    version: "15.0",
    // From 17 on the exporter has other metrics of checkpoints.
    fits: { from: "15.0", before: "17.0" },
    versionArguments: ["--version"],
    install: { packages: ["postgresql-15"], service: "postgresql" },
  },
} as const satisfies Record<string, Pin>;

export type EngineName = keyof typeof pins;

export const engineNames = Object.keys(pins) as EngineName[];

function prometheusProgram(executable: "prometheus" | "promtool") {
  return {
    executable,
    version: "3.16.0",
    // From the version of the chart on: `le="1.0"`, left-open ranges and `start_timestamp` in rule tests are as there.
    fits: { from: "3.14.0", before: "4.0.0" },
    versionArguments: ["--version"],
    install: goInstall(`github.com/prometheus/prometheus/cmd/${executable}@v0.316.0`, {
      // No test discovers services, and the discoveries are most of the build.
      tags: "remove_all_sd",
      variables: prometheusVersion("3.16.0"),
    }),
  } as const;
}

/** Grafana delivers with a fork of it, whose dispatching and deduplication are the same. */
function alertmanagerProgram(executable: "alertmanager" | "amtool") {
  return {
    executable,
    // From 0.32 on the module lacks the built user interface, and does not build without.
    version: "0.31.1",
    fits: { from: "0.28.0", before: "1.0.0" },
    versionArguments: ["--version"],
    install: goInstall(`github.com/prometheus/alertmanager/cmd/${executable}@v0.31.1`, {
      variables: prometheusVersion("0.31.1"),
    }),
  } as const;
}

/** An exporter by the library that most of them share: all tell their version in one way. */
function exporter<Rest extends Omit<Pin, "executable" | "versionArguments">>(executable: string, rest: Rest) {
  return { executable, versionArguments: ["--version"], ...rest };
}

function prometheusVersion(version: string) {
  return { "github.com/prometheus/common/version.Version": version };
}
