import type { HttpService } from "../../../model/http-service";
import type { Duration } from "../../../units/quantities";
import { hours, minutes, times, together } from "../../../units/quantities";
import { another } from "../../stories/another";
import type { Stretch } from "../../stories/course";
import type { FiringStory, Stories } from "../../stories/story";
import { after, failingAfter, here, probed, well } from "./probed";

/** Stories of the alert on a place that does not report. @param places in their order */
export function silentPlaceStories({ name }: HttpService, places: readonly string[], pendingFor: Duration): Stories {
  const lasts = together(pendingFor, minutes(4));
  const silent = (since: Duration): Stretch[] => [well(hours(1)), { for: since, is: "ended" }];
  const but = (gone: string) =>
    places.filter((place) => place !== gone).map((place) => probed(name, place, [well(hours(2))]));
  const [first = here, ...others] = places;
  const silence = (gone: string): FiringStory => ({
    when: `${gone} is silent about it, though not about others`,
    given: [probed(name, gone, silent(lasts)), ...but(gone), probed(another(name), gone, [well(hours(2))])],
    at: after(lasts),
    labels: [{ place: gone }],
  });
  return {
    quiet: [
      {
        when: "all places report, also that it fails",
        given: [probed(name, first, failingAfter(lasts)), ...but(first)],
        at: after(lasts),
      },
      {
        when: "it has not lasted",
        given: [probed(name, first, silent(lasts)), ...but(first)],
        at: after(times(pendingFor, 0.8)),
      },
    ],
    fires: [silence(first), ...others.map(silence)],
  };
}
