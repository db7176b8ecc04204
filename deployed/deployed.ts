import { parse as parseYaml } from "yaml";
import type { Threshold } from "../alerts/alert";
import type { Expr } from "../promql/ast";
import type { Labels } from "../promql/labels";
import { parsed } from "../promql/parse";
import type { Duration } from "../units/quantities";
import { milliseconds } from "../units/quantities";
import { durationFrom } from "../units/text";
import type { RuleBlock } from "./alert-block";
import { alertOf } from "./alert-block";
import { fromTerraform } from "./from-terraform";

/** What the synthesized documents deploy, read back from their text. */
export interface Deployed {
  readonly rules: readonly DeployedRule[];
  readonly alerts: readonly DeployedAlert[];
  readonly notSimulated: readonly NotSimulated[];
}

/** A recording rule of Prometheus. */
export interface DeployedRule {
  readonly group: string;
  readonly interval: Duration;
  readonly record: string;
  readonly expr: Expr;
  /** PromQL of the rule, as it stands in the document. */
  readonly text: string;
}

/** How an alert rule of Grafana judges the values it is given. */
export interface JudgedRule {
  readonly fires: Threshold;
  /** Recovery threshold: where the rule stops firing. @default it stops where it no longer fires */
  readonly clears?: number;
  readonly pendingFor: Duration;
  readonly keepFiringFor: Duration;
  readonly noData: "OK" | "Alerting" | "NoData" | "KeepLast";
  readonly onError: "OK" | "Alerting" | "Error" | "KeepLast";
  /** Number of evaluations without its series after which an instance is over. @default 2 */
  readonly missingEvaluations?: number;
}

/** An alert rule of Grafana whose value Prometheus knows. */
export interface DeployedAlert extends JudgedRule {
  readonly uid: string;
  readonly title: string;
  readonly interval: Duration;
  readonly expr: Expr;
  readonly text: string;
  /** Labels that the rule adds to its query's. */
  readonly labels: Labels;
  /** What people are told of the alert. @default it decides, and says nothing */
  readonly says?: AlertTexts;
}

/** What people are told of an alert: templates of Grafana's, and what is asked for the numbers in them. */
export interface AlertTexts {
  readonly summary: string;
  readonly lookFirst?: string;
  /** What the templates call the value that is compared. */
  readonly value: string;
  readonly besides: readonly AskedBesides[];
}

/** A query of an alert that decides nothing: its value stands in the texts. */
export interface AskedBesides {
  /** What the templates call the value of the query. */
  readonly ref: string;
  readonly expr: Expr;
  readonly text: string;
}

/** An alert rule that only Grafana itself could evaluate. */
export interface NotSimulated {
  readonly uid: string;
  readonly title: string;
  readonly why: string;
}

/** A document of Terraform, as far as it is read. */
interface Document {
  readonly resource?: {
    readonly grafana_rule_group?: Readonly<Record<string, RuleGroupBlock>>;
    readonly helm_release?: Readonly<Record<string, { readonly values?: readonly string[] }>>;
  };
}

interface RuleGroupBlock {
  readonly interval_seconds: number;
  readonly rule: readonly RuleBlock[];
}

/**
 * Rules that the synthesized documents deploy.
 * @param documents of all stacks
 * @throws if one holds a rule that nobody could evaluate
 */
export function deployedIn(documents: readonly unknown[]): Deployed {
  const resources = documents.map((document) => (document as Document).resource ?? {});
  const read = resources
    .flatMap(({ grafana_rule_group: groups = {} }) => Object.values(groups))
    .flatMap(({ interval_seconds, rule }) =>
      rule.map((block) => alertOf(block, milliseconds(1000 * interval_seconds))),
    );
  return {
    rules: resources
      .flatMap(({ helm_release: releases = {} }) => Object.values(releases))
      .flatMap(({ values = [] }) => values.flatMap(recordingRules)),
    alerts: read.flatMap((alert) => ("expr" in alert ? [alert] : [])),
    notSimulated: read.flatMap((alert) => ("why" in alert ? [alert] : [])),
  };
}

/** Values of the chart `prometheus-rules`, and of no other: they have groups, and rules that record. */
function recordingRules(values: string): DeployedRule[] {
  // Most of the others are large.
  if (!values.includes("record:")) return [];
  const { groups } = parseYaml(fromTerraform(values)) as { groups?: readonly Group[] };
  return (groups ?? []).flatMap(({ name, interval, rules }) =>
    rules.flatMap(({ record, expr }) =>
      record === undefined
        ? []
        : [{ group: name, interval: durationFrom(interval), record, text: expr, expr: parsed(expr, record) }],
    ),
  );
}

interface Group {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly { readonly record?: string; readonly expr: string }[];
}
