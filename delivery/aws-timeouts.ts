import type { Duration } from "../units/quantities";

/** So often an SDK of AWS asks, where it gets no answer. */
const attempts = 3;

/**
 * Timeouts for the client of an SDK of AWS: without them, one waits for ever. @param timeout of a connection, and until
 * an answer begins
 */
export const timeoutsOf = ({ milliseconds: timeout }: Duration) => ({
  requestHandler: { connectionTimeout: timeout, requestTimeout: timeout, throwOnRequestTimeout: true },
});

/**
 * Asks through the client of an SDK of AWS, and waits for the end of the answer only so long: the client itself waits
 * for that as long as it takes.
 * @param timeout of the client; altogether it takes three times as long at most
 * @throws Error called TimeoutError
 */
export function inTime<T>(
  { milliseconds }: Duration,
  ask: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const most = attempts * milliseconds;
  const abortSignal = AbortSignal.timeout(most);
  const late = new Promise<never>((_, reject) => {
    const failure = Object.assign(new Error(`no whole answer within ${most / 1000} s`), { name: "TimeoutError" });
    abortSignal.addEventListener("abort", () => reject(failure), { once: true });
  });
  return Promise.race([ask({ abortSignal }), late]);
}
