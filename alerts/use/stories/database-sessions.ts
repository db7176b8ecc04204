import type { Database } from "../../../model/database";
import type { Labels } from "../../../promql/labels";
import { postgres } from "../../../signals/contracts/postgres";
import { rds } from "../../../signals/contracts/rds";
import type { Duration } from "../../../units/quantities";
import { hours, round, times, together } from "../../../units/quantities";
import { another } from "../../stories/another";
import type { Stretch } from "../../stories/course";
import { gauge, leadIn, mapped, usually } from "../../stories/course";
import { levelBesideOthers, stands } from "../../stories/level";
import type { InputSeries } from "../../stories/series";
import type { Stories, Story } from "../../stories/story";
import { cloudwatch } from "./database-instance";
import { labelsOf, server } from "./database-server";

/** Sessions, by what they do, of clients or of PostgreSQL's own workers. */
const sessions = (name: string, count: readonly Stretch[], labels: Labels = {}): InputSeries =>
  server(postgres.sessions, name, gauge(count), {
    state: "active",
    backend_type: "client backend",
    wait_event_type: "",
    wait_event: "",
    ...labels,
  });

/** How many there can be. */
const most = 1000;

/**
 * Stories of the alert on a database's connections.
 * @param level the share at which the alert stands
 * @param memory how long it is known how many there can be
 */
export function connectionStories(database: Database, level: number, pendingFor: Duration, memory: Duration): Stories {
  const { name } = database;
  const limit = (of: string, stretches: readonly Stretch[] = usually(most)) =>
    server(postgres.maxConnections, of, gauge(stretches));
  const counted = (of: string, used: readonly Stretch[]): InputSeries[] => [
    limit(of),
    sessions(
      of,
      mapped(used, (share) => Math.round(0.6 * share * most)),
    ),
    sessions(
      of,
      mapped(used, (share) => Math.round(0.4 * share * most)),
      { state: "idle" },
    ),
  ];
  const beyond = round(1.02 * level);
  const labels = labelsOf(database);
  const { quiet, fires, ...passing } = levelBesideOthers({
    pendingFor,
    usual: level / 2,
    near: round(0.98 * level),
    beyond,
    told: (course, others) => [...counted(name, course), ...counted(another(name), others)],
    labels,
  });
  const inAws = cloudwatch(rds.connections, name, gauge(usually(beyond * most)));
  const refused = (when: string, lasts: Duration): Story => {
    const silent = { for: hours(5), is: "ended" } as const;
    return {
      when,
      given: [
        inAws,
        limit(name, [{ for: leadIn, at: most }, silent]),
        sessions(name, [{ for: leadIn, at: (level / 2) * most }, silent]),
      ],
      at: together(leadIn, lasts),
    };
  };
  return {
    quiet: [
      ...quiet,
      {
        when: "most sessions are workers of its own, which need no connection",
        given: [
          ...counted(name, usually(level / 2)),
          sessions(name, usually(level * most), { backend_type: "parallel worker" }),
        ],
        at: stands(pendingFor),
      },
      {
        when: "nobody is connected any more, and AWS does not know yet",
        given: [limit(name), sessions(name, usually(5), { backend_type: "background writer" }), inAws],
        at: stands(pendingFor),
      },
      refused("it is long ago that anybody could ask how many there can be", together(memory, memory)),
    ],
    fires: [
      ...fires,
      {
        ...refused("the exporter is refused as well, and AWS counts", times(memory, 0.7)),
        labels: [labels],
      },
    ],
    ...passing,
  };
}

/** Stories of the alert on sessions that wait for locks. @param at number of sessions that may wait */
export function lockStories(database: Database, at: number, pendingFor: Duration): Stories {
  const { name } = database;
  const waiting = (count: readonly Stretch[], of = name) =>
    sessions(of, count, { wait_event_type: "Lock", wait_event: "transactionid" });
  const busy = sessions(name, usually(4 * at), { wait_event_type: "IO", wait_event: "DataFileRead" });
  return levelBesideOthers({
    pendingFor,
    usual: 0,
    near: at,
    beyond: at + 1,
    told: (course, others) => [busy, waiting(course), waiting(others, another(name))],
    labels: labelsOf(database),
  });
}
