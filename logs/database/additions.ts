/**
 * Painless: what PostgreSQL says beside the statement, without what was in it. It needs `masked`.
 *
 * `withoutInput` knows the errors that repeat what somebody had typed; what it does not know stays, for most of what
 * stands in quotes are names of tables and columns, and without these nobody finds the fault.
 */
export const maskedAdditions = `
  String clipped(String text, int most) {
    return text.length() > most ? text.substring(0, most) + ' …' : text;
  }

  String withoutInput(String text, def beginnings) {
    for (String beginning : beginnings) {
      int from = text.indexOf(beginning);
      if (from < 0) continue;
      int end = text.lastIndexOf('"');
      int start = from + beginning.length();
      return text.substring(0, start) + '?' + (end >= start ? text.substring(end) : '"');
    }
    return text;
  }

  String maskedDetail(String text, def quotesInput) {
    if (text.startsWith('Key (')) {
      int from = text.indexOf(')=(');
      int end = text.lastIndexOf(')');
      if (from > 0 && end > from + 2) return text.substring(0, from + 3) + '?' + text.substring(end);
    }
    if (text.startsWith('Failing row contains')) return 'Failing row contains (?).';
    if (text.toLowerCase().startsWith('parameters:')) return 'parameters: ?';
    if (text.startsWith('Process ')) {
      StringBuilder out = new StringBuilder();
      for (String line : text.splitOnToken('\n')) {
        String one = line.trim();
        int colon = one.indexOf(': ');
        if (out.length() > 0) out.append('\n');
        out.append(colon > 0 && colon < 20 ? one.substring(0, colon + 2) + masked(one.substring(colon + 2)) : one);
      }
      return out.toString();
    }
    if (text.contains('pg_hba.conf') || text.startsWith('Role ')) return text;
    return masked(withoutInput(text, quotesInput));
  }

  String maskedContext(String text) {
    int data = text.startsWith('COPY ') || text.startsWith('JSON ') ? text.indexOf(': ') : -1;
    if (data >= 0) return text.substring(0, data) + ': ?';
    // A statement stands in quotes that are not told apart from its own; elsewhere, names do.
    boolean quoted = text.contains('SQL statement "') || text.contains('SQL expression "');
    return masked(quoted ? text.replace('"', '') : text);
  }

  /**
   * Of the request in whose course it ran, where the service writes it into a comment
   * (https://google.github.io/sqlcommenter).
   */
  String traceIn(String sql) {
    int start = sql.indexOf("traceparent='00-") + 16;
    if (start < 16 || sql.length() < start + 32) return null;
    for (int i = start; i < start + 32; i++) if ('0123456789abcdef'.indexOf('' + sql.charAt(i)) < 0) return null;
    return sql.substring(start, start + 32);
  }
`;
