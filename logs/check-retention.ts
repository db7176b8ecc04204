import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { errorUnless, within } from "../findings/finding";
import { isQuartz } from "./quartz";
import type { LifecyclePolicy } from "./retention";
import type { SnapshotPolicy, SnapshotRepository, Snapshots } from "./snapshots";

/** What Elasticsearch takes for the name of a policy or a repository, narrowed to what needs no quotes anywhere. */
const plain = /^[a-z0-9][a-z0-9._-]{0,254}$/;

/**
 * Whether Elasticsearch takes a lifecycle, of which the provider takes anything. Its ages are the settings of the
 * environment, and are checked there, once for all components.
 */
export const checkLifecycle = ({ name, hot, warm }: LifecyclePolicy): Finding[] =>
  within(`lifecycle ${clip(name)}`, [
    ...checkName(name),
    ...errorUnless(hot.rollover.maxPrimaryShardSize.bytes > 0, {
      id: "lifecycle-without-rollover",
      where: "hot.rollover.maxPrimaryShardSize",
      what: `${hot.rollover.maxPrimaryShardSize.bytes} bytes are reached before anything is written.`,
      why: "Elasticsearch refuses the policy, and indices that name it are never deleted.",
      fix: "maxPrimaryShardSize: gibibytes(50)",
    }),
    ...(warm ? checkSegments(warm.segments) : []),
  ]);

const checkName = (name: string): Finding[] =>
  errorUnless(plain.test(name), {
    id: "policy-name-malformed",
    where: "name",
    what: `"${clip(name)}" is not made of a-z, 0-9, ".", "_" and "-", beginning with a letter or digit, 255 characters at most.`,
    why: "the provider takes it, and Elasticsearch refuses commas, spaces and capitals only when it is deployed.",
    fix: 'write it like "log-shop-api".',
  });

const checkSegments = (segments: number): Finding[] =>
  errorUnless(Number.isInteger(segments) && segments >= 1, {
    id: "lifecycle-segments-out-of-range",
    where: "warm.segments",
    what: `${segments} is no number of segments.`,
    why: "Elasticsearch refuses the policy, and indices that name it are never deleted.",
    fix: "segments: 1",
  });

/** Whether snapshots will be made, found again and removed. */
export const checkSnapshots = ({ repository, policy }: Snapshots): Finding[] => [
  ...checkRepository(repository, policy),
  ...within(`snapshots ${clip(policy.name)}`, [
    ...checkName(policy.name),
    ...errorUnless(isQuartz(policy.schedule), {
      id: "snapshot-schedule-malformed",
      where: "schedule",
      what: `"${clip(policy.schedule)}" is no schedule of Quartz: six or seven parts, seconds first, and "?" for one of the two kinds of day.`,
      why: "the provider takes it; Elasticsearch refuses the policy, and nothing is ever copied.",
      fix: 'schedule: "0 0 2 * * ?"',
    }),
    ...errorUnless(policy.snapshotName === policy.snapshotName.toLowerCase() && !/[ ,#]/.test(policy.snapshotName), {
      id: "snapshot-name-malformed",
      where: "snapshotName",
      what: `"${clip(policy.snapshotName)}" has capitals, a space, a comma or a "#".`,
      why: "Elasticsearch refuses every snapshot by such a name, one night after the other.",
      fix: 'snapshotName: "<logs-{now/d}>"',
    }),
    ...checkCounts(policy),
  ]),
];

const checkRepository = ({ name }: SnapshotRepository, policy: SnapshotPolicy): Finding[] => [
  ...within(`repository ${clip(name)}`, checkName(name)),
  ...errorUnless(policy.repository === name, {
    id: "snapshot-repository-unknown",
    where: `snapshots ${clip(policy.name)}.repository`,
    what: `there is no repository "${clip(policy.repository)}".`,
    why: "Elasticsearch refuses the policy, and nothing is ever copied.",
    fix: `repository: "${clip(name)}"`,
  }),
];

const checkCounts = ({ minCount, maxCount }: SnapshotPolicy): Finding[] =>
  errorUnless([minCount, maxCount].every((count) => Number.isInteger(count) && count >= 1) && minCount <= maxCount, {
    id: "snapshot-counts-out-of-order",
    where: "minCount",
    what: `at least ${minCount} and at most ${maxCount} snapshots are to be kept.`,
    why: "the provider takes it, and Elasticsearch refuses a least above the most.",
    fix: "minCount: 7, maxCount: 60",
  });
