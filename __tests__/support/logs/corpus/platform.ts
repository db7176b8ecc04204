import type { CorpusLine, Draw, LineMaker } from "./corpus";
import { corpus } from "./corpus";

/**
 * Lines of all that runs in the monitoring's own namespace, each as its program writes: Prometheus 3, Alertmanager,
 * Grafana, exporters, the operators, Elasticsearch, Kibana, Logstash, Filebeat, the OpenTelemetry collector.
 */
export const platformCorpus = (count = 240): CorpusLine[] => corpus(makers, count, 9090);

type Expected = CorpusLine["expected"];

const said = (level: string, message: string, event = "other"): Expected => ({
  message,
  "log.level": level,
  "platform.event": event,
});

const failed = (
  level: string,
  message: string,
  event: string,
  what: { readonly error?: string; readonly pattern: string; readonly type?: string },
): Expected => ({
  ...said(level, message, event),
  "error.message": what.error === undefined ? message : `${message}: ${what.error}`,
  "error.type": what.type ?? event,
  "error.pattern": what.pattern,
});

const details = (of: Readonly<Record<string, string>>): Expected => ({
  attributes: Object.entries(of)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}=${value}`)
    .sort(),
});

const line =
  (container: string, make: (draw: Draw, time: string) => Omit<CorpusLine, "container">): LineMaker =>
  (draw, at) => {
    const time = at.toISOString();
    const { line, expected } = make(draw, time);
    return { line, container, expected: { "@timestamp": time, ...expected } };
  };

/** klog, Go's own log without a date, and last words: when they were read is when they were written. */
const untimed =
  (container: string, make: (draw: Draw) => Omit<CorpusLine, "container">): LineMaker =>
  (draw) => ({ ...make(draw), container });

const ruleFailed = line("prometheus", (draw, time) => {
  const group = draw.oneOf(["http", "workload"] as const);
  const error = 'found duplicate series for the match group {job=\\"x\\"} on the left side';
  return {
    line: `time=${time} level=WARN source=manager.go:183 msg="Evaluating rule failed" component="rule manager" file=/etc/rules.yaml group=${group} err="${error}"`,
    expected: {
      ...failed("warn", "Evaluating rule failed", "rule-failure", {
        error: error.replaceAll("\\", ""),
        pattern: "Evaluating rule failed: found duplicate series for the match group {job=*} on the left side",
      }),
      "log.logger": "rule manager",
      ...details({ source: "manager.go:183", file: "/etc/rules.yaml", group }),
    },
  };
});

const reloadFailed = line("prometheus", (_, time) => ({
  line: `time=${time} level=ERROR source=main.go:1173 msg="Error reloading config" err="couldn't load configuration (--config.file=\\"/etc/prometheus.yaml\\")"`,
  expected: {
    ...failed("error", "Error reloading config", "configuration-failure", {
      error: 'couldn\'t load configuration (--config.file="/etc/prometheus.yaml")',
      pattern: "Error reloading config: couldn't load configuration (--config.file=*)",
    }),
    ...details({ source: "main.go:1173" }),
  },
}));

const scrapeFailed = line("prometheus", (draw, time) => {
  const target = `http://10.0.3.${draw.number(2, 250)}:9121/metrics`;
  return {
    line: `time=${time} level=ERROR source=scrape.go:1329 msg="Scrape commit failed" component="scrape manager" scrape_pool=serviceMonitor/monitoring/x/0 target=${target} err="out of bounds"`,
    expected: {
      ...failed("error", "Scrape commit failed", "scrape-failure", {
        error: "out of bounds",
        pattern: "Scrape commit failed: out of bounds",
      }),
      "log.logger": "scrape manager",
      ...details({ source: "scrape.go:1329", scrape_pool: "serviceMonitor/monitoring/x/0", target }),
    },
  };
});

