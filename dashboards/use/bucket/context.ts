import type { BucketAlerts } from "../../../alerts/use/bucket";
import type { Bucket } from "../../../model/bucket";

/** What the panels of a bucket are made from. */
export interface Context {
  readonly bucket: Bucket;
  readonly alerts: BucketAlerts;
}
