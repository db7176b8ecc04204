import type { Bytes } from "../units/quantities";
import { kubernetesBytes } from "../units/text";

/** Specification of a PersistentVolumeClaim, as Kubernetes names the fields. */
export interface VolumeClaim {
  readonly storageClassName?: string;
  readonly accessModes: readonly "ReadWriteOnce"[];
  readonly resources: { readonly requests: { readonly storage: string } };
}

/** A claim for a volume of one pod's own. */
export const volumeClaim = ({
  storage,
  storageClass,
}: {
  readonly storage: Bytes;
  /** Storage class of the volume. @default the cluster's default storage class */
  readonly storageClass?: string;
}): VolumeClaim => ({
  ...(storageClass !== undefined && { storageClassName: storageClass }),
  accessModes: ["ReadWriteOnce"],
  resources: { requests: { storage: kubernetesBytes(storage) } },
});
