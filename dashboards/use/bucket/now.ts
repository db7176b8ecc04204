import { divide, select, where } from "../../../promql/build";
import { storage, ofBucket } from "../../../signals/use/bucket";
import { query, stat } from "../../build";
import type { Panel } from "../../panel";
import type { Context } from "./context";

/** Of a new bucket AWS says nothing for two days. */
const noValue = "Not known yet";

export const sizeNow = ({ bucket: { name } }: Context): Panel =>
  stat("size-now", storage.size, {
    description: "All storage types, old versions and unfinished uploads included.",
    noValue,
    queries: [query("{{bucket}}", ofBucket(storage.size.bytes, name))],
  });

export const objectsNow = ({ bucket: { name } }: Context): Panel =>
  stat("objects-now", storage.objects, {
    noValue,
    queries: [query("{{bucket}}", ofBucket(storage.objects.count, name))],
  });

export const meanNow = ({ bucket: { name } }: Context): Panel =>
  stat("mean-now", storage.size, {
    title: "Mean size of an object",
    description: "One that falls means many small objects, which cost by the request rather than by the byte.",
    noValue,
    queries: [
      query(
        "{{bucket}}",
        divide(ofBucket(storage.size.bytes, name), where(ofBucket(storage.objects.count, name), ">", 0)),
      ),
    ],
  });

export const growthNow = ({ bucket: { name } }: Context): Panel =>
  stat("growth-now", storage.growth, {
    noValue,
    queries: [query("{{bucket}}", select(storage.growth.ratio, { resource: name }))],
  });
