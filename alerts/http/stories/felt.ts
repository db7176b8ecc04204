import type { HttpService } from "../../../model/http-service";
import type { Duration } from "../../../units/quantities";
import { milliseconds, minutes, together } from "../../../units/quantities";
import type { Stories, Story } from "../../stories/story";
import { anyEndpoint, requestsTo } from "./requests";

interface NotFelt {
  /** How much longer the alert waits than the one that the stories were told of. */
  readonly longer: Duration;
  /** Pending period of the alert now. */
  readonly pendingFor: Duration;
  /** Services whose pages keep it silent. */
  readonly tellers: readonly HttpService[];
}

/**
 * The stories of an alert as it is when it waits longer and is silent while a service pages. Their series have to go on
 * for as long after the moment at which one looks.
 */
export function storiesWhileNotFelt(stories: Stories, { longer, pendingFor, tellers }: NotFelt): Stories {
  const later = <S extends Story>(story: S): S => ({ ...story, at: together(story.at, longer) });
  const [first, ...others] = stories.fires;
  const [quiet, ...more] = stories.quiet;
  return {
    quiet: [later(quiet), ...more.map(later), ...tellers.map((service) => felt(later(first), pendingFor, service))],
    fires: [later(first), ...others.map(later)],
    // Those have lasted long enough for both.
    ...(stories.passes && { passes: stories.passes }),
  };
}

/** All of its requests fail, since about when the thing is ill. */
function felt({ when, given, at, every }: Story, pendingFor: Duration, service: HttpService): Story {
  const since = Math.max(0, at.milliseconds - together(pendingFor, minutes(15)).milliseconds);
  const failing = [
    { for: milliseconds(since), perSecond: 1 },
    { for: milliseconds(at.milliseconds - since + minutes(2).milliseconds), perSecond: 1, failing: 1 },
  ];
  return {
    when: `${when}, and ${service.name} pages`,
    given: [...given, ...requestsTo(service, anyEndpoint(service), failing, every)],
    at,
    ...(every && { every }),
  };
}
