import type { Component } from "../model/component";
import type { Field } from "./field";
import * as fields from "./fields";
import type { Mapping } from "./mapping";
import { mappingOf } from "./mapping";
import { dataStreamOf, logName } from "./names";

/** A component template: settings and fields, as Elasticsearch puts them together for an index that is made. */
export interface ComponentTemplate {
  readonly name: string;
  readonly settings: object;
  readonly mapping: Mapping;
}

/** An index template: which indices are made of which component templates; the later of these win. */
export interface IndexTemplate {
  readonly name: string;
  readonly pattern: string;
  readonly priority: number;
  readonly composedOf: readonly string[];
}

/**
 * Priority of our index templates: above Fleet's packages (200). Elasticsearch's own template for `logs-*-*` (100) is
 * switched off: a data stream that came to be by another template than its own would be without pipeline until its next
 * rollover.
 */
const priority = 500;

/** Fields that the lines of every component have. */
export const commonFields: readonly Field[] = Object.values(fields);

/** Largest number of objects and fields of an index; Elasticsearch's default of 1,000 would let mistakes in. */
export const fieldLimit = 200;

/** Largest number of parts of a field's name. */
export const depthLimit = 8;

const commonName = "monitoring-logs";

export interface CommonFacts {
  /** Name of the pipeline that each line goes through last, whatever became of it before. */
  readonly redaction: string;
  /** Number of copies of each shard, besides the first. */
  readonly copies: number;
}

/** The component template of what the indices of all components have in common. */
export const commonTemplate = ({ redaction, copies }: CommonFacts): ComponentTemplate => ({
  name: commonName,
  settings: {
    index: {
      /*
       * Sorted by time, and compressed harder. New clusters of 9.x use it for all of `logs-*-*`, those that were
       * upgraded do not: said here, both do. It leaves the documents as they are: to put them together again from the
       * fields takes a licence, and without one Elasticsearch stores them.
       */
      mode: "logsdb",
      number_of_shards: 1,
      number_of_replicas: copies,
      // Soon enough for whoever reads logs; every second, the default, would make five times as many small segments.
      refresh_interval: "5s",
      final_pipeline: redaction,
      mapping: {
        // One malformed field costs the field, not the line.
        ignore_malformed: true,
        total_fields: { limit: fieldLimit },
        depth: { limit: depthLimit },
      },
    },
  },
  mapping: mappingOf(commonFields),
});

export interface OwnFacts {
  readonly component: Pick<Component, "name">;
  readonly fields: readonly Field[];
  /** Name of the pipeline that each line goes through first. */
  readonly pipeline: string;
  /** Name of the lifecycle policy: how long the lines are kept. */
  readonly policy: string;
}

/** The component template of what only the indices of one component have. */
export const ownTemplate = ({ component, fields, pipeline, policy }: OwnFacts): ComponentTemplate => ({
  name: logName(component),
  settings: { index: { lifecycle: { name: policy }, default_pipeline: pipeline } },
  mapping: mappingOf(ownFields(fields)),
});

const common = new Set(commonFields.map(({ name }) => name));

export const ownFields = (fields: readonly Field[]): Field[] => fields.filter(({ name }) => !common.has(name));

/** The index template of the data stream of a component, and of no other. */
export const indexTemplate = (component: Pick<Component, "name">, environment: string): IndexTemplate => ({
  name: logName(component),
  pattern: dataStreamOf(component, environment),
  priority,
  composedOf: [commonName, logName(component)],
});
