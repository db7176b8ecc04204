/**
 * terraform-provider-elasticstack 0.16.3, internal/elasticsearch. Templates and pipelines are kept by Elasticsearch as
 * they came.
 */
import type { Attributes, ResourceBehaviour } from "./behaviour";
import { byDefault, elements, forgiven, spelt } from "./behaviour";
import { elasticsearchQuantity } from "./durations";
import { inGo } from "./json";
import { indexSettings, mappingsInState, processorMeaning, sameMappings, settingsInState } from "./elasticsearch-json";

const framework = (attributes: Attributes): ResourceBehaviour => ({ legacy: false, attributes });
/** `jsontypes.Normalized`. */
const json = forgiven(inGo, inGo);

const template: Attributes = {
  "template.mappings": { ...spelt(mappingsInState), same: sameMappings },
  "template.settings": forgiven(settingsInState, indexSettings),
  metadata: json,
};

/** index/componenttemplate `flattenToData`, index/templateutil `FlattenTemplateCore`. */
export const componentTemplate = framework(template);

/** index/template `fromAPIModel`, `flattenDataStream`. */
export const indexTemplate = framework({
  ...template,
  ignore_missing_component_templates: byDefault([]),
  composed_of: byDefault([]),
  "data_stream.hidden": byDefault(false),
  "data_stream.allow_custom_routing": byDefault(false),
});

const quantity = spelt(elasticsearchQuantity);
const phases = ["hot", "warm", "cold", "frozen", "delete"];
const ofPhases = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    phases.flatMap((phase) => Object.entries(attributes).map(([name, behaviour]) => [`${phase}.${name}`, behaviour])),
  );

/** index/ilm `readPolicyIntoModel`, `flattenPhase`; ages and sizes as `TimeValue` and `ByteSizeValue` print them. */
export const indexLifecycle = framework({
  metadata: json,
  force_destroy: byDefault(false),
  ...ofPhases({
    min_age: { ...byDefault("0ms"), ...quantity },
    "rollover.max_age": quantity,
    "rollover.min_age": quantity,
    "rollover.max_size": quantity,
    "rollover.max_primary_shard_size": quantity,
    "shrink.allow_write_after_shrink": byDefault(false),
    "searchable_snapshot.force_merge_index": byDefault(true),
    "delete.delete_searchable_snapshot": byDefault(true),
    ...Object.fromEntries(
      ["freeze", "migrate", "readonly", "unfollow"].map((it) => [`${it}.enabled`, byDefault(true)]),
    ),
  }),
});

/** ingest `readIngestPipeline`, `ProcessorJSONValue`: a list of one is its element. */
const processors = elements(forgiven(inGo, processorMeaning));
export const ingestPipeline = framework({ processors, on_failure: processors, metadata: json });

/** snapshot/lifecycle `mapSlmToData`. */
export const snapshotLifecycle = framework({
  snapshot_name: byDefault("<snap-{now/d}>"),
  expand_wildcards: byDefault("open,hidden"),
  ignore_unavailable: byDefault(false),
  include_global_state: byDefault(true),
  partial: byDefault(false),
  expire_after: quantity,
  metadata: json,
});

/** snapshot/repository `settingsToS3`: settings come back as the texts that were sent. */
export const snapshotRepository = framework({
  verify: byDefault(true),
  "s3.compress": byDefault(true),
  "s3.max_snapshot_bytes_per_sec": byDefault("40mb"),
  "s3.readonly": byDefault(false),
  "s3.client": byDefault("default"),
  "s3.server_side_encryption": byDefault(false),
  "s3.canned_acl": byDefault("private"),
  "s3.storage_class": byDefault("standard"),
  "s3.path_style_access": byDefault(false),
});
