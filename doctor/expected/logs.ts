import { fromTerraform } from "../../deployed/from-terraform";
import { whyLogsAbsent } from "../../environments/absence";
import type { Environment } from "../../environments/environment";
import { namespace } from "../../environments/names";
import { allDataStreams, dataStreamOf } from "../../logs/names";
import { componentsOf } from "../../model/component";
import type { System } from "../../model/system";
import type { Duration } from "../../units/quantities";

/** What Elasticsearch and Kibana should have. */
export interface ExpectedLogs {
  /** Pattern for the data streams of everything that is logged in the environment: `logs-*-production`. */
  readonly allStreams: string;
  readonly streams: readonly ExpectedStream[];
  readonly lifecycles: readonly ExpectedLifecycle[];
  /** Names of snapshot policies. */
  readonly snapshots: readonly string[];
  readonly pipelines: readonly string[];
  readonly indexTemplates: readonly string[];
  readonly componentTemplates: readonly string[];
  readonly space: string;
  /** Ids of data views, each with the name that people see. */
  readonly views: Readonly<Record<string, string>>;
}

export interface ExpectedStream {
  readonly component: string;
  readonly stream: string;
  /** Longest time for which it is silent. */
  readonly atLeastEvery: Duration;
}

export interface ExpectedLifecycle {
  readonly name: string;
  /** The age from which on each phase begins, by its name: `30d`. */
  readonly phases: Readonly<Record<string, string>>;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export function logsIn(documents: readonly unknown[], system: System, environment: Environment): ExpectedLogs {
  const blocks = (type: string) =>
    documents.flatMap((document) =>
      Object.values((document as { readonly resource?: Readonly<Record<string, Blocks>> }).resource?.[type] ?? {}),
    );
  const names = (type: string) => blocks(`elasticstack_elasticsearch_${type}`).map(({ name }) => unescaped(name));
  return {
    allStreams: allDataStreams(environment.name),
    streams: componentsOf(system, namespace)
      .filter((component) => whyLogsAbsent(component, environment) === undefined)
      .map((component) => ({
        component: component.name,
        stream: dataStreamOf(component, environment.name),
        atLeastEvery: component.logs.atLeastEvery,
      })),
    lifecycles: blocks("elasticstack_elasticsearch_index_lifecycle").map(lifecycleOf),
    snapshots: names("snapshot_lifecycle"),
    pipelines: names("ingest_pipeline"),
    indexTemplates: names("index_template"),
    componentTemplates: names("component_template"),
    space: unescaped(blocks("elasticstack_kibana_space")[0]?.space_id),
    views: Object.fromEntries(
      blocks("elasticstack_kibana_data_view").map(({ data_view: view }) => {
        const { id, name } = view as { readonly id: string; readonly name: string };
        return [fromTerraform(id), fromTerraform(name)];
      }),
    ),
  };
}

const unescaped = (value: unknown): string => fromTerraform(typeof value === "string" ? value : "");

const phases = ["hot", "warm", "cold", "frozen", "delete"] as const;

/** Elasticsearch keeps the age of the first phase as `0ms`. */
const lifecycleOf = (block: Readonly<Record<string, unknown>>): ExpectedLifecycle => ({
  name: unescaped(block.name),
  phases: Object.fromEntries(
    phases.flatMap((phase) => {
      const found = block[phase] as { readonly min_age?: string } | undefined;
      return found ? [[phase, found.min_age ?? "0ms"]] : [];
    }),
  ),
});
