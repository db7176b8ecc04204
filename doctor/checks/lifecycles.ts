import { said } from "../said";
import type { ExpectedLifecycle, ExpectedLogs } from "../expected/logs";
import type { Job } from "../job";
import type { Found } from "../line";
import { bad, good } from "../line";
import { fields, text, textOr } from "../reading";

/** The age from which on each phase begins, by the names of policies and phases: `30d`. */
export type KeptLifecycles = ReadonlyMap<string, Readonly<Record<string, string>>>;

/**
 * Reads the lifecycle policies: https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-ilm-get-lifecycle
 */
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

/**
 * Reads the indices that Elasticsearch names when asked for errors alone: in the step ERROR, or of a policy that there
 * is not, whatever their step.
 * https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-ilm-explain-lifecycle
 */
export const readStuck = (body: unknown): Stuck[] =>
  Object.entries(fields(fields(body).indices)).map(([index, explained]) => {
    const { step, policy, failed_step: failed, step_info: info } = fields(explained);
    const reason = typeof info === "object" && info !== null ? textOr("", fields(info).reason) : "";
    return {
      index,
      policy: textOr("", policy),
      step: textOr(textOr("its beginning", step), failed),
      reason: reason === "" ? "is there such a policy?" : reason,
    };
  });

/**
 * Reads whether lifecycles go on: https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-ilm-get-status
 */
export const readMode = (body: unknown): string => text(fields(body).operation_mode);

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
    run: async (ask) => {
      const [mode, stuck] = await Promise.all([
        ask({ api: "Elasticsearch", path: "/_ilm/status", read: readMode }),
        ask({ api: "Elasticsearch", path: `/${allStreams}/_ilm/explain?only_errors=true`, read: readStuck }),
      ]);
      return judgeSteps(mode, stuck);
    },
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

/**
 * Judges lifecycles by their mode and the indices that are stuck. One of them fills the disk as well as many; while all
 * stand still, none is in error.
 */
export function judgeSteps(mode: string, stuck: readonly Stuck[]): Found[] {
  if (mode !== "RUNNING")
    return [
      bad(
        "indices",
        `lifecycles are ${mode}: nothing is rolled over or deleted.`,
        "POST _ilm/start in Kibana's Dev Tools",
      ),
    ];
  if (stuck.length === 0) return [good("indices", "none is stuck.")];
  return stuck.map(({ index, policy, step, reason }) =>
    bad(
      index,
      `its lifecycle (${policy}) is stuck at ${step}: ${said(reason)}`,
      `docs/runbooks/elk-lifecycle.md; when the cause is gone, POST ${index}/_ilm/retry in Kibana's Dev Tools`,
    ),
  );
}
