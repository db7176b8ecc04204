import { describe, expect, it } from "@jest/globals";
import { within } from "../../findings/finding";
import { printFindings } from "../../findings/print";
import type { Labels } from "../../promql/check";
import { createChecker } from "../../promql/check";
import type { Metric } from "../../promql/metric";
import { bucket, counter, gauge, recorded } from "../../promql/metric";
import { seconds } from "../../units/quantities";

const span = ["service_name", "span_kind", "endpoint", "http_status_code"];
const container = ["namespace", "pod", "container", "image", "cpu"];
const resources = ["namespace", "pod", "container", "resource", "unit"];
const contract: readonly Metric[] = [
  counter("traces_span_metrics_calls_total", [...span, "method", "params"], "requests"),
  bucket("traces_span_metrics_duration_seconds_bucket", [...span, "le"], "requests up to le"),
  counter("traces_span_metrics_duration_seconds_sum", span, "seconds spent"),
  counter("traces_span_metrics_duration_seconds_count", span, "requests measured"),
  gauge("kube_pod_labels", ["namespace", "pod", "label_app_kubernetes_io_name"], "1"),
  gauge("kube_pod_container_resource_limits", resources, "limits"),
  gauge("kube_pod_container_resource_requests", resources, "requests"),
  counter("container_cpu_usage_seconds_total", container, "CPU time"),
  counter("container_cpu_cfs_throttled_periods_total", container, "throttled periods"),
  counter("container_cpu_cfs_periods_total", container, "periods"),
  gauge("container_memory_working_set_bytes", container, "memory in use"),
  gauge("aws_s3_bucket_size_bytes_average", ["dimension_BucketName", "dimension_StorageType", "region"], "size"),
  gauge("aws_rds_freeable_memory_average", ["dimension_DBInstanceIdentifier", "region"], "free memory"),
  gauge("rabbitmq_detailed_queue_messages", ["instance", "vhost", "queue"], "messages"),
  gauge("rabbitmq_binding_info", ["vhost", "exchange", "queue", "routing_key", "properties_key"], "1"),
  gauge("up", ["job", "instance"], "1 for a target that answers", ["pod", "node"]),
  gauge("scrape_samples", ["job", "instance"], "samples of a target", ["pod", "node"]),
  recorded("monitoring:pod_service:info", ["namespace", "pod", "service"], "1"),
  recorded("monitoring:pod_cpu_capacity:cores", ["namespace", "pod"], "cores"),
  recorded("monitoring:db_memory_total:bytes", ["db_instance"], "memory"),
  recorded("vhost_queue:rabbitmq_messages:sum", ["vhost", "queue", "queue_name"], "messages"),
  recorded("vhost_queue_routing_key:rabbitmq_binding:info", ["vhost", "queue", "queue_name", "routing_key"], "1"),
];
const known = { sampledEvery: seconds(30), writtenBy: "an exporter (1.2.3)" };
const metrics = new Map(contract.map((metric) => [metric.name, { ...metric, ...known }]));
const checker = (allowVariables: boolean) => createChecker({ metrics, allowVariables });
const inRule = checker(false);
const inPanel = checker(true);

const ids = (query: string) => inRule(query).findings.map(({ id }) => id);
const whats = (query: string) => inRule(query).findings.map(({ what }) => what);
const labels = (query: string) => shown(inRule(query).labels);
const shown = (of: Labels | undefined) =>
  of && Array.from(of, ([name, presence]) => (presence === "sometimes" ? `${name}?` : name)).sort();

