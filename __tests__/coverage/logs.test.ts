import { describe, expect, it } from "@jest/globals";
import type { Built } from "../../coverage/built";
import { checkCoverage } from "../../coverage/check";
import { logSection } from "../../coverage/log-section";
import { logVerdict } from "../../coverage/verdict";
import type { LogArtefact } from "../../logs/artefacts";
import { logArtefacts } from "../../logs/artefacts";
import { plain } from "../support/plain-text";
import { dashboardOf, signal } from "./example";
import { component, content, counted, kept, logMatrix, metrics } from "./log-example";

const findings = (changes: Partial<Built> = {}) => checkCoverage(logMatrix(changes));
const places = (changes: Partial<Built> = {}) => findings(changes).map(({ id, where }) => [id, where]);

const without = (artefact: LogArtefact): Partial<Built> => ({
  logs: [{ ...kept, has: new Set(logArtefacts.filter((one) => one !== artefact)) }],
});

describe("the coverage of logs", () => {
  it("has no finding where everything is there", () => {
    expect(findings()).toEqual([]);
  });

  it.each(logArtefacts)("is blank in the column of what is missing: %s", (artefact) => {
    const found = findings(without(artefact));
    expect(found).toMatchObject([{ id: "coverage-blank", where: `coverage example-api.${artefact}` }]);
    expect(found[0]?.what).toContain("example-api");
    for (const text of [found[0]?.why, found[0]?.fix]) expect(text?.length).toBeGreaterThan(10);
  });

  const bare = { ...metrics, dashboard: dashboardOf([signal()]) };
  const unlinked = (links: typeof content.dashboard.links): Partial<Built> => ({
    logs: [{ ...kept, content: { ...content, dashboard: { ...content.dashboard, links } } }],
  });
  const [first] = content.dashboard.links;
  if (!first) throw new Error("the example has links");

  it.each<[string, string, RegExp, Partial<Built>]>([
    ["whoever fetches its lines", "collected", /nobody .* fetches the lines/, { collectors: [] }],
    [
      "the way from a panel",
      "from-metrics",
      /of the dashboard red-example-api not every panel/,
      { slices: [bare, counted] },
    ],
    ["the way from an alert", "from-metrics", /the alert example-requests does not lead/, { logsUrls: new Map() }],
    ["the way back", "to-metrics", /does not lead back to log-example-api/, unlinked([first])],
    [
      "the end of a way back",
      "to-metrics",
      /leads to gone, which this app does not build/,
      unlinked([...content.dashboard.links, { title: "Gone", url: "https://grafana.example.com/d/gone" }]),
    ],
    ["alerts", "alert", /no alert of log-example-api/, { slices: [metrics, { ...counted, alerts: [] }] }],
  ])("is blank without %s", (_, column, what, changes) => {
    const found = findings(changes).filter(({ where }) => where === `coverage example-api.${column}`);
    expect(found).toMatchObject([{ id: "coverage-blank" }]);
    expect(found[0]?.what).toMatch(what);
  });

  it("misses a component whose logs nobody keeps, as a whole", () => {
    expect(places({ logs: [] })).toEqual([["logs-not-covered", "coverage example-api"]]);
    expect(places({ slices: [metrics] })).toContainEqual(["logs-not-covered", "coverage example-api"]);
  });

  it("misses a reason where a slice leads to no logs", () => {
    const { owner, signals, unanswered, alerts } = metrics;
    const dashboard = dashboardOf([signal()], "use-bucket");
    const unsaid = {
      name: "use-bucket",
      of: "bucket",
      owner,
      signals,
      unanswered,
      alerts,
      dashboard,
      logs: { noLogs: " " },
    };
    expect(places({ slices: [metrics, counted, unsaid] })).toContainEqual([
      "coverage-blank",
      "coverage use-bucket.logs",
    ]);
    const said = { ...unsaid, logs: { noLogs: "a bucket writes none" } };
    expect(places({ slices: [metrics, counted, said] }).filter(([, where]) => where?.endsWith(".logs"))).toEqual([]);
  });

  it("lacks nothing in an environment that has no place for it", () => {
    const elsewhere = { components: [{ component, notHere: "not in local: no AWS" }], logs: [], slices: [metrics] };
    expect(places(elsewhere)).toEqual([]);
    expect(logVerdict(logMatrix(elsewhere))).toBe("0 components, 0 blanks; example-api not in local: no AWS");
  });
});

describe("the logs for people", () => {
  it("are told in a sentence", () => {
    expect(logVerdict(logMatrix())).toBe("1 component, 0 blanks");
    expect(logVerdict(logMatrix({ ...without("view"), collectors: [] }))).toBe("1 component, 2 blanks");
    expect(logVerdict(logMatrix({ logs: [] }))).toBe("1 component, 1 blank");
  });

  it("are a part of the page", () => {
    expect(plain(logSection(logMatrix(without("view"))).join("\n\n"))).toMatchInlineSnapshot(`
     ## Logs

     What every component writes, and what is made of it in Elasticsearch, Kibana and Grafana.

     | component | collected by | data stream | pipelines | ILM policy | template | data view | dashboard | searches | role of readers | links from Grafana | links to Grafana | alerts | stories | owner |
     | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
     | example-api | \`platform/elk\` | \`logs-example.api-production\` | \`logs-example-api\`<br>\`monitoring-redact\` | log-example-api: deleted after 30 d | log-example-api: monitoring-logs + log-example-api, 3 fields | **blank: the data view of example-api is not whole, or not in this app.** | example-api · logs, 12 panels | example-api · all lines<br>example-api · errors<br>example-api · lines that could not be read<br>example-api · requests that failed<br>example-api · slow requests | \`log-example-api\` | red-example-api<br>log-example-api | red-example-api<br>log-example-api | example-requests (page) | 1 quiet<br>1 firing | teachers |
    `);
  });
});
