import { elkUid, toOverview } from "../links";
import type { Dashboard } from "../panel";
import type { Context } from "./context";
import { diskNow, flowNow, healthNow, queueNow } from "./now";
import {
  blocked,
  deadLetters,
  disks,
  exporters,
  filebeat,
  flow,
  health,
  heap,
  indexed,
  lifecycle,
  notLeaving,
  queue,
  rejected,
  shards,
  size,
  snapshots,
  unassigned,
} from "./panels";

/** Whether lines arrive, are stored, and will be for as long as they should: the way of a line from top to bottom. */
export const elkDashboard = (context: Context): Dashboard => ({
  uid: elkUid,
  title: "ELK cluster",
  description: "Elasticsearch, Logstash and Filebeat, which keep the logs: what is lost here is found nowhere.",
  tags: ["platform", "logs"],
  variables: [],
  annotations: [],
  links: [toOverview],
  rows: [
    { title: "Now", panels: [healthNow(context), diskNow(context), queueNow(context), flowNow] },
    { title: "On the way", panels: [filebeat(context), flow(context), notLeaving(context), queue(context)] },
    { title: "Lost or delayed", panels: [deadLetters(context), blocked(context), rejected, indexed] },
    { title: "Room", panels: [disks(context), heap(context), size] },
    { title: "Shards", panels: [health(context), unassigned(context), shards(context)] },
    { title: "Upkeep", panels: [lifecycle(context), ...snapshots(context), exporters(context)] },
  ],
});
