/** The processors of Elasticsearch's ingest pipelines that are in use; the names of fields and options are theirs. */
export type Processor =
  | DateProcessor
  | GrokProcessor
  | GsubProcessor
  | JsonProcessor
  | PipelineProcessor
  | RemoveProcessor
  | ScriptProcessor
  | SetProcessor;

interface Common {
  /** Tag of the processor, unique in its pipeline: errors and statistics name it. */
  readonly tag: string;
  /** Condition in Painless under which the processor runs. */
  readonly if?: string;
  /**
   * Whether the pipeline goes on where the processor fails. @default false: the pipeline as a whole fails, and does
   * what it does then
   */
  readonly ignore_failure?: boolean;
}

export interface DateProcessor {
  readonly date: Common & { readonly field: string; readonly formats: readonly [string, ...string[]] };
}

export interface GrokProcessor {
  readonly grok: Common & {
    readonly field: string;
    readonly patterns: readonly [string, ...string[]];
    /** All that the patterns name, by name: none of grok's own is used. */
    readonly pattern_definitions: Readonly<Record<string, string>>;
  };
}

export interface GsubProcessor {
  readonly gsub: Common & { readonly field: string; readonly pattern: string; readonly replacement: string };
}

export interface JsonProcessor {
  readonly json: Common & { readonly field: string; readonly target_field: string };
}

/** Calls another pipeline, and goes on when that is through. */
export interface PipelineProcessor {
  readonly pipeline: Common & { readonly name: string };
}

export interface RemoveProcessor {
  readonly remove: Common & { readonly field: string; readonly ignore_missing?: boolean };
}

export interface ScriptProcessor {
  readonly script: Common & {
    readonly lang: "painless";
    readonly source: string;
    readonly params?: Readonly<Record<string, unknown>>;
    readonly description: string;
  };
}

export interface SetProcessor {
  readonly set: Common & {
    readonly field: string;
    /** `{{{field}}}` stands for what is in a field; in two braces, its quotes would be escaped. */
    readonly value: string | number | boolean;
    readonly override?: boolean;
  };
}

/** A pipeline of Elasticsearch: what lines go through before they are stored. */
export interface Pipeline {
  readonly name: string;
  readonly description: string;
  readonly processors: readonly [Processor, ...Processor[]];
  /** What becomes of a line in which a processor fails: it is kept, and marked. */
  readonly onFailure: readonly [Processor, ...Processor[]];
}
