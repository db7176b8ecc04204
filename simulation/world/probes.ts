import { ownCertificate } from "../../environments/own-certificate";
import type { HttpService } from "../../model/http-service";
import { asRatio, days, inSeconds } from "../../units/quantities";
import { probes } from "../../signals/contracts/blackbox";
import { harmsTo } from "./harm";
import { faultsOf, presenceAt } from "./happening";
import { randomOf } from "./random";
import type { Course, Timeline } from "./timeline";
import { always, course } from "./timeline";
import type { ExposedSeries, World } from "./world";
import { exposed } from "./world";

/** What a probe takes on its way, in seconds. */
const phases = { resolve: 0.004, connect: 0.012, tls: 0.03, processing: 0.01, transfer: 0.001 } as const;

/** Certificates are renewed with so much to spare. */
const certificateLasts = days(52);

/**
 * Series that places see of a service. Its probe is a cheap route: it fails where pods do not answer, and not where a
 * database does not.
 */
export function probesTold(service: HttpService, world: World): ExposedSeries[] {
  const { targets, timeline, seed } = world;
  return targets
    .filter(({ labels }) => "place" in labels && labels.service === service.name)
    .flatMap((target) => {
      const random = randomOf(seed, "probe", target.job, service.name);
      const failing = failingFrom(service, target.labels.place ?? "", world);
      const answered = course(timeline, (index) => (random.uniform() < (failing[index] ?? 0) ? 0 : 1));
      const lasting = (seconds: number) => () =>
        answered.map((yes) => (yes ? seconds * (1 + 0.2 * Math.abs(random.normal())) : 5));
      const all = Object.values(phases).reduce((sum, one) => sum + one, 0);
      return [
        exposed(probes.success, target, {}, () => answered),
        exposed(probes.status, target, {}, () => answered.map((yes) => (yes ? 200 : 0))),
        exposed(probes.duration, target, {}, lasting(all)),
        exposed(probes.lookup, target, {}, lasting(phases.resolve)),
        ...Object.entries(phases).map(([phase, seconds]) => exposed(probes.phase, target, { phase }, lasting(seconds))),
        exposed(probes.certificateExpiry, target, {}, () => answered.map((yes) => (yes ? expiry(timeline) : NaN))),
      ];
    });
}

/** Series on the certificate of the monitoring itself: nothing happens to it. */
export const ownCertificateTold = ({ targets, timeline }: World): ExposedSeries[] =>
  targets
    .filter(({ job }) => job === ownCertificate.job)
    .flatMap((target) => [
      exposed(probes.success, target, {}, () => always(timeline, 1)),
      exposed(probes.duration, target, {}, () => always(timeline, phases.tls)),
      exposed(probes.lookup, target, {}, () => always(timeline, 0)),
      exposed(probes.certificateExpiry, target, {}, () => always(timeline, expiry(timeline))),
    ]);

/** In Unix time. */
const expiry = ({ begins }: Timeline): number => begins / 1000 + inSeconds(certificateLasts);

/** Chance that a probe comes to nothing. */
function failingFrom(service: HttpService, place: string, world: World): Course {
  const { scenario, timeline } = world;
  const ways = faultsOf(scenario, "ingress", service.name).filter(({ places }) => places?.includes(place) ?? true);
  // Of what hits each and every request; half of what is sent to pods that are away.
  const pods = harmsTo(
    { ...service, dependsOn: () => [] },
    { ...world, scenario: { ...scenario, faults: ofPods(world) } },
  );
  return course(timeline, (index, moment) => {
    const lost = ways.map((fault) => presenceAt(fault, world, moment) * (fault.places ? 1 : asRatio(fault.lost)));
    const away = pods.map(({ failing }) => failing?.[index] ?? 0);
    return 1 - [...lost, ...away].reduce((through, share) => through * (1 - share), 1);
  });
}

const ofPods = ({ scenario }: World) => scenario.faults.filter(({ kind }) => kind.startsWith("pod-"));
