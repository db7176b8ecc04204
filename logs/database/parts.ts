import type { ScriptProcessor } from "../processor";
import { maskedAdditions } from "./additions";
import { masked } from "./masked";

/**
 * Takes apart what follows the prefix of a line: what happened, for how long, in which statement, and what PostgreSQL
 * adds in lines of their own (DETAIL, HINT, CONTEXT, STATEMENT), whether they come joined to the first or by
 * themselves.
 *
 * No value of a statement outlives it. What is kept of DETAIL and CONTEXT, and of errors that repeat what they were
 * given, has `?` in its place too; an exception that a function raises in words of its own is left to the redaction
 * that all lines go through.
 */
export const takeApart: { readonly script: ScriptProcessor["script"] } = {
  script: {
    tag: "take-apart",
    lang: "painless",
    description: "the parts of a line, without the values of its statement",
    params: {
      mostText: 2048,
      additions: ["DETAIL", "HINT", "CONTEXT", "STATEMENT", "QUERY", "LOCATION", "CONTINUATION"],
      /** In these errors stands what somebody had typed, from here to the last `"`. */
      quotesInput: ['at or near "', 'type integer: "', 'value "', ': "', 'Token "', 'token "'],
    },
    source: `${masked}${maskedAdditions}
      Map parts = new LinkedHashMap();
      String part = ctx.parsed.level;
      StringBuilder current = new StringBuilder();
      boolean first = true;
      for (String line : ctx.parsed.text.splitOnToken('\n')) {
        int at = line.indexOf(']:');
        String text = line;
        String addition = null;
        if (at > 0 && at < 400 && Character.isDigit(line.charAt(0))) {
          for (def name : params.additions) {
            if (line.startsWith(name + ':', at + 2)) { addition = name; text = line.substring(at + 3 + name.length()).trim(); break; }
          }
        }
        if (addition != null) {
          parts.put(part, current.toString());
          part = addition;
          current = new StringBuilder(text);
        } else {
          if (!first) current.append('\n');
          current.append(text);
        }
        first = false;
      }
      parts.put(part, current.toString());

      boolean alone = params.additions.contains(ctx.parsed.level);
      Map postgresql = ctx.postgresql;
      String text = alone ? '' : parts.get(ctx.parsed.level);
      String sql = parts.containsKey('STATEMENT') ? parts.get('STATEMENT') : parts.get('QUERY');
      String event = alone ? 'continuation' : postgresql.event;
      postgresql.event = event;

      String phase = null;
      if (event == 'slow-statement') {
        int unit = text.indexOf(' ms');
        if (unit > 0) {
          if (ctx.event == null) ctx.event = new HashMap();
          ctx.event.duration = (long) Math.round(Double.parseDouble(text.substring(10, unit)) * 1000000);
          int colon = text.indexOf(': ', unit);
          if (colon > 0) {
            phase = text.substring(unit + 3, colon).trim();
            sql = text.substring(colon + 2);
            text = text.substring(0, colon + 2);
          }
        }
      } else if (event == 'statement') {
        int colon = text.indexOf(': ');
        phase = colon > 0 ? text.substring(0, colon) : null;
        sql = text.substring(colon + 2);
        text = text.substring(0, colon + 2);
      } else if (event == 'lock-wait') {
        int after = text.lastIndexOf(' after ');
        int unit = text.lastIndexOf(' ms');
        if (after > 0 && unit > after) {
          if (ctx.event == null) ctx.event = new HashMap();
          ctx.event.duration = (long) Math.round(Double.parseDouble(text.substring(after + 7, unit)) * 1000000);
        }
      } else if (event == 'audit') {
        // Type, statement, substatement, class, command, kind and name of the object; then the statement, and its
        // values.
        int at = 0;
        for (int commas = 0; commas < 7 && at >= 0; commas++) at = text.indexOf(',', at + 1);
        String rest = at < 0 ? '' : text.substring(at + 1);
        boolean quoted = rest.startsWith('"');
        int end = quoted ? afterQuoted(rest, 0, rest.length(), (char) '"', false) - 1 : rest.lastIndexOf(',');
        sql = quoted ? rest.substring(1, (int) Math.min(end, rest.length())).replace('""', '"') : rest.substring(0, (int) Math.max(end, 0));
        text = at < 0 ? 'AUDIT' : text.substring(0, at + 1);
      } else if (event == 'failed-statement' || event == 'other') {
        text = withoutInput(text, params.quotesInput);
      }

      if (sql != null) {
        String query = masked(sql);
        if (query.endsWith(';')) query = query.substring(0, query.length() - 1);
        postgresql.query = clipped(query, params.mostText);
        postgresql.query_fingerprint = query.toLowerCase().replace(' ', '').sha256().substring(0, 16);
        String trace = traceIn(sql);
        if (trace != null) ctx.trace = ['id': trace];
        if (phase != null || alone || event == 'audit') text = text + postgresql.query;
      }
      if (phase != null) {
        int space = phase.indexOf(' ');
        postgresql.phase = space < 0 ? phase : phase.substring(0, space);
      }
      if (parts.containsKey('DETAIL')) postgresql.detail = clipped(maskedDetail(parts.get('DETAIL'), params.quotesInput), params.mostText);
      if (parts.containsKey('HINT')) postgresql.hint = clipped(parts.get('HINT'), params.mostText);
      if (parts.containsKey('CONTEXT')) postgresql.context = clipped(maskedContext(parts.get('CONTEXT')), params.mostText);
      if (alone) {
        if (postgresql.detail != null) text = postgresql.detail;
        else if (postgresql.hint != null) text = postgresql.hint;
        else if (postgresql.context != null) text = postgresql.context;
        else if (ctx.parsed.level == 'CONTINUATION') {
          // It may begin in the middle of a value: nothing of it can be told apart.
          text = '(goes on from the line before: ' + ctx.parsed.text.length() + ' characters, not kept)';
        } else if (text == '') text = masked(parts.get(ctx.parsed.level));
      }
      ctx.message = text;
    `,
  },
};
