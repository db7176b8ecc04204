import type { AnyAlert } from "../alerts/alert";
import { severities } from "../alerts/alert";
import { routeOf } from "../alerts/route";
import { table } from "../coverage/markdown-table";
import type { ContactPoint } from "../environments/contact-points";
import { contactPoints } from "../environments/environment";
import type { Deployed } from "./deployed";
import { standingsIn } from "./deployed";

/** Who hears of a kind of alert: a line for each owner, a column for each environment that has it. */
export function contactTable(kind: string, deployed: readonly Deployed[]): string {
  const having = deployed.map((place) => ({ place, alerts: alertsOf(kind, place) })).filter(({ alerts }) => alerts[0]);
  const owners = [...new Set(having.flatMap(({ alerts }) => alerts.map(({ owner }) => owner.name)))];
  return table(
    ["owner", ...having.map(({ place }) => place.environment.name)],
    owners.map((name) => [
      name,
      ...having.map(({ place, alerts }) =>
        heard(
          alerts.filter(({ owner }) => owner.name === name),
          place,
        ),
      ),
    ]),
  );
}

const alertsOf = (kind: string, { slices }: Deployed): AnyAlert[] =>
  standingsIn(slices).flatMap(({ alert }) => (alert.kind === kind ? [alert] : []));

/** By severity, where that makes a difference. */
function heard(alerts: readonly AnyAlert[], place: Deployed): string {
  const texts = severities.flatMap((severity) => {
    const alert = alerts.find((one) => one.severity === severity);
    return alert ? [{ severity, to: contactOf(alert, place) }] : [];
  });
  const contacts = new Set(texts.map(({ to }) => to));
  return contacts.size === 1
    ? [...contacts].join()
    : texts.map(({ severity, to }) => `${severity}: ${to}`).join("<br>");
}

/** As the notification policies lead it. */
function contactOf({ owner, severity, labels }: AnyAlert, { environment, policies }: Deployed): string {
  const { contactPoint } = routeOf(policies, { ...labels, owner: owner.name, severity });
  const point = contactPoints(environment).find(({ name }) => name === contactPoint);
  return point ? contactText(point) : contactPoint;
}

/** Without what is secret about it. */
function contactText(point: ContactPoint): string {
  switch (point.kind) {
    case "slack":
      return `Slack ${point.channel}`;
    case "pagerduty":
      return `PagerDuty ${point.name}`;
    case "email":
      return `mail to ${point.addresses.join(", ")}`;
    case "webhook":
      return `webhook ${point.name}`;
  }
}
