import { describe, expect, it } from "@jest/globals";
import type { AlertRule } from "../../../alerts/alert";
import { absentMeans, thresholdOf } from "../../../alerts/alert";
import { rulesOf } from "../../../alerts/levels";
import { probeAlerts } from "../../../alerts/http/probe";
import type { HttpService } from "../../../model/http-service";
import { printLine } from "../../../promql/print";
import { platform } from "../../../system/teams";
import { days, inSeconds } from "../../../units/quantities";
import { exampleService } from "../../model/example";

const alertsOf = (criticality: HttpService["criticality"], ...names: string[]) =>
  probeAlerts(exampleService({ criticality }), { job: "red-example-api", port: "red" }, { owner: platform, names });
const rules = (criticality: HttpService["criticality"]): AlertRule[] =>
  rulesOf(Object.values(alertsOf(criticality, "cluster", "ireland")));
const levels = (criticality: HttpService["criticality"]) =>
  rules(criticality).map(({ id, severity }) => `${severity} ${id}`);

describe("the alerts on probes", () => {
  it("wake somebody when clients cannot reach a critical service, and when its certificate has days left", () => {
    expect(levels("critical")).toEqual([
      "page example-api-probe",
      "ticket example-api-place",
      "ticket example-api-tls",
      "page example-api-tls-page",
      "ticket example-api-unprobed",
    ]);
  });

  it("wake nobody for a standard one: its certificate is one ticket", () => {
    expect(levels("standard")).toEqual([
      "ticket example-api-probe",
      "ticket example-api-place",
      "ticket example-api-tls",
      "ticket example-api-unprobed",
    ]);
  });

  it("stand at 21 and 3 days for certificates, and clear with a day to spare", () => {
    const certificate = rules("critical").filter(({ kind }) => kind === "certificate-expires");
    expect(certificate.map(({ fires, clears }) => [thresholdOf(fires), clears])).toEqual(
      [21, 3].map((n) => [inSeconds(days(n)), inSeconds(days(n + 1))]),
    );
  });

  it("stand between one witness and two", () => {
    expect(alertsOf("critical", "cluster").failing.fires).toEqual({ above: 1.5 });
  });

  it("take silence for health, but for the one that tells of it", () => {
    expect(
      rules("critical")
        .filter((alert) => absentMeans(alert) !== "healthy")
        .map(({ id }) => id),
    ).toEqual(["example-api-unprobed"]);
  });

  it("ask each place by its name whether it reports", () => {
    expect(printLine(alertsOf("critical", "cluster", "ireland").absent.value)).toBe(
      ["cluster", "ireland"]
        .map(
          (place) =>
            `label_replace(count(probe_success{service="example-api",place="${place}"}) or vector(0), "place", "${place}", "", "")`,
        )
        .join(" or "),
    );
  });

  it("tell whoever keeps the places of one that is gone, in one message for all services", () => {
    const { absent, failing } = alertsOf("critical", "cluster");
    expect([absent.owner, absent.labels]).toEqual([platform, {}]);
    expect([failing.owner.name, failing.labels]).toEqual(["teachers", { service: "example-api" }]);
  });
});