describe("a checked query", () => {
  const server = 'span_kind="SPAN_KIND_SERVER"';
  const service = '"service", "$1", "service_name", "(.+)"';
  const durations = (what: string) =>
    `sum by (service, endpoint, http_status_code) (label_replace(rate(traces_span_metrics_duration_seconds_${what}{${server}}[5m]), ${service}))`;
  const pods = "sum by (namespace, pod)";
  const joinService = "* on (namespace, pod) group_left (service) monitoring:pod_service:info";
  const instance = '"instance", "$1", "pod", "(.+)"';
  const bindings = (exchange: string) =>
    `max by (vhost, queue, routing_key) (max_over_time(rabbitmq_binding_info{exchange${exchange}}[15m]))`;

  it.each([
    [
      "requests per second",
      `sum by (service, endpoint, method, params) (label_replace(rate(traces_span_metrics_calls_total{${server}}[5m]), ${service}))`,
      ["endpoint", "method", "params", "service"],
    ],
    [
      "responses other than 200",
      `sum by (service, endpoint, status_code) (label_replace(label_replace(
         rate(traces_span_metrics_calls_total{${server}, http_status_code!="200"}[5m]),
         ${service}), "status_code", "$1", "http_status_code", "(.+)"))`,
      ["endpoint", "service", "status_code"],
    ],
    [
      "95th percentile of the response time",
      `histogram_quantile(0.95, sum by (service, endpoint, http_status_code, le) (
         label_replace(rate(traces_span_metrics_duration_seconds_bucket{${server}}[5m]), ${service})))`,
      ["endpoint", "http_status_code", "service"],
    ],
    [
      "average response time",
      `${durations("sum")} / (${durations("count")} > 0)`,
      ["endpoint", "http_status_code", "service"],
    ],
    [
      "service of a pod",
      `max by (namespace, pod, service) (label_replace(
         kube_pod_labels{label_app_kubernetes_io_name!=""}, "service", "$1", "label_app_kubernetes_io_name", "(.+)"))`,
      ["namespace", "pod", "service"],
    ],
    [
      "CPU capacity",
      `${pods} (kube_pod_container_resource_limits{resource="cpu"})
         or on (namespace, pod) ${pods} (kube_pod_container_resource_requests{resource="cpu"})`,
      ["namespace", "pod"],
    ],
    [
      "CPU utilisation",
      `label_replace(100 * ${pods} (rate(container_cpu_usage_seconds_total{container!="", image!=""}[5m]))
         / on (namespace, pod) monitoring:pod_cpu_capacity:cores ${joinService}, ${instance})`,
      ["instance", "namespace", "pod", "service"],
    ],
    [
      "memory utilisation",
      `label_replace(100 * ${pods} (container_memory_working_set_bytes{container!="", image!=""})
         / on (namespace, pod) ${pods} (kube_pod_container_resource_limits{resource="memory"}) ${joinService}, ${instance})`,
      ["instance", "namespace", "pod", "service"],
    ],
    [
      "CPU throttling",
      `label_replace(${pods} (rate(container_cpu_cfs_throttled_periods_total{container!=""}[5m]))
         / (${pods} (rate(container_cpu_cfs_periods_total{container!=""}[5m])) > 0) ${joinService}, ${instance})`,
      ["instance", "namespace", "pod", "service"],
    ],
    [
      "size of the storage",
      `sum by (bucket, region) (label_replace(
         max by (dimension_BucketName, dimension_StorageType, region) (aws_s3_bucket_size_bytes_average >= 0),
         "bucket", "$1", "dimension_BucketName", "(.+)"))`,
      ["bucket", "region"],
    ],
    ["memory of the database", "vector(8589934592)", []],
    [
      "memory utilisation of the database",
      `100 * (1 - max by (db_instance) (label_replace(
           aws_rds_freeable_memory_average >= 0, "db_instance", "$1", "dimension_DBInstanceIdentifier", "(.+)"))
         / on (db_instance) monitoring:db_memory_total:bytes)`,
      ["db_instance"],
    ],
    [
      "messages of a queue",
      'label_replace(sum by (vhost, queue) (rabbitmq_detailed_queue_messages), "queue_name", "$1", "queue", "(.+)")',
      ["queue", "queue_name", "vhost"],
    ],
    [
      "bindings of a queue",
      `label_replace(label_replace(${bindings('!=""')} or on (vhost, queue) ${bindings('=""')},
         "routing_key", "(none)", "routing_key", "^$"), "queue_name", "$1", "queue", "(.+)")`,
      ["queue", "queue_name", "routing_key", "vhost"],
    ],
    [
      "messages in flight",
      `sum by (vhost, queue_name, routing_key) (vhost_queue_routing_key:rabbitmq_binding:info
           * on (vhost, queue_name) group_left () sum by (vhost, queue_name) (vhost_queue:rabbitmq_messages:sum))
         or on (vhost, queue_name)
         label_replace(sum by (vhost, queue_name) (vhost_queue:rabbitmq_messages:sum), "routing_key", "(unknown)", "", "")`,
      ["queue_name", "routing_key", "vhost"],
    ],
  ])("has no findings and the labels it should: %s", (_, query, expected) => {
    expect(inRule(query).findings).toEqual([]);
    expect(labels(query)).toEqual(expected);
  });

  it.each([
    ["kube_pod_labels", ["label_app_kubernetes_io_name", "namespace", "pod"]],
    ['{__name__="monitoring:pod_service:info"}', ["namespace", "pod", "service"]],
    ["sum(kube_pod_labels)", []],
    ["sum without (pod) (monitoring:pod_service:info)", ["namespace", "service"]],
    ["topk by (pod) (3, monitoring:pod_service:info)", ["namespace", "pod", "service"]],
    ['count_values by (pod) ("value", monitoring:pod_service:info)', ["pod", "value"]],
    ["2 * monitoring:pod_service:info > 1", ["namespace", "pod", "service"]],
    ["monitoring:pod_service:info and on (pod) monitoring:pod_cpu_capacity:cores", ["namespace", "pod", "service"]],
    ["monitoring:pod_service:info or vector(0)", ["namespace?", "pod?", "service?"]],
    ["sum by (pod) (monitoring:pod_service:info or vector(0))", ["pod?"]],
    [
      "max by (pod) (kube_pod_labels) == on (pod) group_right () monitoring:pod_cpu_capacity:cores",
      ["namespace", "pod"],
    ],
    ['absent(kube_pod_labels{pod="a", namespace=~"b"})', ["pod"]],
    ['absent_over_time(kube_pod_labels{pod="a", pod="b", namespace="c"}[5m])', ["namespace"]],
    ["absent(sum(kube_pod_labels))", []],
    ['label_join(monitoring:pod_cpu_capacity:cores, "id", "/", "namespace", "pod")', ["id", "namespace", "pod"]],
    ['label_replace(monitoring:pod_cpu_capacity:cores, "pod", "", "pod", "x.*")', ["namespace", "pod?"]],
    ['kube_pod_labels{pod=""}', ["label_app_kubernetes_io_name", "namespace"]],
    ["up / scrape_samples", ["instance", "job", "node?", "pod?"]],
    ['up{pod="a"}', ["instance", "job", "node?", "pod"]],
    ["sum by (job, pod) (up)", ["job", "pod?"]],
    ["max_over_time(rate(container_cpu_usage_seconds_total[5m])[1h:])", [...container].sort()],
    ["hour()", []],
    ["scalar(kube_pod_labels)", undefined],
    ['{pod="a"}', undefined],
    ['{__name__=~"kube_.*"} + 1', undefined],
    ['sum by (anything) ({pod="a"})', ["anything"]],
  ])("knows what %s carries", (query, expected) => {
    expect(inPanel(query).findings).toEqual([]);
    expect(labels(query)).toEqual(expected);
  });
});

