import type { Cores, Size } from "../environments/environment";
import { kubernetesBytes } from "../units/text";

export interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly memory: string };
}

/** CPU requested and not limited, memory both: the reasons stand at {@link Size}. */
export const resources = ({ cpu, memory }: Omit<Size, "replicas">): Resources => ({
  requests: { cpu: kubernetesCpu(cpu), memory: kubernetesBytes(memory) },
  limits: { memory: kubernetesBytes(memory) },
});

/** As Kubernetes writes it: `250m`, `2`. */
const kubernetesCpu = ({ cores }: Cores): string =>
  Number.isInteger(cores) ? `${cores}` : `${Math.round(cores * 1000)}m`;
