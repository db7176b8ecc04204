import { namespace, probeJob } from "../../environments/names";
import type { HttpService } from "../../model/http-service";
import type { Team } from "../../model/team";
import { constant, count, or, select, withLabel } from "../../promql/build";
import { probes } from "../../signals/contracts/blackbox";
import { reportingPlaces } from "../../signals/probe";
import { minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import { common } from "./common";
import { silentPlaceStories } from "./stories/silent-place";

/** Where services are asked from, and by whom: the places are not of the services' owners. */
export interface ProbePlaces {
  readonly owner: Team;
  readonly names: readonly string[];
}

export function silentPlace(service: HttpService, { owner, names }: ProbePlaces): AlertRule {
  const { name } = service;
  const pendingFor = minutes(10);
  const [first = "", ...others] = names;
  const reports = (place: string) =>
    withLabel(or(count(select(probes.success, { service: name, place })), constant(0)), "place", place);
  return {
    ...common(service, "probe-absent", "unprobed"),
    owner,
    // Without the service's: of a place that is gone its owner hears once, and not for each service anew.
    labels: {},
    title: `${name}: a place does not report`,
    // Its requests are still counted, and other places may still ask.
    severity: "ticket",
    watches: reportingPlaces,
    value: others.map(reports).reduce((all, one) => or(all, one), reports(first)).expr,
    fires: { below: 0.5 },
    clears: 0.5,
    pendingFor,
    summary: () =>
      `Nobody has asked for ${name} from {{ $labels.place }} for ${durationText(pendingFor)}: fewer places see whether clients reach it.`,
    firstSteps: [
      `Which error has the scrape? Prometheus, page Targets, jobs ${names.map(probeJob).join(" and ")}.`,
      "Other services from there too? Then the exporter of the place is down or cannot be reached.",
      `This service alone? Is its Probe object there? kubectl -n ${namespace} get probes`,
    ],
    stories: () => silentPlaceStories(service, names, pendingFor),
  };
}