describe("a finding", () => {
  it("reads like a compiler's", () => {
    const { findings } = inRule("sum by (endpont) (rate(traces_span_metrics_calls_total[1m]))");
    const { findings: syntax } = inRule("sum by (endpoint) rate(traces_span_metrics_calls_total[5m])");
    expect(printFindings(within("shop-api.alerts[0].value", [...findings, ...syntax]), "3 errors")).toBe(
      `
error  range-too-short  shop-api.alerts[0].value
  rate(traces_span_metrics_calls_total[1m]) looks back 1m; 4 samples, one every 30s, take 2m.
  why   it needs two samples: a scrape that is late or lost leaves a gap in the panel and no data for the alert.
  fix   look back [2m] or longer.

error  unknown-label  shop-api.alerts[0].value
  sum by names the label "endpont", which rate(traces_span_metrics_calls_total[1m]) does not carry.
  why   the labels are endpoint, http_status_code, method, params, service_name, span_kind; a matcher for another finds nothing, a grouping by it merges everything.
  fix   did you mean endpoint?

error  promql-syntax  shop-api.alerts[0].value
  line 1, column 19: unexpected "rate".
        sum by (endpoint) rate(traces_span_metrics_calls_total[5m])
                          ^
  why   Prometheus refuses the whole query.
  fix   write PromQL as Prometheus 3 reads it without feature flags.

3 errors`.trimStart(),
    );
  });

  it("is not lost behind a sound query that differs in a value only", () => {
    const pairs = [
      ['traces_span_metrics_duration_seconds_bucket{le="1.0"}', 'traces_span_metrics_duration_seconds_bucket{le="1"}'],
      ['{__name__="kube_pod_labels"}', '{__name__="kube_pod_label"}'],
      ['kube_pod_labels{pod=~"a"}', 'kube_pod_labels{pod=~"("}'],
      ['{pod="a"}', '{pod=""}'],
      ['kube_pod_labels{pod=~"x,b=", pod="a"}', 'kube_pod_labels{pod=~"x,b=", pods="a"}'],
      ['kube_pod_labels{pod="a"}', 'kube_pod_labels{pod="\ufffd"}'],
      ['label_replace(vector(1), "a", "x", "", "")', 'label_replace(vector(1), "a", "\ufffd", "", "")'],
      // What only looks like a value that a label is set to.
      [`kube_pod_labels{pod=~'(, "a", "x", "", "")'}`, `kube_pod_labels{pod=~'(, "a", "[", "", "")'}`],
      ['label_replace(kube_pod_labels, "a", "x", "", "")', 'label_replace(kube_pod_labels, "a", "x", "pods", "")'],
    ] as const;
    for (const [sound] of pairs) expect([sound, ids(sound)]).toEqual([sound, []]);
    expect(pairs.flatMap(([, wrong]) => ids(wrong))).toEqual([
      "le-spelling",
      "unknown-metric",
      "promql-syntax",
      "promql-type",
      "unknown-label",
      "promql-syntax",
      "promql-syntax",
      "promql-syntax",
      "unknown-label",
    ]);
  });
});

