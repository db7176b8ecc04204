import { namespace } from "../../environments/names";
import type { Resource } from "../../model/resource";
import type { Expr } from "../../promql/ast";
import type { Vector } from "../../promql/build";
import { atLeast, constant, count, min, or, scaleBy, select, withLabel } from "../../promql/build";
import { up } from "../../signals/contracts/prometheus";
import { exporterUp } from "../../signals/exporter";
import type { Duration } from "../../units/quantities";
import { minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import type { ScrapeTarget } from "../target";
import { common } from "./common";

/** An exporter of a resource, and how one tells that it measures. */
export interface Measuring {
  /** Name of the exporter, `[a-z0-9-]`: the label `exporter` of the alert. */
  readonly exporter: string;
  readonly target: ScrapeTarget;
  /** Series that it writes about the resource as long as it reaches it: without one it runs, and measures nothing. */
  readonly measures: { readonly expr: Expr };
}

/**
 * One alert for all that measures a resource, with an instance for each exporter that cannot be scraped or measures
 * nothing. The other alerts of the resource take their silence for health. Its stories are for whoever names the
 * exporters, and knows what else they say.
 *
 * @param pendingFor how long a resource may go unmeasured before somebody looks. @default 5 minutes
 */
export function exporterAbsent(
  resource: Resource,
  exporters: readonly [Measuring, ...Measuring[]],
  pendingFor: Duration = minutes(5),
): Omit<AlertRule, "stories"> {
  return {
    ...common(resource, "exporter-absent", "exporter"),
    title: `${resource.name}: nobody measures it`,
    // Who suffers when the resource fails has alerts of their own.
    severity: "ticket",
    watches: exporterUp,
    value: measuringOf(exporters).expr,
    fires: { below: 0.5 },
    clears: 0.5,
    pendingFor,
    summary: () =>
      `The exporter {{ $labels.exporter }} of ${resource.name} could not be scraped for ${durationText(pendingFor)}, or says nothing of it: the other alerts on what it measures are blind.`,
    firstSteps: [
      "Did a scrape fail? Prometheus, page Targets, column Error.",
      ...exporters.map(
        ({ exporter, target }) =>
          `${exporter}: do its pods run, and what do they log? kubectl -n ${namespace} get pods -l app.kubernetes.io/instance=${target.job}`,
      ),
    ],
  };
}

/** Query for whether each exporter measures: 1, or 0 where it does not. */
export const measuringOf = ([first, ...others]: readonly [Measuring, ...Measuring[]]): Vector<"exporter"> =>
  others.map(measuring).reduce((all, one) => or(all, one), measuring(first));

/** 1 while all pods of an exporter can be scraped and it says something of the resource, else 0. */
function measuring({ exporter, target, measures }: Measuring): Vector<"exporter"> {
  const scraped = or(min(select(up, { ...target })), constant(0));
  const measured = atLeast(or(count(measures), constant(0)), 1);
  return withLabel(scaleBy(scraped, measured), "exporter", exporter);
}
