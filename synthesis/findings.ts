import type { IConstruct } from "constructs";
import { TerraformResource, TerraformStack } from "cdktf";
import type { AnyAlert } from "../alerts/alert";
import { AlertRules } from "../constructs/alert-rules";
import type { CheckedQuery } from "../constructs/checked";
import { hasExports, hasFindings, hasQueries, hasRecordedMetrics } from "../constructs/checked";
import type { Finding } from "../findings/finding";
import { error, within } from "../findings/finding";
import { repeated } from "../findings/repeated";
import { createChecker } from "../promql/check";
import { metricContracts } from "../signals/contracts";
import { queryableMetrics } from "../signals/contracts/queryable";
import { checkParts } from "./parts";

/**
 * All that is wrong with what was built, in all stacks: each construct's own findings first, then what only the whole
 * can tell.
 */
export function findingsOf(constructs: readonly IConstruct[]): Finding[] {
  return [
    ...constructs.flatMap((construct) => (hasFindings(construct) ? construct.findings() : [])),
    ...constructs.flatMap((construct) =>
      construct.node.validate().map((text) => fromFramework(construct.node.path, text)),
    ),
    ...checkParts(constructs),
    ...exportersWithoutContract(constructs),
    ...checkQueries(constructs),
    ...duplicateResources(constructs),
    ...duplicateAlerts(alertsIn(constructs)),
    ...duplicateTitles(alertsIn(constructs)),
  ];
}

const fromFramework = (path: string, text: string): Finding =>
  error({
    id: "framework",
    where: path,
    what: text,
    why: "cdktf refuses to synthesize it.",
    fix: "see the text; it comes from cdktf.",
  });

/**
 * Coverage believes what exporters say of themselves, and queries are checked against the contracts that are listed.
 */
function exportersWithoutContract(constructs: readonly IConstruct[]): Finding[] {
  return constructs
    .filter((construct) => hasExports(construct))
    .filter((exporter) => {
      const contracts = exporter.exports().map(({ contract }) => contract);
      return contracts.length === 0 || contracts.some((contract) => !metricContracts.includes(contract));
    })
    .map(({ node }) =>
      error({
        id: "contract-missing",
        where: node.path,
        what: "the exporter states no metric contract, or one that signals/contracts/index.ts does not list.",
        why: "nobody could check a query of its metrics: a name that it does not emit would match nothing, without a word.",
        fix: "state in signals/contracts/ what its pinned version emits, list it there, and return it from exports().",
      }),
    );
}

/** Every query, as it will be sent, against what the exporters and the recording rules of this very app write. */
function checkQueries(constructs: readonly object[]): Finding[] {
  const recorded = constructs.flatMap((construct) =>
    hasRecordedMetrics(construct) ? construct.recordedMetrics() : [],
  );
  const metrics = queryableMetrics(recorded);
  const inRules = createChecker({ metrics, allowVariables: false });
  const inPanels = createChecker({ metrics, allowVariables: true });
  const check = ({ where, text, inPanel }: CheckedQuery) =>
    within(where, (inPanel ? inPanels : inRules)(text).findings);
  // Of one construct after the other: all texts at once are as much as all that is built.
  return constructs.flatMap((construct) => (hasQueries(construct) ? construct.queries().flatMap(check) : []));
}

/** Two resources with one name merge silently into one, within cdktf and, for UIDs, in Grafana. */
function duplicateResources(constructs: readonly object[]): Finding[] {
  const resources = constructs.filter((construct) => construct instanceof TerraformResource);
  return repeated(resources, (resource) =>
    [TerraformStack.of(resource).node.id, resource.terraformResourceType, resource.friendlyUniqueId].join(" "),
  ).map((resource) =>
    error({
      id: "duplicate-uid",
      where: resource.node.path,
      what: `a second ${resource.terraformResourceType} is called "${resource.friendlyUniqueId}".`,
      why: "the later one would silently take the place of the earlier.",
      fix: "give each a name of its own; UIDs are made of names.",
    }),
  );
}

const alertsIn = (constructs: readonly object[]): AnyAlert[] =>
  constructs.flatMap((construct) => (construct instanceof AlertRules ? construct.rules : []));

const duplicateAlerts = (alerts: readonly AnyAlert[]): Finding[] =>
  repeated(alerts, ({ id }) => id).map(({ id }) =>
    error({
      id: "duplicate-uid",
      where: `alert ${id}`,
      what: `a second alert rule is called "${id}".`,
      why: "Grafana refuses the rule group, but only when it is deployed.",
      fix: "give each a name of its own; UIDs are made of names.",
    }),
  );

/** Of what has one UID as well, that is all there is to say. */
function duplicateTitles(alerts: readonly AnyAlert[]): Finding[] {
  const rules = [...new Map(alerts.map((alert) => [alert.id, alert])).values()];
  return repeated(rules, ({ title }) => title).map(({ id, title }) =>
    error({
      id: "duplicate-title",
      where: `alert ${id}.title`,
      what: `${rules.find((rule) => rule.title === title)?.id} is called "${title}" as well.`,
      why: "the title is all that a notification and a silence name a rule by, its `alertname`: nobody could tell which of both fires.",
      fix: "say in each what happens to whom, and in which of both it wakes somebody.",
    }),
  );
}
