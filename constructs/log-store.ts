import type { ElasticsearchComponentTemplate } from "@cdktf/provider-elasticstack/lib/elasticsearch-component-template";
import type { ElasticsearchIngestPipeline } from "@cdktf/provider-elasticstack/lib/elasticsearch-ingest-pipeline";
import { KibanaDefaultDataView } from "@cdktf/provider-elasticstack/lib/kibana-default-data-view";
import { KibanaSpace } from "@cdktf/provider-elasticstack/lib/kibana-space";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import type { Finding } from "../findings/finding";
import { checkFields } from "../logs/check-fields";
import { checkDataStreams } from "../logs/check-names";
import { checkPipeline } from "../logs/check-pipeline";
import { checkTemplates } from "../logs/check-templates";
import { fieldsOf } from "../logs/component-fields";
import { dataView, traceLink } from "../logs/kibana/data-view";
import { savedObjects } from "../logs/kibana/saved-objects";
import { traceSearch } from "../logs/kibana/searches";
import { sharedPipelineOf, sharedPipelines } from "../logs/pipelines";
import { redaction } from "../logs/redaction";
import { snapshotsOf } from "../logs/snapshots";
import { commonFields, commonTemplate, indexTemplate } from "../logs/templates";
import { viewOfAll } from "../logs/view";
import type { Component } from "../model/component";
import { forTerraform } from "./border";
import type { HasFindings, HasParts, Parts } from "./checked";
import { LogSnapshots } from "./log-snapshots";
import { nameInState } from "./logical-id";
import { addPipeline } from "./logs/ingest-pipeline";
import { addDataView, addSavedObjects } from "./logs/kibana";
import { addComponentTemplate } from "./logs/templates";

export interface LogStoreProps {
  readonly environment: Environment;
  /** All components that log in this environment. */
  readonly components: readonly Component[];
}

/** What the logs of all components have in common: one of these per stack. */
export class LogStore extends Construct implements HasFindings, HasParts {
  /** Component template with the settings and fields of all indices. */
  readonly template: ElasticsearchComponentTemplate;
  /** Ingest pipeline that each line goes through last, also a line that could not be read. */
  readonly redaction: ElasticsearchIngestPipeline;
  /** Ingest pipelines that lines of a kind go through first, by their names. */
  readonly #pipelines: ReadonlyMap<string, ElasticsearchIngestPipeline>;
  readonly space: KibanaSpace;
  /** The data view over everything and its search, with which requests are followed from one component to the next. */
  readonly everything: Parts;
  /**
   * Resources that take snapshots; none where none are taken. Without them nothing is deleted that waits to be copied.
   */
  readonly snapshots: readonly TerraformResource[];
  readonly #props: LogStoreProps;

  constructor(scope: Construct, id: string, props: LogStoreProps) {
    super(scope, id);
    this.#props = props;
    const { environment, components } = props;
    this.#pipelines = new Map(
      sharedPipelines(components).map((pipeline) => [
        pipeline.name,
        addPipeline(this, `pipeline-${pipeline.name}`, pipeline),
      ]),
    );
    this.redaction = addPipeline(this, "redaction", redaction);
    this.template = addComponentTemplate(this, "template", {
      template: commonTemplate({ redaction: redaction.name, copies: environment.elk.elasticsearch.copies }),
      after: [this.redaction],
    });
    this.space = nameInState(
      new KibanaSpace(this, "space", {
        spaceId: forTerraform(environment.name),
        name: forTerraform(environment.name),
        description: forTerraform(`What is logged in the environment ${environment.name}.`),
      }),
      environment.name,
    );
    const { space } = this;
    const all = viewOfAll(environment);
    const view = addDataView(this, "everything", {
      view: dataView(all, commonFields, [traceLink(environment)]),
      space,
    });
    const first = new KibanaDefaultDataView(this, "default-view", {
      spaceId: this.space.spaceId,
      dataViewId: view.dataView.id,
      // Whatever stands there was chosen by nobody: Kibana takes the first view that is made.
      force: true,
    });
    const traces = addSavedObjects(this, "traces", {
      name: all.id,
      space,
      objects: () => savedObjects({ view: all, searches: [traceSearch] }),
      after: [view],
    });
    this.everything = [view, nameInState(first, environment.name), traces];
    const snapshots = snapshotsOf(environment);
    this.snapshots = snapshots ? new LogSnapshots(this, "snapshots", { snapshots }).parts() : [];
  }

  /**
   * Ingest pipeline that a component shares with all of its kind. @throws Error if the component is none of the store's
   */
  pipelineOf(component: Component): ElasticsearchIngestPipeline {
    const shared = this.#pipelines.get(sharedPipelineOf(component).name);
    if (!shared) throw new Error(`${component.name} is none of the components of ${this.node.path}.`);
    return shared;
  }

  findings(): Finding[] {
    const { components, environment } = this.#props;
    return [
      ...[...sharedPipelines(components), redaction].flatMap(checkPipeline),
      ...checkDataStreams(components, environment.name),
      ...checkTemplates(components.map((component) => indexTemplate(component, environment.name))),
      ...checkFields(components.map((component) => ({ component: component.name, fields: fieldsOf(component) }))),
    ];
  }

  parts(): Parts {
    return [
      this.template,
      this.redaction,
      ...this.#pipelines.values(),
      this.space,
      ...this.everything,
      ...this.snapshots,
    ];
  }
}