const notifyFailed = line("alertmanager", (draw, time) => {
  const alerts = String(draw.number(1, 9));
  return {
    line: `ts=${time} caller=dispatch.go:352 level=error component=dispatcher msg="Notify for alerts failed" num_alerts=${alerts} err="pages/pagerduty[0]: notify retry canceled: unexpected status code 429"`,
    expected: {
      ...failed("error", "Notify for alerts failed", "notification-failure", {
        error: "pages/pagerduty[0]: notify retry canceled: unexpected status code 429",
        pattern: "Notify for alerts failed: pages/pagerduty[#]: notify retry canceled: unexpected status code #",
      }),
      "log.logger": "dispatcher",
      ...details({ caller: "dispatch.go:352", num_alerts: alerts }),
    },
  };
});

const request = line("grafana", (draw, time) => {
  const trace = `4${draw.hex(31)}`;
  return {
    line: `logger=context userId=0 orgId=1 uname= t=${time.replace("Z", "456789Z")} level=info msg="Request Completed" method=GET path=/api/health status=200 traceID=${trace}`,
    expected: {
      ...said("info", "Request Completed"),
      "log.logger": "context",
      "trace.id": trace,
      ...details({ userId: "0", orgId: "1", uname: "", method: "GET", path: "/api/health", status: "200" }),
    },
  };
});

const grafanaRule = line("grafana", (draw, time) => {
  const rule = `fast-burn-${draw.hex(4)}`;
  return {
    line: `logger=ngalert.scheduler rule_uid=${rule} org_id=1 t=${time} level=error msg="Failed to evaluate rule" attempt=1 error="dial tcp 10.0.3.4:9090: connect: connection refused"`,
    expected: {
      ...failed("error", "Failed to evaluate rule", "rule-failure", {
        error: "dial tcp 10.0.3.4:9090: connect: connection refused",
        pattern: "Failed to evaluate rule: dial tcp # connect: connection refused",
      }),
      "log.logger": "ngalert.scheduler",
      ...details({ rule_uid: rule, org_id: "1", attempt: "1" }),
    },
  };
});

const grafanaJson = line("grafana", (_, time) => ({
  line: JSON.stringify({
    level: "error",
    logger: "authn.service",
    msg: "Failed to authenticate request",
    t: time,
    error: "[password-auth.failed] Invalid username or password",
  }),
  expected: {
    ...failed("error", "Failed to authenticate request", "failed-login", {
      error: "[password-auth.failed] Invalid username or password",
      pattern: "Failed to authenticate request: [password-auth.failed] Invalid username or password",
    }),
    "log.logger": "authn.service",
  },
}));

const exporterJson = line("yace", (_, time) => ({
  line: JSON.stringify({
    time,
    level: "WARN",
    source: "client.go:71",
    msg: "GetMetricData throttled",
    version: "v0.64.0",
  }),
  expected: {
    ...said("warn", "GetMetricData throttled"),
    ...details({ source: "client.go:71", version: "v0.64.0" }),
  },
}));

const reconcile = line("manager", (draw, time) => {
  const name = draw.oneOf(["logs", "kibana"] as const);
  return {
    line: JSON.stringify({
      "log.level": "error",
      "@timestamp": time,
      "log.logger": "manager.eck-operator",
      message: "Reconciler error",
      "service.version": "3.5.0+9fc9bb06",
      "ecs.version": "1.4.0",
      controller: "elasticsearch-controller",
      object: { name, namespace: "monitoring" },
      error: "Operation cannot be fulfilled on pods",
      "error.stack_trace": "sigs.k8s.io/controller-runtime\n\t/go/controller.go:341",
    }),
    expected: {
      ...failed("error", "Reconciler error", "reconcile-failure", {
        error: "Operation cannot be fulfilled on pods",
        pattern: "Reconciler error: Operation cannot be fulfilled on pods",
      }),
      "log.logger": "manager.eck-operator",
      "error.stack_trace": "sigs.k8s.io/controller-runtime\n\t/go/controller.go:341",
      ...details({ controller: "elasticsearch-controller", "object.name": name, "object.namespace": "monitoring" }),
    },
  };
});

const watermark = line("elasticsearch", (draw, time) => {
  const message = `high disk watermark [90%] exceeded on [${draw.hex(8)}][logs-es-hot-0]`;
  return {
    line: `{"@timestamp":"${time}", "log.level": "WARN", "message":"${message}", "ecs.version": "1.2.0","service.name":"ES_ECS","event.dataset":"elasticsearch.server","process.thread.name":"elasticsearch[logs-es-hot-0][generic][T#1]","log.logger":"org.elasticsearch.DiskThresholdMonitor","elasticsearch.node.name":"logs-es-hot-0"}`,
    expected: { ...said("warn", message, "out-of-space"), "log.logger": "org.elasticsearch.DiskThresholdMonitor" },
  };
});

