/** A mistake that one of the checks has to catch. */
export interface Mistake {
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  /** The file of the test that catches it, or `lint`, where no two are in one file. */
  readonly test: string;
  /** The test's name, or the rule's. */
  readonly caughtBy: string;
  /** What it says besides. @default nothing in particular */
  readonly says?: string;
}

const noFindings = {
  test: "__tests__/synthesis/synthesize.test.ts",
  caughtBy: "writes all stacks of local, without findings",
};

/** In production, where everything is monitored. */
const noBlank = {
  test: "__tests__/synthesis/synthesize.test.ts",
  caughtBy: "writes all stacks of production, without findings",
};

export const mistakes: Readonly<Record<string, Mistake>> = {
  "a typo in a values path": {
    file: "constructs/chart-values/opentelemetry-collector.ts",
    right: "replicaCount: size",
    wrong: "replicasCount: size",
    ...noFindings,
  },
  "a metric that no exporter has": {
    file: "alerts/http/collectors.ts",
    right: "or(avg(select(up, { ...target })), constant(0))",
    wrong: 'or(avg(select({ ...up, name: "upp" }, { ...target })), constant(0))',
    ...noFindings,
  },
  "a label that the metric does not carry": {
    file: "signals/http-rules.ts",
    right: '.by("service", "endpoint", "method", "params")',
    wrong: '.by("service", "route" as "endpoint", "method", "params")',
    ...noFindings,
  },
  "a label of the plan under another name": {
    file: "signals/http.ts",
    right: '["service", "endpoint", "status_code"],',
    wrong: '["service", "endpoint", "status"] as never,',
    test: "__tests__/signals",
    caughtBy: "labels",
  },
  "an exporter that is not deployed": {
    file: "constructs/use/broker.ts",
    right: 'new BindingsExporter(scope, "bindings", { broker, environment })',
    wrong: '{ target: { job: "bindings", port: "http" } }',
    ...noBlank,
    says: "nothing in this app brings the JSON exporter.",
  },
  "an exporter that is asked and not deployed": {
    file: "stacks/platform-stack.ts",
    right: 'new BlackboxRelease(this, "blackbox", { environment, after: [prometheus.operator] });',
    wrong: ";",
    ...noBlank,
    says: "nothing in this app brings the blackbox exporter.",
  },
  "series that are not recorded": {
    file: "constructs/slice-content.ts",
    right: 'new RecordingRules(scope, "rules", { name, description, signals, evaluator: evaluatorOf(environment) });',
    wrong:
      'new RecordingRules(scope, "rules", { name, description, signals: signals.slice(1), evaluator: evaluatorOf(environment) });',
    ...noBlank,
    says: "use-shop-db promises monitoring:db_memory_utilisation:percent, and no recording rule of this app writes it.",
  },
  "a signal without a panel": {
    file: "dashboards/use/broker/dashboard.ts",
    right: "undeclared(context),",
    wrong: "",
    ...noBlank,
    says: "no panel of the dashboard use-rabbitmq shows queue-undeclared or queries its recorded series.",
  },
  "a signal without an alert": {
    file: "slices/use/bucket.ts",
    right: "alerts: Object.values(alerts),",
    wrong: 'alerts: Object.values(alerts).filter(({ watches }) => watches.id !== "bucket-size"),',
    ...noBlank,
    says: "no alert of use-shop-media watches bucket-size.",
  },
  "an alert without a runbook": {
    file: "alerts/http/traffic.ts",
    right: 'common(service, "http-traffic-gone", "traffic")',
    wrong: 'common(service, "http-traffic-lost", "traffic")',
    ...noBlank,
    says: "docs/runbooks/http-traffic-lost.md does not exist.",
  },
  "an unescaped ${": {
    file: "constructs/border.ts",
    right: 'text.replace(/[$%](?=\\{)/g, "$&$&")',
    wrong: "text",
    test: "__tests__/constructs/border.test.ts",
    caughtBy: "doubles the sign before a template, and parts the word that cdktf looks for",
  },
  "a boundary of the histogram that the objective needs": {
    file: "exporters/span-metrics.ts",
    right: "[...defaultBoundaries, ...services.flatMap(latencyBoundaries)]",
    wrong: "defaultBoundaries.slice(1)",
    test: "__tests__/exporters",
    caughtBy: "objective",
  },
  "an import upwards": {
    file: "units/text.ts",
    ...imports("../model/uid"),
    test: "lint",
    caughtBy: "import-x/no-restricted-paths",
  },
  "imports in a circle": {
    file: "promql/strings.ts",
    ...imports("./print"),
    test: "lint",
    caughtBy: "import-x/no-cycle",
  },
  "cdktf in a room that is pure": {
    file: "units/quantities.ts",
    ...imports("cdktf"),
    test: "lint",
    caughtBy: "no-restricted-imports",
  },
};

/** One import more at the head of a file. */
function imports(module: string): Pick<Mistake, "right" | "wrong"> {
  return { right: "", wrong: `import "${module}";\n` };
}
