import { describe, expect, it } from "@jest/globals";
import { objectivesOf, storiesOf } from "../../coverage/promised";
import { http } from "../../signals/http";
import { shopMedia } from "../../system/shop";
import { milliseconds, percent } from "../../units/quantities";
import { exampleService } from "../model/example";
import { alertOn, matrix, rowOf, signal, slice } from "./example";

const objectives = { availability: percent(99.9), latency: { share: percent(95), within: milliseconds(500) } };
const [route] = exampleService().routes;
const service = exampleService({
  objectives,
  routes: [{ ...route, path: "/checkout", objectives: { ...objectives, availability: percent(99.95) } }],
});

describe("the objective of a signal", () => {
  it("is what it judges, or what is judged in its place; that of a route comes after that of all", () => {
    const failures = ["99.9 % without failure", "/checkout: 99.95 % without failure"];
    expect(objectivesOf(service, http.availability)).toEqual(failures);
    expect(objectivesOf(service, http.non200)).toEqual(failures);
    expect(objectivesOf(service, http.duration)).toEqual(["95 % within 500 ms", "/checkout: 95 % within 500 ms"]);
  });

  it("is none where nothing is promised", () => {
    expect(objectivesOf(service, http.requests)).toEqual([]);
    expect(objectivesOf(shopMedia, http.availability)).toEqual([]);
    expect(objectivesOf(undefined, http.availability)).toEqual([]);
  });
});

describe("the stories of a signal", () => {
  it("are those of all its alerts, and none where it has none", () => {
    expect(storiesOf([alertOn(signal()), alertOn(signal())])).toEqual(["2 quiet", "2 firing"]);
    expect(storiesOf([])).toEqual([]);
  });

  it("are those of alerts that are deployed, and nobody asks for them before they are read", () => {
    const stories = () => {
      throw new Error("nobody reads them");
    };
    const of = matrix([slice({ alerts: [alertOn(signal(), { stories })] })]);
    expect(rowOf(of, "requests").alerts).toHaveLength(1);
    expect(rowOf(matrix(undefined, { alerts: [] }), "requests").alerts).toEqual([]);
  });
});
