import { probeJob } from "../../../environments/names";
import type { HttpService } from "../../../model/http-service";
import { probes } from "../../../signals/contracts/blackbox";
import { up } from "../../../signals/contracts/prometheus";
import type { Duration } from "../../../units/quantities";
import { hours, less, minutes } from "../../../units/quantities";
import { another } from "../../stories/another";
import { gauge, lengthOf } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { Stories, Story } from "../../stories/story";
import type { ScrapeTarget } from "../../target";
import { after, failing, failingAfter, here, probed, there, well } from "./probed";
import { anyEndpoint, requestsTo } from "./requests";
import type { Young } from "./traffic";
import { sampledEvery, youngTraffic } from "./traffic";

/** Stories of the alert on a service that fails from outside. @param fewest requests per second that are missed */
export function failingStories(
  service: HttpService,
  target: ScrapeTarget,
  { fewest, pendingFor }: { readonly fewest: number; readonly pendingFor: Duration },
): Stories {
  const { name } = service;
  const lasts = minutes(12);
  const young = youngTraffic(fewest, pendingFor);
  /** One place fails all the time: whether that wakes anybody depends on the traffic. */
  const whileOneFails = ({ when, stretches }: Young): Story => {
    const length = lengthOf(stretches);
    return {
      when: `one place fails, and ${when}`,
      given: [
        probed(name, here, [failing(length)]),
        probed(name, there, [well(length)]),
        ...requestsTo(service, anyEndpoint(service), stretches, sampledEvery),
        shaped(up, { ...target, pod: `${target.job}-0` }, gauge([{ for: length, at: 1 }])),
      ],
      at: less(length, sampledEvery),
      every: sampledEvery,
    };
  };
  const counted = (perSecond: number, scraped: 0 | 1 = 1): InputSeries[] => [
    ...requestsTo(service, anyEndpoint(service), [
      { for: hours(1), perSecond: 10 },
      { for: lasts, perSecond },
    ]),
    ...[target, { ...target, port: "metrics" }, { ...target, job: another(target.job) }].map((of) =>
      shaped(up, { ...of, pod: `${of.job}-0` }, gauge([{ for: hours(2), at: of === target ? scraped : 1 - scraped }])),
    ),
  ];
  const other = [here, there].map((place) => probed(another(name), place, failingAfter(lasts)));
  const oneOfTwo = [probed(name, here, failingAfter(lasts)), probed(name, there, [well(hours(2))])];
  const both = [here, there].map((place) => probed(name, place, failingAfter(lasts)));
  return {
    quiet: [
      { when: "one place fails, and requests arrive as usual", given: [...oneOfTwo, ...counted(10)], at: after(lasts) },
      {
        when: "one place fails, and a third of the usual requests is missing",
        given: [...oneOfTwo, ...counted(6.6)],
        at: after(lasts),
      },
      { when: "one place fails, and nobody counts", given: [...oneOfTwo, ...counted(2, 0)], at: after(lasts) },
      {
        when: "two probes in a row fail from everywhere",
        given: [here, there].map((place) => probed(name, place, [...failingAfter(minutes(1)), well(hours(1))])),
        at: after(minutes(4)),
      },
      { when: "it has not lasted", given: both, at: after(minutes(3)) },
      { when: "another service fails", given: [...other, probed(name, here, [well(hours(2))])], at: after(lasts) },
      ...young.quiet.map(whileOneFails),
    ],
    fires: [
      {
        when: "it fails from two places",
        given: [...both, ...other],
        at: after(minutes(5)),
        labels: [{ service: name }],
      },
      {
        when: "it fails from one place, and most of the usual requests are missing",
        given: [...oneOfTwo, ...counted(2)],
        at: after(lasts),
        labels: [{ service: name }],
      },
      ...young.fires.map((one) => ({ ...whileOneFails(one), labels: [{ service: name }] as const })),
    ],
  };
}

export function partialStories({ name }: HttpService): Stories {
  const lasts = minutes(36);
  const fails = probed(name, here, failingAfter(lasts));
  const answers = probed(name, there, [well(hours(3))]);
  return {
    quiet: [
      { when: "it fails from two places", given: [fails, probed(name, there, failingAfter(lasts))], at: after(lasts) },
      { when: "it has not lasted", given: [fails, answers], at: after(minutes(28)) },
      {
        when: "every other probe from there fails",
        given: [
          shaped(probes.success, { job: probeJob(here), service: name, place: here }, "1 0 ".repeat(150).trim()),
          answers,
        ],
        at: after(lasts),
      },
      {
        when: "every third probe from there fails",
        given: [
          shaped(probes.success, { job: probeJob(here), service: name, place: here }, "1 1 0 ".repeat(100).trim()),
          answers,
        ],
        at: after(lasts),
      },
      {
        when: "another service fails from there",
        given: [probed(another(name), here, failingAfter(lasts)), answers],
        at: after(lasts),
      },
    ],
    fires: [
      {
        when: "it fails from one of two places",
        given: [fails, answers],
        at: after(minutes(33)),
        labels: [{ service: name, place: here }],
      },
      {
        when: "three of four probes from there fail",
        given: [
          shaped(probes.success, { job: probeJob(here), service: name, place: here }, "0 0 0 1 ".repeat(75).trim()),
          answers,
        ],
        at: after(lasts),
        labels: [{ service: name, place: here }],
      },
    ],
  };
}
