import type { Connections } from "../connections";
import type { Expected } from "../expected/expected";
import type { Job } from "../job";
import type { Line, Part } from "../line";
import { alertQueryJobs } from "./alert-queries";
import { probedCertificates, shownCertificates } from "./certificates";
import { elasticsearchJobs } from "./elasticsearch";
import { grafanaJobs } from "./grafana";
import { kibanaJobs } from "./kibana";
import { rulesJob } from "./recording-rules";
import { seriesJobs } from "./series";
import { targetsJob, targetsOfShards } from "./targets";
import { versionJobs } from "./versions";

/** Checks of all that is looked at: first what all else depends on. */
export const jobsFor = (expected: Expected, now: number): Job[] => [
  ...versionJobs(expected.versions).filter(({ part }) => !expected.isSharded || part !== "Prometheus"),
  expected.isSharded ? targetsOfShards : targetsJob(expected.scrapes),
  rulesJob(expected.rules, now),
  ...seriesJobs(expected.series),
  ...alertQueryJobs(expected.alerts),
  probedCertificates(expected.certificates),
  ...grafanaJobs(expected, now),
  ...elasticsearchJobs(expected.logs, now),
  ...kibanaJobs(expected.logs),
];

/** What was found of the certificates that were seen while all else was asked. */
export const certificatesFound = (
  certificates: ReadonlyMap<Part, number>,
  connections: Connections,
  now: number,
): Line[] =>
  shownCertificates(certificates, connections, now).map(({ part, found }) => ({
    part,
    check: "certificate",
    ...found,
  }));