const shardFailed = line("elasticsearch", (_, time) => ({
  line: JSON.stringify({
    "@timestamp": time,
    "log.level": "ERROR",
    message: "failed to execute pipeline",
    "log.logger": "org.elasticsearch.ingest.IngestService",
    "error.type": "java.lang.IllegalStateException",
    "error.message": "no node [hot-1]",
    "error.stack_trace": "java.lang.IllegalStateException: no node\n\tat org.elasticsearch.X.y(X.java:1)\n",
  }),
  expected: {
    ...failed("error", "failed to execute pipeline", "other", {
      error: "no node [hot-1]",
      pattern: "failed to execute pipeline: no node [#]",
      type: "java.lang.IllegalStateException",
    }),
    "log.logger": "org.elasticsearch.ingest.IngestService",
    "error.stack_trace": "java.lang.IllegalStateException: no node\n\tat org.elasticsearch.X.y(X.java:1)\n",
  },
}));

const kibana = line("kibana", (draw, time) => {
  const trace = draw.hex(32);
  return {
    line: JSON.stringify({
      service: { node: { roles: ["background_tasks", "ui"] } },
      ecs: { version: "8.11.0" },
      "@timestamp": time.replace("Z", "+00:00"),
      message: "Unable to retrieve version information",
      log: { level: "ERROR", logger: "elasticsearch-service" },
      process: { pid: 7, uptime: 3.1 },
      trace: { id: trace },
      error: { message: "connect ECONNREFUSED", type: "ConnectionError" },
    }),
    expected: {
      ...failed("error", "Unable to retrieve version information", "other", {
        error: "connect ECONNREFUSED",
        pattern: "Unable to retrieve version information: connect ECONNREFUSED",
        type: "ConnectionError",
      }),
      "log.logger": "elasticsearch-service",
      "trace.id": trace,
    },
  };
});

const filebeat = line("filebeat", (_, time) => ({
  line: JSON.stringify({
    "log.level": "error",
    "@timestamp": time,
    "log.logger": "publisher_pipeline_output",
    "log.origin": { "file.name": "pipeline/client_worker.go", "file.line": 150 },
    message: "Failed to publish events: EOF",
    "service.name": "filebeat",
    "ecs.version": "1.6.0",
  }),
  expected: {
    ...failed("error", "Failed to publish events: EOF", "delivery-failure", {
      pattern: "Failed to publish events: EOF",
    }),
    "log.logger": "publisher_pipeline_output",
    ...details({ "log.origin.file.name": "pipeline/client_worker.go", "log.origin.file.line": "150" }),
  },
}));

const logstash = line("logstash", (_, time) => ({
  line: `[${time.replace(".", ",").replace("Z", "")}][WARN ][logstash.outputs.elasticsearch][main][3b1f] Could not index event to Elasticsearch. {:status=>400, :action=>["create"]}`,
  expected: {
    ...said(
      "warn",
      '[main][3b1f] Could not index event to Elasticsearch. {:status=>400, :action=>["create"]}',
      "delivery-failure",
    ),
    "log.logger": "logstash.outputs.elasticsearch",
  },
}));

const logstashJson = line("logstash", (_, time) => ({
  line: JSON.stringify({
    level: "INFO",
    loggerName: "logstash.agent",
    timeMillis: Date.parse(time),
    thread: "Agent thread",
    logEvent: { message: "Pipelines running", count: 1 },
  }),
  expected: {
    ...said("info", "Pipelines running"),
    "log.logger": "logstash.agent",
    ...details({ thread: "Agent thread", "logEvent.count": "1" }),
  },
}));

