import type { Bucket } from "../../../model/bucket";
import { s3 } from "../../../signals/contracts/s3";
import type { Duration } from "../../../units/quantities";
import { hours, minutes, together } from "../../../units/quantities";
import type { Stretch } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { Stories, Story } from "../../stories/story";
import type { ScrapeTarget } from "../../target";
import { anotherOf, every, found, longer, size } from "./bucket-series";
import { exporterStories } from "./exporter";

export function sizeMissingStories(bucket: Bucket, pendingFor: Duration): Stories {
  const known: Stretch[] = [{ for: longer, at: 1 }];
  const other = anotherOf(bucket);
  const story = (when: string, at: Duration, own: readonly InputSeries[]): Story => ({
    when,
    given: [...own, found(other.name, known), size(other, known)],
    at,
    every,
  });
  const nothing = [found(bucket.name, known), size(bucket, [{ for: longer, at: NaN }])];
  const due = together(pendingFor, hours(12));
  return {
    quiet: [
      story("its size is known", due, [found(bucket.name, known), size(bucket, known)]),
      story("it is a new one", together(pendingFor, hours(-12)), nothing),
      story("nobody asks AWS for it", due, []),
    ],
    fires: [{ ...story("AWS knows it, and tells no size", due, nothing), labels: [{}] }],
  };
}

export const bucketExporterStories = ({ name }: Bucket, target: ScrapeTarget, pendingFor: Duration): Stories =>
  exporterStories({
    name,
    pendingFor,
    every: minutes(2),
    tellers: [
      {
        exporter: "cloudwatch",
        target,
        tells: (resource, values): InputSeries[] => [shaped(s3.found, { resource }, values)],
      },
    ],
  });
