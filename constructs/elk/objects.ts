import { elasticsearchRolesSecret, elkName, elkPodLabels, namespace } from "../../environments/names";
import { elasticsearchUserNames, roleName, rolesOf } from "../../logs/roles";
import { disruptionBudget } from "../replicas";
import { toYaml } from "../yaml";
import type { ElkFacts } from "./facts";

/** What belongs to the cluster and is no part of its charts: who may do what, and who Elasticsearch is. */
export const elkObjects = ({ environment, snapshots }: ElkFacts): object[] => [
  roles(environment.name),
  ...(snapshots ? [serviceAccount(snapshots.serviceAccountName)] : []),
  // The operator keeps one for Elasticsearch, which knows when a node can be spared; for these it has none.
  ...(
    [
      ["kibana", "kb"],
      ["logstash", "ls"],
    ] as const
  )
    .filter(([part]) => environment.elk[part].replicas > 1)
    .map(([part, short]) => budget(`${elkName}-${short}`, elkPodLabels[part])),
];

/** A Secret because the operator asks for one; there is nothing secret in it. */
const roles = (environment: string) => {
  const all = rolesOf(environment);
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: elasticsearchRolesSecret, namespace },
    stringData: {
      "roles.yml": toYaml(Object.fromEntries(elasticsearchUserNames.map((user) => [roleName(user), all[user]]))),
    },
  };
};

const serviceAccount = (name: string) => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name, namespace },
  // For AWS they have a token of their own; in Kubernetes they ask for nothing.
  automountServiceAccountToken: false,
});

const budget = (name: string, label: string) => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name, namespace },
  spec: { ...disruptionBudget, selector: { matchLabels: { [label]: elkName } } },
});
