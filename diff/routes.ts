import { routeOf } from "../alerts/route";
import type { NotificationPolicy } from "../alerts/routing";
import type { RuleBlock } from "../deployed/alert-block";
import { wakingIn } from "../deployed/contact-points";
import { fromTerraform } from "../deployed/from-terraform";
import type { PolicyBlock } from "../deployed/policies";
import { durationText } from "../units/text";
import type { Change } from "./change";
import { changeOf } from "./change";
import type { Side, Sides } from "./context";
import type { Block } from "./resources";

/** Who hears of which alerts from now on, and what is different about the way there. */
export function routeChanges({ before, after }: Sides): Change[] {
  if (!before.policies || !after.policies) return [];
  const rerouted = reroutedAlerts(before, after);
  const told = new Set(rerouted.map(({ before: old, after: now }) => `${old ?? ""} ${now ?? ""}`));
  // That the alerts of a node go elsewhere is told by the alerts; of a node without any, by the node.
  const ofNodes = nodeChanges(before.policies, after.policies).filter(
    ({ what, before: old, after: now }) => what !== "contact point" || !told.has(`${old ?? ""} ${now ?? ""}`),
  );
  return [...rerouted, ...ofNodes];
}

interface RuleGroups {
  readonly resource?: {
    readonly grafana_rule_group?: Readonly<Record<string, { readonly rule: readonly (RuleBlock & Block)[] }>>;
  };
}

/** One change for all alerts that leave one contact point for another. */
function reroutedAlerts(before: Side, after: Side): Change[] {
  const [olds, news] = [heardBy(before), heardBy(after)];
  const [woke, wakes] = [wakingIn(before.documents), wakingIn(after.documents)];
  const byWay = new Map<string, { readonly from: string; readonly to: string; readonly titles: string[] }>();
  for (const [uid, { title, contactPoint: to }] of news) {
    const from = olds.get(uid)?.contactPoint;
    if (from === undefined || from === to) continue;
    const way = byWay.get(`${from} ${to}`) ?? { from, to, titles: [] };
    way.titles.push(title);
    byWay.set(`${from} ${to}`, way);
  }
  return [...byWay.values()].map(({ from, to, titles }): Change => {
    const [first = "", ...others] = titles.sort();
    return {
      section: "routes",
      kind: "changed",
      subject: first,
      what: "told to",
      before: from,
      after: to,
      ...(others.length > 0 && { also: others }),
      ...(woke.has(from) && !wakes.has(to) && { flags: ["less-detected"] }),
    };
  });
}

function heardBy({ documents, policies }: Side) {
  const rules = (documents as RuleGroups[]).flatMap(({ resource }) =>
    Object.values(resource?.grafana_rule_group ?? {}).flatMap(({ rule }) => rule),
  );
  return new Map(
    rules.map(({ uid, name, labels = {} }) => {
      const title = fromTerraform(name);
      return [uid, { title, contactPoint: policies ? heard(policies, { ...labels, alertname: title }) : "" }] as const;
    }),
  );
}

function heard(policies: NotificationPolicy, labels: Readonly<Record<string, string>>): string {
  try {
    return routeOf(policies, labels).contactPoint;
  } catch {
    // Only Grafana itself can read the pattern of a node: then the node is told of, and not its alerts.
    return "";
  }
}

function nodeChanges(before: NotificationPolicy, after: NotificationPolicy): Change[] {
  const [olds, news] = [nodesOf(before), nodesOf(after)];
  return [...new Set([...olds.keys(), ...news.keys()])].flatMap((subject) => {
    const [old, now] = [olds.get(subject), news.get(subject)];
    const about = { section: "routes", subject } as const;
    if (!old || !now) {
      const { contactPoint = "" } = now ?? old ?? {};
      return [{ ...about, kind: now ? "added" : "removed", detail: `to ${contactPoint}` } satisfies Change];
    }
    const silence = now.muteTimings.some((name) => !old.muteTimings.includes(name));
    return [
      ...changeOf({ ...about, what: "contact point" }, old.contactPoint, now.contactPoint),
      ...changeOf({ ...about, what: "one notification for" }, listed(old.groupBy), listed(now.groupBy)),
      ...changeOf({ ...about, what: "waits for company" }, durationText(old.groupWait), durationText(now.groupWait)),
      ...changeOf(
        { ...about, what: "told of growth after" },
        durationText(old.groupInterval),
        durationText(now.groupInterval),
      ),
      ...changeOf(
        { ...about, what: "told again after" },
        durationText(old.repeatInterval),
        durationText(now.repeatInterval),
      ),
      ...changeOf(
        { ...about, what: "muted in", ...(silence && { flags: ["less-detected"] }) },
        listed(old.muteTimings),
        listed(now.muteTimings),
      ),
    ];
  });
}

const toldOf = [
  ...["//", "depends_on", "contact_point", "group_by", "group_wait", "group_interval", "repeat_interval"],
  ...["mute_timings", "matcher", "policy"],
];

/** What a tree of policies says besides, node by node: `continue`, and whatever a newer provider knows. */
export function untoldOf(block: PolicyBlock): Block {
  const below = (block.policy ?? []).flatMap((child): [string, Block][] => {
    const untold = untoldOf(child);
    const way = (child.matcher ?? []).map(({ label, match, value }) => label + match + value).join(", ");
    return Object.keys(untold).length === 0 ? [] : [[way, untold]];
  });
  return {
    ...Object.fromEntries(Object.entries(block).filter(([key]) => !toldOf.includes(key))),
    ...Object.fromEntries(below),
  };
}

const listed = (names: readonly string[]): string => (names.length === 0 ? "nothing" : [...names].sort().join(", "));

/** By the way there: `owner="sales" › severity="page"`. */
function nodesOf(policy: NotificationPolicy, above = ""): Map<string, NotificationPolicy> {
  const own = policy.matchers.map(({ label, op, value }) => `${label}${op}"${value}"`).join(", ");
  const key = above === "" ? own || "all alerts" : `${above} › ${own}`;
  const below = own === "" ? "" : key;
  return new Map([[key, policy], ...policy.children.flatMap((child) => [...nodesOf(child, below)])]);
}
