import type { Size } from "../environments/size";
import { kubernetesBytes, kubernetesCores } from "../units/text";

export interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly memory: string };
}

/** Resources of a container: CPU requested and not limited, memory both; the reasons stand at {@link Size}. */
export const resources = ({ cpu, memory }: Omit<Size, "replicas">): Resources => ({
  requests: { cpu: kubernetesCores(cpu), memory: kubernetesBytes(memory) },
  limits: { memory: kubernetesBytes(memory) },
});
