import { painless } from "../parts/painless";
import type { ScriptProcessor } from "../processor";
import { durationsInOwnUnit, durationsStatedAs, ofRequests, statedAs } from "./names";

/** Largest number of attributes of one line; what there is more of it says only as a whole. */
const mostAttributes = 100;

const ourNames = [statedAs.route, statedAs.method, statedAs.status, statedAs.url, statedAs.client, statedAs.agent];

/**
 * Takes what a line says under one of the known names, and keeps the rest as `name=value`. A value that is none of what
 * its name promises stays with the rest.
 */
export const liftKnown = {
  script: {
    tag: "lift",
    if: "ctx.parsed.said != null",
    lang: "painless",
    description: "what the line says, by the names that all share",
    params: {
      statedAs: Object.entries(statedAs).map(([what, names]) => ({ what, names })),
      durationsStatedAs,
      durationsInOwnUnit,
      ofRequests,
      certain: ourNames.map(([name]) => name),
      mostAttributes,
    },
    source: painless(`
      boolean isId(String text) {
        boolean zero = true;
        for (int i = 0; i < text.length(); i++) {
          char c = text.charAt(i);
          if (Character.digit(c, 16) < 0 || (int) c > 127) return false;
          zero = zero && c == (char) '0';
        }
        return !zero;
      }
      boolean fits(String what, def value) {
        String text = value.toString();
        if (text.isEmpty()) return false;
        if (what == 'time') return true;
        if (what == 'level') return text.length() <= 20;
        if (what == 'message' || what == 'stack' || what == 'errorMessage') return value instanceof String;
        if (what == 'url') return text.startsWith('/') || text.startsWith('http://') || text.startsWith('https://');
        if (what == 'route') return text.startsWith('/') && text.length() <= 256;
        if (what == 'status') return text.length() == 3 && text.compareTo('100') >= 0 && text.compareTo('600') < 0 && Character.isDigit(text.charAt(1)) && Character.isDigit(text.charAt(2));
        if (what == 'trace' || what == 'span') return (text.length() == 16 || text.length() == 32) && isId(text);
        if (what == 'traceparent') return text.length() == 55 && isId(text.substring(3, 35)) && isId(text.substring(36, 52));
        if (what == 'client') {
          if (text.length() > 45) return false;
          boolean dotted = false;
          for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            dotted = dotted || c == (char) '.' || c == (char) ':';
            if (Character.digit(c, 16) < 0 && c != (char) '.' && c != (char) ':') return false;
          }
          return dotted;
        }
        return text.length() <= 1024;
      }
      Map said = ctx.parsed.said;
      Map found = new HashMap();
      Map under = new HashMap();
      for (def each : params.statedAs) {
        for (def name : each.names) {
          def value = said[name];
          if (value == null || !fits(each.what, value)) continue;
          found[each.what] = value;
          under[each.what] = name;
          said.remove(name);
          break;
        }
      }
      boolean request = found.method != null && (found.url != null || found.route != null);
      if (!request) for (def what : params.ofRequests) {
        String name = under[what];
        if (name == null || params.certain.contains(name)) continue;
        said[name] = found.remove(what);
      }
      for (def entry : params.durationsStatedAs.entrySet()) {
        def value = said[entry.getKey()];
        if (found.nanos != null || !(value instanceof Number || value instanceof String)) continue;
        try {
          double number = Double.parseDouble(value.toString()) * entry.getValue();
          if (!(number >= 0 && number < 1e18)) continue;
          found.nanos = Math.round(number);
          said.remove(entry.getKey());
        } catch (NumberFormatException e) {}
      }
      for (def name : params.durationsInOwnUnit) {
        def value = said[name];
        if (found.nanos != null || value == null) continue;
        String text = value.toString();
        double unit = value instanceof Number ? (text.indexOf('.') >= 0 ? 1e9 : 1) : text.endsWith('ms') ? 1e6 : text.endsWith('ns') ? 1 : text.endsWith('µs') || text.endsWith('us') ? 1e3 : text.endsWith('s') ? 1e9 : 0;
        int end = text.length();
        while (end > 0 && !Character.isDigit(text.charAt(end - 1))) end -= 1;
        if (unit == 0 || end == 0 || end > 30) continue;
        try {
          double number = Double.parseDouble(text.substring(0, end)) * unit;
          if (!(number >= 0 && number < 1e18)) continue;
          found.nanos = Math.round(number);
          said.remove(name);
        } catch (NumberFormatException e) {}
      }
      List attributes = new ArrayList();
      List names = new ArrayList(said.keySet());
      Collections.sort(names);
      for (def name : names) {
        if (attributes.size() >= params.mostAttributes) { ctx.parsed.whole = false; break; }
        String value = said[name].toString();
        // Cut in two, a secret would no longer be known as one.
        if (value.length() > 2048) { ctx.parsed.whole = false; value = '…'; }
        attributes.add(name + '=' + value);
      }
      if (!attributes.isEmpty()) ctx.attributes = attributes;
      ctx.parsed.found = found;
    `),
  },
} satisfies ScriptProcessor;
