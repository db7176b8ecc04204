import { releases } from "../../environments/names";
import type { HttpService } from "../../model/http-service";
import { sliceName } from "../../model/http-service";
import { receivedSpans } from "../../signals/contracts/collector";
import { alerting } from "../../signals/contracts/grafana";
import { refusals, ruleGroups, scrapes, storage, storageFaults, up } from "../../signals/contracts/prometheus";
import { scrapeInterval } from "../../environments/scrape";
import { slowInterval } from "../../signals/recording";
import { asRatio, inSeconds } from "../../units/quantities";
import { ruleGroupsOf } from "../../scenarios/rule-groups";
import type { Target } from "../../scenarios/targets";
import { demandOf } from "./demand";
import { faultsOf, moved, presenceAt } from "./happening";
import { randomOf } from "./random";
import { countedBy, upOf } from "./scraping";
import { always, course } from "./timeline";
import type { ExposedSeries, World } from "./world";
import { exposed, once } from "./world";

/** Series that Prometheus writes of each scrape, and that it, Grafana and the collectors say of themselves. */
export function monitoringTold(world: World): ExposedSeries[] {
  const { targets, system } = world;
  return [
    ...targets.flatMap((target) => scrapeTold(target, world)),
    ...targets
      .filter(({ job }) => job === `${releases.prometheus}-prometheus`)
      .flatMap((target) => prometheusTold(target, world)),
    ...targets.filter(({ job }) => job === releases.grafana).flatMap((target) => grafanaTold(target, world)),
    ...system.services.flatMap((service) => collectorsTold(service, world)),
  ];
}

/** What the collectors of a service say of the spans that they are sent. */
function collectorsTold(service: HttpService, world: World): ExposedSeries[] {
  const collectors = world.targets.filter(
    ({ job, labels }) => job === sliceName(service.name) && labels.port === "metrics",
  );
  const demand = once(() => demandOf(service, world));
  return collectors.flatMap((target) => {
    const random = randomOf(world.seed, "spans", target.instance);
    const ofReceiver = { receiver: "otlp", transport: "grpc" };
    const arriving = (index: number) => demand().reduce((sum, { rate }) => sum + (rate[index] ?? 0), 0);
    const none = () => countedBy(target, world, () => 0);
    return [
      exposed(receivedSpans.accepted, target, ofReceiver, () =>
        countedBy(target, world, (index, seconds) => random.poisson((seconds * arriving(index)) / collectors.length)),
      ),
      exposed(receivedSpans.refused, target, ofReceiver, none),
      exposed(receivedSpans.failed, target, ofReceiver, none),
    ];
  });
}

/** Far below what a scrape may have; how many samples it really had changes nothing. */
const samples = { scraped: 800, limit: 20_000 } as const;

function scrapeTold(target: Target, world: World): ExposedSeries[] {
  // Prometheus itself writes these, also where nobody answered.
  const answers = upOf(target, world);
  const noted = (answered: number, silent: number) => () =>
    answers.map((is) => (Number.isNaN(is) ? NaN : is === 1 ? answered : silent));
  return [
    { ...exposed(up, target, {}, () => answers), always: true },
    { ...exposed(scrapes.samples, target, {}, noted(samples.scraped, 0)), always: true },
    { ...exposed(scrapes.sampleLimit, target, {}, noted(samples.limit, samples.limit)), always: true },
  ];
}

function prometheusTold(target: Target, world: World): ExposedSeries[] {
  const { environment, timeline, seed, scenario } = world;
  const random = randomOf(seed, "prometheus", target.instance);
  const limit = environment.prometheus.retentionSize.bytes;
  const faults = faultsOf(scenario, "prometheus-storage");
  const used = () =>
    course(timeline, (_, moment) =>
      faults.reduce((share, fault) => moved(share, asRatio(fault.to), presenceAt(fault, world, moment)), 0.7),
    );
  const count = (perSecond: number) => () => countedBy(target, world, (_, seconds) => Math.round(perSecond * seconds));
  return [
    exposed(storage.series, target, {}, () => course(timeline, () => 60_000 + 500 * random.normal())),
    exposed(storage.samples, target, { type: "float" }, count(2000)),
    exposed(storage.blocks, target, {}, () => used().map((share) => (share - 0.02) * limit)),
    exposed(storage.writeAheadLog, target, {}, () => always(timeline, 0.015 * limit)),
    exposed(storage.headChunks, target, {}, () => always(timeline, 0.005 * limit)),
    exposed(storage.limit, target, {}, () => always(timeline, limit)),
    ...[...Object.values(storageFaults), ...Object.values(refusals)].map((fault) =>
      exposed(fault, target, {}, count(0)),
    ),
    ...ruleGroupsOf(world).flatMap((group) => groupTold(group, target, world)),
  ];
}

function groupTold(
  group: { readonly name: string; readonly slow: boolean },
  target: Target,
  world: World,
): ExposedSeries[] {
  const { timeline, scenario } = world;
  const every = inSeconds(group.slow ? slowInterval : scrapeInterval);
  const rules = 30;
  const labels = { rule_group: `/etc/prometheus/rules/rules-0/monitoring-${group.name}.yaml;${group.name}` };
  const failing = faultsOf(scenario, "rules-failing").filter((fault) => fault.group === group.name);
  const share = (index: number) =>
    failing.reduce(
      (most, fault) => Math.max(most, asRatio(fault.share) * presenceAt(fault, world, timeline.at[index] ?? 0)),
      0,
    );
  const counting = (perEvaluation: (index: number) => number) => () =>
    countedBy(target, world, (index, seconds) => (seconds / every) * perEvaluation(index));
  return [
    exposed(
      ruleGroups.evaluations,
      target,
      labels,
      counting(() => rules),
    ),
    exposed(
      ruleGroups.failures,
      target,
      labels,
      counting((index) => rules * share(index)),
    ),
    exposed(
      ruleGroups.iterations,
      target,
      labels,
      counting(() => 1),
    ),
    exposed(
      ruleGroups.missed,
      target,
      labels,
      counting(() => 0),
    ),
    exposed(ruleGroups.duration, target, labels, () => always(timeline, 0.12)),
    exposed(ruleGroups.interval, target, labels, () => always(timeline, every)),
  ];
}

function grafanaTold(target: Target, world: World): ExposedSeries[] {
  const counting = (perSecond: number) => () =>
    countedBy(target, world, (_, seconds) => Math.round(perSecond * seconds));
  return [
    exposed(alerting.evaluations, target, { org: "1" }, counting(2)),
    exposed(alerting.failures, target, { org: "1" }, counting(0)),
    exposed(alerting.behind, target, {}, () => always(world.timeline, 0.004)),
  ];
}
