/** What can be wrong with logs, each on its whole way: from where somebody writes it to the report of synthesis. */
import { afterEach, describe, expect, it, jest } from "@jest/globals";
import type { App } from "cdktf";
import { hasLogs } from "../../constructs/checked";
import type { Environment } from "../../environments/environment";
import type { LogRetention } from "../../environments/elk";
import { production } from "../../environments/production";
import type { LogContent } from "../../logs/content";
import type { Field } from "../../logs/field";
import { field } from "../../logs/field";
import { serviceName } from "../../logs/fields";
import { httpFields } from "../../logs/http/fields";
import type { Pipeline } from "../../logs/processor";
import { redaction } from "../../logs/redaction";
import type { HttpService } from "../../model/http-service";
import type { System } from "../../model/system";
import { buildApp } from "../../synthesis/app";
import { readOptions } from "../../synthesis/options";
import { synthesize } from "../../synthesis/synthesize";
import { system } from "../../system";
import { shopApi } from "../../system/shop";
import { days, gibibytes, hours } from "../../units/quantities";
import { emptyFolder } from "../support/folder";

interface BadInput {
  readonly described?: Partial<System>;
  readonly settings?: Environment;
  /** What is wrong in the code that makes the logs of shop-api, and not in what is described. */
  readonly spoil?: (content: LogContent) => void;
}

const findingsOf = ({ described = {}, settings = production, spoil = () => undefined }: BadInput) =>
  synthesize(
    {
      system: { ...system, ...described },
      environments: new Map([[settings.name, settings]]),
      options: readOptions([], {}, settings.name),
      outdir: emptyFolder(),
    },
    (props) => {
      const app = buildApp(props);
      spoil(contentOf(app, shopApi.name));
      return app;
    },
  );

function contentOf(app: App, component: string): LogContent {
  const contents = app.node.findAll().flatMap((construct) => (hasLogs(construct) ? construct.logs().content : []));
  const found = contents.find((content) => content.component.name === component);
  if (!found) throw new Error(`${component} has no logs`);
  return found;
}

/** Beside shop-api, in pods of its own. */
const besides = (changes: Partial<HttpService>): BadInput => ({
  described: {
    services: [
      ...system.services,
      { ...shopApi, name: "second-api", workload: { namespace: "shop", deployment: "second-api" }, ...changes },
    ],
  },
});

const keeping = (retention: Partial<LogRetention>): BadInput => ({
  settings: { ...production, elk: { ...production.elk, retention: { ...production.elk.retention, ...retention } } },
});

const logging = (perDay: HttpService["logs"]["perDay"]): BadInput => ({
  described: { platformLogs: { ...system.platformLogs, perDay } },
});

const spoil = (spoil: (content: LogContent) => void): BadInput => ({ spoil });

const withPipeline = (changes: (own: Pipeline) => Partial<Pipeline>): BadInput =>
  spoil((content) => {
    const [own, ...others] = content.pipelines;
    jest.replaceProperty(content, "pipelines", [{ ...own, ...changes(own) }, ...others]);
  });

/** Matches one text in as many ways as there are to part it. */
const catastrophic = { gsub: { tag: "many-ways", field: "message", pattern: "(a+)+$", replacement: "" } };

/** What the types refuse; data that comes past them must not be taken. */
const nothing = [] as unknown as Pipeline["onFailure"];

const numbered = (n: number): Field[] => Array.from({ length: n }, (_, at) => field(`f${at}`, "long", "one of many"));

