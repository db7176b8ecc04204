import { isOfMetrics } from "../../alerts/alert";
import { checkStories } from "../../alerts/stories/check";
import { recordedRules } from "../../alerts/stories/recorded";
import { twinsAmong } from "../../alerts/stories/twins";
import { enginePath } from "../../engines/engine-path";
import { atOnce } from "../../engines/run/at-once";
import { guardedFolder } from "../../engines/run/guarded-folder";
import { rulesTesterIn } from "../../engines/run/promtool";
import type { Environment } from "../../environments/environment";
import type { Finding } from "../../findings/finding";
import type { System } from "../../model/system";
import { buildApp } from "../../synthesis/app";
import { rulesIn } from "../../synthesis/rules";
import { checkAsked } from "./asked";
import type { Judged } from "./judge";
import { judge } from "./judge";
import type { Figures } from "./report";
import { verdictOn } from "./report";

export interface StoriesProps {
  readonly system: System;
  readonly environment: Environment;
  /** Pattern for the ids of the alerts whose stories are told. @default all */
  readonly asked?: RegExp;
  /** Whether stories are told of alerts with mistakes as well. */
  readonly mutate: boolean;
  /** Hears how many alerts are done. */
  readonly progress?: (done: number, all: number) => void;
}

export interface ToldStories {
  readonly judged: readonly Judged[];
  readonly findings: readonly Finding[];
  readonly figures: Figures;
  /** Number of alerts on logs that were asked for: their stories are not told here. */
  readonly ofLogs: number;
}

/**
 * Tells all stories of the alerts on metrics that an environment deploys. @throws if promtool is missing, with the
 * remedy
 */
export async function tellStories(props: StoriesProps): Promise<ToldStories> {
  const { system, environment, asked, mutate, progress } = props;
  enginePath("promtool");
  const deployed = rulesIn(buildApp({ system, environment }).node.findAll());
  const recorded = recordedRules(deployed.recorded);
  const all = deployed.alerts.filter(({ alert }) => asked?.test(alert.id) ?? true);
  const alerts = all.flatMap(({ alert, of }) => (isOfMetrics(alert) ? [{ alert, of }] : []));
  const folder = guardedFolder("stories");
  try {
    const judging = { recorded, test: rulesTesterIn(folder), mutate };
    let done = 0;
    const told = await atOnce(twinsAmong(alerts, recorded), async ([first, ...twins]) => {
      const one = await judge(first.alert, first.of, judging);
      progress?.((done += 1 + twins.length), alerts.length);
      return [one, ...twins.map(({ alert }): Judged => ({ ...one, alert, as: first.alert }))];
    });
    const { judged, findings, figures } = verdictOn(told.flat(), mutate && asked === undefined);
    return {
      judged,
      findings: [...checkAsked(all, asked), ...all.flatMap(({ alert }) => checkStories(alert, recorded)), ...findings],
      figures,
      ofLogs: all.length - alerts.length,
    };
  } finally {
    await folder.close();
  }
}
