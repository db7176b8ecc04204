import { authorityKey, tlsNames, tlsPodName, tlsSecret } from "../environments/names";
import type { Certificates } from "../environments/certificates";
import { tlsFolder, webConfig, webConfigName } from "../exporters/tls";
import { days } from "../units/quantities";
import { goDuration } from "../units/text";
import type { KubernetesObject } from "./kubernetes-objects";
import { toYaml } from "./yaml";

const webConfigMap = "monitoring-web";

/** What a pod mounts to serve over TLS. */
export const tlsVolume = {
  name: tlsSecret,
  projected: { sources: [{ secret: { name: tlsSecret } }, { configMap: { name: webConfigMap } }] },
} as const;

export const tlsMount = { name: tlsSecret, mountPath: tlsFolder, readOnly: true } as const;

export type TlsVolume = typeof tlsVolume;
export type TlsMount = typeof tlsMount;

/** How Prometheus asks what serves by {@link tlsVolume}: fields of a monitor's endpoint. */
export interface AskedOverTls {
  readonly scheme: "https";
  readonly tlsConfig: {
    readonly ca: { readonly secret: { readonly name: string; readonly key: string } };
    readonly serverName: string;
  };
}

/** Has Prometheus ask over TLS. @param serverName whose certificate is shown. @default that of a pod of ours */
export const askedOverTls = (serverName: string = tlsPodName): AskedOverTls => ({
  scheme: "https",
  tlsConfig: { ca: { secret: { name: tlsSecret, key: authorityKey } }, serverName },
});

/** Field of a probe's `httpGet` by which a kubelet asks over TLS; it verifies nobody. */
export const probedOverTls = { scheme: "HTTPS" } as const;

/** The certificate, for as long as an authority's own policy usually lets it be; and the file that points to it. */
export const tlsObjects = ({ issuer }: Certificates): KubernetesObject[] => [
  {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name: tlsSecret },
    spec: {
      secretName: tlsSecret,
      // Who asks looks at the others. But Venafi signs nothing without a subject, and Vault by a role's defaults only
      // with this.
      commonName: tlsNames[0],
      dnsNames: tlsNames,
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: issuer },
      duration: goDuration(days(90)),
      renewBefore: goDuration(days(30)),
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      usages: ["digital signature", "server auth"],
    },
  },
  {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: webConfigMap },
    data: { [webConfigName]: toYaml(webConfig) },
  },
];
