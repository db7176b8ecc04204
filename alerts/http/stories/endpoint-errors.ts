import type { HttpService } from "../../../model/http-service";
import { hours, less, minutes, round } from "../../../units/quantities";
import { lengthOf } from "../../stories/course";
import type { Stories } from "../../stories/story";
import type { Requests } from "./requests";
import { anyEndpoint, requestsTo, requestsToAnother } from "./requests";

/**
 * Stories of the alert on an endpoint whose requests fail.
 * @param at the share at which the alert stands
 * @param fewest failures an hour
 */
export function endpointErrorStories(service: HttpService, at: number, fewest: number): Stories {
  const endpoint = anyEndpoint(service);
  const labels = [{ service: service.name, endpoint }] as const;
  const quarter = { perSecond: 0.25 };
  const every = minutes(1);
  const story = (when: string, ...stretches: readonly Requests[]) => {
    const course = [{ for: hours(3), ...quarter }, ...stretches, { for: minutes(2), ...quarter }];
    const length = lengthOf(course);
    return {
      when,
      given: [...requestsTo(service, endpoint, course, every), ...requestsToAnother(service, length, every)],
      at: less(length, minutes(3)),
      every,
    };
  };
  const failing = (share: number) => ({ ...quarter, failing: round(share) });
  return {
    quiet: [
      story("a little less fails for an hour", { for: hours(1.2), ...failing(0.85 * at) }),
      story("much more fails for a few minutes", { for: minutes(10), ...failing(4 * at) }),
      story(
        "it has failed for an hour, and does no longer",
        { for: hours(1), ...failing(2 * at) },
        { for: minutes(16), ...quarter },
      ),
      story(
        "it has failed for an hour, and begins to again",
        { for: hours(1), ...failing(2 * at) },
        { for: minutes(16), ...quarter },
        { for: minutes(11), ...failing(1.22 * at) },
      ),
      story("it begins only now to be too much", { for: minutes(58), ...failing(1.15 * at) }),
      {
        when: "hardly anybody calls it",
        given: requestsTo(
          service,
          endpoint,
          [
            { for: hours(3), perSecond: 0.001 },
            // Every sample of a minute counts for half of one.
            { for: hours(1.2), perSecond: round((1.6 * fewest) / 3600), failing: 1 },
          ],
          every,
        ),
        at: hours(4.1),
        every,
      },
    ],
    fires: [{ ...story("a little more fails for an hour", { for: hours(1.2), ...failing(1.15 * at) }), labels }],
  };
}
