import type { Size } from "../../environments/size";
import { scrapeInterval } from "../../environments/scrape";
import type { CloudWatchJob } from "../../exporters/cloudwatch";
import { cloudwatchArguments, cloudwatchConfig, tagKey } from "../../exporters/cloudwatch";
import { promDuration } from "../../units/text";
import { forHelmTemplate } from "../border";
import type { ContainerSecurityContext, PodSecurityContext } from "../pod-security";
import { restrictedContainer, restrictedPod } from "../pod-security";
import type { Resources } from "../resources";
import { resources } from "../resources";
import { toYaml } from "../yaml";
import type { Switch } from "./switch";
import { on } from "./switch";
import type { Relabelling } from "../relabelling";
import { targetLabels } from "../relabelling";

/** The values in use of the chart prometheus-yet-another-cloudwatch-exporter. */
export interface CloudWatchExporterValues {
  readonly fullnameOverride: string;
  readonly replicaCount: 1;
  readonly serviceAccount: { readonly annotations: { readonly "eks.amazonaws.com/role-arn": string } };
  readonly podSecurityContext: PodSecurityContext;
  readonly securityContext: ContainerSecurityContext;
  readonly resources: Resources;
  readonly testConnection: boolean;
  readonly extraArgs: Readonly<Record<string, string>>;
  readonly serviceMonitor: Switch & {
    readonly interval: string;
    readonly relabelings: readonly Relabelling[];
    readonly metricRelabelings: readonly Relabelling[];
  };
  readonly config: string;
}

export interface CloudWatchExporterSettings {
  /** Name of the release, its pod, its Service and its service account. */
  readonly name: string;
  readonly size: Size;
  readonly job: CloudWatchJob;
  /** ARN of the role in AWS that the exporter takes. */
  readonly roleArn: string;
}

/** The user that the image is made for, `nobody`. */
const user = 65_534;

export const cloudwatchExporterValues = ({
  name,
  size,
  job,
  roleArn,
}: CloudWatchExporterSettings): CloudWatchExporterValues => ({
  fullnameOverride: name,
  // Each replica would ask AWS, and pay, for the same numbers.
  replicaCount: 1,
  // The chart sends annotations and the configuration through `tpl`.
  serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": forHelmTemplate(roleArn) } },
  podSecurityContext: restrictedPod(user),
  securityContext: restrictedContainer,
  resources: resources(size),
  testConnection: false,
  extraArgs: cloudwatchArguments(job),
  serviceMonitor: {
    ...on,
    interval: promDuration(scrapeInterval),
    relabelings: targetLabels,
    metricRelabelings: [
      { sourceLabels: [`tag_${tagKey}`], targetLabel: "resource" },
      // Tags and the account's alias are anybody's to set: labels that come and go with them would split series.
      { action: "labeldrop", regex: "tag_.+|account_alias" },
    ],
  },
  config: forHelmTemplate(toYaml(cloudwatchConfig(job))),
});
