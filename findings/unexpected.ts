/** Text of a failure that no finding tells of: in a line, and with its stack only where more was asked for. */
export function unexpectedText(failure: unknown, verbose: boolean): string {
  if (!(failure instanceof Error)) return String(failure);
  return verbose ? (failure.stack ?? failure.message) : failure.message;
}
