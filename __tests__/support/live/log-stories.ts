/**
 * Stories of alerts on logs, told to the stand-in for Elasticsearch: it is asked what Grafana would ask, evaluation by
 * evaluation.
 */
import { evaluationInterval, thresholdOf } from "../../../alerts/alert";
import { stepsOf } from "../../../alerts/grafana-steps";
import type { LogAlert } from "../../../alerts/logs/common";
import { another } from "../../../alerts/stories/another";
import { storyText } from "../../../alerts/stories/check";
import type { FiringLogStory, LoggedLines, LogStory } from "../../../alerts/stories/log-story";
import { datasources } from "../../../environments/names";
import { production } from "../../../environments/production";
import { allDataStreams, dataStreamOf } from "../../../logs/names";
import type { Component } from "../../../model/component";
import { days } from "../../../units/quantities";
import type { Instance } from "./grafana-logs";
import { evaluate } from "./grafana-logs";
import type { LogMutant } from "./log-mutants";
import { logMutantsOf } from "./log-mutants";
import type { Json, OpenSearch } from "./opensearch";
import { creations } from "./opensearch";

type AnyLogStory = LogStory & Partial<Pick<FiringLogStory, "labels">>;

/** A story of an alert at a moment of its own: none sees the lines of another. */
export interface Staged {
  readonly alert: LogAlert;
  readonly component: Component;
  readonly story: AnyLogStory;
  readonly at: number;
}

/** Longer than any alert looks back, and any of its mutants. */
const apart = days(30);
const first = Date.parse("2010-01-01T00:07:30Z");

export const staged = (alerts: readonly { readonly alert: LogAlert; readonly component: Component }[]): Staged[] =>
  alerts
    .flatMap(({ alert, component }) => {
      const { quiet, fires } = alert.stories();
      return [...quiet, ...fires].map((story: AnyLogStory) => ({ alert, component, story }));
    })
    .map((scene, at) => ({ ...scene, at: first + at * apart.milliseconds }));

/** Writes all their lines; @throws if one is refused */
export async function write(engine: OpenSearch, scenes: readonly Staged[]): Promise<void> {
  for (const component of new Set(scenes.map((scene) => scene.component)))
    for (const owner of [component, { ...component, name: another(component.name) }]) {
      const documents = scenes
        .filter((scene) => scene.component === component)
        .flatMap(({ story, at }) => story.given.flatMap((lines) => documentsOf(lines, component, at)))
        .filter((document) => document["service.name"] === owner.name);
      if (documents.length === 0) continue;
      const answers = await engine.bulk(creations(documents), dataStreamOf(owner, production.name));
      const [refused] = answers.filter(({ error }) => error);
      if (refused) throw new Error(`a line is refused: ${refused.error ?? ""}`);
    }
  await engine.refresh();
}

function documentsOf({ count, ago, fields }: LoggedLines, { name }: Component, at: number): Json[] {
  const [from, to] = [at - ago.first.milliseconds, at - ago.last.milliseconds];
  return Array.from({ length: count }, (_, n) => ({
    "@timestamp": new Date(count === 1 ? to : Math.round(from + ((to - from) * n) / (count - 1))).toISOString(),
    "event.kind": "event",
    "service.name": name,
    ...fields,
  }));
}

export interface ToldLogs {
  /** Stories that come to another end. */
  readonly contradictions: readonly string[];
  readonly mutants: number;
  readonly survivors: readonly string[];
}

/** Asks for all scenes of one alert, of itself and of its mutants. */
export async function tell(engine: OpenSearch, scenes: readonly Staged[]): Promise<ToldLogs> {
  const [scene] = scenes;
  if (!scene) return { contradictions: [], mutants: 0, survivors: [] };
  const { alert } = scene;
  const valuesOf = valueReader(engine);
  const isTrue = async (of: LogAlert, { story, at }: Staged) =>
    JSON.stringify(await firing(of, at, valuesOf)) === JSON.stringify(texts(story.labels ?? []));
  const untrue: Staged[] = [];
  const contradictions: string[] = [];
  for (const one of scenes) {
    if (await isTrue(alert, one)) continue;
    const got = (await firing(alert, one.at, valuesOf)).join() || "nothing";
    contradictions.push(`${alert.id} ${storyText(one.story)}: ${got}`);
    untrue.push(one);
  }
  const told = scenes.filter((one) => !untrue.includes(one));
  const mutants = logMutantsOf(alert);
  const survivors: LogMutant[] = [];
  for (const mutant of mutants) {
    let noticed = false;
    for (const one of told) noticed ||= !(await isTrue(mutant.alert, one));
    if (!noticed) survivors.push(mutant);
  }
  return {
    contradictions,
    mutants: mutants.length,
    survivors: survivors.map(({ mistake }) => `${alert.id} ${mistake}`),
  };
}

/** Many mutants ask the same. */
function valueReader(engine: OpenSearch): (alert: LogAlert, at: number) => Promise<readonly Instance[]> {
  const known = new Map<string, Promise<readonly Instance[]>>();
  const read = async (alert: LogAlert, at: number) => {
    const steps = stepsOf(alert.value, datasources).map(({ refId, model, from }) => ({
      refId,
      model: model as Json,
      past: from * 1000,
    }));
    const ask = async (body: Json) => (await engine.search(allDataStreams(production.name), body)).aggregations;
    return (await evaluate(steps, ask, at))[steps.at(-1)?.refId ?? ""] ?? [];
  };
  return (alert, at) => {
    const key = JSON.stringify([alert.value, at]);
    const values = known.get(key) ?? read(alert, at);
    known.set(key, values);
    return values;
  };
}

/** The labels of the instances whose value lay beyond the threshold at each evaluation of the pending period. */
async function firing(
  alert: LogAlert,
  at: number,
  valuesOf: (alert: LogAlert, at: number) => Promise<readonly Instance[]>,
): Promise<string[]> {
  const step = evaluationInterval.milliseconds;
  let standing: string[] | undefined;
  for (let before = 0; before <= alert.pendingFor.milliseconds && standing?.length !== 0; before += step) {
    const beyond = texts((await valuesOf(alert, at - before)).filter(isBeyond(alert)).map(({ labels }) => labels));
    standing = standing ? standing.filter((labels) => beyond.includes(labels)) : beyond;
  }
  return standing ?? [];
}

const isBeyond =
  ({ fires }: LogAlert) =>
  ({ value }: Instance): boolean =>
    "above" in fires ? value > thresholdOf(fires) : value < thresholdOf(fires);

const texts = (labels: readonly Readonly<Record<string, string>>[]): string[] =>
  labels.map((one) => JSON.stringify(one)).sort();
