import type { Flow, Party } from "./flow";
import { tcp } from "./flow";
import { prometheus } from "./parties";

/** Prometheus asks. Of what is ours nobody else may; of nodes and neighbours others decide that. */
export const scraped = (to: Party, ports: readonly number[], why = "counts what it does"): Flow => ({
  from: prometheus,
  to,
  ports: tcp(...ports),
  why,
  encryption: {
    plain:
      to.kind === "pods"
        ? "numbers without a secret among them; nobody but Prometheus is let in"
        : "numbers without a secret among them; whom else they are told is not decided here",
  },
});