describe("promql-syntax", () => {
  it("shows the place", () => {
    expect(whats("sum(rate(x[5m])")).toEqual([
      "line 1, column 16: the query ends too early.\nsum(rate(x[5m])\n               ^",
    ]);
  });

  it.each(["(", "a**", "(?=a)", "(?<!a)b", "(a)\\1"])("refuses the pattern %s, as RE2 does", (pattern) => {
    expect(ids(`kube_pod_labels{pod=~\`${pattern}\`}`)).toEqual(["promql-syntax"]);
    expect(ids(`label_replace(kube_pod_labels, "a", "", "pod", \`${pattern}\`)`)).toEqual(["promql-syntax"]);
  });

  it.each(["", "a|b.*", "(?i)a", "(?P<n>a)", "(?:a)", "[[:alpha:]]+", "\\\\1", "\\pL", "(?s).*", "a{2,3}?"])(
    "takes the pattern %s, as RE2 does",
    (pattern) => expect(ids(`kube_pod_labels{pod!~\`${pattern}\`}`)).toEqual([]),
  );
});

describe("promql-type", () => {
  it.each([
    ["rats(kube_pod_labels)", /^line 1, column 1: Prometheus has no function "rats"/],
    ["mad_over_time(kube_pod_labels[5m])", /^Prometheus has no function mad_over_time, or one behind a feature flag/],
    ["limitk(3, kube_pod_labels)", /^the aggregation limitk needs a feature flag/],
    [
      "rate(container_cpu_usage_seconds_total)",
      /^rate\(\) takes a range vector; container_cpu_.* is an instant vector/,
    ],
    ["abs(kube_pod_labels[5m])", /^abs\(\) takes an instant vector/],
    ["abs()", /^abs\(\) has 0 arguments/],
    ["clamp(kube_pod_labels, 1)", /^clamp\(\) has 2 arguments/],
    ["hour(kube_pod_labels, kube_pod_labels)", /^hour\(\) has 2 arguments/],
    ['label_join(kube_pod_labels, "a", "b", 1)', /^label_join\(\) takes a string; 1 is a number/],
    ["sum(1)", /^sum of 1, which is a number/],
    ["sum(3, kube_pod_labels)", /sum takes only an instant vector/],
    ["topk(kube_pod_labels)", /topk takes a number and an instant vector/],
    ["count_values(1, kube_pod_labels)", /count_values takes a string and/],
    ["1 > 2", /of two numbers none can be filtered out/],
    ["kube_pod_labels + bool 1", /"bool" belongs to comparisons/],
    ["kube_pod_labels </ bool 1", /"bool" belongs to comparisons/],
    ["kube_pod_labels or 0", /"or" has a number at one side/],
    ["kube_pod_labels + on (pod) 1", /"on" matches series/],
    ["kube_pod_labels[5m] + 1", /"\+" has a range vector at one side/],
    ["monitoring:pod_cpu_capacity:cores and on (pod) group_left () kube_pod_labels", /"and" knows no group_left/],
    [
      "max by (pod) (kube_pod_labels) * on (pod) group_right (pod) kube_pod_labels",
      /"pod" stands in "on" and in "group_right"/,
    ],
    ['-"a"', /a sign before a string/],
    ["1[5m:1m]", /^the query has a subquery of 1, which is a number/],
    ["{}", /^\{\} finds every series there is/],
    ['{pod="", namespace=~".*", container!="x", image!~"y"}', /finds every series/],
    ['kube_pod_labels{__name__="x"}', /names its metric twice/],
    ["kube_pod_labels[5m]", /^the query kube_pod_labels\[5m\] gives a range vector/],
    ['"a"', /^the query "a" gives a string/],
  ])("is reported for %s", (query, what) => {
    const { findings } = inRule(query);
    expect(findings[0]?.id).toBe("promql-type");
    expect(findings[0]?.what).toMatch(what);
  });

  it.each(["1 > bool 2", "time() - 5", "sort(kube_pod_labels)", "round(kube_pod_labels)", "hour()", '{pod=~".+"}'])(
    "is not reported for %s",
    (query) => expect(ids(query)).toEqual([]),
  );
});

