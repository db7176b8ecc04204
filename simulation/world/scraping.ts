import { brokerJobs } from "../../signals/use/broker-jobs";
import type { Target } from "../../scenarios/targets";
import type { SampledSeries } from "../samples";
import { brokerState } from "./brokers";
import { faultsOf, presenceAt } from "./happening";
import type { Course } from "./timeline";
import { course } from "./timeline";
import type { World } from "./world";

/**
 * What Prometheus notes as `up` of a target: 1 where it answers, 0 where it does not, and NaN where it is unknown to
 * it.
 */
export function upOf(target: Target, world: World): Course {
  const { scenario, timeline } = world;
  const down = faultsOf(scenario, "exporter-down")
    .filter(({ job, targets = Infinity }) => job === target.job && ordinal(target, world) < targets)
    .map((fault) => (moment: number) => presenceAt(fault, world, moment) > 0);
  const unknown = faultsOf(scenario, "target-gone")
    .filter(({ job }) => job === target.job)
    .map((fault) => (moment: number) => presenceAt(fault, world, moment) > 0);
  const broker = unreachableBroker(target, world);
  return course(timeline, (index, moment) => {
    if (unknown.some((is) => is(moment))) return NaN;
    return broker?.[index] === 0 || down.some((is) => is(moment)) ? 0 : 1;
  });
}

/** A series without the moments at which Prometheus asked nobody: what is missing there has not ended. */
export function withoutGaps(series: SampledSeries, world: World): SampledSeries {
  const gaps = faultsOf(world.scenario, "scrape-gap");
  if (gaps.length === 0) return series;
  const asked = (moment: number) => gaps.every((gap) => presenceAt(gap, world, moment) === 0);
  return {
    ...series,
    at: series.at.filter(asked),
    values: series.values.filter((_, index) => asked(series.at[index] ?? NaN)),
  };
}

/** Which of the pods of a job it is. */
const ordinal = ({ job, instance, labels }: Target, { targets }: World): number =>
  targets
    .filter((other) => other.job === job && other.labels.port === labels.port)
    .findIndex((other) => other.instance === instance);

/** A broker that answers nobody does not answer Prometheus, nor those who would ask it for bindings. */
function unreachableBroker({ job }: Target, world: World): Course | undefined {
  const broker = world.system.resources.find(
    (resource) => resource.kind === "broker" && Object.values(brokerJobs(resource)).includes(job as never),
  );
  return broker?.kind === "broker" ? brokerState(broker, world).reachable : undefined;
}

/** Moments at which the pods behind a target begin anew, and their counters with them. */
const beginsAnew = (target: Target, { scenario, timeline }: World): number[] =>
  [
    ...faultsOf(scenario, "counter-reset")
      .filter(({ job }) => job === target.job)
      .map(({ from }) => from),
    ...faultsOf(scenario, "exporter-down")
      .filter(({ job }) => job === target.job)
      .flatMap(({ until }) => until ?? []),
  ].map(({ milliseconds }) => timeline.begins + milliseconds);

/** A counter that the target's pod keeps in its own memory. @param step what is counted since the moment before */
export function countedBy(target: Target, world: World, step: (index: number, seconds: number) => number): Course {
  const { at, since } = world.timeline;
  const resets = beginsAnew(target, world);
  const values = new Float64Array(at.length);
  let total = 0;
  for (let index = 0; index < at.length; index++) {
    const [before, now] = [at[index - 1] ?? Infinity, at[index] ?? 0];
    if (resets.some((moment) => moment > before && moment <= now)) total = 0;
    total += step(index, since[index] ?? 0);
    values[index] = total;
  }
  return values;
}
