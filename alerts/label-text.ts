/**
 * Template of Grafana's for the value of a label that comes out of log lines, which anybody may have written who can
 * make a service log, as text of an annotation or a label. Slack takes `<!channel>` for a call to all of it and
 * `<address|text>` for a link, and Grafana sends it texts and labels as they are (`createSlackMessage` in
 * grafana/alerting, receivers/slack/v1/slack.go); mail, chats and pagers make links of bare addresses. Look-alikes
 * instead of entities: of those readers only Slack would show `&lt;` as `<` again; mail escapes what it is given itself
 * (html/template in templates/email/template.go).
 */
export const labelAsText = (label: string): string =>
  [`{{ index $labels \`${label}\``, ...replacements, "}}"].join(" ");

const replacements = [
  ["<", "‹"],
  [">", "›"],
  ["://", ": //"],
].map(([sign, instead]) => `| reReplaceAll \`${sign}\` \`${instead}\``);
