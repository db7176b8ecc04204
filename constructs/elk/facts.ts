import type { Environment } from "../../environments/environment";
import { elkName } from "../../environments/names";
import type { Component } from "../../model/component";
import type { SnapshotAccess } from "../snapshot-access";
import { elasticStack } from "../../versions";

/** What the chart values of the ELK cluster are made from. */
export interface ElkFacts {
  readonly environment: Environment;
  /** Components whose logs are collected. */
  readonly components: readonly Component[];
  /** What makes the pods of Elasticsearch somebody in AWS. @default nobody: there are no snapshots */
  readonly snapshots?: SnapshotAccess;
}

/** Values that all parts of the cluster have: its name and its version. */
export const named = { fullnameOverride: elkName, version: elasticStack } as const;

/** The number of the user in Elastic's images, and of its group. */
export const elasticUser = 1000;
