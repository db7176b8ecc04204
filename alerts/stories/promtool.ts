import { scrapeInterval } from "../../environments/scrape";
import type { Labels } from "../../promql/labels";
import { selector } from "../../promql/labels";
import { print, printLine } from "../../promql/print";
import type { Duration } from "../../units/quantities";
import { promDuration } from "../../units/text";
import type { AlertRule } from "../alert";
import { evaluationInterval } from "../alert";
import { beyondThreshold, firingAt } from "./firing";
import { heldFor } from "./held";
import type { RecordedRule } from "./recorded";
import type { FiringStory, Story } from "./story";

/** Time between two evaluations of a story. */
export const everyOf = ({ every = scrapeInterval }: Story): Duration => every;

/** Time between two samples of a story's series. */
export const sampledEvery = (story: Story): Duration => story.sampledEvery ?? everyOf(story);

/** A story, with labels if it is one of those that fire. */
export type AnyStory = Story & Partial<Pick<FiringStory, "labels">>;

const alertGroup = "alerts";
const alertName = "original";

/** The rule file of promtool's run: recording rules as deployed, and the alert as Prometheus has them. */
export function ruleFile(recorded: readonly RecordedRule[], alert: AlertRule, every: Duration) {
  const groups = groupsOf(recorded).map((name) => ({
    name,
    rules: recorded
      .filter(({ group }) => group === name)
      .map(({ record, expr, interval }) => ({ record, expr: print(heldFor(interval, expr, every)) })),
  }));
  return { groups: [...groups, { name: alertGroup, rules: [alertingRule(alert, every)] }] };
}

const groupsOf = (recorded: readonly RecordedRule[]): string[] => [...new Set(recorded.map(({ group }) => group))];

const alertingRule = (alert: AlertRule, every: Duration) => ({
  alert: alertName,
  expr: print(heldFor(evaluationInterval, beyondThreshold(alert), every)),
  for: promDuration(alert.pendingFor),
  keep_firing_for: promDuration(alert.keepFiringFor),
  labels: alert.labels,
});

/** An alert that is asked for at the end of a story only, and its name there. */
export interface Asked {
  readonly name: string;
  readonly alert: AlertRule;
}

/** The test file of one story: of the alert and of all that are asked the same is expected. */
export function testFile(
  recorded: readonly RecordedRule[],
  story: AnyStory,
  alert: AlertRule,
  asked: readonly Asked[],
) {
  const every = everyOf(story);
  const at = promDuration(story.at);
  const expected = (story.labels ?? []).map((own): Labels => ({ ...own, ...alert.labels }));
  return {
    evaluation_interval: promDuration(every),
    group_eval_order: [...groupsOf(recorded), alertGroup],
    tests: [
      {
        name: "story",
        interval: promDuration(sampledEvery(story)),
        input_series: story.given,
        alert_rule_test: [
          { alertname: alertName, eval_time: at, exp_alerts: expected.map((labels) => ({ exp_labels: labels })) },
        ],
        promql_expr_test: asked.map(({ name, alert: other }) => ({
          // By the comment one finds it in the complaint.
          expr: `# ${name}\n${printLine(firingAt(other, every))}`,
          eval_time: at,
          exp_samples: expected.map((labels) => ({ labels: selector(labels), value: 1 })),
        })),
      },
    ],
  };
}
