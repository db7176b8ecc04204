import { describe, expect, it } from "@jest/globals";
import { coveragePage } from "../../coverage/markdown";
import { planTable } from "../../coverage/plan-table";
import { verdict } from "../../coverage/verdict";
import type { PlannedMetric } from "../../model/plan";
import { httpService } from "../../model/http-service";
import { alertOn, built, matrix, service, signal, slice } from "./example";
import { plain } from "../support/plain-text";

const described = httpService(service);
const judged = signal({ id: "judged", title: "50 % | *all*", judgedBy: "requests", series: [] });
const whole = slice({
  signals: [signal(), judged],
  alerts: [alertOn(signal())],
  unanswered: [{ method: "saturation", noSignal: "an example is never full" }],
});
const [metric] = built().plan;
if (!metric) throw new Error("the example has a plan");
const elsewhere = (name: string, changes: Partial<PlannedMetric>) => ({
  ...metric,
  of: { ...service, name },
  ...changes,
});

const of = matrix([whole], {
  plan: [
    metric,
    elsewhere("other-api", { number: 2, title: "Requests elsewhere" }),
    elsewhere("third-api", { number: 3, title: "Requests further away" }),
    elsewhere("fourth-api", { number: 4, title: "Requests that nobody measures" }),
  ],
  monitored: [described],
  notHere: new Map(["red-other-api", "red-third-api"].map((name) => [name, "not in local: no AWS"])),
  runbooks: new Set(),
});

describe("the matrix for people", () => {
  it("is told in two sentences", () => {
    expect(verdict(of)).toEqual([
      "0 of 4 metrics of the plan; 2 and 3 not in local: no AWS",
      "2 signals of 1 slice, 2 blanks",
    ]);
    expect(verdict(matrix())).toEqual(["1 of 1 metrics of the plan", "1 signal of 1 slice, 0 blanks"]);
  });

  it("counts a metric under other labels than the plan's as not covered", () => {
    expect(verdict(matrix([whole], { plan: [{ ...metric, labels: ["service"] }] }))[0]).toBe(
      "0 of 1 metrics of the plan",
    );
  });

  it("is short in a terminal: the plan, and words where there is nothing to count", () => {
    expect(planTable(of)).toEqual([
      ["#", "metric", "of", "series", "panels", "alerts", "runbooks"],
      ["1", "Requests per second", "example-api", "1", "1", "1", "0"],
      ["2", "Requests elsewhere", "other-api", "not in local: no AWS"],
      ["3", "Requests further away", "third-api", "not in local: no AWS"],
      [
        "4",
        "Requests that nobody measures",
        "fourth-api",
        "nothing monitors fourth-api: there is no slice red-fourth-api.",
      ],
    ]);
  });

  it("is whole on a page: links, reasons, blanks, and questions without an answer", () => {
    expect(plain(coveragePage(of, "local"))).toMatchInlineSnapshot(`
     # Coverage

     What is measured, and what was built for it, in the environment \`local\`. Written by \`npm run coverage\` from what \`npm start\` builds, where a blank is an error; a test fails when this page is not what is built. Two columns may be empty: _objective_, what is promised and judged by the signal; and _stories_, how often its alerts are told to be quiet and to fire.

     0 of 4 metrics of the plan; 2 and 3 not in local: no AWS; 2 signals of 1 slice, 2 blanks; logs of 0 components, 0 blanks.

     ## The plan

     | # | metric | of | exporter | metric contract | recorded series | panels | alerts | stories | runbooks | owner |
     | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
     | 1 | Requests per second | [red-example-api](#red-example-api) | \`monitoring/example-api/exporter\` | span-metrics collector (0.155.0) | \`monitoring:requests:rate5m\` | Requests | example-requests (page) | 1 quiet<br>1 firing | **blank: docs/runbooks/kind-of-requests.md does not exist.** | teachers |
     | 2 | Requests elsewhere | other-api | not in local: no AWS |  |  |  |  |  |  |  |
     | 3 | Requests further away | third-api | not in local: no AWS |  |  |  |  |  |  |  |
     | 4 | Requests that nobody measures | fourth-api | **blank: nothing monitors fourth-api: there is no slice red-fourth-api.** |  |  |  |  |  |  |  |

     ## Logs

     What every component writes, and what is made of it in Elasticsearch, Kibana and Grafana.

     | component | collected by | data stream | pipelines | ILM policy | template | data view | dashboard | searches | role of readers | links from Grafana | links to Grafana | alerts | stories | owner |
     | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
     | red-example-api | none: an example writes none |  |  |  |  |  |  |  |  |  |  |  |  |  |

     ## red-example-api

     Example. Described in [\\_\\_tests\\_\\_/coverage/page.test.ts](../__tests__/coverage/page.test.ts).

     | signal | method | exporter | metric contract | recorded series | panels | alerts | stories | runbooks | owner |
     | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
     | Requests<br>\`requests\`<br>plan 1 | rate | \`monitoring/example-api/exporter\` | span-metrics collector (0.155.0) | \`monitoring:requests:rate5m\` | Requests | example-requests (page) | 1 quiet<br>1 firing | **blank: docs/runbooks/kind-of-requests.md does not exist.** | teachers |
     | 50 % \\| \\*all\\*<br>\`judged\` | rate | \`monitoring/example-api/exporter\` | span-metrics collector (0.155.0) | _queried as it is exported_ | 50 % \\| \\*all\\* | example-requests (page)<br>_judged by requests_ | 1 quiet<br>1 firing | **blank: docs/runbooks/kind-of-requests.md does not exist.** | teachers |
     | none: an example is never full | saturation |  |  |  |  |  |  |  |  |

    `);
  });
});
