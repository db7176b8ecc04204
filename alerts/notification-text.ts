/**
 * What is sent of a group, as Grafana's templates: Go's, over `ExtendedData` in templates/template_data.go of
 * grafana/alerting. Its own subject is the labels of the group, its own text all labels and annotations of each alert.
 */

/** The alert that began first, of those that fire where some do: the subject stays as others join it. */
const firstOf = [
  "{{ $alerts := .Alerts.Firing }}{{ if not $alerts }}{{ $alerts = .Alerts.Resolved }}{{ end }}",
  "{{ $first := index $alerts 0 }}",
  "{{ range $alerts }}{{ if .StartsAt.Before $first.StartsAt }}{{ $first = . }}{{ end }}{{ end }}",
].join("");

/** Of a rule that cannot be evaluated, Grafana's alert has a name of its own, and that of the rule beside it. */
const titleOf = (alert: string): string =>
  `{{ ${alert}.Labels.alertname }}{{ with ${alert}.Labels.rulename }}: {{ . }}{{ end }}`;

/**
 * Template of a notification's subject: `shop-api: requests fail and 2 more`. PagerDuty keeps that of an incident's
 * first notification.
 */
export const subject = [
  firstOf,
  "{{ if not .Alerts.Firing }}Over: {{ end }}",
  titleOf("$first"),
  "{{ with slice $alerts 1 }} and {{ len . }} more{{ end }}",
].join("");

/** Writes a link as a contact point understands it. */
export type Link = (text: string, url: string) => string;

export const linkInText: Link = (text, url) => `\n${text}: ${url}`;
export const linkInSlack: Link = (text, url) => ` <${url}|${text}>`;

const links = [
  ["Panel", ".PanelURL"],
  ["Lines", ".Annotations.logs_url"],
  ["Runbook", ".Annotations.runbook_url"],
  ["Silence", ".SilenceURL"],
] as const;

/**
 * Template of a notification's text: a line for each alert and its links; of the first, where to look and what to do;
 * and what is over.
 */
export const bodyOf = (link: Link): string =>
  [
    firstOf,
    "{{ range .Alerts.Firing }}",
    "{{ .Annotations.summary }}{{ with .Annotations.Error }} {{ . }}{{ end }}",
    ...links.map(([text, url]) => `{{ with ${url} }}${link(text, "{{ . }}")}{{ end }}`),
    "\n\n{{ end }}",
    "{{ if .Alerts.Firing }}",
    "{{ with $first.Annotations.look_first }}Look first:\n{{ . }}\n\n{{ end }}",
    "{{ with $first.Annotations.description }}First steps:\n{{ . }}\n\n{{ end }}",
    "{{ end }}",
    "{{ range .Alerts.Resolved }}Over: {{ .Annotations.summary }}\n{{ end }}",
  ].join("");
