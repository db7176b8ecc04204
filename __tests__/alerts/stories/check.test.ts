import { describe, expect, it } from "@jest/globals";
import type { AlertRule } from "../../../alerts/alert";
import { checkStories } from "../../../alerts/stories/check";
import type { FiringStory, Story } from "../../../alerts/stories/story";
import type { AlertOf } from "../../../alerts/stories/twins";
import { twinsAmong } from "../../../alerts/stories/twins";
import { minutes } from "../../../units/quantities";
import { exampleAlert, exampleRules, expr, rulesOf } from "./example";

const queue = (values: string) => ({ series: 'queue_ratio{service="shop"}', values });
const quiet: Story = { when: "it is short", given: [queue("0.1x40")], at: minutes(20) };
const fires: FiringStory = { when: "it is long", given: [queue("0.9x40")], at: minutes(20), labels: [{}] };

const findings = (changed: { quiet?: Story; fires?: FiringStory }) =>
  checkStories(
    exampleAlert({
      stories: () => ({ quiet: [quiet, ...(changed.quiet ? [changed.quiet] : [])], fires: [changed.fires ?? fires] }),
    }),
    exampleRules,
  );
const said = (changed: Parameters<typeof findings>[0]) =>
  findings(changed).map(({ id, where, what }) => `${id}  ${where}: ${what}`);

it("alerts without stories of both kinds do not compile", () => {
  const { stories, ...untold } = exampleAlert();
  const { quiet, fires } = stories();
  const broken = [
    // @ts-expect-error Nobody says anything of it.
    (): AlertRule => untold,
    // @ts-expect-error Nobody says when it is quiet.
    (): AlertRule => ({ ...untold, stories: () => ({ fires }) }),
    // @ts-expect-error Nobody says when it fires.
    (): AlertRule => ({ ...untold, stories: () => ({ quiet, fires: [] }) }),
  ];
  expect(broken).toHaveLength(3);
});

describe("the check of stories", () => {
  it("has nothing against good ones", () => {
    expect(said({})).toEqual([]);
  });

  it("finds one whose series the alert does not read, and says which it reads", () => {
    const given = [{ series: 'other_ratio{service="shop"}', values: "1x40" }];
    const [finding] = findings({ quiet: { ...quiet, when: "another is long", given } });
    expect(finding).toEqual({
      severity: "error",
      id: "story-not-read",
      where: "alert shop-queue.quiet when another is long.given",
      what: "the alert reads none of other_ratio.",
      why: "whatever they do, it would do the same: the story shows nothing.",
      fix: "give queue_ratio.",
    });
  });

  it("finds one that looks before the pending period can be over", () => {
    expect(said({ fires: { ...fires, at: minutes(4) } })).toEqual([
      "story-before-pending  alert shop-queue.fires when it is long.at: it is to fire after 4 min, and waits 5 min before it does.",
    ]);
  });

  it("finds a series that ends before one looks, unless its end is told", () => {
    expect(said({ quiet: { ...quiet, when: "it ends", given: [queue("0.1x10")] } })).toEqual([
      'story-series-ends  alert shop-queue.quiet when it ends.given: one looks after 20 min; queue_ratio{service="shop"} ends before.',
    ]);
    expect(said({ quiet: { ...quiet, when: "it is gone", given: [queue("0.1x10 stale _x30")] } })).toEqual([]);
  });

  it("finds one that begins with what a rule records", () => {
    const given = [{ series: 'monitoring:queue:ratio{service="shop"}', values: "1x40" }, queue("0.1x40")];
    expect(said({ quiet: { ...quiet, when: "it is recorded", given } })).toEqual([
      "story-not-raw  alert shop-queue.quiet when it is recorded.given: it begins with monitoring:queue:ratio, which a recording rule writes.",
    ]);
  });

  describe("of the labels that it is to fire for", () => {
    const rules = rulesOf({ "monitoring:up:min": 'min by (job, instance) (up{job=~"shop|crm"})' });
    const labelled = (value: string, labels: FiringStory["labels"][0]) =>
      checkStories(
        exampleAlert({
          value: expr(value),
          stories: () => ({
            quiet: [{ ...quiet, given: [] }],
            fires: [{ ...fires, given: [], labels: [labels] }],
          }),
        }),
        rules,
      ).map(({ id, where, what }) => `${id}  ${where}: ${what}`);
    const finding = "story-label-impossible  alert shop-queue.fires when it is long.labels: it is to fire for ";

    it("has nothing against those that its value keeps, however it is recorded, and those of the rule", () => {
      const instance = { job: "shop", instance: "shop-0", service: "shop" };
      expect(labelled('monitoring:up:min{job="shop"}', instance)).toEqual([]);
      expect(labelled("other_ratio", { whatever: "it is" })).toEqual([]);
    });

    it("finds one that its value does not keep", () => {
      expect(labelled('max by (job) (monitoring:up:min{job="shop"})', { job: "shop", instance: "shop-0" })).toEqual([
        `${finding}instance="shop-0", and its value has job.`,
      ]);
      expect(labelled("max(monitoring:up:min)", { job: "shop" })).toEqual([
        `${finding}job="shop", and its value has no labels.`,
      ]);
    });

    it("finds one that its value asks to be another", () => {
      expect(labelled('monitoring:up:min{job="shop"}', { job: "crm", instance: "crm-0" })).toEqual([
        `${finding}job="crm", and it asks for "shop".`,
      ]);
    });
  });

  it("finds two of one text", () => {
    expect(said({ quiet })).toEqual([
      "story-told-twice  alert shop-queue.quiet when it is short: two stories have this text.",
    ]);
  });
});

describe("twins", () => {
  const queueOf = (name: string, limit = 0.6): AlertOf => ({
    of: name,
    alert: exampleAlert({
      id: `${name}-queue`,
      labels: { service: name },
      value: expr(`monitoring:queue:ratio{service="${name}"}`),
      fires: { above: limit },
    }),
  });
  const groups = (...alerts: AlertOf[]) =>
    twinsAmong(alerts, [
      ...rulesOf({ "monitoring:queue:ratio": 'queue_ratio{service="shop"}' }),
      ...rulesOf({ "monitoring:queue:ratio": 'queue_ratio{service="crm"}' }, "crm"),
      ...rulesOf({ "monitoring:queue:ratio": '2 * queue_ratio{service="mes"}' }, "mes"),
    ]).map((group) => group.map(({ of }) => of));

  it("are alerts that differ in the name of what they are about, and in nothing that they read", () => {
    expect(groups(queueOf("shop"), queueOf("mes"), queueOf("crm"))).toEqual([["shop", "crm"], ["mes"]]);
  });

  it("are none where a threshold differs", () => {
    expect(groups(queueOf("shop"), queueOf("crm", 0.7))).toEqual([["shop"], ["crm"]]);
  });
});
