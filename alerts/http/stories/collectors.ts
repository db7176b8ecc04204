import type { HttpService } from "../../../model/http-service";
import { up } from "../../../signals/contracts/prometheus";
import { hours, minutes, together } from "../../../units/quantities";
import type { Duration } from "../../../units/quantities";
import type { Severity } from "../../alert";
import { another } from "../../stories/another";
import type { Stretch } from "../../stories/course";
import { gauge } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { Stories } from "../../stories/story";
import type { ScrapeTarget } from "../../target";
import { requestsToAnother } from "./requests";

/**
 * Stories of the alert on a service's collectors. Two count for the service, and so do two for another that must not be
 * mixed up with it.
 */
export function collectorStories(
  service: HttpService,
  target: ScrapeTarget,
  severity: Severity,
  pendingFor: Duration,
): Stories {
  const answers = (at: number, stretches: readonly Stretch[], of: ScrapeTarget = target): InputSeries =>
    shaped(up, { ...of, pod: `${of.job}-${at}`, instance: `${of.job}-${at}` }, gauge(stretches));
  const well: Stretch = { for: hours(2), at: 1 };
  const longer = together(pendingFor, minutes(3));
  const down = (lasts: Duration): Stretch[] => [
    { for: hours(1), at: 1 },
    { for: lasts, at: 0 },
  ];
  const other = [0, 1].map((at) => answers(at, [{ for: hours(2), at: 0 }], { ...target, job: another(target.job) }));
  const at = together(hours(1), longer, minutes(-1));
  const early = together(hours(1), pendingFor, minutes(-2));
  const others = [1, 2, 3].map((each) => answers(each, severity === "page" ? down(longer) : [well]));
  const twenty = Array.from({ length: 20 }, (_, each) => each);
  const gone = [answers(0, down(longer)), ...others];
  return {
    quiet: [
      {
        when: "all answer, though not those of another, nor another port",
        given: [
          answers(0, [well]),
          answers(1, [well]),
          answers(0, [{ for: hours(2), at: 0 }], { ...target, port: "metrics" }),
          ...other,
        ],
        at,
      },
      { when: "it has not lasted", given: gone, at: early },
      ...(severity === "page"
        ? [
            {
              when: "one of twenty answers",
              given: twenty.map((each) => answers(each, each > 0 ? down(longer) : [well])),
              at,
            },
          ]
        : []),
    ],
    fires: [
      {
        when: severity === "page" ? "none answers" : "one of four does not answer",
        given: [
          ...gone,
          answers(0, [well], { ...target, port: "metrics" }),
          answers(0, [well], { ...target, job: another(target.job) }),
          ...requestsToAnother(service, hours(2)),
        ],
        at,
        labels: [{}],
      },
    ],
  };
}
