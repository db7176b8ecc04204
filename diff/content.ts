import type { Change } from "./change";
import { restOf } from "./context";
import { permissionChanges } from "./permissions";
import { releaseChanges, recordedIn } from "./releases";
import { replacedBy } from "./replaced";
import type { Paired } from "./resources";
import { keeps, retentionChanges } from "./retention";

/** Of these, others tell what is different: attributes that need not be looked at again. */
const toldElsewhere: Readonly<Record<string, readonly string[]>> = {
  grafana_rule_group: ["rule"],
  grafana_dashboard: ["config_json"],
  grafana_notification_policy: [
    "contact_point",
    "group_by",
    "group_wait",
    "group_interval",
    "repeat_interval",
    "policy",
    // Of contact points and mute timings that it names.
    "depends_on",
  ],
};

/** What a resource says differently, but for alerts, routes and dashboards. */
export function contentChanges(pair: Paired): Change[] {
  const { type, before, after } = pair;
  const permissions = permissionChanges(pair);
  if (!before || !after) return [...wholeResource(pair), ...permissions.changes];
  const both = { ...pair, before, after };
  const replaced = replacedBy(pair);
  const told = [
    permissions,
    ...(type === "helm_release" ? [releaseChanges(both)] : []),
    ...(keeps(type) ? [retentionChanges(both)] : []),
    { changes: replaced, attributes: replaced.map(({ what = "" }) => what.replace(/\..*$/, "")) },
  ];
  const attributes = [...told.flatMap((one) => one.attributes), ...(toldElsewhere[type] ?? [])];
  const rest = restOf(pair, attributes);
  return [...told.flatMap(({ changes }) => changes), ...(type === kibanaRole ? rest.map(asPermission) : rest)];
}

const kibanaRole = "elasticstack_kibana_security_role";

const asPermission = (change: Change): Change => ({
  ...change,
  section: "permissions",
  ...(change.after !== undefined && change.what !== "description" && { flags: ["widened"] }),
});

function wholeResource({ type, address, before, after, of }: Paired): Change[] {
  const mine = of && { of: of.name };
  const block = after ?? before ?? {};
  const recorded = recordedIn(block).map((subject): Change => ({
    section: "series",
    kind: after ? "added" : "removed",
    subject,
    ...mine,
  }));
  // Their alerts and panels come and go with them, and are told one by one.
  if (type === "grafana_rule_group" || type === "grafana_dashboard") return recorded;
  const isKept = (before?.lifecycle as { readonly prevent_destroy?: boolean } | undefined)?.prevent_destroy === true;
  return [
    {
      section: "resources",
      kind: after ? "added" : "removed",
      subject: address,
      ...(!after && { flags: ["destroyed"] }),
      ...(!after && isKept && { detail: "It is not to be destroyed: prevent_destroy has the apply refused." }),
      ...mine,
    },
    ...recorded,
  ];
}