const bad: [string, id: string, where: RegExp, () => BadInput][] = [
  [
    "retention that is shorter than an index is written",
    "retention-before-rollover",
    /^production\.elk\.retention\.deleteAfter$/,
    () => keeping({ rolloverAfter: days(9), hotFor: hours(1), deleteAfter: days(2) }),
  ],
  [
    "warm nodes to which nothing would ever come",
    "hot-longer-than-kept",
    /^production\.elk\.retention\.hotFor$/,
    () => keeping({ hotFor: days(30), deleteAfter: days(30) }),
  ],
  [
    "a lifecycle that Elasticsearch refuses",
    "lifecycle-without-rollover",
    /^monitoring\/logs\/shop-api\.lifecycle log-shop-api\.hot\.rollover\.maxPrimaryShardSize$/,
    () =>
      spoil(({ lifecycle }) => {
        jest.replaceProperty(lifecycle.hot, "rollover", {
          ...lifecycle.hot.rollover,
          maxPrimaryShardSize: gibibytes(0),
        });
      }),
  ],
  [
    "a component whose name no data stream can have",
    "data-stream-malformed",
    /^Second API\.name$/,
    () => besides({ name: "Second API" }),
  ],
  [
    "an environment whose name parts a data stream's",
    "data-stream-malformed",
    /^environment pre-production$/,
    () => ({ settings: { ...production, name: "pre-production" } }),
  ],
  [
    "two components that write to one data stream",
    "templates-overlap",
    /^template log-shop/,
    () => besides({ name: shopApi.name }),
  ],
  [
    "pods of two components that nothing tells apart",
    "log-sources-overlap",
    /^second-api\.source$/,
    () => besides({ workload: shopApi.workload }),
  ],
  [
    "more lines than the disks hold",
    "logs-exceed-disk",
    /^production\.elk\.elasticsearch\.warm\.storage$/,
    () => logging(gibibytes(900)),
  ],
  [
    "more shards than the cluster allows",
    "too-many-shards",
    /^production\.elk\.retention$/,
    () => keeping({ rolloverAfter: hours(1), deleteAfter: days(365) }),
  ],
  [
    "a field mapped with two types",
    "field-with-two-types",
    /^shop-api logs\.service\.name$/,
    () => {
      jest.replaceProperty(httpFields as unknown as Field[], 0, field(serviceName.name, "long", "a number here"));
      return {};
    },
  ],
  [
    "more fields than an index takes",
    "too-many-fields",
    /^monitoring\/logs\/shop-api$/,
    () => spoil((content) => jest.replaceProperty(content, "fields", [...content.fields, ...numbered(200)])),
  ],
  [
    "a pipeline without failure handling",
    "pipeline-without-failure-handling",
    /^pipeline logs-shop\.api\.onFailure$/,
    () => withPipeline(() => ({ onFailure: nothing })),
  ],
  [
    "a pattern that a line can keep busy for minutes",
    "pattern-costly",
    /^pipeline logs-shop\.api\.processors\[0\]\.gsub\.pattern$/,
    () => withPipeline(({ processors }) => ({ processors: [catastrophic, ...processors] })),
  ],
  [
    "redaction without failure handling",
    "pipeline-without-failure-handling",
    /^pipeline monitoring-redact\.onFailure$/,
    () => {
      jest.replaceProperty(redaction, "onFailure", nothing);
      return {};
    },
  ],
  [
    "a question about a field that no line has",
    "field-not-indexed",
    /^monitoring\/logs\/shop-api\.log dashboard log-shop-api\.panel lines-now\.measures\[0\]\.user\.nmae$/,
    () =>
      spoil(({ dashboard }) => {
        const [first, ...others] = dashboard.panels;
        if (!first) throw new Error("the dashboard has no panels");
        const measures = [
          { kind: "distinct", title: "Users", field: field("user.nmae", "keyword", "misspelt") },
        ] as const;
        jest.replaceProperty(dashboard, "panels", [{ ...first, query: { ...first.query, measures } }, ...others]);
      }),
  ],
];

describe("bad input for logs", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each(bad)("is a finding with field, reason and remedy: %s", (_, id, where, input) => {
    const { findings, report, exitCode } = findingsOf(input());
    const found = findings.filter((finding) => finding.id === id && where.test(finding.where));
    expect(found).toHaveLength(1);
    for (const { severity, what, why, fix } of found) {
      expect(severity).toBe("error");
      for (const text of [what, why, fix]) expect(text.length).toBeGreaterThan(10);
    }
    expect(report).toContain(`error  ${id}  `);
    expect(exitCode).toBe(1);
  });

  it("is what makes these findings: without it there are none", () => {
    expect(findingsOf({}).findings).toEqual([]);
  });
});
