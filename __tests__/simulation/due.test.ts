import { describe, expect, it } from "@jest/globals";
import type { FiringAlert } from "../../alerts/notifications";
import type { Due } from "../../scenarios/scenario";
import { judgeDue } from "../../simulation/due";
import { milliseconds, minutes } from "../../units/quantities";
import { alert, begins, due, heard } from "../benchmark/support";

/** Minutes since the fault, which is at 60. */
function after(what: Due, ...alerts: readonly FiringAlert[]) {
  const { firesAfter, toldAfter, ticketAfter } = judgeDue(what, heard(...alerts), begins + minutes(60).milliseconds);
  const inMinutes = ({ milliseconds: n } = milliseconds(NaN)) => n / 60_000;
  return { fires: inMinutes(firesAfter), told: inMinutes(toldAfter), ticket: inMinutes(ticketAfter) };
}

const shop = { service: "shop-api" };
const page = due("page", 20);
const never = { fires: NaN, told: NaN, ticket: NaN };

describe("what was due", () => {
  it("is told when the notification leaves, half a minute after the page fires", () => {
    expect(after(page, alert("page", shop, [64]))).toEqual({ ...never, fires: 4, told: 4.5 });
  });

  it("is told too late after its deadline, though it fired before", () => {
    const inTime = (minute: number) =>
      judgeDue(page, heard(alert("page", shop, [minute])), begins + minutes(60).milliseconds).inTime;
    expect([79, 79.5, 79.75, 81].map(inTime)).toEqual([true, true, false, false]);
  });

  it("is not told by a ticket where somebody should have been woken, and by a page where a ticket would have done", () => {
    expect(after(page, alert("ticket", shop, [64]))).toEqual({ ...never, ticket: 9 });
    expect(after(due("ticket", 60), alert("page", shop, [64]))).toEqual({ ...never, fires: 4, told: 4.5 });
  });

  it("is not told by a page that could not be evaluated, for nobody is woken by that", () => {
    const of = alert("page", shop, [64]);
    const labels = { ...of.labels, alertname: "DatasourceError", rulename: "pages" };
    expect(after(page, { ...of, labels })).toEqual({ ...never, ticket: 9 });
  });

  it("is told by no alert on something else, and not by one that fired before the fault", () => {
    expect(after(page, alert("page", { resource: "rabbitmq" }, [64]))).toEqual(never);
    expect(after(page, alert("page", shop, [50, 62]))).toEqual(never);
    expect(after(page, alert("page", shop, [50, 62], [75]))).toEqual({ ...never, fires: 15, told: 15.5 });
  });

  it("is told of the monitoring itself by an alert that is on no service and no resource", () => {
    const ofPlatform: Due = { ...page, of: ["platform"] };
    const labels = { severity: "page", owner: "platform", alertname: "pages" };
    expect(after(ofPlatform, { ...alert("page", shop, [64]), labels })).toMatchObject({ told: 4.5 });
    expect(after(ofPlatform, alert("page", shop, [64]))).toEqual(never);
  });
});
