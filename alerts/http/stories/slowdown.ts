import type { HttpService } from "../../../model/http-service";
import type { Duration } from "../../../units/quantities";
import { hours, less, minutes, round } from "../../../units/quantities";
import { lengthOf } from "../../stories/course";
import type { Stories } from "../../stories/story";
import type { Requests } from "./requests";
import { anotherService, anyEndpoint, requestsTo } from "./requests";

/**
 * Stories of the alert on an endpoint that is slower than the day before.
 * @param times as long as the day before, at which the alert stands
 * @param floors below which nobody feels it: requests in half an hour, and seconds that one takes
 */
export function slowdownStories(
  service: HttpService,
  times: number,
  floors: { readonly requests: number; readonly mean: number },
): Stories {
  const endpoint = anyEndpoint(service);
  const labels = [{ service: service.name, endpoint }] as const;
  const every = minutes(5);
  const sampledEvery = minutes(1);
  const often = round((4 * floors.requests) / minutes(30).milliseconds) * 1000;
  const usual = 4 * floors.mean;
  const day = (mean: number): Requests => ({ for: hours(24), perSecond: often, mean });
  const now = (mean: number, lasts = minutes(52)): Requests => ({ for: lasts, perSecond: often, mean });
  const story = (when: string, ...stretches: readonly Requests[]) => {
    const slower = [day(usual), day(usual), now(3 * times * usual, hours(30))];
    return {
      when,
      given: [
        ...requestsTo(service, endpoint, stretches, sampledEvery),
        ...requestsTo(anotherService(service), endpoint, slower, sampledEvery),
      ],
      at: less(lengthOf(stretches), every),
      every,
      sampledEvery,
    };
  };
  /** What happens outweighs all of the day before, once it is part of it. */
  const rush = (lasts: Duration): Requests => ({ ...now(1.15 * times * usual, lasts), perSecond: 100 * often });
  const rarely = (stretch: Requests): Requests => ({ ...stretch, perSecond: often / 8 });
  return {
    quiet: [
      story("it takes a little less than that", day(usual), day(usual), now(0.9 * times * usual)),
      story(
        "what takes no time takes a little more",
        ...[0.1, 0.1].map((share) => day(share * floors.mean)),
        now(0.8 * floors.mean),
      ),
      story("hardly anybody calls it", ...[day(usual), day(usual), now(3 * times * usual)].map(rarely)),
      story("it has not lasted", day(usual), day(usual), now(1.6 * times * usual, minutes(24))),
      story("half an hour of it is not all as slow", day(usual), day(usual), now(1.04 * times * usual, minutes(31))),
      story(
        "it was as slow for half of the day before",
        day(usual),
        { ...day(1.15 * times * usual), for: hours(14) },
        { ...day(usual), for: hours(10) },
        now(1.15 * times * usual),
      ),
      story("it was as slow for most requests of the day before, an hour ago", day(usual), rush(minutes(85))),
    ],
    fires: [
      {
        ...story(
          "it takes a little more than that, as it did until the day before",
          day(times * usual),
          day(times * usual),
          { ...day(usual), for: hours(26) },
          now(1.15 * times * usual),
        ),
        labels,
      },
      { ...story("most requests of a day come at once, and are as slow", day(usual), rush(minutes(30))), labels },
    ],
  };
}
