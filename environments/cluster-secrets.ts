import type { SecretKey } from "./access";
import type { Environment } from "./environment";
import { elasticsearchRole, elasticsearchUsers } from "./names";
import { signsIn, storedAs } from "./secrets";

/**
 * A Secret that has to be in the cluster before anything is deployed: docs/secrets.md has a table of all, for people.
 */
export interface ClusterSecret {
  readonly name: string;
  /** @default "Opaque" */
  readonly type?: "kubernetes.io/tls";
  readonly keys: Readonly<Record<string, Content>>;
}

/**
 * Content of a key of a Secret: a text that is no secret; `own`, a field of the secret that is kept for this Secret; or
 * a variable of Terraform.
 */
export type Content = { readonly text: string } | "own" | { readonly variable: string };

export function clusterSecrets({ grafana, elk, databases, brokers }: Environment): ClusterSecret[] {
  const { adminSecret, database, login, ingress, mail } = grafana;
  const tls = [ingress, elk.elasticsearch.ingress, elk.kibana.ingress].flatMap((one) => (one ? [one.tlsSecret] : []));
  const passwords = [
    ...(database ? [database.password] : []),
    ...(login ? [login.clientSecret] : []),
    ...Object.values(databases).map(({ password }) => password),
    ...Object.values(brokers).map(({ password }) => password),
  ];
  return [
    secret(adminSecret, "admin-user", "admin-password", ...(database ? ["secret-key"] : [])),
    ...together(passwords),
    ...(mail ? [secret(mail.secret, "user", "password")] : []),
    ...tls.map((name) => ({ ...secret(name, "tls.crt", "tls.key"), type: "kubernetes.io/tls" as const })),
    ...Object.entries(elasticsearchUsers).map(([username, name]) => userSecret(username, name)),
  ].sort((one, other) => (one.name < other.name ? -1 : 1));
}

const secret = (name: string, ...keys: readonly string[]): ClusterSecret => ({
  name,
  keys: Object.fromEntries(keys.map((key) => [key, "own"])),
});

/** Several things may be kept in one Secret, under several keys. */
const together = (passwords: readonly SecretKey[]): ClusterSecret[] =>
  [...new Set(passwords.map((password) => password.secret))].map((name) =>
    secret(name, ...passwords.filter((password) => password.secret === name).map(({ key }) => key)),
  );

/**
 * A user of Elasticsearch: whose role is called after it. As `terraform` Terraform signs in, with the same password.
 */
const userSecret = (username: string, name: string): ClusterSecret => ({
  name,
  keys: {
    username: { text: username },
    roles: { text: elasticsearchRole(username) },
    password: username === "terraform" ? { variable: signsIn.elasticsearch } : "own",
  },
});

/**
 * Name, in AWS Secrets Manager, of the secret that keeps the fields of a Secret of the cluster: as JSON, under the keys
 * that they have there.
 */
export const storeOf = (environment: Pick<Environment, "name">, { name }: Pick<ClusterSecret, "name">): string =>
  storedAs(environment, `kubernetes/${name}`);

/** Names, in AWS Secrets Manager, of all that has to be read to make these Secrets, each once. */
export const storesOf = (environment: Pick<Environment, "name">, secrets: readonly ClusterSecret[]): string[] => [
  ...new Set(
    secrets.flatMap((one) =>
      Object.values(one.keys).flatMap((content) => {
        if (content === "own") return [storeOf(environment, one)];
        return "variable" in content ? [storedAs(environment, content.variable)] : [];
      }),
    ),
  ),
];
