import type { Percent } from "../units/quantities";
import { rememberOrigin } from "./origin";
import type { Team } from "./team";

/** A bucket in Amazon S3. */
export interface Bucket {
  readonly kind: "bucket";
  /**
   * Name of the bucket here, `[a-z0-9-]`: the value of the bucket's tag `monitoring`, by which it is found in AWS: its
   * own name may differ.
   */
  readonly name: string;
  /** What lies in it and who suffers when it is gone, in a sentence or two. */
  readonly description: string;
  readonly owner: Team;
  /** AWS region in which it lies, `eu-central-1`: CloudWatch of any other region knows nothing of it. */
  readonly region: string;
  /** Growth within a week that is more than usual and worth a ticket. @default 25 % */
  readonly weeklyGrowth?: Percent;
}

/** States a bucket; nothing is checked here: `checkSystem` reports all that is wrong at once. */
export const bucket = (facts: Omit<Bucket, "kind">): Bucket => rememberOrigin({ kind: "bucket", ...facts });
