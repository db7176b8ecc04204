import type { Ingress } from "../environments/size";
import type { Encryption, Flow, Pods } from "./flow";
import { tcp } from "./flow";
import { namespaceOf } from "./parties";

/**
 * How people and Terraform reach pods through the controller of an ingress.
 *
 * @param ingress none: whoever wants to see it forwards a port, and Kubernetes lets them, or does not
 */
export const fromIngress = (ingress: Ingress | undefined, to: Pods, port: number, encryption: Encryption): Flow[] =>
  ingress
    ? [
        {
          from: { ...namespaceOf(ingress.namespace), name: "ingress controller" },
          to,
          ports: tcp(port),
          why: "people and Terraform come through it",
          encryption,
        },
      ]
    : [];
