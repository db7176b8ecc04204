import { titleOf, useName } from "../../../model/resource";
import { days } from "../../../units/quantities";
import { toOverview } from "../../links";
import type { Dashboard } from "../../panel";
import type { Context } from "./context";
import { exporterAbsent, sizeMissing } from "./exporter";
import { growthNow, meanNow, objectsNow, sizeNow } from "./now";
import { byStorageType, growth, objects, shrinkage, size } from "./utilisation";

/** How much lies in a bucket, and how that changes. A month of it: AWS tells once a day. */
export function bucketDashboard(context: Context): Dashboard {
  const { bucket } = context;
  return {
    uid: useName(bucket),
    title: titleOf(bucket),
    description: bucket.description,
    tags: ["use", bucket.name, bucket.owner.name],
    variables: [],
    annotations: [],
    past: days(30),
    links: [toOverview],
    rows: [
      { title: "Now", panels: [sizeNow(context), objectsNow(context), meanNow(context), growthNow(context)] },
      {
        title: "Utilisation",
        panels: [size(context), byStorageType(context), growth(context), shrinkage(context), objects(context)],
      },
      { title: "Exporter", panels: [sizeMissing(context), exporterAbsent(context)] },
    ],
  };
}
