/** What Grafana makes of its placeholders, where they are those that links of this project hold. */

/**
 * In links of panels: `${name}`, and `${name:percentencode}` as Grafana encodes it
 * (public/app/features/templating/formatRegistry.ts).
 */
export function fillPanelLink(url: string, valueOf: (name: string) => string): string {
  return url.replace(/\$\{([^}:]+)(?::([^}]+))?\}/g, (_, name: string, format?: string) => {
    if (name === "__url_time_range") return "from=1790000000000&to=1790003600000";
    if (name === "__from" || name === "__to") return "2026-09-21T12:00:00.000Z";
    if (format !== undefined && format !== "percentencode")
      throw new Error(`Grafana's format ${format} is not known here`);
    return format ? strictly(valueOf(name)) : encodeURI(valueOf(name));
  });
}

const strictly = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

type Labels = Readonly<Record<string, string>>;

/**
 * In annotations of alerts, Go's text/template: `if index $labels`, and a label through `reReplaceAll` and `urlquery`.
 */
export function fillAlertTemplate(template: string, labels: Labels): string {
  const conditions = template.replace(
    /\{\{ if index \$labels `([^`]*)` \}\}(.*?)\{\{ end \}\}/g,
    (_, label: string, inside: string) => ((labels[label] ?? "") === "" ? "" : inside),
  );
  return conditions.replace(/\{\{ (.*?) \}\}/g, (_, pipe: string) => piped(pipe, labels));
}

function piped(pipe: string, labels: Labels): string {
  const [source = "", ...steps] = pipe.split(" | ");
  const [, label] = /^index \$labels `([^`]*)`$/.exec(source) ?? [];
  if (label === undefined) throw new Error(`${source} is not known here`);
  return steps.reduce((text, step) => {
    // Go's QueryEscape.
    if (step === "urlquery") return strictly(text).replaceAll("%20", "+");
    const [, pattern, by] = /^reReplaceAll `([^`]*)` `([^`]*)`$/.exec(step) ?? [];
    if (pattern === undefined || by === undefined) throw new Error(`${step} is not known here`);
    return text.replace(new RegExp(pattern, "g"), by.replaceAll("$0", "$$&"));
  }, labels[label] ?? "");
}
