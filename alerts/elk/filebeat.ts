import { filebeatDaemonSet, namespace } from "../../environments/names";
import { select } from "../../promql/build";
import { elk } from "../../signals/elk";
import { minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import type { ElkAlertFacts } from "./common";
import { common, podsOf } from "./common";
import { filebeatMissingStories } from "./stories/levels";

/** A new version is rolled out node after node, and takes about a minute for each. */
const missingFor = minutes(30);

/**
 * Alert on nodes without a ready Filebeat. Each is one among many: lines reach Logstash all the same, and no other
 * alert says a word.
 */
export const filebeatMissing = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "filebeat-missing"),
  title: "Nobody reads the logs of some nodes",
  watches: elk.filebeat,
  value: select(elk.filebeat.missing).expr,
  fires: { above: 0.5 },
  clears: 0.5,
  pendingFor: missingFor,
  absent: {
    means: "healthy",
    because:
      "that nobody counts pods is told by the alert on targets, and that no Filebeat runs at all by that on lines",
  },
  summary: (value) =>
    `On ${value} nodes no Filebeat has been ready for ${durationText(missingFor)}: what is written there reaches nobody, and the nodes throw away what is old.`,
  firstSteps: [
    `On which? ${podsOf("filebeat")} -o wide; kubectl get nodes`,
    `Why not? kubectl -n ${namespace} describe pod <pod>: no room on the node, a taint that it does not tolerate, an image that cannot be pulled.`,
    `It crashes? kubectl -n ${namespace} logs <pod> --previous`,
    `Since a deploy? kubectl -n ${namespace} rollout status daemonset/${filebeatDaemonSet}`,
  ],
  stories: () => filebeatMissingStories(missingFor),
});
