import { levelNames } from "../parts/levels";
import { keptAndMarked, markRead } from "../parts/outcome";
import { painless } from "../parts/painless";
import type { Pipeline, ScriptProcessor } from "../processor";
import { takeError } from "./errors";
import { liftKnown } from "./lift";
import { describeRequest } from "./request";
import { flattenJson, readPairs } from "../parts/said";
import { readShape } from "../parts/shape";
import { readText } from "./text-lines";
import { takeTime } from "../parts/times";

/** What a line says is put where all components have it. */
const settle: ScriptProcessor = {
  script: {
    tag: "settle",
    lang: "painless",
    description: "level, message, logger, thread, trace and duration",
    params: { levelNames },
    source: painless(`
      String levelOf(def stated, Map names) {
        if (stated instanceof Number) {
          int number = stated.intValue();
          return number < 20 ? 'trace' : number < 30 ? 'debug' : number < 40 ? 'info' : number < 50 ? 'warn' : number < 60 ? 'error' : 'fatal';
        }
        String word = stated.toString().trim().toLowerCase();
        int end = 0;
        while (end < word.length() && Character.isLetter(word.charAt(end))) end += 1;
        return names[word.substring(0, end)];
      }
      Map parsed = ctx.parsed;
      Map found = parsed.found == null ? new HashMap() : parsed.found;
      Map log = ctx.log instanceof Map ? ctx.log : new HashMap();
      if (found.level != null) {
        String level = levelOf(found.level, params.levelNames);
        if (level != null) log.level = level;
        else {
          if (ctx.attributes == null) ctx.attributes = new ArrayList();
          ctx.attributes.add('level=' + found.level);
        }
      } else if (found.status != null) {
        // What logs requests without a level has no other way to say that one failed.
        log.level = found.status.toString().startsWith('5') ? 'error' : 'info';
      }
      if (found.logger != null) log.logger = found.logger.toString();
      if (!log.isEmpty()) ctx.log = log;
      String address = ctx.url == null ? found.route : ctx.url.query == null ? ctx.url.path : ctx.url.path + '?' + ctx.url.query;
      String request = found.method == null || address == null ? null : found.method + ' ' + address;
      if (parsed.whole != false) {
        if (found.message instanceof String && !found.message.isEmpty()) ctx.message = found.message;
        else if (request != null) ctx.message = found.status == null ? request : request + ' ' + found.status;
      }
      if (found.thread != null) ctx.process = ['thread': ['name': found.thread.toString()]];
      if (found.nanos != null) {
        if (!(ctx.event instanceof Map)) ctx.event = new HashMap();
        ctx.event.duration = found.nanos;
      }
      if (found.traceparent != null && found.trace == null) {
        String parent = found.traceparent;
        found.trace = parent.substring(3, 35);
        if (found.span == null) found.span = parent.substring(36, 52);
      }
      if (found.trace != null) ctx.trace = ['id': found.trace.toString().toLowerCase()];
      if (found.span != null) ctx.span = ['id': found.span.toString().toLowerCase()];
      if (ctx.error == null && (log.level == 'error' || log.level == 'fatal')) {
        // Alike for all requests of a route.
        boolean answered = found.level == null && found.status != null && request != null;
        ctx.error = answered ? ['type': found.status.toString(), 'message': found.method + ' ' + ctx.http.route + ' answered ' + found.status] : ['message': ctx.message];
      }
    `),
  },
};

/** The pipeline of all services, for whatever their containers write: JSON, pairs or text, of requests or not. */
export const httpPipeline: Pipeline = {
  name: "monitoring-http",
  description: "What containers of services write: level, error, request and trace",
  processors: [
    ...readShape,
    flattenJson,
    readPairs,
    readText,
    liftKnown,
    describeRequest,
    takeTime,
    takeError,
    settle,
    markRead,
    { remove: { tag: "remove-parts", field: "parsed" } },
  ],
  onFailure: keptAndMarked(),
};
