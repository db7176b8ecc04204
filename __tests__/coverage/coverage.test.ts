import { describe, expect, it } from "@jest/globals";
import { columns } from "../../coverage/matrix";
import { constant, divide, overTime, rate, select, sum } from "../../promql/build";
import { counter, recorded } from "../../promql/metric";
import { prometheus, up } from "../../signals/contracts/prometheus";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { recordAs } from "../../signals/signal";
import { minutes } from "../../units/quantities";
import { exampleDashboard, exampleRow } from "../dashboards/examples";
import { plain } from "../support/plain-text";
import { alertOn, built, cell, dashboardOf, matrix, panelOf, rowOf, said, signal, slice } from "./example";

describe("a row of the matrix", () => {
  it("names everything that was built for a signal", () => {
    const { cells } = rowOf(matrix(), "requests");
    expect(plain(columns.map((column) => `${column}: ${said(cells[column])}`).join("\n"))).toMatchInlineSnapshot(`
     exporter: monitoring/example-api/exporter
     contract: span-metrics collector (0.155.0)
     recorded: monitoring:requests:rate5m
     panel: Requests
     alert: example-requests (page)
     runbook: kind-of-requests
     owner: teachers
    `);
  });

  it("stands for each signal of a slice, then for what else its alerts watch and its panels show, each once", () => {
    const [own, watched, shown] = ["own", "watched", "shown"].map((id) => signal({ id, series: [] }));
    if (!own || !watched || !shown) throw new Error("three signals");
    const one = slice({
      signals: [own],
      alerts: [own, watched, watched].map((each) => alertOn(each)),
      dashboard: dashboardOf([shown, watched, own]),
    });
    expect(matrix([one]).slices.map(({ rows }) => rows.map((row) => row.signal.id))).toEqual([
      ["own", "watched", "shown"],
    ]);
  });
});

