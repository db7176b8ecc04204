import { max, select } from "../../promql/build";
import { platform } from "../../signals/platform";
import { groupNames } from "../../signals/recording";
import { minutes } from "../../units/quantities";
import type { Levelled } from "../levels";
import type { PlatformAlertFacts } from "./common";
import { byCriticality, common, toldByTargets } from "./common";
import { ruleStories } from "./stories/rules";

/** No group has a hundred rules: one that always fails is more. */
const lost = 0.01;
/** What fails once is forgotten before. */
const pendingFor = minutes(10);

export const rulesFail = (facts: PlatformAlertFacts): Levelled =>
  byCriticality(
    facts,
    ({ severity, of, own, others }) => ({
      ...common(facts, "rules-fail"),
      title: severity === "page" ? "Recording rules of something critical fail" : "Recording rules fail",
      severity,
      watches: platform.rules,
      value: max(select(platform.rules.lost, { group: of })).by("group").expr,
      fires: { above: lost },
      clears: lost / 2,
      pendingFor,
      absent: toldByTargets,
      summary: (value, above) =>
        `${value} of the evaluations of {{ $labels.group }} fail or do not take place, and what they would record no alert sees; the alert stands at ${above}.`,
      firstSteps: [
        "Which rule, with which error? Prometheus, page Rule health, by the group's name.",
        'Not failing but late? Panel "Time that rules take".',
        "Since a deploy? Roll back the release <group>-rules, of a group <name>-slow the release <name>-rules.",
      ],
      stories: () => ruleStories({ above: lost, pendingFor, groups: own, others }),
    }),
    groupNames,
  );
