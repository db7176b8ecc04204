import type { Bucket } from "../../model/bucket";
import { useName } from "../../model/resource";
import { days, gibibytes } from "../../units/quantities";
import { s3 } from "../../signals/contracts/s3";
import { faultsOf, moved, presenceAt } from "./happening";
import { always, course } from "./timeline";
import type { ExposedSeries, World } from "./world";
import { exposed } from "./world";

const usual = { bytes: gibibytes(400).bytes, perDay: 0.004, perObject: 2 ** 21 } as const;
const day = days(1).milliseconds;

/** Series of CloudWatch on a bucket: once a day, and a day late. */
export function bucketTold({ name, region }: Bucket, world: World): ExposedSeries[] {
  const { targets, timeline, environment, scenario } = world;
  const target = targets.find(({ job }) => job === useName({ name }));
  if (!target) return [];
  const faults = faultsOf(scenario, "bucket-size", name);
  const bytesAt = (moment: number) =>
    faults.reduce(
      (bytes, fault) => bytes * moved(1, fault.times, presenceAt(fault, world, moment)),
      usual.bytes * (1 + (usual.perDay * (moment - timeline.begins)) / day),
    );
  // What AWS measured at midnight is told through the next day.
  const daily = (of: (bytes: number) => number) => () =>
    course(timeline, (_, moment) => of(bytesAt((Math.floor(moment / day) - 1) * day)));
  const labels = { resource: name, name: `arn:aws:s3:::${name}` };
  const measured = { ...labels, account_id: environment.aws?.accountId ?? "", region, dimension_BucketName: name };
  return [
    exposed(
      s3.size,
      target,
      { ...measured, dimension_StorageType: "StandardStorage" },
      daily((bytes) => bytes),
    ),
    exposed(
      s3.objects,
      target,
      { ...measured, dimension_StorageType: "AllStorageTypes" },
      daily((bytes) => Math.round(bytes / usual.perObject)),
    ),
    exposed(s3.found, target, labels, () => always(timeline, 0)),
  ];
}
