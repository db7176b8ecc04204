/**
 * What the profile `restricted` of Kubernetes' Pod Security Standards demands, and a file system that nobody writes to.
 */

export interface PodSecurityContext {
  readonly runAsNonRoot: true;
  readonly runAsUser: number;
  readonly runAsGroup: number;
  readonly seccompProfile: { readonly type: "RuntimeDefault" };
}

export interface ContainerSecurityContext {
  readonly allowPrivilegeEscalation: false;
  readonly readOnlyRootFilesystem: true;
  readonly capabilities: { readonly drop: readonly ["ALL"] };
}

/**
 * Security context of a pod by the profile `restricted`. @param user the one that the image is made for; its number is
 * also the group's.
 */
export const restrictedPod = (user: number): PodSecurityContext => ({
  runAsNonRoot: true,
  runAsUser: user,
  runAsGroup: user,
  seccompProfile: { type: "RuntimeDefault" },
});

export const restrictedContainer: ContainerSecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};
