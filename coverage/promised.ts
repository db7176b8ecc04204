import type { AnyAlert } from "../alerts/alert";
import { objectiveText } from "../alerts/http/objectives";
import { allEndpoints } from "../model/http-service";
import type { Monitored } from "../model/resource";
import { http } from "../signals/http";
import type { Goal } from "../signals/objectives";
import { goals, scopesOf } from "../signals/objectives";
import type { SignalKind } from "../signals/signal";

/**
 * Objectives of a thing, in words, that a signal of it judges, or the one that judges that; those of a route after
 * those of all.
 */
export function objectivesOf(thing: Monitored | undefined, { id, judgedBy }: SignalKind): string[] {
  if (!thing || "kind" in thing) return [];
  return (Object.keys(goals) as Goal[])
    .filter((goal) => http[goal].id === id || http[goal].id === judgedBy)
    .flatMap((goal) =>
      scopesOf(thing).map(({ endpoint, objectives }) => {
        const text = objectiveText(goal, objectives);
        return endpoint === allEndpoints ? text : `${endpoint}: ${text}`;
      }),
    );
}

/**
 * How many stories alerts have; nothing where there is no alert. Told when somebody reads it: synth asks for no story.
 */
export function storiesOf(alerts: readonly AnyAlert[]): string[] {
  const stories = alerts.map((alert) => alert.stories());
  const count = (kind: "quiet" | "fires") => stories.reduce((sum, of) => sum + of[kind].length, 0);
  return alerts.length === 0 ? [] : [`${count("quiet")} quiet`, `${count("fires")} firing`];
}
