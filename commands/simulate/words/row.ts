import { someOf } from "../../../findings/some-of";
import type { Labels } from "../../../promql/labels";
import type { DeployedAlert } from "../../../deployed/deployed";
import type { State } from "../../../simulation/grafana-states";
import type { Outcome, Row } from "../outcome";
import { firesAt } from "../outcome";
import { byScope } from "../scope";
import { clockText, roughly } from "./time";

/** An alert's severity, told apart without colour: `PAGE`, `ticket`. */
export const severityText = ({ severity }: Row): string => (severity === "page" ? "PAGE" : severity);

/** Labels that tell an instance apart from the others of its rule; whose it is, the title says. */
export const ownLabels = (labels: Labels, { labels: ofRule }: DeployedAlert): [name: string, value: string][] => {
  const known = [...Object.keys(ofRule), "__name__", "service", "resource", "alertname", "rulename"];
  return Object.entries(labels).filter(([name]) => !known.includes(name));
};

/**
 * The combinations of labels that an alert's instances have: `endpoint all, /api/checkout`; blank where there is but
 * one.
 */
export function instancesText({ history, instances }: Row): string {
  const varying = new Map<string, Set<string>>();
  for (const { labels } of instances)
    for (const [name, value] of ownLabels(labels, history.alert))
      varying.set(name, (varying.get(name) ?? new Set()).add(value));
  return [...varying].map(([name, values]) => `${name} ${someOf([...values].sort(byScope), mostNamed)}`).join("; ");
}

const mostNamed = 3;

/** What became of an alert: `fires 4 min after the fault, for 1.7 h; pages storefront-on-call after 5 min`. */
export function courseText(row: Row, { since, source }: Outcome): string {
  const spells = row.instances.flatMap((instance) => instance.spells);
  const fires = firesAt(row);
  if (fires === undefined) return "was pending, and did not fire";
  const ends = spells.map((spell) => (spell.fires === undefined ? spell.fires : (spell.ends ?? Infinity)));
  const last = Math.max(...ends.flatMap((end) => end ?? []));
  const whole = Number.isFinite(last) ? `for ${roughly(last - fires)}` : "and still at the end";
  const parts = [`fires ${after(fires - since, source.scenario?.faults.length ?? 0)}, ${whole}`];
  const { told } = row;
  if (told) parts.push(`${told.wakes ? "pages" : "tells"} ${told.contactPoint} ${clockText(told.at)}`);
  else parts.push("nobody is told in that time");
  return parts.join("; ");
}

const after = (passed: number, faults: number): string => {
  const begins = faults > 1 ? "first fault" : faults > 0 ? "fault" : "beginning";
  if (passed < 0) return `${roughly(-passed)} before the ${begins}`;
  return roughly(passed) === roughly(0) ? "at once" : `${roughly(passed)} after the ${begins}`;
};

/** States as they are told: Grafana's `alerting` is what people call firing. */
export const stateWords: Readonly<Record<State, string>> = {
  normal: "at rest",
  pending: "pending",
  alerting: "firing",
  recovering: "recovering",
  "no-data": "no data",
  error: "error",
};

/** What somebody reads first of an alert, and of how many others they read the like at once. */
export function saysText({ instances, told }: Row): string {
  const others = instances.filter((instance) => instance.told && instance.told.at === told?.at).length - 1;
  return `${told?.summary ?? ""}${others > 0 ? ` And the same of ${others} more.` : ""}`;
}
