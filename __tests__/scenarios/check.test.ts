import { describe, expect, it } from "@jest/globals";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { printFindings } from "../../findings/print";
import { checkScenarios } from "../../scenarios/check";
import type { Fault } from "../../scenarios/fault";
import type { Due, Scenario } from "../../scenarios/scenario";
import { system } from "../../system";
import type { Duration } from "../../units/quantities";
import { hours, mebibytes, minutes, percent } from "../../units/quantities";

const errors: Fault = { kind: "errors", of: "shop-api", share: percent(20), from: minutes(30), until: minutes(60) };
const page: Due = { severity: "page", of: ["shop-api"], within: minutes(20), because: "nobody can buy" };

const fine: Scenario = {
  name: "example",
  title: "One request in five fails.",
  family: "errors-fast",
  begins: { weekday: "monday", hour: 9 },
  lasts: hours(2),
  faults: [errors],
  due: [page],
};

const findingsOf = (changes: Partial<Scenario>) =>
  checkScenarios([{ ...fine, ...changes }], { system, environment: production });
const idsOf = (changes: Partial<Scenario>) => findingsOf(changes).map(({ id, where }) => `${id} at ${where}`);
const withFault = (...faults: Fault[]) => idsOf({ faults });

describe("a scenario", () => {
  it("that can be played has no findings", () => {
    expect(idsOf({})).toEqual([]);
    expect(idsOf({ family: "quiet", due: "nothing" })).toEqual([]);
  });

  it("is told which name nobody knows, and which one was meant", () => {
    expect(printFindings(findingsOf({ faults: [{ ...errors, of: "shop-apu" }] }), "")).toMatchInlineSnapshot(`
     "error  scenario-unknown-name  example.faults[0].of
       "shop-apu" is none of the services.
       why   nothing would happen, and the scenario would be a quiet day that is taken for a fault.
       fix   did you mean shop-api?

     "
    `);
  });

  it("names routes, queues, jobs, rule groups and places that there are", () => {
    const from = minutes(30);
    expect(
      withFault(
        { ...errors, route: "/api/chekout" },
        { kind: "queue-consumers", of: "rabbitmq", queue: "mes.order", left: 0, from },
        { kind: "exporter-down", job: "red-shop", from },
        { kind: "rules-failing", group: "red-shop-apis", share: percent(10), from },
        { kind: "ingress", of: "shop-api", lost: percent(100), places: ["cluster", "irland"], from },
        { kind: "pod-cpu", of: "shop-api", to: percent(120), from },
      ),
    ).toEqual([
      "scenario-unknown-name at example.faults[0].route",
      "scenario-unknown-name at example.faults[1].queue",
      "scenario-unknown-name at example.faults[2].job",
      "scenario-unknown-name at example.faults[3].group",
      "scenario-unknown-name at example.faults[4].places[1]",
      "scenario-unknown-name at example.faults[5].of",
    ]);
    expect(idsOf({ due: [{ ...page, of: ["shop-api", "shop"] }] })).toEqual([
      "scenario-unknown-name at example.due[0].of[1]",
    ]);
  });

  it("has faults of known kinds, each with all that it needs: a file from elsewhere is not compiled with types", () => {
    const without = (field: string) => Object.fromEntries(Object.entries(errors).filter(([name]) => name !== field));
    expect(printFindings(findingsOf({ faults: [{ ...errors, kind: "error" } as unknown as Fault] }), "")).toContain(
      "did you mean errors?",
    );
    expect(withFault({ kind: "error-rate" } as unknown as Fault, without("from") as unknown as Fault)).toEqual([
      "scenario-field-form at example.faults[0].kind",
      "scenario-field-missing at example.faults[1].from",
    ]);
    expect(withFault(without("share") as unknown as Fault, {} as Fault, null as unknown as Fault)).toEqual([
      "scenario-field-missing at example.faults[0].share",
      "scenario-field-missing at example.faults[1].kind",
      "scenario-field-form at example.faults[2]",
    ]);
    expect(idsOf({ due: [{ severity: "page" } as unknown as Due] })).toEqual([
      "scenario-field-missing at example.due[0].of",
      "scenario-field-missing at example.due[0].within",
      "scenario-field-missing at example.due[0].because",
    ]);
  });

  it("has fields that there are, of the form that they have, and is told all that is wrong at once", () => {
    const stated = {
      ...fine,
      title: " ",
      family: "erors-fast",
      begins: { weekday: "monday", hour: "9" },
      lasts: 2,
      faults: [
        { ...errors, share: 50, rout: "/api/search", of: "shop-apu" },
        { ...errors, from: 30, until: minutes(NaN), shape: "rampe" },
        { kind: "ingress", of: "shop-api", lost: percent(101), places: "ireland", from: minutes(1) },
      ],
      due: [{ ...page, severity: "pge", of: [], within: percent(5) }],
      owner: "storefront",
    };
    const findings = findingsOf(stated as unknown as Scenario);
    expect(findings.map(({ id, where, what, fix }) => `${id} ${where}: ${what} ${fix}`)).toMatchInlineSnapshot(`
     [
       "scenario-field-form example.title: " " is not a sentence. title: "What happens, in a sentence."",
       "scenario-field-form example.family: "erors-fast" is not a family. did you mean errors-fast?",
       "scenario-field-form example.lasts: 2 is not a duration. lasts: minutes(30)",
       "scenario-field-unknown example.owner: there is no such field here. one of name, title, family, begins, lasts, faults, due; or leave it out.",
       "scenario-field-form example.begins.hour: "9" is not a whole number. hour: 3",
       "scenario-field-form example.faults[0].share: 50 is not a share of a hundred. share: percent(20)",
       "scenario-field-unknown example.faults[0].rout: there is no such field here. did you mean route?",
       "scenario-unknown-name example.faults[0].of: "shop-apu" is none of the services. did you mean shop-api?",
       "scenario-field-form example.faults[1].from: 30 is not a duration. from: minutes(30)",
       "scenario-field-form example.faults[1].until: {"milliseconds":null} is not a duration. until: minutes(30)",
       "scenario-field-form example.faults[1].shape: "rampe" is not a shape. did you mean ramp?",
       "scenario-field-form example.faults[2].places: "ireland" is not a list of names. places: ["…"]",
       "scenario-amount-impossible example.faults[2].lost: 101 % of it cannot be. a share goes from percent(0) to percent(100).",
       "scenario-field-form example.due[0].severity: "pge" is not a severity. did you mean page?",
       "scenario-field-form example.due[0].of: [] is not a list of names. of: ["…"]",
       "scenario-field-form example.due[0].within: {"percent":5} is not a duration. within: minutes(30)",
     ]
    `);
  });

  it("is an object", () => {
    const stated = ["quiet-night"] as unknown as Scenario[];
    expect(checkScenarios(stated, { system, environment: production }).map(({ id }) => id)).toEqual([
      "scenario-field-form",
    ]);
  });

  it("lasts as long as the days before it are made for", () => {
    expect(idsOf({ lasts: hours(72) })).toEqual([]);
    expect(idsOf({ lasts: hours(73) })).toEqual(["scenario-length at example.lasts"]);
    expect(idsOf({ lasts: hours(-1), faults: [], family: "quiet", due: "nothing" })).toEqual([
      "scenario-length at example.lasts",
    ]);
  });

  it("is played where what is due can be seen", () => {
    const bucket: Fault = { kind: "bucket-size", of: "shop-media", times: 2, from: minutes(30) };
    const media = (of: Due["of"]) =>
      checkScenarios([{ ...fine, faults: [bucket], due: [{ ...page, of }] }], { system, environment: local });
    expect(printFindings(media(["shop-media"]), "")).toMatchInlineSnapshot(`
     "error  scenario-not-measured  example.due[0].of
       shop-media cannot be seen: not in local: no AWS.
       why   no alert is about it in this environment: what is due could never come.
       fix   npm run simulate -- --environment production

     "
    `);
    expect(media(["shop-media", "shop-api"])).toEqual([]);
  });

  it("begins on a day of the week, at an hour of the day", () => {
    expect(idsOf({ begins: { weekday: "monday", hour: 0 } })).toEqual([]);
    expect(idsOf({ begins: { weekday: "monday", hour: 24 } })).toEqual(["scenario-begins-outside at example.begins"]);
    expect(idsOf({ begins: { weekday: "Monday" as "monday", hour: 9 } })).toEqual([
      "scenario-begins-outside at example.begins",
    ]);
  });

  it("has its faults within its hours, each with an end after its beginning", () => {
    expect(withFault({ ...errors, from: hours(2), until: hours(3) })).toContain(
      "scenario-fault-outside at example.faults[0].from",
    );
    expect(withFault({ ...errors, from: hours(-2), until: hours(-1) })).toEqual([
      "scenario-fault-outside at example.faults[0].from",
    ]);
    expect(withFault({ ...errors, from: hours(-2), until: hours(1) })).toEqual([]);
    expect(withFault({ ...errors, until: minutes(30) })).toEqual([
      "scenario-fault-backwards at example.faults[0].until",
    ]);
  });

  it("counts a deadline from one of its faults, and within its hours", () => {
    const [early, late] = [errors, { ...errors, from: minutes(90), until: minutes(110) }];
    const due = (since: Duration, within = minutes(20)) =>
      idsOf({ faults: [early, late], due: [{ ...page, since, within }] });
    expect(due(minutes(90))).toEqual([]);
    expect(due(minutes(80))).toEqual(["scenario-due-since-nothing at example.due[0].since"]);
    expect(due(minutes(90), minutes(40))).toEqual(["scenario-deadline-outside at example.due[0].within"]);
  });

  it("asks for no more than the whole, but where more can be wanted", () => {
    expect(withFault({ ...errors, share: percent(120) })).toEqual([
      "scenario-amount-impossible at example.faults[0].share",
    ]);
    expect(withFault({ kind: "traffic", of: "shop-api", times: -1, from: minutes(30) })).toEqual([
      "scenario-amount-impossible at example.faults[0].times",
    ]);
    expect(withFault({ kind: "pod-cpu", of: "mes-api", to: percent(150), from: minutes(30) })).toEqual([]);
    const from = minutes(30);
    expect(
      withFault(
        { kind: "pod-cpu", of: "mes-api", to: percent(150), pods: 3, from },
        { kind: "pod-cpu", of: "mes-api", to: percent(150), pods: 99, from },
        { kind: "pod-crashes", of: "mes-api", every: minutes(0), pods: 0, from },
        { kind: "exporter-down", job: "red-shop-api", targets: 20, from },
        { kind: "database-memory", of: "shop-db", to: percent(90), swapPerHour: mebibytes(-1), from },
        { kind: "retries", of: "shop-api", perFailure: -1, from },
      ),
    ).toEqual([
      "scenario-amount-impossible at example.faults[1].pods",
      "scenario-amount-impossible at example.faults[2].every",
      "scenario-amount-impossible at example.faults[2].pods",
      "scenario-amount-impossible at example.faults[3].targets",
      "scenario-amount-impossible at example.faults[4].swapPerHour",
      "scenario-amount-impossible at example.faults[5].perFailure",
    ]);
  });

  it("has deadlines that it lives to see, each with a reason", () => {
    expect(idsOf({ due: [{ ...page, within: hours(1.6) }] })).toEqual([
      "scenario-deadline-outside at example.due[0].within",
    ]);
    expect(idsOf({ due: [{ ...page, because: " " }] })).toEqual([
      "scenario-deadline-without-reason at example.due[0].because",
    ]);
  });

  it("is quiet, or has something that is due and something that happens", () => {
    expect(idsOf({ due: "nothing" })).toEqual(["scenario-quiet-or-due at example.due"]);
    expect(idsOf({ family: "quiet" })).toEqual(["scenario-quiet-or-due at example.due"]);
    expect(idsOf({ faults: [] })).toEqual(["scenario-without-fault at example.faults"]);
  });

  it("has a name of its own, which a command line takes", () => {
    expect(idsOf({ name: "Big Outage" })).toEqual(["name-not-plain at Big Outage.name"]);
    expect(
      checkScenarios([fine, fine], { system, environment: production }).map(({ id, where }) => `${id} at ${where}`),
    ).toEqual(["scenario-duplicate at example"]);
  });
});