describe("the exporter of a signal", () => {
  const first = signal({ id: "first" });
  const metric = recorded("monitoring:second:rate5m", ["service", "endpoint"], "made of the first");
  const [series] = first.series;
  const second = signal({
    id: "second",
    series: [recordAs(metric, overTime("avg", select({ ...metric, name: series?.metric.name ?? "" }), minutes(5)))],
  });

  it("is found through recorded series, down to what is scraped", () => {
    expect(cell(matrix([slice({ signals: [first, second] })]), "second", "exporter")).toBe(
      "monitoring/example-api/exporter",
    );
  });

  it("is found through the slice's own series before those of others", () => {
    const named = { ...(series ?? { metric }), expr: select(up).expr };
    const other = slice({ name: "red-other-api", of: "other-api", signals: [signal({ series: [named] })] });
    const both = matrix([other, slice({ signals: [first, second] })]);
    expect(cell(both, "second", "contract")).toMatch(/^span-metrics collector \(\d/);
  });

  it("is looked for only once where two series are made of each other", () => {
    const [a, b] = ["a", "b"].map((name) => recorded(`monitoring:${name}:rate5m`, ["service"], name));
    if (!a || !b) throw new Error("two metrics");
    const circular = signal({ series: [recordAs(a, select(b)), recordAs(b, select(a))] });
    expect(cell(matrix([slice({ signals: [circular] })]), "requests", "exporter")).toBe("(a constant)");
  });

  it("need not be there for a constant", () => {
    const none = recorded("monitoring:none:ratio", [], "nothing");
    const one = signal({ series: [recordAs(none, constant(0.1))] });
    const of = matrix([slice({ signals: [one] })], { plan: [], exporters: [] });
    expect([cell(of, "requests", "exporter"), cell(of, "requests", "contract")]).toEqual([
      "(a constant)",
      "(a constant)",
    ]);
  });

  it("of what is not recorded is that of the alert, else of the panel", () => {
    const watched = signal({ id: "watched", series: [] });
    const shown = signal({ id: "shown", series: [], noAlert: "for looking at" });
    const of = matrix(
      [
        slice({
          signals: [watched, shown],
          alerts: [alertOn(watched, { value: select(up).expr })],
          dashboard: {
            ...exampleDashboard(exampleRow("Now", panelOf(watched), panelOf(shown, 'sum(rate(up{a="$b"}[$__range]))'))),
            uid: "red-example-api",
          },
        }),
      ],
      { plan: [], exporters: [{ at: "platform/prometheus", contract: prometheus }] },
    );
    for (const id of ["watched", "shown"]) {
      expect(cell(of, id, "exporter")).toBe("platform/prometheus");
      expect(cell(of, id, "recorded")).toBe("(queried as it is exported)");
    }
  });

  it("are several where several bring a contract, or where it takes several", () => {
    const ratio = recorded("monitoring:ratio:ratio5m", ["job"], "requests by job over targets");
    const perJob = sum(rate(select(serverSpans.calls), minutes(5))).by("job");
    const one = signal({ series: [recordAs(ratio, divide(perJob, sum(select(up)).by("job")))] });
    const { exporters } = built();
    const of = matrix([slice({ signals: [one] })], {
      exporters: [
        ...exporters,
        ...exporters.map((exporter) => ({ ...exporter, at: "a second" })),
        { at: "platform/prometheus", contract: prometheus },
      ],
    });
    expect(cell(of, "requests", "exporter")).toBe("monitoring/example-api/exporter, a second, platform/prometheus");
  });

  it("measures whatever it likes where a slice is about all things", () => {
    const everything = slice({ name: "platform", of: "platform" });
    expect(cell(matrix([everything], { plan: [] }), "requests", "exporter")).toBe("monitoring/example-api/exporter");
  });

  it("is blank where it measures another thing, and where no contract has the metric", () => {
    const { exporters } = built();
    const others = exporters.map((exporter) => ({ ...exporter, of: ["other-api"] }));
    expect(cell(matrix(undefined, { exporters: others }), "requests", "exporter")).toBe(
      "blank: nothing in this app brings the span-metrics collector for example-api.",
    );
    const unknown = counter("http_requests_total", ["service"], "No exporter has it");
    const metric = recorded("monitoring:unknown:rate5m", ["service"], "");
    const one = signal({ series: [recordAs(metric, sum(rate(select(unknown), minutes(5))).by("service"))] });
    const of = matrix([slice({ signals: [one] })]);
    expect(cell(of, "requests", "contract")).toBe("blank: no contract states the metric http_requests_total.");
    expect(cell(of, "requests", "exporter")).toBe("(of no contract)");
  });
});

describe("the panels of a signal", () => {
  const seen = signal({ id: "seen" });
  const overview = (query: string) => ({
    ...exampleDashboard(exampleRow("All", panelOf(signal({ id: "other", title: "Everything" }), query))),
    uid: "overview",
    title: "Overview",
  });

  it("are those that show it or query its series, each title once", () => {
    const other = signal({ id: "other", title: "Other" });
    const dashboard = {
      ...exampleDashboard(
        exampleRow("Now", panelOf(seen), panelOf(seen), panelOf(other, "sum(monitoring:requests:rate5m)")),
      ),
      uid: "red-example-api",
    };
    const of = matrix([slice({ signals: [seen], dashboard })], { plan: [] });
    expect(cell(of, "seen", "panel")).toBe("Requests, Other");
  });

  it("may stand on a dashboard that is about all things, unless the plan orders it of one", () => {
    const unseen = slice({ dashboard: dashboardOf([]) });
    const dashboards = [unseen.dashboard, overview("sum(monitoring:requests:rate5m)")];
    expect(cell(matrix([unseen], { plan: [], dashboards }), "requests", "panel")).toBe("Overview › Everything");
    expect(cell(matrix([unseen], { dashboards }), "requests", "panel")).toBe(
      "blank: no panel of the dashboard red-example-api shows requests or queries its recorded series.",
    );
  });

  it("are not those of a series whose name only begins alike", () => {
    const unseen = slice({ dashboard: dashboardOf([]) });
    const dashboards = [unseen.dashboard, overview("sum(monitoring:requests:rate5m_max)")];
    expect(cell(matrix([unseen], { plan: [], dashboards }), "requests", "panel")).toMatch(/^blank/);
  });
});

describe("the alerts of a signal", () => {
  it("may watch the signal it is judged by", () => {
    const judge = signal({ id: "judge" });
    const judged = signal({ id: "judged", judgedBy: "judge" });
    const of = matrix([slice({ signals: [judge, judged], alerts: [alertOn(judge)] })], { plan: [] });
    expect(cell(of, "judged", "alert")).toBe("example-judge (page), (judged by judge)");
    expect(cell(of, "judged", "runbook")).toBe("kind-of-judge");
  });

  it("may be missing for a reason, and not for a blank one", () => {
    const reasons = ["  ", "only divides another"].map((noAlert) => signal({ noAlert }));
    const cells = reasons.map((one) => cell(matrix([slice({ signals: [one], alerts: [] })]), "requests", "alert"));
    expect(cells).toEqual(["blank: no alert of red-example-api watches requests.", "(only divides another)"]);
  });
});
