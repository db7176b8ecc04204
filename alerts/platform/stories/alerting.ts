import { alerting } from "../../../signals/contracts/grafana";
import type { Duration } from "../../../units/quantities";
import { hours, minutes } from "../../../units/quantities";
import { units } from "../../../units/unit";
import type { Stretch } from "../../stories/course";
import { counter } from "../../stories/course";
import { levelStories } from "../../stories/level";
import { shaped } from "../../stories/series";
import type { Stories } from "../../stories/story";

const pods = ["grafana-one", "grafana-other"] as const;
/** Evaluations per second: forty rules, once a minute. */
const busy = 40 / 60;

/** @param above the share of its evaluations that may fail */
export const evaluationStories = (above: number, pendingFor: Duration): Stories =>
  levelStories({
    usual: 0,
    near: 0.8 * above,
    beyond: 1.2 * above,
    pendingFor,
    window: minutes(5),
    told: (failing) => [
      ...pods.map((pod) => shaped(alerting.evaluations, { pod }, counter([{ for: hours(2), perSecond: busy }]))),
      shaped(alerting.failures, { pod: pods[0] }, counter(failing.map(paceOf))),
    ],
    labels: { pod: pods[0] },
    spells: {
      when: "all of one of two fail, for half a minute in four",
      of: [
        { for: minutes(0.5), at: 1 },
        { for: minutes(3.5), at: 0 },
      ],
    },
    text: (share) => `${units.ratio.text(share)} of one of two`,
  });

const paceOf = (stretch: Stretch) => ({ for: stretch.for, perSecond: "at" in stretch ? stretch.at * busy : 0 });