const exporting = line("otel-collector", (draw, time) => {
  const dropped = String(draw.number(1, 99));
  return {
    line: `${time}\terror\tinternal/queue_sender.go:103\tExporting failed. Dropping data.\t{"kind": "exporter", "name": "prometheusremotewrite", "error": "rpc error: code = Unavailable", "dropped_items": ${dropped}}\ngo.opentelemetry.io/collector/exporter\n\tgo.opentelemetry.io/collector/x.go:103`,
    expected: {
      ...failed("error", "Exporting failed. Dropping data.", "delivery-failure", {
        error: "rpc error: code = Unavailable",
        pattern: "Exporting failed. Dropping data.: rpc error: code = Unavailable",
      }),
      "error.stack_trace": "go.opentelemetry.io/collector/exporter\n\tgo.opentelemetry.io/collector/x.go:103",
      ...details({
        kind: "exporter",
        name: "prometheusremotewrite",
        dropped_items: dropped,
        source: "internal/queue_sender.go:103",
      }),
    },
  };
});

const collectorJson = line("otel-collector", (_, time) => ({
  line: JSON.stringify({
    level: "info",
    ts: time,
    caller: "service/service.go:193",
    msg: "Everything is ready.",
    "otelcol.component.id": "otlp",
  }),
  expected: {
    ...said("info", "Everything is ready."),
    "log.logger": "otlp",
    ...details({ caller: "service/service.go:193" }),
  },
}));

const inColours = line("otel-collector", (_, time) => ({
  line: `${time}\t\u001b[33mwarn\u001b[0m\tzapgrpc/zapgrpc.go:193\t[transport] closing`,
  expected: { ...said("warn", "[transport] closing"), ...details({ source: "zapgrpc/zapgrpc.go:193" }) },
}));

const goLog = line("blackbox-exporter", (_, time) => ({
  line: `${time.slice(0, 19).replace("T", " ").replaceAll("-", "/")} http: TLS handshake error from 10.0.3.7:51034: EOF`,
  expected: {
    "@timestamp": `${time.slice(0, 19)}.000Z`,
    ...said("info", "http: TLS handshake error from 10.0.3.7:51034: EOF"),
  },
}));

const klogError = untimed("kube-state-metrics", () => ({
  line: 'E1128 10:00:00.123456       1 reflector.go:204] "Failed to watch" err="failed to list *v1.Pod: timeout" logger="UnhandledError" type="*v1.Pod"',
  expected: {
    ...failed("error", "Failed to watch", "reconcile-failure", {
      error: "failed to list *v1.Pod: timeout",
      pattern: "Failed to watch: failed to list *# timeout",
    }),
    "log.logger": "UnhandledError",
    ...details({ source: "reflector.go:204", type: "*v1.Pod" }),
  },
}));

const klogPlain = untimed("kube-state-metrics", (draw) => {
  const message = `Starting metrics server: [::]:${draw.number(8000, 9000)}`;
  return {
    line: `I1128 10:00:00.123456       1 server.go:72] ${message}`,
    expected: { ...said("info", message), ...details({ source: "server.go:72" }) },
  };
});

const panic = untimed("json-exporter", () => ({
  line: "panic: runtime error: invalid memory address or nil pointer dereference\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:17",
  expected: failed(
    "fatal",
    "panic: runtime error: invalid memory address or nil pointer dereference\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:17",
    "crash",
    { pattern: "panic: runtime error: invalid memory address or nil pointer dereference" },
  ),
}));

const jvm = untimed("elasticsearch", () => ({
  line: "[0.004s][warning][cds] dynamic archive cannot be used",
  expected: { ...said("warn", "dynamic archive cannot be used"), "log.logger": "cds" },
}));

const incubator = untimed("elasticsearch", () => ({
  line: "WARNING: Using incubator modules: jdk.incubator.vector",
  expected: said("warn", "Using incubator modules: jdk.incubator.vector"),
}));

const makers: readonly LineMaker[] = [
  ruleFailed,
  reloadFailed,
  scrapeFailed,
  notifyFailed,
  request,
  grafanaRule,
  grafanaJson,
  exporterJson,
  reconcile,
  watermark,
  shardFailed,
  kibana,
  filebeat,
  logstash,
  logstashJson,
  exporting,
  collectorJson,
  inColours,
  goLog,
  klogError,
  klogPlain,
  panic,
  jvm,
  incubator,
];
