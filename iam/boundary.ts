import type { Bootstrapped } from "../environments/state";
import { cloudwatchActions } from "../exporters/cloudwatch";
import type { PolicyDocument } from "../exporters/iam-policy";
import { allow, allowAnywhere, policy } from "../exporters/iam-policy";
import { seriesAccessTo } from "../exporters/series-store";
import { snapshotAccessTo } from "../exporters/snapshots";
import { logGroupActions } from "../logs/collect/cloudwatch";

/**
 * The most that any role can do that a deployment makes: all that exporters, Filebeat, Elasticsearch and Mimir do,
 * together. Whoever may write policies of roles could otherwise write one for themselves: `deploy` may touch a role
 * only if it stands within this, and may not change this. It covers the logs of all databases of the account, so that a
 * new one needs no bootstrap.
 */
export const boundary = ({ aws: { accountId, region }, elk, prometheus }: Bootstrapped): PolicyDocument =>
  policy(
    allowAnywhere(cloudwatchActions),
    allow(logGroupActions, `arn:aws:logs:${region}:${accountId}:log-group:/aws/rds/instance/*:*`),
    ...(elk.snapshots ? snapshotAccessTo(`arn:aws:s3:::${elk.snapshots.bucket}`).Statement : []),
    ...(prometheus.longTerm ? seriesAccessTo(`arn:aws:s3:::${prometheus.longTerm.bucket}`).Statement : []),
  );
