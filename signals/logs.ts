import type { SignalKind } from "./signal";

/**
 * The kinds of signals that the logs of a component give without being read. Elasticsearch counts them, and nothing is
 * recorded.
 */
export const logs = {
  lines: {
    id: "log-lines",
    title: "Lines",
    method: "rate",
    unit: "lines",
    absentMeans: "broken",
    normally: "Follow the traffic; silence means that lines are lost, or that nothing runs.",
  },
  errors: {
    id: "log-errors",
    title: "Error lines",
    method: "errors",
    unit: "lines",
    absentMeans: "broken",
    normally: "Few and always the same ones; many at once have one cause.",
  },
  newErrors: {
    id: "log-new-errors",
    title: "Since the newest errors were first seen",
    method: "errors",
    unit: "seconds",
    absentMeans: "healthy",
    normally:
      "More than an hour, but after a deploy; as a week is looked back, an error that returns after eight days is new.",
  },
  unread: {
    id: "log-unread",
    title: "Lines that could not be read",
    method: "errors",
    unit: "lines",
    absentMeans: "broken",
    normally: "0; they are kept as they are, and counted nowhere else: not as errors, not by route.",
  },
  crashes: {
    id: "log-crashes",
    title: "Lines of crashes",
    method: "errors",
    unit: "lines",
    absentMeans: "broken",
    normally: "None: what starts again by itself within seconds shows nowhere else.",
  },
  failedLogins: {
    id: "log-failed-logins",
    title: "Lines of failed logins",
    method: "errors",
    unit: "lines",
    absentMeans: "broken",
    normally: "None, or somebody's typing mistakes.",
  },
} as const satisfies Record<string, SignalKind>;