describe("unknown-metric", () => {
  it("suggests the metric that was meant", () => {
    const [finding] = inRule("rate(traces_span_metrics_call_total[5m])").findings;
    expect(finding).toMatchObject({
      id: "unknown-metric",
      fix: "did you mean traces_span_metrics_calls_total (requests)?",
    });
  });

  it("suggests nothing where no name is near, and says nothing of labels", () => {
    const { findings } = inRule('sum by (a) (node_load1{b="c"})');
    expect(findings.map(({ id, fix }) => [id, fix])).toEqual([["unknown-metric", expect.stringMatching(/contract/)]]);
  });

  it("is reported once for each metric", () => {
    expect(ids("node_load1 / node_load1 + node_load5")).toEqual(["unknown-metric", "unknown-metric"]);
  });
});

describe("unknown-label", () => {
  it.each([
    ['kube_pod_labels{pods="a"}', 'The matcher of kube_pod_labels names the label "pods"'],
    ["sum by (pods) (kube_pod_labels)", 'sum by names the label "pods", which kube_pod_labels does not carry.'],
    ["sum without (pods) (kube_pod_labels)", "sum without"],
    ['up{nodes="a"}', 'The matcher of up names the label "nodes"'],
    ["topk by (pods) (3, kube_pod_labels)", "topk by"],
    ['label_replace(kube_pod_labels, "a", "$1", "pods", "(.*)")', "label_replace()"],
    ['label_join(kube_pod_labels, "a", "", "pod", "pods")', "label_join()"],
    [
      "sum by (pod) (sum by (namespace) (kube_pod_labels))",
      'sum by names the label "pod", which sum by (namespace) (kube_pod_labels) does not',
    ],
    [
      "max by (pod) (kube_pod_labels) + on (pods) max by (pod) (kube_pod_labels)",
      '"on" names the label "pods", which neither max by (pod) (kube_pod_labels) nor',
    ],
    ["kube_pod_labels * ignoring (pods) kube_pod_labels", '"ignoring"'],
    [
      "kube_pod_labels * on (namespace, pod) group_left (services) monitoring:pod_service:info",
      '"group_left" names the label "services", which monitoring:pod_service:info does not carry.',
    ],
  ])("is reported for %s", (query, what) => {
    const [finding, ...others] = inRule(query).findings.filter(({ id }) => id === "unknown-label");
    expect(finding?.what.toLowerCase()).toContain(what.toLowerCase());
    expect(others).toEqual([]);
  });

  it("names the labels that are there and the one that was meant", () => {
    expect(inRule("sum by (pods) (kube_pod_labels)").findings).toMatchObject([
      { why: expect.stringContaining("label_app_kubernetes_io_name, namespace, pod"), fix: "did you mean pod?" },
    ]);
  });

  it("tells whom to ask where no label is near", () => {
    expect(inRule('kube_pod_labels{zone="a"}').findings).toMatchObject([
      {
        fix: 'use one of these labels; or declare "zone" where kube_pod_labels is, if an exporter (1.2.3) does write it.',
      },
    ]);
    expect(inRule("sum by (zone) (sum(kube_pod_labels))").findings).toMatchObject([
      { fix: "use one of these labels." },
    ]);
  });

  it("is one finding: what follows counts the label as there", () => {
    expect(ids("sum by (pods) (kube_pod_labels) / on (pods) sum by (pods) (kube_pod_labels)")).toEqual([
      "unknown-label",
    ]);
  });
});

