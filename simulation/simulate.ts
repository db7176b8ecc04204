import { atOnce } from "../engines/run/at-once";
import { pause } from "../engines/run/process";
import { startPrometheus } from "../engines/run/prometheus";
import type { Labels } from "../promql/labels";
import { minutes, seconds } from "../units/quantities";
import type { Answer, AnsweredSeries, Steps } from "./ask";
import { ask } from "./ask";
import type { Clock, Stretch } from "./clock";
import { stretchesOf } from "./clock";
import type { Deployed, DeployedAlert, DeployedRule, NotSimulated } from "../deployed/deployed";
import type { Evaluation, InstanceHistory } from "./grafana-states";
import { isFiring, statesOf } from "./grafana-states";
import type { Needed } from "./needed";
import { push, recordedAs, scraped } from "./push";
import type { SampledSeries } from "./samples";

export interface SimulationProps {
  readonly deployed: Deployed;
  readonly needed: Needed;
  readonly series: readonly SampledSeries[];
  readonly clock: Clock;
  /** Whether the numbers in what alerts say are asked for as well. @default only what decides is */
  readonly texts?: boolean;
  /** Called when a part of the work begins, with what it does. */
  readonly progress?: (doing: string) => void;
}

/** What the alert rules made of the series. */
export interface Simulation {
  readonly clock: Clock;
  readonly alerts: readonly AlertHistory[];
  readonly notSimulated: readonly NotSimulated[];
}

export interface AlertHistory {
  readonly alert: DeployedAlert;
  /** Values that are compared with the threshold, by the labels of the query. */
  readonly values: readonly AnsweredSeries[];
  readonly instances: readonly InstanceHistory[];
  /**
   * Values that were asked for besides, by what the alert's texts call them.
   * @default none were, for it did not fire
   */
  readonly besides?: ReadonlyMap<string, readonly AnsweredSeries[]>;
}

/**
 * Simulates alert rules on series: asks a real Prometheus, which is gone afterwards whatever happens, what it would
 * have answered then. Rules are evaluated level by level rather than group by group: what Prometheus may read one
 * evaluation late is read at once here.
 * @throws if Prometheus is missing, with the remedy, and if it fails
 */
export async function simulate(props: SimulationProps): Promise<Simulation> {
  const { deployed, needed, series, clock, texts = false, progress } = props;
  progress?.("starts Prometheus");
  const prometheus = await startPrometheus();
  try {
    progress?.(`hands over ${series.length} series`);
    await push(prometheus.url, scraped(series));
    const count = needed.levels.reduce((sum, level) => sum + level.length, 0);
    progress?.(`evaluates ${counted(count, "recording rule")}`);
    const past = { begins: clock.begins, stretches: stretchesOf(clock) };
    for (const level of needed.levels) {
      const recorded = await atOnce(level, (rule) => recordedBy(prometheus.url, rule, needed, past), queriesAtOnce);
      await push(prometheus.url, recorded.flat());
    }
    progress?.(`evaluates ${counted(deployed.alerts.length, "alert rule")}`);
    const alerts = await atOnce(deployed.alerts, (alert) => historyOf(prometheus.url, alert, clock), queriesAtOnce);
    const told = texts ? await withTexts(prometheus.url, alerts, clock) : alerts;
    return { clock, alerts: told, notSimulated: deployed.notSimulated };
  } catch (failure) {
    // `fetch failed`: its connections are gone a moment before itself.
    if (failure instanceof TypeError) await pause(seconds(0.5));
    throw failure;
  } finally {
    // Had it ended by itself, this says so, with its last words: the better reason.
    await prometheus.stop();
  }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** Enough for two processors never to wait for the next question. */
const queriesAtOnce = 4;

interface Past extends Pick<Clock, "begins"> {
  readonly stretches: readonly Stretch[];
}

/** At its own interval, wherever anybody looks back to. */
async function recordedBy(url: string, rule: DeployedRule, { reads }: Needed, { begins, stretches }: Past) {
  const { record, text, interval } = rule;
  const reach = Math.max(0, ...(reads.get(record) ?? []).map((read) => read.reach)) + slack.milliseconds;
  const parts = stretches.flatMap(({ from, to, step = interval }) => {
    const begin = Math.ceil(Math.max(from, begins - reach) / step.milliseconds) * step.milliseconds;
    return begin > to ? [] : [{ from: begin, to, step }];
  });
  const answers = [];
  for (const { from, to, step } of parts) {
    const { series, refused } = await ask(url, text, { from, to, step });
    answers.push(...series.map((one) => recordedAs(record, one, { refused, step: step.milliseconds, to })));
  }
  return answers;
}

/** Recorded series are read up to five minutes after they were written. */
const slack = minutes(5);

const stepsOf = ({ interval }: DeployedAlert, { begins, ends }: Clock): Steps => ({
  from: begins,
  to: ends,
  step: interval,
});

async function historyOf(url: string, alert: DeployedAlert, clock: Clock): Promise<AlertHistory> {
  const { begins, ends } = clock;
  const step = alert.interval;
  const answer = await ask(url, alert.text, stepsOf(alert, clock));
  const moments = Array.from(
    { length: Math.floor((ends - begins) / step.milliseconds) + 1 },
    (_, index) => begins + index * step.milliseconds,
  );
  return { alert, values: answer.series, instances: statesOf(alert, evaluationsAt(moments, answer)) };
}

/** Of what fires only; each thing once, for several alerts name the same suspects. */
async function withTexts(url: string, alerts: readonly AlertHistory[], clock: Clock): Promise<AlertHistory[]> {
  const answers = new Map<string, Promise<Answer>>();
  const answerTo = (text: string, steps: Steps): Promise<Answer> => {
    const key = `${steps.step.milliseconds} ${text}`;
    const answer = answers.get(key) ?? ask(url, text, steps);
    answers.set(key, answer);
    return answer;
  };
  return atOnce(
    alerts,
    async (history) => {
      const { alert, instances } = history;
      if (!alert.says || !instances.some(({ states }) => states.some(({ state }) => isFiring(state)))) return history;
      const besides = new Map<string, readonly AnsweredSeries[]>();
      for (const { ref, text } of alert.says.besides)
        besides.set(ref, (await answerTo(text, stepsOf(alert, clock))).series);
      return { ...history, besides };
    },
    queriesAtOnce,
  );
}

function evaluationsAt(moments: readonly number[], { series, refused }: Answer): Evaluation[] {
  const samples = new Map(moments.map((at) => [at, [] as { labels: Labels; value: number }[]]));
  for (const { labels, at, values } of series)
    for (const [index, moment] of at.entries()) samples.get(moment)?.push({ labels, value: values[index] ?? NaN });
  return moments.map((at) => {
    const error = refused.get(at);
    return error === undefined ? { at, samples: samples.get(at) ?? [] } : { at, error };
  });
}
