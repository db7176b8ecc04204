import type { Finding } from "../findings/finding";
import { error, errorUnless, warning, within } from "../findings/finding";
import { repeated } from "../findings/repeated";
import type { ContactPoint } from "./contact-points";
import { secretsOf, waking } from "./contact-points";
import type { Environment, MaintenanceWindow } from "./environment";
import { contactPoints, weekdays } from "./environment";
import { minuteOfDay } from "./maintenance";

/**
 * Findings of contact points, routes and maintenance windows. Grafana and its provider accept every mistake that is
 * found here; what they make of it shows when an alert reaches nobody.
 */
export function checkNotifications(environment: Environment, teams: readonly string[]): Finding[] {
  const { maintenance } = environment.notifications;
  const points = contactPoints(environment);
  return [
    ...checkRoutes(environment, teams),
    ...checkHeartbeat(environment),
    ...points.flatMap((point) => within(point.name, checkContactPoint(point, environment))),
    ...duplicateNames(points, "contact point"),
    ...within(
      "maintenance",
      maintenance.flatMap((window) => within(window.name, checkWindow(window))),
    ),
    ...duplicateNames(maintenance, "maintenance window"),
  ];
}

function checkRoutes({ notifications }: Environment, teams: readonly string[]): Finding[] {
  const routed = Object.keys(notifications.teams);
  return [
    ...teams
      .filter((team) => !routed.includes(team))
      .map((team) =>
        error({
          id: "team-without-route",
          where: `teams.${team}`,
          what: `nothing says where the alerts of "${team}" go.`,
          why: "they would go to the default contact point, whose owner cannot repair what is broken.",
          fix: `${team}: { page: …, ticket: … }`,
        }),
      ),
    ...routed
      .filter((team) => !teams.includes(team))
      .map((team) =>
        warning({
          id: "route-without-team",
          where: `teams.${team}`,
          what: `no team is called "${team}".`,
          why: "no alert will ever take this route; perhaps the team was renamed.",
          fix: `remove it, or use one of ${teams.join(", ")}.`,
        }),
      ),
  ];
}

/** Who is woken relies on it that silence means that all is well. */
function checkHeartbeat({ notifications: { teams, heartbeat } }: Environment): Finding[] {
  const woken = Object.entries(teams).find(([, { page }]) => page.kind === waking);
  if (!woken || heartbeat) return [];
  return [
    warning({
      id: "pages-without-heartbeat",
      where: "heartbeat",
      what: `"${woken[0]}" is woken here, and nothing is called for as long as alerting works.`,
      why: "while Prometheus or Grafana itself is down nobody is woken for anything, and nobody knows.",
      fix: 'heartbeat: { kind: "webhook", name: "heartbeat", url: secret("heartbeat_url") }, of a service that raises the alarm when its calls stop.',
    }),
  ];
}

const checkContactPoint = (point: ContactPoint, environment: Environment): Finding[] => [
  ...(point.name.trim() === "" ? [nameless] : []),
  ...checkAddress(point, environment),
  ...secretsOf(point).flatMap(({ variable }) =>
    errorUnless(/^[a-z][a-z0-9_]*$/.test(variable), {
      id: "secret-not-a-variable",
      where: "",
      what: `"${variable}" is no name of a Terraform variable (a-z, 0-9 and "_", beginning with a letter).`,
      why: "a secret is named here and set where Terraform runs; a value in its place would be committed.",
      fix: 'secret("slack_token"), and TF_VAR_slack_token in the deployment\'s environment.',
    }),
  ),
];

const nameless = error({
  id: "contact-point-nameless",
  where: "name",
  what: "the name is blank.",
  why: "notification policies refer to contact points by name.",
  fix: 'name: "storefront-on-call"',
});

function checkAddress(point: ContactPoint, { grafana }: Environment): Finding[] {
  switch (point.kind) {
    case "email":
      return [
        ...(point.addresses.length === 0 ? [reachesNobody("addresses", "it has no address.")] : []),
        ...point.addresses.filter((address) => !isMailAddress(address)).map(malformedMailAddress),
        ...(grafana.mail ? [] : [withoutMailServer]),
      ];
    case "slack":
      return /^#[^\s#]+$/.test(point.channel)
        ? []
        : [reachesNobody("channel", `"${point.channel}" is no channel: "#" and a name without spaces.`)];
    case "webhook":
      return typeof point.url !== "string" || (/^https?:\/\/[^/]/.test(point.url) && URL.canParse(point.url))
        ? []
        : [reachesNobody("url", `"${point.url}" is no http address.`)];
    case "pagerduty":
      return [];
  }
}

