/** Whatever a test starts and has to end. */
interface Stoppable {
  stop(): Promise<unknown>;
}

/**
 * Ends what was started, one after the other, also where one fails, and where a test began to start things and did not
 * get to the end of it. @throws what the first one threw
 */
export async function stopAll(...started: readonly (Stoppable | undefined)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const one of started) await one?.stop().catch((failure: unknown) => failures.push(failure));
  if (failures.length > 0) throw failures[0];
}
