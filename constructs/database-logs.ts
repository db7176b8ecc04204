import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import { allow, policy } from "../exporters/iam-policy";
import type { Finding } from "../findings/finding";
import { checkEndpoint, databaseFilebeatConfig, logGroupActions, logGroupOf } from "../logs/collect/cloudwatch";
import { logName } from "../logs/names";
import type { Database } from "../model/database";
import { databaseLogFlows } from "../network/slices";
import { gibibytes } from "../units/quantities";
import { elasticStack } from "../versions";
import { awsOf } from "./aws-provider";
import type { HasCollected, HasFindings, Parts } from "./checked";
import { elasticUser } from "./elk/facts";
import { logstashAuthorityMount, logstashAuthorityVolume } from "./elk/logstash-authority";
import type { KubernetesObject } from "./kubernetes-objects";
import { KubernetesObjects } from "./kubernetes-objects";
import { NetworkAccess } from "./network-access";
import { restrictedContainer, restrictedPod } from "./pod-security";
import { resources } from "./resources";
import { ServiceAccountRole } from "./service-account-role";
import { volumeClaim } from "./volume-claim";

export interface DatabaseLogsProps {
  readonly database: Database;
  readonly environment: Pick<Environment, "name" | "cluster" | "backend" | "aws" | "databases" | "elk">;
}

/**
 * Brings the logs of a database from CloudWatch to Logstash: a Filebeat of its own, which may read this one log group.
 * No node has ever seen these lines.
 */
export class DatabaseLogs extends Construct implements HasCollected, HasFindings {
  readonly #of: string;
  readonly #host: string;
  readonly #role: ServiceAccountRole;
  readonly #objects: KubernetesObjects;
  readonly #network: NetworkAccess;

  constructor(scope: Construct, id: string, { database, environment }: DatabaseLogsProps) {
    super(scope, id);
    this.#of = database.name;
    const name = `${logName(database)}-cloudwatch`;
    const { accountId, region } = awsOf(environment);
    // Blank where nothing says how the database is reached: that is a finding of the environment.
    this.#host = environment.databases[database.name]?.host ?? "";
    const logGroup = logGroupOf(this.#host);
    this.#role = new ServiceAccountRole(this, "role", {
      name,
      environment,
      purpose: "read-logs",
      may: policy(allow(logGroupActions, `arn:aws:logs:${region}:${accountId}:log-group:${logGroup}:*`)),
    });
    this.#network = new NetworkAccess(this, "network", { name, flows: databaseLogFlows(name) });
    const { filebeat, logstash } = environment.elk;
    this.#objects = new KubernetesObjects(this, "filebeat", {
      name,
      after: this.#role.parts(),
      objects: [
        {
          apiVersion: "v1",
          kind: "ServiceAccount",
          metadata: { name, annotations: { "eks.amazonaws.com/role-arn": this.#role.arn } },
        },
        {
          apiVersion: "v1",
          kind: "PersistentVolumeClaim",
          metadata: { name },
          spec: volumeClaim({ ...logstash, storage: gibibytes(1) }),
        },
        beat(name, filebeat, databaseFilebeatConfig({ database: database.name, logGroup, region, ...filebeat })),
      ],
    });
  }

  findings(): Finding[] {
    return this.#host === "" ? [] : checkEndpoint(`${this.node.path}.host`, this.#host);
  }

  collects(): string[] {
    return [this.#of];
  }

  parts(): Parts {
    return [...this.#role.parts(), ...this.#objects.parts(), ...this.#network.parts()];
  }
}

/** One pod, and never two at a time: each would send all there is. */
const beat = (name: string, size: Environment["elk"]["filebeat"], config: object): KubernetesObject => ({
  apiVersion: "beat.k8s.elastic.co/v1beta1",
  kind: "Beat",
  metadata: { name },
  spec: {
    type: "filebeat",
    version: elasticStack,
    config,
    deployment: {
      replicas: 1,
      strategy: { type: "Recreate" },
      podTemplate: {
        spec: {
          serviceAccountName: name,
          // AWS's token is another, which EKS puts in.
          automountServiceAccountToken: false,
          securityContext: { ...restrictedPod(elasticUser), fsGroup: elasticUser },
          containers: [
            {
              name: "filebeat",
              resources: resources(size),
              securityContext: restrictedContainer,
              volumeMounts: [logstashAuthorityMount],
            },
          ],
          volumes: [
            logstashAuthorityVolume,
            // How far it has read. By default the operator takes a folder of the node: on the next one all that
            // CloudWatch has kept would be sent again.
            { name: "beat-data", persistentVolumeClaim: { claimName: name } },
          ],
        },
      },
    },
  },
});
