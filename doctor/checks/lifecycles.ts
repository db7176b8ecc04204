import { said } from "../said";
import type { ExpectedLifecycle, ExpectedLogs } from "../expected/logs";
import type { Job } from "../job";
import type { Found } from "../line";
import { bad, good } from "../line";
import { fields, textOr } from "../reading";

/** From which age on each phase begins, by the names of policies and phases. */
export type KeptLifecycles = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-ilm-get-lifecycle */
export const readLifecycles = (body: unknown): KeptLifecycles =>
  new Map(
    Object.entries(fields(body)).map(([name, kept]) => [
      name,
      Object.fromEntries(
        Object.entries(fields(fields(fields(kept).policy).phases)).map(([phase, settings]) => [
          phase,
          textOr("0ms", fields(settings).min_age),
        ]),
      ),
    ]),
  );

/** An index that its lifecycle has left standing. */
export interface Stuck {
  readonly index: string;
  readonly policy: string;
  readonly step: string;
  readonly reason: string;
}

/** https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-ilm-explain-lifecycle */
export const readStuck = (body: unknown): Stuck[] =>
  Object.entries(fields(fields(body).indices)).flatMap(([index, explained]) => {
    const { step, policy, failed_step: failed, step_info: info } = fields(explained);
    if (step !== "ERROR") return [];
    const reason = typeof info === "object" && info !== null ? textOr("", fields(info).reason) : "";
    return [{ index, policy: textOr("", policy), step: textOr("", failed), reason }];
  });

export const lifecycleJobs = ({ lifecycles, allStreams }: ExpectedLogs): Job[] => [
  {
    part: "Elasticsearch",
    check: "lifecycle policies",
    subjects: lifecycles.map(({ name }) => name),
    run: async (ask) =>
      judgeLifecycles(lifecycles, await ask({ api: "Elasticsearch", path: "/_ilm/policy", read: readLifecycles })),
  },
  {
    part: "Elasticsearch",
    check: "lifecycle steps",
    subjects: ["indices"],
    run: async (ask) =>
      judgeStuck(
        await ask({ api: "Elasticsearch", path: `/${allStreams}/_ilm/explain?only_errors=true`, read: readStuck }),
      ),
  },
];

export const judgeLifecycles = (lifecycles: readonly ExpectedLifecycle[], kept: KeptLifecycles): Found[] =>
  lifecycles.map(({ name, phases }) => {
    const own = kept.get(name);
    if (!own) return bad(name, "it is not there: nothing of it is ever deleted.", deploy);
    const [altered] = [...new Set([...Object.keys(phases), ...Object.keys(own)])].filter(
      (phase) => own[phase] !== phases[phase],
    );
    return altered === undefined
      ? good(name, "as described.")
      : bad(name, `its phase ${altered} ${began(own[altered])}, and ${began(phases[altered])} as described.`, deploy);
  });

const began = (age: string | undefined): string => (age === undefined ? "is missing" : `begins after ${age}`);

const deploy = "was it changed by hand? Deploying the stack monitoring puts it back";

/** One of them fills the disk as well as many. */
export function judgeStuck(stuck: readonly Stuck[]): Found[] {
  if (stuck.length === 0) return [good("indices", "none is stuck.")];
  return stuck.map(({ index, policy, step, reason }) =>
    bad(
      index,
      `its lifecycle (${policy}) is stuck at ${step}: ${said(reason)}`,
      `docs/runbooks/elk-lifecycle.md; when the cause is gone, POST ${index}/_ilm/retry in Kibana's Dev Tools`,
    ),
  );
}
