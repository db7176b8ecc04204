import type { Environment } from "../environments/environment";
import { mimirPort, prometheusPort } from "../environments/names";
import { asksAws } from "./elk";
import type { Encryption, Flow } from "./flow";
import { tcp } from "./flow";
import { grafana, mimir, prometheus } from "./parties";
import { byOurCertificate, scrapedInTheClear } from "./scraped";

const amongUs: Encryption = {
  plain: "numbers without a secret among them; nobody but Prometheus and Grafana is let in",
};

/** How panels and alert rules ask for series: in the store of all of them, where there is one; else in Prometheus. */
export const asksForSeries = ({ prometheus: { longTerm }, certificates }: Environment): Flow => ({
  from: grafana,
  ...(longTerm ? { to: mimir, ports: tcp(mimirPort) } : { to: prometheus, ports: tcp(prometheusPort) }),
  why: "panels and alert rules ask for series",
  encryption: certificates && !longTerm ? byOurCertificate : amongUs,
});

/** Flows to, from and within the store of all series; without one there are none. */
export const mimirFlows = ({ prometheus: { longTerm } }: Environment): Flow[] =>
  longTerm
    ? [
        scrapedInTheClear(mimir, [mimirPort], "sends what it scrapes, and asks how the rules fare"),
        {
          from: mimir,
          to: mimir,
          // gRPC, and by which they tell each other who is there.
          ports: tcp(mimirPort, 9095, 7946),
          why: "its parts are one store",
          encryption: amongUs,
        },
        asksAws(mimir, "keeps series in their bucket"),
      ]
    : [];
