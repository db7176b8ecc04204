/**
 * Joins lines as Filebeat's multiline reader does with `negate: true` and `match: after` (elastic/beats,
 * libbeat/reader/multiline, pattern.go and message_buffer.go), as long as no five seconds pass between two: a line that
 * matches begins a record, the first line always does. The live tests ask Filebeat itself.
 */
export function recordsOf(lines: readonly string[], pattern: string): string[] {
  const begins = new RegExp(pattern);
  return lines.reduce<string[]>((records, line) => {
    const last = records.at(-1);
    return last === undefined || begins.test(line) ? [...records, line] : [...records.slice(0, -1), `${last}\n${line}`];
  }, []);
}
