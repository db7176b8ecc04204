/** The programs that read what was synthesized, as far as they take text for their own language. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { enginePath } from "../../../engines/engine-path";
import { runToEnd } from "../../../engines/run/process";
import type { TemporaryFolder } from "../../../engines/run/temporary-folder";
import type { Branch } from "../live/tree";

export interface Readers {
  /** What the chart of the recording rules becomes with these values: manifests. */
  readonly rulesChart: (values: string) => Promise<string>;
  /** The configuration file that the collector finds in its pod, with these values of its chart. */
  readonly collectorChart: (values: string) => Promise<string>;
  /** What the collector takes a configuration file for, variables replaced. @throws with its words if it refuses */
  readonly collector: (config: string) => Promise<Branch>;
  /** What Kubernetes takes manifests for. */
  readonly kubernetes: (manifests: readonly string[]) => Promise<readonly unknown[]>;
  /** What Grafana makes of annotations, which are Go templates. White space at their start is trimmed. */
  readonly grafana: (annotations: readonly string[]) => Promise<readonly string[]>;
  /** What Grafana sends of a group, by a template of a contact point: a Go template too. */
  readonly notification: (template: string, group: SentGroup) => Promise<string>;
}

/** As templates see it: `ExtendedData` in templates/template_data.go of grafana/alerting. */
export interface SentGroup {
  readonly Alerts: { readonly Firing: readonly SentAlert[]; readonly Resolved: readonly SentAlert[] };
}

export interface SentAlert {
  readonly Labels: Readonly<Record<string, string>>;
  readonly Annotations: Readonly<Record<string, string>>;
  /** In seconds, as `2026-11-28T12:00:00Z`. */
  readonly StartsAt: string;
  readonly PanelURL: string;
  readonly SilenceURL: string;
}

/** @param folder for their files */
export function readers({ path: folder }: TemporaryFolder): Readers {
  let files = 0;
  const newPath = () => join(folder, String(++files));

  const newFile = (content: string) => {
    const file = `${newPath()}.yaml`;
    writeFileSync(file, content);
    return file;
  };

  const helm = (chart: string, ...args: readonly string[]) =>
    outputOf(enginePath("helm"), ["template", "release", chart, ...args]);

  const renderWith = (chart: string, values: string) => helm(chart, "--values", newFile(values));

  /** A chart of one template, with texts for it to read. */
  const probe = (template: string, texts: readonly string[] = []) => {
    const chart = newPath();
    for (const part of ["templates", "texts"]) mkdirSync(join(chart, part), { recursive: true });
    writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: probe\nversion: 1.0.0\n");
    writeFileSync(join(chart, "templates", "probe.yaml"), template);
    // Helm would take a byte order mark from the start of a file.
    texts.forEach((text, at) =>
      writeFileSync(join(chart, "texts", String(at).padStart(5, "0")), Buffer.from(text).toString("base64")),
    );
    return chart;
  };

  /** What each text becomes by an expression over `$text` with the functions of Helm. */
  const evaluate = async (expression: string, texts: readonly string[]) => {
    const { results } = parse(await helm(probe(evaluation(expression), texts))) as { results: readonly string[] };
    return results.map((result) => Buffer.from(result, "base64").toString());
  };

  const kubernetes = async (manifests: readonly string[]) =>
    // Helm's YAML parser is that of Kubernetes.
    (await evaluate("$text | fromYaml | toJson", manifests)).map((json) => JSON.parse(json) as unknown);

  return {
    rulesChart: (values) => renderWith(rules, values),
    collectorChart: async (values) => {
      const [configMap] = await kubernetes([await renderWith(probe(configMapOfCollector), values)]);
      return (configMap as { data: { relay: string } }).data.relay;
    },
    collector: async (config) => {
      const args = ["print-config", "--mode", "unredacted", "--format", "json", "--config", newFile(config)];
      return JSON.parse(await outputOf(enginePath("otelcol"), args, { MY_POD_IP: "127.0.0.1" })) as Branch;
    },
    kubernetes,
    // The action before the text is Grafana's own way to bring `$value` and others into scope.
    grafana: (annotations) => evaluate('tpl (print "{{- $value := 1 -}}" $text) $', annotations),
    notification: async (template, group) => {
      const sent = JSON.stringify({ template: withTimes + template, group });
      const [text = ""] = await evaluate("tpl (fromJson $text).template (fromJson $text).group", [sent]);
      return text;
    },
  };
}

const rules = join(__dirname, "../../../constructs/charts/prometheus-rules");

/** As the chart of the collector makes it of `alternateConfig`: to YAML twice, and through `tpl`. */
const configMapOfCollector = `{{- define "config" }}{{ toYaml .Values.alternateConfig }}{{ end -}}
kind: ConfigMap
data:
  relay: |
    {{- tpl (include "config" . | fromYaml | toYaml) . | nindent 4 }}
`;

/** JSON has no times, of which templates may ask more than of text. */
const withTimes = ["Firing", "Resolved"]
  .map(
    (state) =>
      `{{ range .Alerts.${state} }}{{ $_ := set . "StartsAt" (toDate "2006-01-02T15:04:05Z" .StartsAt) }}{{ end }}`,
  )
  .join("");

const evaluation = (expression: string) => `kind: Probe
results:
{{- range $path, $_ := .Files.Glob "texts/*" }}
{{- $text := $.Files.Get $path | b64dec }}
- {{ ${expression} | b64enc | quote }}
{{- end }}
`;

async function outputOf(command: string, args: readonly string[], environment = {}): Promise<string> {
  const { output, complaint } = await runToEnd(command, args, environment);
  if (complaint) throw new Error(complaint);
  return output;
}
