import type { Environment } from "../environments/environment";
import { seriesBound, seriesBudget } from "../exporters/series-budget";
import { boundariesOf } from "../exporters/span-metrics";
import type { HttpService } from "../model/http-service";
import { pathsOf, sliceName } from "../model/http-service";
import { blackbox } from "../signals/contracts/blackbox";
import { collector } from "../signals/contracts/collector";
import { serverSpans, spanMetrics } from "../signals/contracts/span-metrics";
import * as usual from "./assumptions";
import type { SeriesEstimate } from "./series";
import { seriesOf, sum } from "./series";

/** What the requests of an endpoint are told apart by, of a usual day. */
export interface Endpoint {
  /** How many combinations of method and parameters it is asked with. */
  readonly ways: number;
  /** How many statuses it answers with. */
  readonly statuses: number;
}

/** Each endpoint of a service, and what is asked off the declared routes: taken by the router, or not. */
export function endpointsOf(service: HttpService): Endpoint[] {
  const undeclared = { ways: 1, statuses: usual.undeclaredStatuses };
  return [
    ...pathsOf(service).map((path) => ({ ways: waysToAsk(service, path), statuses: usual.statuses })),
    ...[undeclared, undeclared],
  ];
}

/** By each method without a parameter, and with each parameter once: alone, or as it is usually combined. */
const waysToAsk = ({ routes }: HttpService, path: string): number =>
  sum(
    routes.filter((route) => route.path === path).map(({ methods, params }) => methods.length + (params?.length ?? 0)),
  );

/** Series of what the collectors of a service count and say of themselves, and of what is seen of it from outside. */
export function serviceSeries(service: HttpService, { exporter, probes }: Environment): SeriesEstimate[] {
  const of = { slice: sliceName(service.name), grows: true };
  const le = boundariesOf([service]).length + 1;
  const { calls, ...durations } = serverSpans;
  const perCollector = sum(
    endpointsOf(service).map(
      ({ ways, statuses }) =>
        // Each way is answered well, and the other statuses come with one of them.
        seriesOf([calls], { http_status_code: ways + statuses - 1 }) +
        seriesOf(Object.values(durations), { http_status_code: statuses, le }),
    ),
  );
  return [
    {
      ...{ ...of, from: spanMetrics.exporter, usual: exporter.replicas * perCollector },
      most: exporter.replicas * Math.min(seriesBound(service), seriesBudget),
    },
    { ...of, from: collector.exporter, usual: exporter.replicas * usual.ownSeries.collector },
    {
      ...{ ...of, from: blackbox.exporter },
      usual: seriesOf(blackbox.metrics, { place: probes.places.length, phase: usual.probePhases }),
    },
  ];
}