/** One `@`, no spaces, a domain with a dot: enough to catch slips, and nothing that could be right is refused. */
const isMailAddress = (address: string) => /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+$/.test(address);

const malformedMailAddress = (address: string) =>
  reachesNobody("addresses", `"${address}" is no e-mail address: one address an entry, without a display name.`);

const reachesNobody = (where: string, what: string): Finding =>
  error({
    id: "contact-point-unreachable",
    where,
    what,
    why: "Grafana accepts it, and notices when it has something to say; the alert is lost.",
    fix: "write the address as the service itself shows it, and send a test notification after the deployment.",
  });

const withoutMailServer = error({
  id: "mail-without-server",
  where: "addresses",
  what: "the environment's Grafana has no mail server.",
  why: "every notification to this contact point would fail.",
  fix: 'grafana: { mail: { host: "smtp.example.com:587", from: …, secret: … } }, or another kind of contact point.',
});

function checkWindow(window: MaintenanceWindow): Finding[] {
  const { from, to, location } = window;
  const days: readonly string[] = window.weekdays;
  const malformed = (["from", "to"] as const).filter((end) => minuteOfDay(window[end]) === undefined);
  return [
    ...(window.name.trim() === ""
      ? [wrongWindow("name", "the name is blank.", 'name: "database-maintenance": policies refer to windows by name')]
      : []),
    ...(window.of && (window.of as readonly string[]).length === 0
      ? [wrongWindow("of", "it names nothing.", "name what is worked on, or leave `of` out: then everything is muted.")]
      : []),
    ...(weekdays.every((day) => days.includes(day)) && minutesBetween(from, to) === 24 * 60
      ? [wrongWindow("weekdays", "it never ends.", "days and hours in which somebody works on it")]
      : []),
    ...(days.length === 0 ? [wrongWindow("weekdays", "it names no day.", 'weekdays: ["sunday"]')] : []),
    ...days
      .filter((day) => !weekdays.some((known) => known === day))
      .map((day) => wrongWindow("weekdays", `"${day}" is no day of the week.`, weekdays.join(", "))),
    ...malformed.map((end) =>
      wrongWindow(end, `"${window[end]}" is no time of day.`, 'HH:MM, from "00:00" to "24:00": "03:30"'),
    ),
    ...(malformed.length === 0 && (minuteOfDay(to) ?? 0) <= (minuteOfDay(from) ?? 0)
      ? [wrongWindow("to", `it ends at ${to}, not after it starts at ${from}.`, "split it at midnight: two windows.")]
      : []),
    ...(isLocation(location)
      ? []
      : [wrongWindow("location", `"${location}" is not in the time zone database.`, 'location: "Europe/Berlin"')]),
  ];
}

const wrongWindow = (where: string, what: string, fix: string): Finding =>
  error({
    id: "maintenance-window-malformed",
    where,
    what,
    why: "Grafana accepts it and mutes at another time than was meant, never, or for good.",
    fix,
  });

const minutesBetween = (from: string, to: string): number => (minuteOfDay(to) ?? NaN) - (minuteOfDay(from) ?? NaN);

/** Grafana's server knows the names of the time zone database in exactly their own case; Node is more lenient. */
function isLocation(location: string): boolean {
  if (location === "UTC") return true;
  if (!/^[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(location)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: location }).resolvedOptions();
    return timeZone === location || timeZone.toLowerCase() !== location.toLowerCase();
  } catch {
    return false;
  }
}

function duplicateNames(named: readonly { readonly name: string }[], kind: string): Finding[] {
  const names = new Set(repeated(named, ({ name }) => name).map(({ name }) => name));
  return Array.from(names, (name) =>
    error({
      id: "duplicate-name",
      where: name,
      what: `a second ${kind} is called "${name}".`,
      why: "Grafana keeps one of a name: the later would replace the earlier.",
      fix: "give one of them another name; where both are meant to be the same, write it once and use that value.",
    }),
  );
}
