import type { Environment } from "../../environments/environment";
import { elkName } from "../../environments/names";
import type { Component } from "../../model/component";
import type { SnapshotAccess } from "../snapshot-access";
import { elasticStack } from "../../versions";

/** What the sections of the cluster are made from. */
export interface ElkFacts {
  readonly environment: Environment;
  /** Whose logs are collected. */
  readonly components: readonly Component[];
  /** Who Elasticsearch is in AWS. @default nobody: there are no snapshots */
  readonly snapshots?: SnapshotAccess;
}

/** What the chart says of each part. */
export const named = { fullnameOverride: elkName, version: elasticStack } as const;

/** The number of the user in Elastic's images, and of its group. */
export const elasticUser = 1000;
