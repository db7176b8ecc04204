import type { Size } from "../../environments/size";
import { namespace } from "../../environments/names";
import { filebeatConfig, filebeatRules, nodeVariable, podLogsDirectory } from "../../logs/collect/filebeat";
import { restrictedContainer } from "../pod-security";
import { resources } from "../resources";
import type { ElkFacts } from "./facts";
import { named } from "./facts";
import { logstashAuthorityMount, logstashAuthorityVolume } from "./logstash-authority";

/** The values in use of the chart eck-beats. */
export interface FilebeatValues {
  readonly enabled: true;
  readonly fullnameOverride: string;
  readonly version: string;
  readonly type: "filebeat";
  readonly config: object;
  readonly serviceAccount: { readonly name: string };
  readonly clusterRole: { readonly name: string; readonly rules: readonly object[] };
  readonly clusterRoleBinding: {
    readonly name: string;
    readonly subjects: readonly { readonly kind: "ServiceAccount"; readonly name: string }[];
    readonly roleRef: { readonly kind: "ClusterRole"; readonly name: string; readonly apiGroup: string };
  };
  readonly daemonSet: { readonly podTemplate: { readonly spec: object } };
}

const account = "filebeat";
/** Roles of the whole Kubernetes cluster have no namespace to tell them apart. */
const clusterRole = `${namespace}-${account}`;

/**
 * Filebeat on each node. The operator keeps its registry, how far each file has been read, in a folder of the node
 * (/var/lib/monitoring/logs/filebeat-data): a pod that is replaced neither loses lines nor sends them twice.
 */
export const filebeatValues = ({ environment, components }: ElkFacts): FilebeatValues => ({
  enabled: true,
  ...named,
  type: "filebeat",
  config: filebeatConfig(components, environment),
  serviceAccount: { name: account },
  clusterRole: { name: clusterRole, rules: filebeatRules },
  clusterRoleBinding: {
    name: clusterRole,
    subjects: [{ kind: "ServiceAccount", name: account }],
    roleRef: { kind: "ClusterRole", name: clusterRole, apiGroup: "rbac.authorization.k8s.io" },
  },
  daemonSet: { podTemplate: { spec: pod(environment.elk.filebeat) } },
});

/**
 * The files are root's, and lie in a folder of the node: more than the profile `restricted` allows. Nothing else is
 * taken.
 */
const pod = (size: Pick<Size, "cpu" | "memory">) => ({
  automountServiceAccountToken: true,
  // On a full node something else has to go: what is not read there is lost.
  priorityClassName: "system-node-critical",
  // Also where nothing else is allowed to run: what fails there writes why.
  tolerations: [{ operator: "Exists" }],
  securityContext: { runAsUser: 0, seccompProfile: { type: "RuntimeDefault" } },
  containers: [
    {
      name: "filebeat",
      resources: resources(size),
      securityContext: restrictedContainer,
      env: [{ name: nodeVariable, valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
      volumeMounts: [{ name: podLogs, mountPath: podLogsDirectory, readOnly: true }, logstashAuthorityMount],
    },
  ],
  volumes: [{ name: podLogs, hostPath: { path: podLogsDirectory } }, logstashAuthorityVolume],
});

const podLogs = "pod-logs";
