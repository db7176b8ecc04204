/**
 * What of a pod the profile `restricted` of Kubernetes' Pod Security Standards forbids, in the words of that page
 * (kubernetes.io/docs/concepts/security/pod-security-standards).
 */

interface Context {
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly seccompProfile?: { readonly type: string };
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
}

export interface PodSpec {
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly securityContext?: Context;
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly object[];
}

export interface Container {
  readonly name: string;
  readonly securityContext?: Context;
}

const allowedVolumes = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

export function beyondRestricted(pod: PodSpec): string[] {
  const containers = [...(pod.initContainers ?? []), ...pod.containers];
  return [
    ...(["hostNetwork", "hostPID", "hostIPC"] as const).filter((field) => pod[field] === true),
    ...(pod.volumes ?? [])
      .flatMap((volume) => Object.keys(volume))
      .filter((kind) => kind !== "name" && !allowedVolumes.includes(kind)),
    ...containers.flatMap(({ securityContext = {} }) => beyond(pod.securityContext ?? {}, securityContext)),
  ].filter((what, at, all) => all.indexOf(what) === at);
}

/** What a container says of itself goes before what its pod says. */
function beyond(pod: Context, container: Context): string[] {
  const { privileged, allowPrivilegeEscalation, capabilities } = container;
  const { runAsNonRoot, runAsUser, seccompProfile } = { ...pod, ...container };
  return [
    ...(privileged === true ? ["privileged"] : []),
    ...(allowPrivilegeEscalation === false ? [] : ["allowPrivilegeEscalation"]),
    ...(runAsNonRoot === true ? [] : ["runAsNonRoot"]),
    ...(runAsUser === 0 ? ["runAsUser"] : []),
    ...(seccompProfile && ["RuntimeDefault", "Localhost"].includes(seccompProfile.type) ? [] : ["seccompProfile"]),
    ...(capabilities?.drop?.includes("ALL") && (capabilities.add ?? []).every((name) => name === "NET_BIND_SERVICE")
      ? []
      : ["capabilities"]),
  ];
}