describe("rate-of-gauge", () => {
  it.each([
    ["rate(kube_pod_labels[5m])", "rate() of kube_pod_labels, which is a gauge.", /delta\(\) or deriv\(\)/],
    ["irate(kube_pod_labels[5m:1m])", "irate() of kube_pod_labels, which is a gauge.", /delta/],
    [
      "increase(monitoring:pod_cpu_capacity:cores[5m])",
      "increase() of monitoring:pod_cpu_capacity:cores, which is a recorded series.",
      /inside the recording rule/,
    ],
    ["resets(kube_pod_labels[5m])", "resets() of kube_pod_labels, which is a gauge.", /delta/],
  ])("is reported for %s", (query, what, fix) => {
    expect(inRule(query).findings).toMatchObject([{ id: "rate-of-gauge", what, fix: expect.stringMatching(fix) }]);
  });

  it("is not reported for counters and buckets", () => {
    expect(ids("rate(container_cpu_usage_seconds_total[5m])")).toEqual([]);
    expect(ids("increase(traces_span_metrics_duration_seconds_bucket[5m])")).toEqual([]);
  });
});

describe("gauge-function-of-counter", () => {
  it.each([
    ["delta(container_cpu_usage_seconds_total[5m])", "use increase()."],
    ["idelta(container_cpu_usage_seconds_total[5m])", "use irate()."],
    ["deriv(traces_span_metrics_duration_seconds_bucket[5m])", "use rate()."],
    [
      "predict_linear(container_cpu_usage_seconds_total[5m], 60)",
      "record the rate of the counter, and take predict_linear() of that.",
    ],
  ])("is reported for %s", (query, fix) => {
    expect(inRule(query).findings).toMatchObject([{ id: "gauge-function-of-counter", fix }]);
  });

  it("is not reported for gauges and recorded series", () => {
    expect(ids("delta(kube_pod_labels[1h]) + deriv(kube_pod_labels[1h])")).toEqual([]);
    expect(ids("predict_linear(monitoring:pod_cpu_capacity:cores[1h], 60)")).toEqual([]);
  });
});

