import { namespace } from "../../environments/names";
import type { HttpService } from "../../model/http-service";
import type { Levels } from "../../model/levels";
import type { Team } from "../../model/team";
import { avg, constant, count, or, scaleBy, select } from "../../promql/build";
import { up } from "../../signals/contracts/prometheus";
import { exporterUp } from "../../signals/exporter";
import { http } from "../../signals/http";
import type { Percent } from "../../units/quantities";
import { asRatio, minutes, percent } from "../../units/quantities";
import { durationText } from "../../units/text";
import { collectorStories } from "./stories/collectors";
import { common } from "./common";
import type { Levelled } from "../levels";
import { atLevels, wakingOnlyFor } from "../levels";
import type { ScrapeTarget } from "../target";

/** Of the collectors of a service: some do not answer, and next to none does. */
const answering: Levels<Percent> = { ticket: percent(99), page: percent(1) };

/**
 * Alert on the collectors that count a service's requests: some do not answer, or none does.
 * @param keeper of the collectors, who is woken where none is left: once, and not for each service anew
 */
export function exporterAbsent(service: HttpService, target: ScrapeTarget, keeper: Team): Levelled {
  const { name, criticality } = service;
  const scraped = or(avg(select(up, { ...target })), constant(0));
  // A constant that the recording rules write: without it they are not loaded, or fail.
  const recorded = or(count(select(http.errorBudget.ratio, { service: name })), constant(0));
  const levels = atLevels(answering, (level, severity) => {
    // Blind to symptoms is as bad as one.
    const blind = severity === "page";
    const pendingFor = blind ? minutes(5) : minutes(10);
    return {
      ...common(service, "http-exporter-absent", "exporter"),
      // Without the service's: what is gone for all of them is one notification.
      ...(blind && { owner: keeper, labels: {} }),
      title: blind ? `${name}: nobody counts its requests` : `${name}: not all that count its requests answer`,
      watches: exporterUp,
      unit: "ratio",
      value: scaleBy(scraped, recorded).expr,
      fires: { below: asRatio(level) },
      clears: asRatio(level),
      pendingFor,
      summary: (value, below) =>
        `For ${durationText(pendingFor)} ${value} of the exporters of ${name} could be scraped and recorded, and at 0 % its other alerts are blind; the alert stands at ${below}.`,
      firstSteps: [
        `Do its pods run? kubectl -n ${namespace} get pods -l app.kubernetes.io/instance=${target.job}`,
        "Did a scrape limit hit? Prometheus, page Targets, column Error.",
        "Do the recording rules run? Prometheus, page Rule health.",
      ],
      stories: () => collectorStories(service, target, severity, pendingFor),
    };
  });
  return wakingOnlyFor(criticality, levels);
}
