import { scrapeInterval } from "../../environments/scrape";
import { literal } from "../../findings/regex";
import type { HttpService } from "../../model/http-service";
import { divide, atLeast, overTime, scale, select, smallerOf, where } from "../../promql/build";
import { http } from "../../signals/http";
import type { Scope } from "../../signals/objectives";
import { scopesOf } from "../../signals/objectives";
import type { Duration } from "../../units/quantities";
import { hours, inSeconds, minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import { onlyWhere } from "../floor";
import { common } from "./common";
import { floors } from "./floors";
import { endpointErrorStories } from "./stories/endpoint-errors";

/** Share of the requests to an endpoint that fail where the alert stands. */
const level = 0.1;

/** One endpoint behind a service that keeps its promise; those with objectives of their own are judged by these. */
export function endpointErrors(service: HttpService): AlertRule {
  const { name } = service;
  const others = { service: name, endpoint: { notMatches: scopesOf(service).map(scopePattern).join("|") } };
  const { bad, all } = http.errorRatio;
  const whole = hours(1);
  // Says whether it goes on.
  const recent = minutes(10);
  const share = (over: Duration) =>
    divide(overTime("sum", select(bad, others), over), where(overTime("sum", select(all, others), over), ">", 0));
  const failures = scale(overTime("sum", select(bad, others), whole), inSeconds(scrapeInterval));
  return {
    title: `${name}: an endpoint fails`,
    ...common(service, "http-endpoint-errors", "endpoint"),
    severity: "ticket",
    watches: http.errorRatio,
    value: onlyWhere(smallerOf(share(whole), share(recent)), atLeast(failures, floors.endpointFailures)).expr,
    fires: { above: level },
    clears: level / 2,
    pendingFor: minutes(5),
    numbers: {
      window: durationText(whole),
      recent: durationText(recent),
      failures: String(floors.endpointFailures),
    },
    summary: (value, above) =>
      `{{ $labels.endpoint }} of ${name} fails ${value} of its requests (5xx); the alert stands at ${above}.`,
    firstSteps: [
      'Since when, and with which status? Panel "Responses other than 200", filtered by the endpoint.',
      "Since a deploy? Marks on the panels.",
      "Which parameters, which data? The logs of its failing requests.",
    ],
    stories: () => endpointErrorStories(service, level, floors.endpointFailures),
  };
}

const scopePattern = ({ endpoint }: Scope): string => literal(endpoint);