describe("range-too-short", () => {
  it("is reported below four scrapes", () => {
    expect(inRule("rate(container_cpu_usage_seconds_total[119s])").findings).toMatchObject([
      {
        id: "range-too-short",
        what: "rate(container_cpu_usage_seconds_total[1m59s]) looks back 1m59s; 4 samples, one every 30s, take 2m.",
        fix: "look back [2m] or longer.",
      },
    ]);
    expect(ids("increase(container_cpu_usage_seconds_total[1m])")).toEqual(["range-too-short"]);
  });

  it("counts the samples that there are: of an exporter that is scraped every five minutes", () => {
    const fast = { ...counter("fast_total", [], "events"), ...known };
    const slow = { ...fast, name: "slow_total", sampledEvery: seconds(300) };
    const counters = new Map([fast, slow].map((metric) => [metric.name, metric]));
    const check = createChecker({ metrics: counters, allowVariables: false });
    expect(check("rate(fast_total[5m])").findings).toEqual([]);
    expect(check("rate(slow_total[5m])").findings).toMatchObject([
      {
        what: "rate(slow_total[5m]) looks back 5m; 4 samples, one every 5m, take 20m.",
        fix: "look back [20m] or longer.",
      },
    ]);
    expect(check("rate(slow_total[20m])").findings).toEqual([]);
  });

  it("is not reported at four scrapes, for variables, nor where the last two samples count", () => {
    expect(ids("rate(container_cpu_usage_seconds_total[2m])")).toEqual([]);
    expect(ids("irate(container_cpu_usage_seconds_total[1m])")).toEqual([]);
    expect(inPanel("rate(container_cpu_usage_seconds_total[$__rate_interval])").findings).toEqual([]);
  });
});

describe("le-spelling", () => {
  const bucketsUpTo = (matcher: string) => `traces_span_metrics_duration_seconds_bucket{le${matcher}}`;

  it.each([
    ['="1"', 'write "1.0" for "1".'],
    ['!="10"', 'write "10.0" for "10".'],
    ['="0.50"', 'write "0.5" for "0.50".'],
    ['="1000000"', 'write "1e+06" for "1000000".'],
    ['="Inf"', 'write "+Inf" for "Inf".'],
    ['=~"0.25|1"', 'write "1.0" for "1".'],
    ['=~"0\\\\.25|5"', 'write "5.0" for "5".'],
  ])("is reported for le%s", (matcher, fix) => {
    expect(inRule(bucketsUpTo(matcher)).findings).toMatchObject([{ id: "le-spelling", fix }]);
  });

  it.each([
    '="1.0"',
    '="0.25"',
    '="+Inf"',
    '="1e+06"',
    '="1e-05"',
    '=~"0.25|1.0"',
    '=~"1\\\\.0"',
    '=~"1(\\\\.0)?"',
    '=~".+"',
    '!=""',
  ])("is not reported for le%s", (matcher) => expect(ids(bucketsUpTo(matcher))).toEqual([]));
});

describe("join-cannot-match", () => {
  it.each([
    [
      "kube_pod_labels * monitoring:pod_cpu_capacity:cores",
      "only kube_pod_labels carries label_app_kubernetes_io_name",
    ],
    ["sum by (pod) (kube_pod_labels) / sum by (namespace) (kube_pod_labels)", "carries namespace"],
    ["kube_pod_labels / sum(kube_pod_labels)", "carries label_app_kubernetes_io_name, namespace, pod"],
    ["monitoring:pod_service:info unless sum by (pod) (kube_pod_labels)", "carries namespace, service"],
    ["monitoring:pod_service:info and vector(1)", "carries namespace, pod, service"],
    ["sum by (pod) (kube_pod_labels) * on (pod, service) monitoring:pod_service:info", "carries service"],
    ["sum by (pod) (kube_pod_labels) or on (service) monitoring:pod_service:info", "carries service"],
    ["monitoring:pod_service:info / ignoring (service) sum by (pod) (kube_pod_labels)", "carries namespace"],
  ])("is reported for %s", (query, what) => {
    const found = inRule(query).findings.filter(({ id }) => id === "join-cannot-match");
    expect(found).toMatchObject([{ what: expect.stringContaining(what) }]);
  });

  it.each([
    "sum by (namespace, pod) (kube_pod_labels) * monitoring:pod_cpu_capacity:cores",
    "monitoring:pod_service:info or vector(0)",
    "(sum by (pod) (kube_pod_labels) or vector(0)) * on (pod) max by (pod) (kube_pod_labels)",
    "(sum by (pod) (kube_pod_labels) or vector(0)) * vector(1)",
    "kube_pod_labels > 1",
    'sum by (pod) (kube_pod_labels) / {pod="x"}',
  ])("is not reported for %s", (query) => {
    expect(ids(query)).not.toContain("join-cannot-match");
  });

  it("offers the labels that both sides carry", () => {
    expect(inRule("sum by (pod) (kube_pod_labels) * sum by (pod, namespace) (kube_pod_labels)").findings).toMatchObject(
      [{ fix: 'aggregate both sides by the same labels, or match "on (pod)".' }],
    );
  });
});

