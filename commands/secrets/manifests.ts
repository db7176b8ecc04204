import type { ClusterSecret, Content } from "../../environments/cluster-secrets";
import { clusterSecrets, storeOf } from "../../environments/cluster-secrets";
import { externalSecretsServiceAccount, namespace } from "../../environments/names";
import { accountRoleArn } from "../../environments/roles";
import { storedAs } from "../../environments/secrets";
import type { Bootstrapped } from "../../environments/state";

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: object;
}

const apiVersion = "external-secrets.io/v1";
const store = "aws-secrets-manager";

/**
 * Objects for the External Secrets Operator: whose role reads, where, and of what each Secret of the cluster is made. A
 * store of this namespace, and of this service account: the operator itself needs no rights in AWS, and other
 * namespaces cannot fetch through it.
 */
export const externalSecrets = (environment: Bootstrapped): Manifest[] => [
  {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: {
      name: externalSecretsServiceAccount,
      namespace,
      annotations: {
        "eks.amazonaws.com/role-arn": accountRoleArn(environment, environment.aws, externalSecretsServiceAccount, "/"),
      },
    },
  },
  {
    apiVersion,
    kind: "SecretStore",
    metadata: { name: store, namespace },
    spec: {
      provider: {
        aws: {
          service: "SecretsManager",
          region: environment.aws.region,
          auth: { jwt: { serviceAccountRef: { name: externalSecretsServiceAccount } } },
        },
      },
    },
  },
  ...clusterSecrets(environment).map((secret) => externalSecret(environment, secret)),
];

function externalSecret(environment: Bootstrapped, secret: ClusterSecret): Manifest {
  const { name, type, keys } = secret;
  const contents = Object.entries(keys);
  const texts = Object.fromEntries(
    contents.flatMap(([key, content]) =>
      typeof content === "object" && "text" in content ? [[key, content.text]] : [],
    ),
  );
  const hasTexts = Object.keys(texts).length > 0;
  const template = { ...(type && { type }), ...(hasTexts && { mergePolicy: "Merge", data: texts }) };
  return {
    apiVersion,
    kind: "ExternalSecret",
    metadata: { name, namespace },
    spec: {
      refreshInterval: "1h",
      secretStoreRef: { kind: "SecretStore", name: store },
      target: { name, ...((type !== undefined || hasTexts) && { template }) },
      data: contents.flatMap(([secretKey, content]) => {
        const remoteRef = remoteOf(environment, secret, secretKey, content);
        return remoteRef ? [{ secretKey, remoteRef }] : [];
      }),
    },
  };
}

function remoteOf(environment: Bootstrapped, secret: ClusterSecret, property: string, content: Content) {
  if (content === "own") return { key: storeOf(environment, secret), property };
  return "variable" in content ? { key: storedAs(environment, content.variable) } : undefined;
}
