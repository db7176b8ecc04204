/** How exporters reach what they measure. */

/** A key of an existing Secret in the namespace. */
export interface SecretKey {
  readonly secret: string;
  readonly key: string;
}

/** The AWS account, and how pods of the cluster become somebody in it. */
export interface AwsAccess {
  /** Id of the account, twelve digits. Terraform refuses to work in any other account. */
  readonly accountId: string;
  /** AWS region of the cluster and its databases, `eu-central-1`; buckets name their own. */
  readonly region: string;
  /** Issuer of the cluster's service account tokens, without `https://`; IAM knows it as an OIDC provider. */
  readonly oidcProvider: string;
  /** Whether IAM knows GitHub as an OIDC provider already: there is one in an account. @default `bootstrap` makes it */
  readonly knowsGithub?: true;
}

export interface Postgres {
  /** Host and port: `db.example.com:5432`. */
  readonly host: string;
  readonly name: string;
  readonly user: string;
  readonly password: SecretKey;
}

/** A user of RabbitMQ with the tag `monitoring` and the permissions `^$`, `^$`, `^$` on the virtual host. */
export interface BrokerAccess {
  readonly user: string;
  readonly password: SecretKey;
  /**
   * Whether the broker serves what it is asked for over TLS, as `<service>.<namespace>.svc`, by a certificate that the
   * authority of the environment's `certificates` signed: RabbitMQ's Cluster Operator does with `spec.tls`.
   * @default in the clear
   */
  readonly tls?: true;
}

/** Places that services are probed from, and the addresses that are asked. */
export interface ProbeSettings {
  /**
   * Places to probe from. One that fails alone is a fault of the network between; two that fail together are the
   * service's.
   */
  readonly places: readonly [ProbePlace, ...ProbePlace[]];
  /** Scheme and host of each service as clients use them, by the service's name: `https://shop.example.com`. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** A place to probe from: a blackbox exporter. */
export interface ProbePlace {
  /** Name of the place, `[a-z0-9-]`: the label `place`. */
  readonly name: string;
  /**
   * Host and port of an exporter elsewhere, in another region or at another provider, with the modules of
   * exporters/blackbox.ts; with `https://` before them, where it has a certificate of the authority of the
   * environment's `certificates`. @default one in this cluster, installed here
   */
  readonly exporter?: string;
}

const https = "https://";

export const isHttps = (exporter: string): boolean => exporter.startsWith(https);

/** Host and port of the exporter of a {@link ProbePlace}, without `https://`. */
export const exporterAddress = (exporter: string): string =>
  isHttps(exporter) ? exporter.slice(https.length) : exporter;