describe("join-many-to-one", () => {
  it.each([
    [
      "vhost_queue_routing_key:rabbitmq_binding:info * on (vhost, queue_name) group_left () vhost_queue:rabbitmq_messages:sum",
      "several series of vhost_queue:rabbitmq_messages:sum can match one of the other side: it carries queue beyond (queue_name, vhost).",
      "aggregate that side by (queue_name, vhost).",
    ],
    [
      "monitoring:pod_service:info / on (namespace) sum by (namespace) (kube_pod_labels)",
      "several series of monitoring:pod_service:info can match one of the other side: it carries pod, service beyond (namespace).",
      'aggregate that side by (namespace), or write "group_left" if it is the one with many series.',
    ],
    [
      "sum by (namespace, pod) (kube_pod_labels) > ignoring (service) monitoring:pod_service:info",
      "several series of monitoring:pod_service:info can match one of the other side: it carries service beyond (namespace, pod).",
      'aggregate that side by (namespace, pod), or write "group_right" if it is the one with many series.',
    ],
  ])("is reported for %s", (query, what, fix) => {
    expect(inRule(query).findings).toMatchObject([{ id: "join-many-to-one", what, fix }]);
  });

  it("is reported for a match by no label at all", () => {
    expect(ids("sum(kube_pod_labels) * on () monitoring:pod_service:info")).toEqual(["join-many-to-one"]);
  });

  it.each([
    "monitoring:pod_service:info * on () group_left () sum(kube_pod_labels)",
    "monitoring:pod_service:info * on (namespace) group_left () sum by (namespace) (kube_pod_labels)",
    "sum by (namespace, pod) (kube_pod_labels) * on (namespace, pod) group_left (service) monitoring:pod_service:info",
    'sum by (namespace, pod) (kube_pod_labels) / on (namespace, pod) monitoring:pod_service:info{service="shop"}',
    "monitoring:pod_service:info and on (namespace) kube_pod_labels",
    'sum by (pod) (kube_pod_labels) * on (pod) label_replace(sum by (pod) (kube_pod_labels), "a", "b", "", "")',
  ])("is not reported for %s", (query) => {
    expect(ids(query)).toEqual([]);
  });
});

describe("bucket-without-le", () => {
  it("is reported where the aggregation drops le", () => {
    const rates = "rate(traces_span_metrics_duration_seconds_bucket[5m])";
    expect(ids(`histogram_quantile(0.9, sum by (endpoint) (${rates}))`)).toEqual(["bucket-without-le"]);
    expect(ids("histogram_fraction(0, 1, rate(traces_span_metrics_duration_seconds_sum[5m]))")).toEqual([
      "bucket-without-le",
    ]);
    expect(ids(`histogram_quantile(0.9, sum by (endpoint, le) (${rates}))`)).toEqual([]);
    expect(ids(`histogram_quantile(0.9, ${rates})`)).toEqual([]);
  });
});

describe("variable-in-rule", () => {
  it.each([
    "rate(container_cpu_usage_seconds_total[$__rate_interval])",
    "max_over_time(kube_pod_labels[$__range:1m])",
    "max_over_time(kube_pod_labels[1h:$__interval])",
  ])("is reported for %s in a rule, not in a panel", (query) => {
    expect(ids(query)).toEqual(["variable-in-rule"]);
    expect(inPanel(query).findings).toEqual([]);
  });
});
