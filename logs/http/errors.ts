import { painless } from "../parts/painless";
import type { ScriptProcessor } from "../processor";

/**
 * Takes what went wrong, if the line tells: its own words for it, or what a stack trace begins with. Traces of the JVM,
 * of Node, .NET and Go are told by their form; the line itself remains the message.
 */
export const takeError = {
  script: {
    tag: "error",
    if: "ctx.parsed.rest != null || ctx.parsed.found?.stack != null || ctx.parsed.found?.errorMessage != null || ctx.parsed.found?.errorType != null || ctx.parsed.found?.message instanceof String",
    lang: "painless",
    description: "type, message and stack trace of an error",
    params: {
      begins: ["panic: ", "fatal error: "],
      before: ["Uncaught ", "Unhandled exception. ", "Caused by: ", "[cause]: "],
      ends: ["Error", "Exception", "Throwable", "Failure", "Fault"],
    },
    source: painless(`
      boolean isTrace(String text) {
        StringTokenizer lines = new StringTokenizer(text, '\n');
        for (int i = 0; i < 12 && lines.hasMoreTokens(); i++) {
          String line = lines.nextToken();
          if (line.startsWith('goroutine ')) return true;
          String inner = line.trim();
          if (inner.startsWith('at ') && inner.length() < line.length()) return true;
        }
        return false;
      }
      Map typed(String line, Map params) {
        String text = line;
        if (text.startsWith('Exception in thread "')) {
          int close = text.indexOf('" ', 21);
          if (close > 0) text = text.substring(close + 2);
        }
        for (def before : params.before) if (text.startsWith(before)) text = text.substring(before.length());
        for (def begin : params.begins) if (text.startsWith(begin)) return ['type': begin.substring(0, begin.length() - 2), 'message': text.substring(begin.length())];
        int serving = text.indexOf('panic serving ');
        if (serving >= 0) {
          int colon = text.indexOf(': ', serving);
          return ['type': 'panic', 'message': colon < 0 ? text : text.substring(colon + 2)];
        }
        int end = text.indexOf(': ');
        String type = end < 0 ? text : text.substring(0, end);
        int code = type.indexOf(' [');
        if (code > 0) type = type.substring(0, code);
        if (type.isEmpty() || type.length() > 200 || type.indexOf(' ') >= 0) return null;
        for (def each : params.ends) if (type.endsWith(each)) return ['type': type, 'message': end < 0 ? '' : text.substring(end + 2)];
        return null;
      }
      Map firstTyped(String text, Map params) {
        StringTokenizer lines = new StringTokenizer(text, '\n');
        for (int i = 0; i < 8 && lines.hasMoreTokens(); i++) {
          Map error = typed(lines.nextToken().trim(), params);
          if (error != null) return error;
        }
        return null;
      }
      Map parsed = ctx.parsed;
      Map found = parsed.found == null ? new HashMap() : parsed.found;
      parsed.found = found;
      String stack = found.stack;
      if (stack == null && parsed.rest != null && isTrace(parsed.rest)) {
        String first = found.message;
        // Of a trace on its own, the first line is part of it.
        boolean alone = first == null || first == parsed.head || typed(parsed.head, params) != null && !parsed.head.contains('panic serving ');
        stack = alone ? parsed.head + '\n' + parsed.rest : parsed.rest;
        if (alone) found.message = parsed.head;
      } else if (parsed.rest != null) {
        found.message = found.message == null ? null : found.message + '\n' + parsed.rest;
      }
      if (stack == null && found.errorMessage == null && found.errorType == null) return;
      Map error = new HashMap();
      Map stated = null;
      if (stack != null) {
        stated = firstTyped(stack, params);
        if (stated == null && found.message != null) stated = typed(found.message, params);
      } else if (found.errorMessage != null) stated = typed(found.errorMessage.toString(), params);
      if (stated != null) error = stated;
      if (found.errorType != null) error.type = found.errorType.toString();
      if (found.errorMessage != null && (stated == null || found.errorType != null || stack != null)) error.message = found.errorMessage.toString();
      if (error.message == null) error.message = found.message == null ? '' : found.message;
      if (stack != null) {
        error.stack_trace = stack;
        if (found.level == null) found.level = error.type == 'panic' || error.type == 'fatal error' ? 'fatal' : 'error';
      }
      ctx.error = error;
    `),
  },
} satisfies ScriptProcessor;
