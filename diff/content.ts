import { isOfWaking, wakes } from "../deployed/contact-points";
import { accessOf } from "./access";
import type { Change, Section } from "./change";
import { restOf } from "./context";
import { permissionChanges } from "./permissions";
import { releaseChanges, recordedIn } from "./releases";
import { replacedBy } from "./replaced";
import type { Paired } from "./resources";
import { keeps, retentionChanges } from "./retention";
import { untoldOf } from "./routes";

/** Of these, others tell what is different: attributes that need not be looked at again. */
const toldElsewhere: Readonly<Record<string, readonly string[]>> = {
  grafana_rule_group: ["rule", "interval_seconds"],
  grafana_dashboard: ["config_json"],
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
  const isTree = type === "grafana_notification_policy";
  const rest = restOf(isTree ? { ...pair, before: untoldOf(before), after: untoldOf(after) } : pair, attributes);
  const isSilent = type === "grafana_contact_point" && wakes(before) && !wakes(after);
  return [
    ...told.flatMap(({ changes }) => changes),
    ...rest.map((change) => inItsSection(type, change)).map((change) => (isSilent ? silenced(change) : change)),
  ];
}

/** Of what a contact point no longer does: it woke somebody. */
const silenced = (change: Change): Change =>
  isOfWaking(change.what ?? "") ? { ...change, flags: ["less-detected"] } : change;

/** What has no words of its own, and yet is no matter of form. */
const sectionOf: Readonly<Record<string, Section>> = {
  grafana_contact_point: "routes",
  grafana_mute_timing: "routes",
};

function inItsSection(type: string, change: Change): Change {
  const widens = accessOf[type];
  if (!widens) return { ...change, section: sectionOf[type] ?? change.section };
  return { ...change, section: "permissions", ...(widens(change) && { flags: ["widened"] }) };
}

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
