import type { HttpService } from "../../../model/http-service";
import type { Duration } from "../../../units/quantities";
import { minutes, together } from "../../../units/quantities";
import type { Stories, Story } from "../../stories/story";
import { anyEndpoint, requestsTo } from "./requests";

/**
 * The same stories, of an alert that waits longer and is silent while a service pages. Their series have to go on for as
 * long after the moment at which one looks.
 *
 * @param longer than the alert that they were told of
 */
export function storiesWhileNotFelt(stories: Stories, longer: Duration, dependents: readonly HttpService[]): Stories {
  const later = <S extends Story>(story: S): S => ({ ...story, at: together(story.at, longer) });
  const [first, ...others] = stories.fires;
  const [quiet, ...more] = stories.quiet;
  return {
    quiet: [later(quiet), ...more.map(later), ...dependents.map((service) => felt(later(first), service))],
    fires: [later(first), ...others.map(later)],
    // Those have lasted long enough for both.
    ...(stories.passes && { passes: stories.passes }),
  };
}

/** All of its requests fail, from the beginning. */
function felt({ when, given, at, every }: Story, service: HttpService): Story {
  const failing = [{ for: together(at, minutes(2)), perSecond: 1, failing: 1 }];
  return {
    when: `${when}, and ${service.name} pages`,
    given: [...given, ...requestsTo(service, anyEndpoint(service), failing, every)],
    at,
    ...(every && { every }),
  };
}
