import { leastChange } from "../../../alerts/use/bucket";
import { max, select, sum, where } from "../../../promql/build";
import { s3 } from "../../../signals/contracts/s3";
import { storage, ofBucket } from "../../../signals/use/bucket";
import { bytesText } from "../../../units/text";
import { alertPanel } from "../../alert-panel";
import { graph, query } from "../../build";
import type { Panel } from "../../panel";
import type { Context } from "./context";

export const size = ({ bucket: { name } }: Context): Panel =>
  graph("size", storage.size, {
    description: "A step that nobody expects has a day: look at that day's deployments and jobs.",
    daily: true,
    width: 12,
    queries: [query("{{bucket}}", ofBucket(storage.size.bytes, name))],
  });

export const byStorageType = ({ bucket: { name } }: Context): Panel => {
  const known = where(select(s3.size, { resource: name }), ">=", 0);
  const byType = max(known).by("dimension_BucketName", "dimension_StorageType");
  return graph("size-by-type", storage.size, {
    title: "By storage type",
    description:
      "What moves from one type to another is counted in both for up to three days: AWS does not say of a type that it is empty.",
    daily: true,
    width: 12,
    queries: [query("{{dimension_StorageType}}", sum(byType).by("dimension_StorageType"))],
  });
};

export const growth = ({ bucket, alerts }: Context): Panel =>
  alertPanel(alerts.growth, {
    title: "Growth beyond the usual",
    description: `Growth within a week, less that of the week before. ${onlyMuch}`,
    legend: "{{bucket}} as alerted",
    beside: [
      query("{{bucket}} grows", select(storage.growth.ratio, { resource: bucket.name })),
      query("{{bucket}}, number of objects, grows", select(storage.growth.objects, { resource: bucket.name })),
    ],
    daily: true,
  });

export const shrinkage = ({ alerts }: Context): Panel =>
  alertPanel(alerts.shrinkage, {
    title: "Lost within a week",
    description: `The share that was there a week ago and is gone. ${onlyMuch}`,
    legend: "{{bucket}}",
    daily: true,
  });

const onlyMuch = `The alert only counts it from ${bytesText(leastChange)} on.`;

export const objects = ({ bucket: { name } }: Context): Panel =>
  graph("objects", storage.objects, {
    daily: true,
    queries: [query("{{bucket}}", ofBucket(storage.objects.count, name))],
  });
