/** Whether links of the stacks of an environment lead to something that is there. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../../environments/environment";
import { fieldsIn } from "../../../logs/filter";
import { readKql } from "../logs/kql";
import type { Destinations } from "./destinations";
import type { KibanaLink } from "./kibana-link";
import { readKibanaLink } from "./kibana-link";
import { fillAlertTemplate, fillPanelLink } from "./templates";
import type { FoundLink } from "./walk";

export interface Places {
  readonly environment: Pick<Environment, "grafana" | "elk">;
  /** Where this repository is read. */
  readonly repository: string;
}

/** What is wrong with a link; nothing if it leads where it says. */
export function wrongWith(link: FoundLink, to: Destinations, places: Places): string[] {
  try {
    return wrong(filled(link), to, places).map((what) => `${link.where}: ${what}`);
  } catch (error) {
    return [`${link.where}: ${(error as Error).message}`];
  }
}

/** With a value in place of each placeholder of a value. Those of a path stay: which dashboards there are decides. */
export function filled({ url, by }: FoundLink, value = "some value"): string {
  switch (by) {
    case "alert":
      return fillAlertTemplate(url, new Proxy({}, { get: () => value }));
    case "data view":
      return url.replaceAll("{{value}}", encodeURIComponent(value));
    case "panel": {
      const [path = "", ...rest] = url.split("?");
      return [path, ...rest.map((part) => fillPanelLink(part, () => value))].join("?");
    }
    case "nobody":
      return url;
  }
}

function wrong(url: string, to: Destinations, { environment: { grafana, elk }, repository }: Places): string[] {
  if (url.startsWith(`${elk.kibana.url}/`)) return wrongInKibana(readKibanaLink(url), to);
  if (url.startsWith("/d/")) return wrongInGrafana(url, to);
  if (url.startsWith(`${grafana.url}/`)) return wrongInGrafana(url.slice(grafana.url.length), to);
  if (url.startsWith(`${repository}/blob/main/`)) return wrongPage(url.slice(`${repository}/blob/main/`.length));
  return [`${url} leads out of what is known here`];
}

/** What depends on a value, leads to all dashboards that fit. */
function wrongInGrafana(url: string, { dashboards }: Destinations): string[] {
  const { pathname, searchParams } = new URL(url, "http://grafana");
  const uid = decodeURIComponent(pathname).slice("/d/".length);
  const pattern = new RegExp(`^${uid.replace(/\$\{[^}]*\}/g, ".+")}$`);
  const meant = [...dashboards].filter(([own]) => pattern.test(own));
  const panel = searchParams.get("viewPanel");
  const asked = [...searchParams.keys()].flatMap((key) => (key.startsWith("var-") ? [key.slice("var-".length)] : []));
  return [
    ...(meant.length > 0 ? [] : [`there is no dashboard ${uid}`]),
    ...meant.flatMap(([own, { variables, panels }]) => [
      ...asked.filter((name) => !variables.includes(name)).map((name) => `dashboard ${own} has no variable ${name}`),
      ...(panel === null || panels.includes(Number(panel)) ? [] : [`dashboard ${own} has no panel ${panel}`]),
    ]),
  ];
}

function wrongInKibana({ space, app, id, dataView, kql, columns }: KibanaLink, to: Destinations): string[] {
  if (id === undefined && dataView === undefined) return ["it names no data view"];
  const type = app === "dashboards" ? "dashboard" : "search";
  const object = id === undefined ? undefined : to.objects.get(`${space}/${type}/${id}`);
  if (id !== undefined && !object) return [`there is no ${type} ${id} in ${space}`];
  const viewId = dataView ?? object?.references.find((one) => one.type === "index-pattern")?.id ?? "";
  const view = to.dataViews.get(`${space}/${viewId}`);
  if (!view) return [`there is no data view ${viewId} in ${space}`];
  const asked = kql ? fieldsIn(readKql(kql)).map(({ name }) => name) : [];
  return [...columns, ...asked]
    .filter((name) => !view.fields.has(name))
    .map((name) => `${viewId} has no field ${name}`);
}

/** A page of this repository, and a heading of it where one is named. */
function wrongPage(page: string): string[] {
  const [path = "", heading] = page.split("#");
  const file = join(__dirname, "../../..", path);
  if (!existsSync(file)) return [`there is no ${path}`];
  if (heading === undefined) return [];
  const headings = Array.from(readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm), ([, text = ""]) =>
    text
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
  return headings.includes(heading) ? [] : [`${path} has no heading ${heading}`];
}
