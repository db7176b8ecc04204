import { classify } from "../parts/classify";
import { takePieces } from "../parts/pieces";
import { keptAndMarked, markRead } from "../parts/outcome";
import type { Pipeline, Processor } from "../processor";
import { databaseEvents } from "./events";
import { application, relation, temporaryBytes } from "./fields";
import { masked } from "./masked";
import { takeApart } from "./parts";
import { levels, prefix, times } from "./prefix";

/** Who it was, and how bad: of what stands in the prefix. */
const who: Processor = {
  script: {
    tag: "who",
    lang: "painless",
    description: "session, severity and level",
    params: { levels },
    source: `
      Map parsed = ctx.parsed;
      if (ctx.log == null) ctx.log = new HashMap();
      ctx.log.level = params.levels.getOrDefault(parsed.level, 'info');
      ctx.postgresql.severity = parsed.level;
      if (parsed.database != null && parsed.database != '' && parsed.database != '[unknown]') {
        ctx.postgresql.database = parsed.database;
      }
      if (parsed.user != null && parsed.user != '' && parsed.user != '[unknown]') ctx.user = ['name': parsed.user];
      if (ctx.log.level != 'error' && ctx.log.level != 'fatal') return;
      ctx.error = ['message': ctx.message, 'type': ctx.postgresql.event];
      if (parsed.code != null && parsed.code != '00000') ctx.error.code = parsed.code;
    `,
  },
};

/**
 * The pipeline of all databases, for lines of PostgreSQL in RDS. Statements are kept with `?` in place of their values:
 * these are what customers typed, and nobody needs them to see which statement is slow or fails.
 */
export const databasePipeline: Pipeline = {
  name: "monitoring-database",
  description: "PostgreSQL on RDS: who, how bad, what happened, and statements without their values",
  processors: [
    { grok: { tag: "prefix", field: "message", ...prefix } },
    { date: { tag: "time", if: "ctx.parsed.time != null", field: "parsed.time", formats: times } },
    { set: { tag: "go-on", field: "parsed.level", value: "CONTINUATION", override: false } },
    classify("event", { object: "postgresql", key: "event" }, databaseEvents, "other"),
    takePieces("pieces", "ctx.parsed.text", [
      {
        into: application,
        after: "application_name=",
        before: [" SSL enabled", "\n"],
        begins: ["connection authorized"],
      },
      { into: temporaryBytes, after: ", size ", before: ["\n"], begins: ["temporary file: "] },
      { into: relation, after: 'of table "', before: ['"'], begins: ["automatic "] },
      { into: relation, after: 'relation "', before: ['"'] },
    ]),
    takeApart,
    who,
    markRead,
    { remove: { tag: "drop-parts", field: "parsed" } },
  ],
  onFailure: keptAndMarked({
    script: {
      tag: "mask-unread",
      lang: "painless",
      description: "what could not be read may be a piece of a statement",
      if: "ctx.message instanceof String",
      ignore_failure: true,
      source: `${masked}
        ctx.message = masked(ctx.message);
      `,
    },
  }),
};
