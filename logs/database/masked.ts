/**
 * How many characters of a statement are read: half of one groups as well as the whole, and no line costs more than
 * this.
 */
const mostCharacters = 8192;

/**
 * Painless: `masked(sql)` gives a statement with `?` in place of every value, without comments, in one line.
 *
 * Statements hold what customers typed. So it copies what is known to be harmless, words, `"names"`, `$1` and
 * punctuation, and nothing else: texts ('…', E'…', $tag$…$tag$) and numbers become `?`, a comment disappears, and what
 * is never closed is a value to its end. A list of values is one `?` however long it is: `IN (?)`, `VALUES (?)`. It
 * walks through the text once, without regular expressions: no statement can make it slow.
 *
 * The rules are those of PostgreSQL's scanner (src/backend/parser/scan.l).
 */
export const masked = `
  int afterQuoted(String sql, int from, int most, char quote, boolean escapes) {
    int i = from + 1;
    while (i < most) {
      char c = sql.charAt(i);
      if (escapes && c == (char) '\\\\') i += 2;
      else if (c != quote) i += 1;
      else if (i + 1 < most && sql.charAt(i + 1) == quote) i += 2;
      else return i + 1;
    }
    return most + 1;
  }

  int afterComment(String sql, int from, int most) {
    int depth = 1;
    int i = from + 2;
    while (i < most && depth > 0) {
      if (sql.startsWith('/*', i)) { depth += 1; i += 2; }
      else if (sql.startsWith('*/', i)) { depth -= 1; i += 2; }
      else i += 1;
    }
    return i;
  }

  boolean endsWith(StringBuilder out, String end) {
    int n = out.length();
    return n >= end.length() && out.substring(n - end.length()).equals(end);
  }

  void cut(StringBuilder out, String end, int characters) {
    if (endsWith(out, end)) out.setLength(out.length() - characters);
  }

  void addValue(StringBuilder out) {
    int n = out.length();
    int before = n - 2;
    while (before >= 0 && out.charAt(before) == (char) ' ') before -= 1;
    boolean signed = n > 0 && out.charAt(n - 1) == (char) '-';
    if (signed && (before < 0 || '(,=<>'.indexOf('' + out.charAt(before)) >= 0)) out.setLength(n - 1);
    cut(out, '?, ', 2);
    cut(out, '?,', 1);
    if (!endsWith(out, '?')) out.append('?');
  }

  String masked(String sql) {
    int most = (int) Math.min(sql.length(), ${mostCharacters});
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < most) {
      char c = sql.charAt(i);
      char next = i + 1 < most ? sql.charAt(i + 1) : (char) ' ';
      if (c <= (char) ' ') {
        if (out.length() > 0 && !endsWith(out, ' ')) out.append(' ');
        i += 1;
      } else if (c == (char) "'") {
        addValue(out);
        i = afterQuoted(sql, i, most, c, false);
      } else if (c == (char) '"') {
        int end = afterQuoted(sql, i, most, c, false);
        if (end > most) out.append('?');
        else out.append(sql.substring(i, end));
        i = end;
      } else if (c == (char) '-' && next == c) {
        int end = sql.indexOf('\n', i);
        i = end < 0 ? most : end;
      } else if (c == (char) '/' && next == (char) '*') {
        i = afterComment(sql, i, most);
      } else if (c == (char) '$' && !Character.isDigit(next)) {
        int end = sql.indexOf('$', i + 1);
        if (end < 0 || end > i + 64) { out.append('$'); i += 1; }
        else {
          String tag = sql.substring(i, end + 1);
          int close = sql.indexOf(tag, end + 1);
          addValue(out);
          i = close < 0 ? most : close + tag.length();
        }
      } else if (Character.isLetter(c) || c == (char) '_' || c == (char) '$') {
        int end = i + 1;
        while (end < most && (Character.isLetterOrDigit(sql.charAt(end)) || '_$'.indexOf('' + sql.charAt(end)) >= 0)) end += 1;
        String word = sql.substring(i, end);
        boolean prefix = end < most && sql.charAt(end) == (char) "'" && 'eEbBxXnN'.contains(word) && word.length() == 1;
        if (prefix) {
          addValue(out);
          i = afterQuoted(sql, end, most, (char) "'", 'eE'.contains(word));
        } else { out.append(word); i = end; }
      } else if (Character.isDigit(c)) {
        int end = i + 1;
        while (end < most) {
          char d = sql.charAt(end);
          boolean exponent = '+-'.indexOf('' + d) >= 0 && 'eE'.indexOf('' + sql.charAt(end - 1)) >= 0 && next != (char) 'x';
          if (Character.isLetterOrDigit(d) || d == (char) '.' || d == (char) '_' || exponent) end += 1;
          else break;
        }
        addValue(out);
        i = end;
      } else {
        out.append(c);
        if (c == (char) ')') { cut(out, '(?), (?)', 5); cut(out, '(?),(?)', 4); }
        i += 1;
      }
    }
    if (sql.length() > most) out.append(' …');
    return out.toString().trim();
  }
`;
