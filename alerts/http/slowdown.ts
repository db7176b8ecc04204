import type { HttpService } from "../../model/http-service";
import { atLeast, before, divide, overTime, select, sum, where } from "../../promql/build";
import { http } from "../../signals/http";
import { days, inSeconds, minutes, round } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import { onlyWhere } from "../floor";
import { common } from "./common";
import { floors } from "./floors";
import { slowdownStories } from "./stories/slowdown";

/** Times as long as in the day before, where the alert stands. */
const level = 2;

export function endpointSlowdown(service: HttpService): AlertRule {
  const { name } = service;
  const per = ["service", "endpoint"] as const;
  const recent = minutes(30);
  const spent = select(http.timeSpent.rate, { service: name });
  const requests = select(http.timed.rate, { service: name });
  const now = divide(
    sum(overTime("sum", spent, recent)).by(...per),
    where(sum(overTime("sum", requests, recent)).by(...per), ">", 0),
  );
  const dayBefore = divide(
    sum(overTime("sum", before(spent, recent), days(1))).by(...per),
    where(sum(overTime("sum", before(requests, recent), days(1))).by(...per), ">", 0),
  );
  const { requests: fewest, mean } = floors.slowdown;
  const busy = atLeast(sum(overTime("avg", requests, recent)).by(...per), round(fewest / inSeconds(recent)));
  const felt = atLeast(now, inSeconds(mean));
  return {
    title: `${name}: an endpoint became slow`,
    ...common(service, "http-endpoint-slowdown", "slowdown"),
    severity: "ticket",
    watches: http.timeSpent,
    unit: "times",
    value: onlyWhere(divide(now, where(dayBefore, ">", 0)), busy, felt).expr,
    fires: { above: level },
    clears: 1.5,
    pendingFor: minutes(15),
    numbers: {
      window: durationText(recent),
      requests: String(fewest),
      mean: durationText(mean),
    },
    summary: (value, above) =>
      `{{ $labels.endpoint }} of ${name} takes ${value} as long on average as in the day before; the alert stands at ${above}.`,
    firstSteps: [
      'Since when? Panel "Endpoints against the day before", filtered by the endpoint.',
      "Since a deploy? Marks on the panels.",
      'More or larger requests? Panel "Requests by parameters".',
    ],
    stories: () => slowdownStories(service, level, { requests: fewest, mean: inSeconds(mean) }),
  };
}
