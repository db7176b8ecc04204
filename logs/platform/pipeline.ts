import { classify } from "../parts/classify";
import { flattenJson, readPairs } from "../parts/said";
import { readShape } from "../parts/shape";
import { takeTime } from "../parts/times";
import { keptAndMarked, markRead } from "../parts/outcome";
import type { Pipeline } from "../processor";
import { adopt } from "./adopt";
import { platformEvents } from "./events";
import { readFormats } from "./formats";

/**
 * The pipeline for the lines of all that runs beside the components: Prometheus, Grafana, Elasticsearch, Kibana,
 * Logstash, Filebeat, collectors, exporters and operators. Which of them it was says `kubernetes.container.name`.
 */
export const platformPipeline: Pipeline = {
  name: "monitoring-platform",
  description: "The monitoring itself: JSON, pairs, klog, zap and Log4j in the fields that all lines have",
  processors: [
    ...readShape,
    ...readFormats,
    flattenJson,
    readPairs,
    adopt,
    takeTime,
    classify("event", { object: "platform", key: "event" }, platformEvents, "other"),
    {
      set: {
        tag: "type",
        if: "ctx.error != null",
        field: "error.type",
        value: "{{{platform.event}}}",
        override: false,
      },
    },
    markRead,
    { remove: { tag: "drop-parts", field: "parsed" } },
  ],
  onFailure: keptAndMarked(),
};
