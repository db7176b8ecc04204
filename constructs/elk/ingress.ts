import type { Ingress } from "../../environments/size";
import { elkName, namespace } from "../../environments/names";
import type { Switch } from "../chart-values/switch";
import { on } from "../chart-values/switch";
import { allowedAddresses, nginx } from "../allowed-addresses";
import { hostOf } from "../host-of";
import { verifiedByIngress } from "../verified-by-ingress";

/** Values of an ingress, as the charts of Elasticsearch and Kibana name the fields. */
export interface ElkIngress extends Switch {
  readonly className: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly hosts: readonly { readonly host: string; readonly path: "/" }[];
  readonly tls: Switch & { readonly secretName: string };
}

/** How the operator shortens the names of what it makes. */
type Part = "es" | "kb";

/**
 * Values of the ingress of Elasticsearch or Kibana: TLS from the browser to the ingress with a certificate of its own,
 * and again from there to the pods, whose certificate the operator signed.
 */
export const elkIngress = (part: Part, url: string, ingress: Ingress): ElkIngress => ({
  ...on,
  className: ingress.className,
  annotations: {
    ...allowedAddresses(ingress),
    ...verifiedByIngress(`${elkName}-${part}-http-certs-public`, `${elkName}-${part}-http.${namespace}.svc`),
    // Of nginx's own accord 1 MiB: less than the saved objects of a component may take.
    [`${nginx}/proxy-body-size`]: "16m",
  },
  hosts: [{ host: hostOf(url), path: "/" }],
  tls: { ...on, secretName: ingress.tlsSecret },
});
