import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { seconds } from "../../../units/quantities";
import { enginePath } from "../../../engines/engine-path";
import type { Guarded, GuardedFolder } from "../../../engines/run/guarded-folder";
import { inGuardedFolder } from "../../../engines/run/guarded-folder";
import type { Program } from "../../../engines/run/process";
import { freePorts, loopback } from "../../../engines/run/process";

export interface OpenSearchProps {
  /** As in opensearch.yml, beside addresses and folders. @default none */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface OpenSearch extends Program, Guarded, SearchClient {
  /** `http://127.0.0.1:41235` */
  readonly url: string;
  readonly pid: number;
  /** Where a snapshot repository of type `fs` may lie. */
  readonly snapshots: string;
}

/**
 * Runs the real OpenSearch, one empty node without security: the stand-in for Elasticsearch (decision 21). It starts in
 * some three seconds and takes 300 MiB to begin with.
 */
export function startOpenSearch(props: OpenSearchProps = {}): Promise<OpenSearch> {
  return inGuardedFolder("opensearch", async (folder) => {
    const [http = 0, transport = 0] = await freePorts(2);
    const url = `http://${loopback}:${http}`;
    const snapshots = join(folder.path, "snapshots");
    mkdirSync(snapshots);
    writeConfig(folder, {
      "node.name": "opensearch",
      "discovery.type": "single-node",
      "network.host": loopback,
      "http.port": http,
      "transport.port": transport,
      "path.data": join(folder.path, "data"),
      "path.logs": join(folder.path, "logs"),
      "path.repo": snapshots,
      // A disk that others have filled is no reason to take nothing more.
      "cluster.routing.allocation.disk.threshold_enabled": false,
      ...props.settings,
    });
    const program = await folder.run({
      command: enginePath("opensearch"),
      arguments: [],
      environment: {
        JAVA: enginePath("java"),
        OPENSEARCH_PATH_CONF: folder.path,
        OPENSEARCH_JAVA_OPTS: javaOptions(folder).join(" "),
      },
      ready: `${url}/_cluster/health?wait_for_status=yellow&timeout=1s`,
      readyWithin: seconds(60),
    });
    return { ...program, ...searchClient(url), url, snapshots };
  });
}

const javaOptions = (folder: GuardedFolder): readonly string[] => [
  "-Xmx1g",
  "-XX:+UseSerialGC",
  // Half the work of a start is to compile what it runs once, for good. Below some 20,000 documents that never pays.
  "-XX:TieredStopAtLevel=1",
  "-XX:+ExitOnOutOfMemoryError",
  "-XX:-UsePerfData",
  `-Djava.io.tmpdir=${folder.path}`,
  // Without this library it asks the system for nothing, nor for the user, whom it would refuse if it was root.
  "-Djna.nounpack=true",
  "-Djna.nosys=true",
  "-Dlog4j2.disable.jmx=true",
  "--enable-native-access=ALL-UNNAMED",
];

function writeConfig(folder: GuardedFolder, settings: Readonly<Record<string, unknown>>): void {
  folder.write("opensearch.yml", settings);
  folder.write(
    "log4j2.properties",
    [
      "status = error",
      "appender.console.type = Console",
      "appender.console.name = console",
      "appender.console.layout.type = PatternLayout",
      "appender.console.layout.pattern = %d{ISO8601} %-5p %c{1.}: %m%n",
      "rootLogger.level = info",
      "rootLogger.appenderRef.console.ref = console",
    ].join("\n"),
  );
}

/** Any JSON object: a document, a template, a query. */
export type Json = Readonly<Record<string, unknown>>;

export interface SearchClient {
  /** @param body as JSON if it is an object. @throws if it is refused, with the words of the engine */
  request<Answer = unknown>(method: Method, path: string, body?: Json): Promise<Answer>;
  /**
   * Sends lines as they are: an action and its document in turns, each with its end of line. A document that is refused
   * is one of the answers. @param target the index or data stream of actions that name none
   */
  bulk(ndjson: string | Uint8Array, target?: string): Promise<readonly BulkItem[]>;
  /** From now on searches find what was indexed. @param target index, data stream or pattern, default all */
  refresh(target?: string): Promise<void>;
  search<Document extends Json = Json>(target: string, body: Json): Promise<SearchAnswer<Document>>;
  /** What a pipeline would make of documents. @param pipeline its name, or as it would be put */
  simulate(pipeline: string | Json, documents: readonly Json[]): Promise<readonly Simulated[]>;
}

type Method = "GET" | "PUT" | "POST" | "DELETE" | "HEAD";

export interface BulkItem {
  readonly status: number;
  readonly index: string;
  /** None if it was refused, or dropped by a pipeline. */
  readonly id?: string;
  /** `mapper_parsing_exception: …`, and what it was caused by. */
  readonly error?: string;
}

export interface Hit<Document> {
  readonly _index: string;
  readonly _id: string;
  readonly _source: Document;
  /** Fields that were kept, but not indexed. */
  readonly _ignored?: readonly string[];
}

export interface SearchAnswer<Document> {
  readonly total: number;
  readonly hits: readonly Hit<Document>[];
  readonly aggregations: Json;
}

/** `dropped` if neither a document came out of it nor an error. */
export type Simulated = { readonly document: Json } | { readonly error: string } | "dropped";

/** The lines by which `bulk` adds documents to a data stream. */
export const creations = (documents: readonly Json[]): string =>
  documents.map((document) => `{"create":{}}\n${JSON.stringify(document)}\n`).join("");

export function searchClient(url: string): SearchClient {
  const send = async <Answer>(method: Method, path: string, type: string, body?: string | Uint8Array) => {
    const init = body === undefined ? {} : { body, headers: { "content-type": type } };
    const response = await fetch(url + path, { method, ...init });
    const text = await response.text();
    if (!response.ok) throw new Error(`OpenSearch refused ${method} ${path}: ${response.status} ${reasonIn(text)}`);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  };
  const request: SearchClient["request"] = (method, path, body) =>
    send(method, path, "application/json", body && JSON.stringify(body));

  return {
    request,
    bulk: async (ndjson, target) => {
      const path = target === undefined ? "/_bulk" : `/${target}/_bulk`;
      const { items } = await send<BulkAnswer>("POST", path, "application/x-ndjson", ndjson);
      return items.flatMap(Object.values<RawBulkItem>).map(({ status, _index, _id, result, error }) => ({
        status,
        index: _index,
        ...(error || result === "noop" || _id === null ? {} : { id: _id }),
        ...(error ? { error: errorText(error) } : {}),
      }));
    },
    refresh: async (target = "_all") => {
      await request("POST", `/${target}/_refresh?expand_wildcards=all`);
    },
    search: async <Document extends Json>(target: string, body: Json) => {
      const answer = await request<RawSearchAnswer<Document>>("POST", `/${target}/_search`, {
        track_total_hits: true,
        ...body,
      });
      return { total: answer.hits.total.value, hits: answer.hits.hits, aggregations: answer.aggregations ?? {} };
    },
    simulate: async (pipeline, documents) => {
      const docs = documents.map((_source) => ({ _source }));
      const path = "/_ingest/pipeline/";
      const { docs: outcomes } =
        typeof pipeline === "string"
          ? await request<SimulateAnswer>("POST", `${path}${pipeline}/_simulate`, { docs })
          : await request<SimulateAnswer>("POST", `${path}_simulate`, { pipeline, docs });
      return outcomes.map((outcome) => {
        if (outcome?.doc) return { document: outcome.doc._source };
        return outcome?.error ? { error: errorText(outcome.error) } : "dropped";
      });
    },
  };
}

interface EngineError {
  readonly type: string;
  readonly reason: string | null;
  readonly caused_by?: EngineError;
}

interface RawBulkItem {
  readonly status: number;
  readonly _index: string;
  readonly _id: string | null;
  readonly result?: string;
  readonly error?: EngineError;
}

interface BulkAnswer {
  readonly items: readonly Readonly<Record<string, RawBulkItem>>[];
}

interface RawSearchAnswer<Document> {
  readonly hits: { readonly total: { readonly value: number }; readonly hits: readonly Hit<Document>[] };
  readonly aggregations?: Json;
}

interface SimulateAnswer {
  readonly docs: readonly ({
    readonly doc?: { readonly _source: Json };
    readonly error?: EngineError;
  } | null)[];
}

/** The error and what it was caused by, down to the first cause. */
function errorText({ type, reason, caused_by: cause }: EngineError): string {
  return `${type}: ${reason ?? ""}${cause ? ` <- ${errorText(cause)}` : ""}`;
}

/** Of a refusal: either an error of the engine, or what else there was to say. */
function reasonIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: EngineError | string };
    return typeof error === "object" ? errorText(error) : (error ?? text);
  } catch {
    return text;
  }
}
