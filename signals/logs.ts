import type { SignalKind } from "./signal";

/** What the logs of a component tell without being read. Elasticsearch counts it, and nothing is recorded. */
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
    title: "Errors never seen before",
    method: "errors",
    unit: "ratio",
    absentMeans: "healthy",
    normally: "None but after a deploy: 100 % of such a pattern's lines came in the last hour.",
  },
  unread: {
    id: "log-unread",
    title: "Lines that could not be read",
    method: "errors",
    unit: "lines",
    absentMeans: "broken",
    normally: "0; they are kept as they are, and counted nowhere else: not as errors, not by route.",
  },
} as const satisfies Record<string, SignalKind>;
