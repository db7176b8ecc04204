import { resourceAlarmLevel } from "../../alerts/alarm-level";
import { whole } from "../../alerts/part";
import type { ScrapeTarget } from "../../alerts/target";
import { bucketAlerts } from "../../alerts/use/bucket";
import { bucketDashboard } from "../../dashboards/use/bucket/dashboard";
import type { Bucket } from "../../model/bucket";
import { useName } from "../../model/resource";
import { bucketSignals } from "../../signals/use/bucket";
import type { Measured } from "../slice";

export interface BucketSliceFacts {
  readonly bucket: Bucket;
  /** Scrape target of the exporter that asks CloudWatch. */
  readonly target: ScrapeTarget;
}

/** The slice of a bucket: how much it holds. It cannot be full, and does not tell of its failures. */
export function bucketSlice({ bucket, target }: BucketSliceFacts): Measured {
  const alerts = bucketAlerts(bucket, target);
  return {
    name: useName(bucket),
    of: bucket.name,
    owner: bucket.owner,
    signals: [...bucketSignals(bucket), resourceAlarmLevel(bucket, [[whole, Object.values(alerts)]])],
    unanswered: [
      { method: "saturation", noSignal: "S3 has no size that a bucket could outgrow" },
      {
        method: "errors",
        noSignal: "AWS counts failed requests only where request metrics are switched on, and paid for",
      },
    ],
    alerts: Object.values(alerts),
    dashboard: bucketDashboard({ bucket, alerts }),
  };
}
