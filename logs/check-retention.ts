import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { errorUnless, within } from "../findings/finding";
import { durationText } from "../units/text";
import { isQuartz } from "./quartz";
import type { LifecyclePolicy } from "./retention";
import type { SnapshotPolicy, SnapshotRepository, Snapshots } from "./snapshots";

/** What Elasticsearch takes for the name of a policy or a repository, narrowed to what needs no quotes anywhere. */
const plain = /^[a-z0-9][a-z0-9._-]{0,254}$/;

/**
 * Whether a lifecycle is one. The provider takes all that is found here, and Elasticsearch some of it: then indices live
 * for too long, or not long enough.
 */
export const checkLifecycle = ({ name, hot, warm, delete: end }: LifecyclePolicy): Finding[] =>
  within(`lifecycle ${clip(name)}`, [
    ...checkName(name),
    ...checkAge("hot.rollover.maxAge", hot.rollover.maxAge.milliseconds),
    ...errorUnless(hot.rollover.maxPrimaryShardSize.bytes > 0, {
      id: "lifecycle-without-rollover",
      where: "hot.rollover.maxPrimaryShardSize",
      what: `${hot.rollover.maxPrimaryShardSize.bytes} bytes are reached before anything is written.`,
      why: "Elasticsearch refuses the policy, and indices that name it are never deleted.",
      fix: "maxPrimaryShardSize: gibibytes(50)",
    }),
    ...(warm ? [...checkAge("warm.minAge", warm.minAge.milliseconds), ...checkSegments(warm.segments)] : []),
    ...checkAge("delete.minAge", end.minAge.milliseconds),
    ...errorUnless(!warm || !(warm.minAge.milliseconds >= end.minAge.milliseconds), {
      id: "lifecycle-out-of-order",
      where: "delete.minAge",
      what: `an index is deleted ${durationText(end.minAge)} after its rollover, and moved to the warm nodes after ${warm ? durationText(warm.minAge) : ""}.`,
      why: "Elasticsearch takes phases in their order: it would move and merge the index, and delete it the moment that is done.",
      fix: "hotFor is shorter than deleteAfter; without warm nodes an index stays where it is.",
    }),
  ]);

const checkName = (name: string): Finding[] =>
  errorUnless(plain.test(name), {
    id: "policy-name-malformed",
    where: "name",
    what: `"${clip(name)}" is not made of a-z, 0-9, ".", "_" and "-", beginning with a letter or digit, 255 characters at most.`,
    why: "the provider takes it, and Elasticsearch refuses commas, spaces and capitals only when it is deployed.",
    fix: 'write it like "log-shop-api".',
  });

const checkAge = (where: string, milliseconds: number): Finding[] =>
  errorUnless(Number.isInteger(milliseconds) && milliseconds > 0, {
    id: "lifecycle-age-out-of-range",
    where,
    what: `${milliseconds} ms are no age.`,
    why: "Elasticsearch reads whole numbers from 1 on; what the provider writes instead shows only when it is deployed.",
    fix: "days(7)",
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
    ...checkAge("expireAfter", policy.expireAfter.milliseconds),
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
