import { ruleGroups } from "../../../signals/contracts/prometheus";
import type { Duration } from "../../../units/quantities";
import { hours, minutes, seconds, times, together } from "../../../units/quantities";
import type { Pace } from "../../stories/course";
import { again, counter, leadIn } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { FiringStory, Stories, Story } from "../../stories/story";

const rules = 13;
/** How often a group is evaluated. */
const every = seconds(30);
const perSecond = 1 / 30;

interface Group {
  /** Number of rules in the group. @default 13 */
  readonly rules?: number;
  /** How many rules fail in each evaluation. @default none */
  readonly failing?: number;
  /** Share of the group's evaluations that do not take place. @default none */
  readonly missed?: number;
  /** How long all is well again, before the same once more. @default for an hour */
  readonly wellFor?: Duration;
}

/** From the twentieth minute on something is wrong with a group, told of one file and one pod. */
function groupOf(
  name: string,
  { rules: all = rules, failing = 0, missed = 0, wellFor = hours(1) }: Group,
  lasts: Duration,
): InputSeries[] {
  const of = { rule_group: `/etc/prometheus/rules/monitoring.yaml;${name}`, pod: "prometheus-0" };
  const course = (before: number, then: number): readonly Pace[] => [
    { for: leadIn, perSecond: before * perSecond },
    ...again([
      { for: lasts, perSecond: then * perSecond },
      { for: wellFor, perSecond: before * perSecond },
    ]),
  ];
  return [
    shaped(ruleGroups.evaluations, of, counter(course(all, all * (1 - missed)))),
    shaped(ruleGroups.failures, of, counter(course(0, failing))),
    shaped(ruleGroups.iterations, of, counter(course(1, 1))),
    shaped(ruleGroups.missed, of, counter(course(0, missed))),
  ];
}

interface RuleFacts {
  /** The share of a group's evaluations at which the alert stands. */
  readonly above: number;
  readonly pendingFor: Duration;
  /** Groups that the alert is about, and one of those that it leaves to the other level. */
  readonly groups: readonly [string, ...string[]];
  readonly others: readonly string[];
}

export function ruleStories({ above, pendingFor, groups: [group, ...same], others }: RuleFacts): Stories {
  const due = together(pendingFor, minutes(7));
  const story = (when: string, what: Group, lasts: Duration = hours(1), look = due): Story => ({
    when,
    given: [
      ...groupOf(group, what, lasts),
      ...same.flatMap((name) => groupOf(name, {}, hours(1))),
      ...others.flatMap((name) => groupOf(name, { failing: rules }, hours(1))),
    ],
    at: together(leadIn, look),
  });
  const labels: FiringStory["labels"] = [{ group }];
  /** A group of `1 / (share * above)` rules, of which one always fails. */
  const one = (share: number): Group => ({ rules: Math.round(1 / (share * above)), failing: 1 });
  return {
    quiet: [
      story("one of very many rules always fails", one(0.8)),
      story("all of its rules failed once, as after a rollout", { failing: rules }, every),
      story(
        "its rules fail for less long than is waited",
        { failing: rules },
        together(pendingFor, minutes(-1)),
        pendingFor,
      ),
    ],
    fires: [
      { ...story("one of many rules always fails", one(1.25)), labels },
      { ...story("an evaluation in two does not take place", { missed: 0.5 }), labels },
      { ...story("none takes place", { missed: 1 }), labels },
      {
        ...story(
          "all of its rules fail in one evaluation of eight",
          { failing: rules, wellFor: times(every, 7) },
          every,
        ),
        labels,
      },
    ],
  };
}
