import { alerting } from "../../../signals/contracts/grafana";
import type { Duration } from "../../../units/quantities";
import { hours, inSeconds, minutes } from "../../../units/quantities";
import type { Stretch } from "../../stories/course";
import { counter } from "../../stories/course";
import { levelStories } from "../../stories/level";
import { shaped } from "../../stories/series";
import { platformWindow } from "../../../signals/platform-series";
import type { Stories } from "../../stories/story";

const pods = ["grafana-one", "grafana-other"] as const;
/** Evaluations per second: forty rules, once a minute. */
const busy = 40 / 60;

/**
 * Stories of the alert on evaluations of Grafana that fail.
 * @param above number of evaluations that may fail within the window
 */
export const evaluationStories = (above: number, pendingFor: Duration): Stories =>
  levelStories({
    usual: 0,
    near: 0.8 * above,
    beyond: 1.2 * above,
    pendingFor,
    window: platformWindow,
    told: (failing) => [
      ...pods.map((pod) => shaped(alerting.evaluations, { pod }, counter([{ for: hours(2), perSecond: busy }]))),
      shaped(alerting.failures, { pod: pods[0] }, counter(failing.map(paceOf))),
    ],
    labels: { pod: pods[0] },
    spells: {
      when: "all that one of two evaluates fail, for half a minute in four",
      of: [
        { for: minutes(0.5), at: busy * inSeconds(platformWindow) },
        { for: minutes(3.5), at: 0 },
      ],
    },
    text: (failures) => `${failures.toFixed(1)} failures of one of two`,
  });

const paceOf = (stretch: Stretch) => ({
  for: stretch.for,
  perSecond: "at" in stretch ? stretch.at / inSeconds(platformWindow) : 0,
});
