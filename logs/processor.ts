/** The processors of Elasticsearch's ingest pipelines that are in use; the names of fields and options are theirs. */
export type Processor =
  | AppendProcessor
  | ConvertProcessor
  | DateProcessor
  | DissectProcessor
  | FailProcessor
  | FingerprintProcessor
  | GrokProcessor
  | GsubProcessor
  | JsonProcessor
  | LowercaseProcessor
  | PipelineProcessor
  | RemoveProcessor
  | RenameProcessor
  | ScriptProcessor
  | SetProcessor
  | TrimProcessor
  | UrldecodeProcessor
  | UserAgentProcessor;

interface Common {
  /** Unique in its pipeline: errors and statistics name it. */
  readonly tag: string;
  /** A condition in Painless. */
  readonly if?: string;
  readonly ignore_failure?: boolean;
  /** @default what the pipeline does */
  readonly on_failure?: readonly Processor[];
}

interface OfField extends Common {
  readonly field: string;
  readonly ignore_missing?: boolean;
}

export interface AppendProcessor {
  readonly append: Common & {
    readonly field: string;
    readonly value: string | readonly string[];
    readonly allow_duplicates?: boolean;
  };
}

export interface ConvertProcessor {
  readonly convert: OfField & {
    readonly type: "boolean" | "double" | "ip" | "long" | "string";
    readonly target_field?: string;
  };
}

export interface DateProcessor {
  readonly date: Common & {
    readonly field: string;
    readonly target_field?: string;
    readonly formats: readonly [string, ...string[]];
    readonly timezone?: string;
  };
}

export interface DissectProcessor {
  readonly dissect: OfField & { readonly pattern: string; readonly append_separator?: string };
}

export interface FailProcessor {
  readonly fail: Common & { readonly message: string };
}

export interface FingerprintProcessor {
  readonly fingerprint: Common & {
    readonly fields: readonly [string, ...string[]];
    readonly target_field: string;
    readonly method: "SHA-1" | "SHA-256";
    readonly ignore_missing?: boolean;
  };
}

export interface GrokProcessor {
  readonly grok: OfField & {
    readonly patterns: readonly [string, ...string[]];
    readonly pattern_definitions?: Readonly<Record<string, string>>;
    readonly ecs_compatibility?: "v1";
  };
}

export interface GsubProcessor {
  readonly gsub: OfField & { readonly pattern: string; readonly replacement: string; readonly target_field?: string };
}

export interface JsonProcessor {
  readonly json: Common & { readonly field: string; readonly target_field?: string; readonly add_to_root?: boolean };
}

export interface LowercaseProcessor {
  readonly lowercase: OfField;
}

export interface PipelineProcessor {
  readonly pipeline: Common & { readonly name: string };
}

export interface RemoveProcessor {
  readonly remove: Common & { readonly field: string | readonly string[]; readonly ignore_missing?: boolean };
}

export interface RenameProcessor {
  readonly rename: OfField & { readonly target_field: string };
}

export interface ScriptProcessor {
  readonly script: Common & {
    readonly lang: "painless";
    readonly source: string;
    readonly params?: Readonly<Record<string, unknown>>;
    readonly description?: string;
  };
}

export interface SetProcessor {
  readonly set: Common & {
    readonly field: string;
    readonly value?: string | number | boolean;
    readonly copy_from?: string;
    readonly override?: boolean;
    readonly ignore_empty_value?: boolean;
  };
}

export interface TrimProcessor {
  readonly trim: OfField;
}

export interface UrldecodeProcessor {
  readonly urldecode: OfField;
}

export interface UserAgentProcessor {
  readonly user_agent: OfField & { readonly target_field?: string };
}

/** What lines of one component go through before they are stored. */
export interface Pipeline {
  readonly name: string;
  readonly description: string;
  readonly processors: readonly [Processor, ...Processor[]];
  /** What becomes of a line in which a processor fails: it is kept, and marked. */
  readonly onFailure: readonly [Processor, ...Processor[]];
}
