import type { HttpService } from "../../model/http-service";
import type { Levels } from "../../model/levels";
import { min, select } from "../../promql/build";
import { probe } from "../../signals/probe";
import type { Duration } from "../../units/quantities";
import { days, hours, inSeconds } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { Levelled } from "../levels";
import { atLevels, wakingOnlyFor } from "../levels";
import { common } from "./common";
import { certificateStories } from "./stories/certificate";

/** How long before its certificate expires somebody acts: in the order of the day, or at once. */
const levelsBefore: Levels<Duration> = { ticket: days(21), page: days(3) };

export function certificate(service: HttpService): Levelled {
  const { name } = service;
  const pendingFor = hours(1);
  const levels = atLevels(levelsBefore, (level, severity) => ({
    title: `${name}: its certificate expires ${severity === "page" ? "within days" : "soon"}`,
    ...common(service, "certificate-expires", "tls"),
    watches: probe.certificate,
    value: min(select(probe.certificate.remaining, { service: name })).by("service").expr,
    fires: { below: inSeconds(level) },
    clears: inSeconds(level) + inSeconds(days(1)),
    pendingFor,
    summary: (value) => `The certificate of ${name} expires in ${value}; the alert stands at ${durationText(level)}.`,
    firstSteps: [
      "Why was it not renewed? kubectl get certificates,certificaterequests,challenges --all-namespaces, or the console of whoever issues it.",
      'All places, or one? Panel "Certificate expires in": one alone meets another server.',
      "Was it renewed, and only not loaded? Restart what serves it.",
    ],
    stories: () => certificateStories(service, level, pendingFor),
  }));
  return wakingOnlyFor(service.criticality, levels);
}
