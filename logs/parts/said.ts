import type { ScriptProcessor } from "../processor";
import { painless } from "./painless";

/**
 * What is read of one line at most. A line with more, or nested deeper, keeps its text as a whole, so that nothing of
 * it is lost.
 */
const most = { names: 200, depth: 12, name: 256, value: 2048 };

/** Whatever stands below them are values that a client has sent. */
const querySentIn = ["req.query.", "request.query.", "query.", "req.params.", "params."] as const;

/**
 * Flattens a line of JSON: `{"req":{"id":7}}` becomes `req.id: 7`, a list of names and values, in which no line can
 * nest anything.
 */
export const flattenJson = {
  script: {
    tag: "flatten",
    if: "ctx.parsed.form == 'json'",
    lang: "painless",
    description: "names joined by dots, each with its value",
    params: { most, querySentIn },
    source: painless(`
      boolean flatten(def value, String name, int depth, Map said, Map params) {
        if (value == null) return true;
        if (said.size() >= params.most.names || name.length() > params.most.name) return false;
        boolean whole = true;
        if (value instanceof Map) {
          if (depth >= params.most.depth) return false;
          for (def entry : value.entrySet()) {
            String inner = depth == 0 ? entry.getKey() : name + '.' + entry.getKey();
            whole = flatten(entry.getValue(), inner, depth + 1, said, params) && whole;
            if (said.size() >= params.most.names) return false;
          }
          return whole;
        }
        if (value instanceof List) {
          if (depth >= params.most.depth) return false;
          for (int i = 0; i < value.size() && whole; i++) whole = flatten(value[i], name + '.' + i, depth + 1, said, params);
          return whole;
        }
        for (def prefix : params.querySentIn) if (name.startsWith(prefix)) value = '*';
        // {"a.b":1,"a":{"b":2}} says two things by one name.
        return said.putIfAbsent(name, value) == null;
      }
      Map said = new HashMap();
      ctx.parsed.whole = flatten(ctx.parsed.said, '', 0, said, params);
      ctx.parsed.said = said;
    `),
  },
} satisfies ScriptProcessor;

/** Reads a line of pairs: `level=INFO msg="cart emptied" items=3`, as slog's text handler and logfmt write it. */
export const readPairs = {
  script: {
    tag: "pairs",
    if: "ctx.parsed.form == 'pairs'",
    lang: "painless",
    description: "names and values of a line of pairs",
    params: { most },
    source: painless(`
      String head = ctx.parsed.head;
      Map said = new HashMap();
      boolean whole = true;
      int at = 0;
      while (at < head.length()) {
        if (head.charAt(at) == (char) ' ') { at += 1; continue; }
        int sign = head.indexOf('=', at);
        int space = head.indexOf(' ', at);
        if (sign <= at || sign - at > params.most.name || said.size() >= params.most.names || (space >= 0 && space < sign)) { whole = false; break; }
        String name = head.substring(at, sign);
        int end = sign + 1;
        String value;
        if (end < head.length() && head.charAt(end) == (char) '"') {
          int close = end + 1;
          while (close < head.length() && head.charAt(close) != (char) '"') close += head.charAt(close) == (char) '\\\\' ? 2 : 1;
          if (close >= head.length()) { whole = false; break; }
          String quoted = head.substring(end, close + 1);
          // Go quotes almost as JSON does.
          try { value = Processors.json(quoted).toString(); } catch (Exception e) { value = quoted; }
          end = close + 1;
        } else {
          int stop = head.indexOf(' ', end);
          if (stop < 0) stop = head.length();
          value = head.substring(end, stop);
          // Whoever writes pairs puts a text with spaces into quotes. This is one without, and its words may be pairs
          // of another kind: of a cookie.
          if (stop < head.length() && (value.endsWith(':') || value.endsWith(';'))) { whole = false; break; }
          end = stop;
        }
        said.putIfAbsent(name, value);
        at = end;
      }
      ctx.parsed.said = said;
      ctx.parsed.whole = whole && ctx.parsed.rest == null;
    `),
  },
} satisfies ScriptProcessor;
