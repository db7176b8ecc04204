import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import { releases } from "../environments/names";
import type { Finding } from "../findings/finding";
import { checkSources } from "../logs/collect/check";
import type { Component } from "../model/component";
import { charts } from "../versions";
import { eckOperatorValues } from "./chart-values/eck-operator";
import { eckStackValues } from "./chart-values/eck-stack";
import type { HasCollected, HasFindings, HasParts, Parts } from "./checked";
import { HelmRelease } from "./helm-release";
import type { SnapshotAccess } from "./snapshot-access";

export interface ElkClusterProps {
  readonly environment: Environment;
  /** Components whose logs are collected. */
  readonly components: readonly Component[];
  /** What makes the pods of Elasticsearch somebody in AWS. @default nobody: there are no snapshots */
  readonly snapshots?: SnapshotAccess;
  /** What must be there first: the release that brings the namespace; who Elasticsearch is in AWS. */
  readonly after: readonly (HelmRelease | ITerraformDependable)[];
}

/**
 * Elasticsearch, Kibana, Logstash, and Filebeat on each node: four custom resources and their operator. Helm's work is
 * done as soon as Kubernetes has accepted the resources; the operator's begins then (docs/logging.md).
 */
export class ElkCluster extends Construct implements HasCollected, HasFindings, HasParts {
  /** The release that has the operator make the certificates: whatever mounts one comes after it. */
  readonly stack: HelmRelease;
  readonly #operator: HelmRelease;
  readonly #components: readonly Component[];

  constructor(scope: Construct, id: string, { after, ...facts }: ElkClusterProps) {
    super(scope, id);
    this.#components = facts.components;
    this.#operator = new HelmRelease(this, "operator", {
      chart: charts.eckOperator,
      name: releases.eckOperator,
      after,
      // It brings the definitions.
      atomic: false,
      values: eckOperatorValues(),
    });
    this.stack = new HelmRelease(this, "stack", {
      chart: charts.eckStack,
      name: releases.elk,
      after: [this.#operator],
      // Undone, an upgrade would ask Elasticsearch for an older version, and there is no way back to one.
      atomic: false,
      values: eckStackValues(facts),
    });
  }

  parts(): Parts {
    return [...this.#operator.parts(), ...this.stack.parts()];
  }

  findings(): Finding[] {
    return checkSources(this.#components);
  }

  /** Names of the components that run in pods: Filebeat reads what their nodes keep. */
  collects(): string[] {
    return this.#components.filter(({ source }) => source.kind === "pods").map(({ name }) => name);
  }
}
