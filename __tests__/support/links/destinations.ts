/** What links can lead to, in the stacks of an environment as synthesized. */
import type { SynthesizedResource, SynthesizedStack } from "../synthesized";
import { resourcesOf } from "../synthesized";

export interface Destinations {
  /** Of Grafana, by their UIDs. */
  readonly dashboards: ReadonlyMap<string, GrafanaDashboard>;
  /** Of Kibana, by `space/id`. */
  readonly dataViews: ReadonlyMap<string, DataView>;
  /** Of Kibana, by `space/type/id`. */
  readonly objects: ReadonlyMap<string, SavedObject>;
}

export interface GrafanaDashboard {
  readonly variables: readonly string[];
  readonly panels: readonly number[];
}

export interface DataView {
  /** Those that lines of at least one component have, by what the templates say. */
  readonly fields: ReadonlySet<string>;
}

export interface SavedObject {
  readonly type: string;
  readonly space: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly { readonly type: string; readonly id: string }[];
}

export const destinationsIn = (stack: SynthesizedStack): Destinations => ({
  dashboards: new Map(
    resourcesOf(stack, "grafana_dashboard").map(([, { config_json: json }]) => dashboardIn(String(json))),
  ),
  dataViews: new Map(
    resourcesOf(stack, "elasticstack_kibana_data_view").map(([, view]) => {
      const { id, title } = view.data_view as { readonly id: string; readonly title: string };
      return [`${spaceOf(view, stack)}/${id}`, { fields: fieldsFor(title, stack) }];
    }),
  ),
  objects: new Map(
    resourcesOf(stack, "elasticstack_kibana_import_saved_objects").flatMap(([, resource]) =>
      String(resource.file_contents)
        .trimEnd()
        .split("\n")
        .map((line) => {
          const object: SavedObject = { ...(JSON.parse(line) as SavedObject), space: spaceOf(resource, stack) };
          return [`${object.space}/${object.type}/${object.id}`, object];
        }),
    ),
  ),
});

function dashboardIn(json: string): [string, GrafanaDashboard] {
  const { uid, panels, templating } = JSON.parse(json) as {
    readonly uid: string;
    readonly panels: readonly { readonly id: number }[];
    readonly templating: { readonly list: readonly { readonly name: string }[] };
  };
  return [uid, { variables: templating.list.map(({ name }) => name), panels: panels.map(({ id }) => id) }];
}

/** A reference of Terraform to a space of the same stack, as the space's id. @throws where there is no such space */
function spaceOf({ space_id: reference }: SynthesizedResource, stack: SynthesizedStack): string {
  const [, name = ""] = /^\$\{elasticstack_kibana_space\.(.+)\.space_id\}$/.exec(String(reference)) ?? [];
  const space = stack.resource.elasticstack_kibana_space?.[name];
  if (!space) throw new Error(`${String(reference)} is no space of this stack`);
  return String(space.space_id);
}

/** Of all data streams that a pattern with `*` means. */
function fieldsFor(pattern: string, stack: SynthesizedStack): ReadonlySet<string> {
  const meant = new RegExp(`^${pattern.split("*").map(literal).join(".*")}$`);
  const parts = new Map(
    resourcesOf(stack, "elasticstack_elasticsearch_component_template").map(([, { name, template }]) => [
      String(name),
      JSON.parse((template as { readonly mappings: string }).mappings) as Mapping,
    ]),
  );
  return new Set(
    resourcesOf(stack, "elasticstack_elasticsearch_index_template")
      .filter(([, { index_patterns: patterns }]) => (patterns as string[]).some((name) => meant.test(name)))
      .flatMap(([, { composed_of: names }]) => (names as string[]).flatMap((name) => namesIn(parts.get(name)))),
  );
}

interface Mapping {
  readonly properties?: Readonly<Record<string, Mapping>>;
}

const namesIn = ({ properties = {} }: Mapping = {}, path = ""): string[] =>
  Object.entries(properties).flatMap(([name, inside]) =>
    inside.properties ? namesIn(inside, `${path}${name}.`) : [path + name],
  );

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
