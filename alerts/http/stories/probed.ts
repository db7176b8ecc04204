import { probeJob } from "../../../environments/names";
import { probes } from "../../../signals/contracts/blackbox";
import type { Duration } from "../../../units/quantities";
import { hours, minutes, together } from "../../../units/quantities";
import type { Stretch } from "../../stories/course";
import { gauge } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";

export const well = (lasts: Duration): Stretch => ({ for: lasts, at: 1 });
export const failing = (lasts: Duration): Stretch => ({ for: lasts, at: 0 });

export const probed = (service: string, place: string, stretches: readonly Stretch[]): InputSeries =>
  shaped(probes.success, { job: probeJob(place), service, place }, gauge(stretches));

/** Course of probes: an hour in which all is well, then so long in which they fail. */
export const failingAfter = (lasts: Duration): Stretch[] => [well(hours(1)), failing(lasts)];

export const after = (lasts: Duration): Duration => together(hours(1), lasts, minutes(-1));

/** Names of two places that do not stand in the description, for a story is told the same wherever one asks from. */
export const [here, there] = ["here", "there"];
