import { contactPoints } from "../environments/environment";
import type { Environment } from "../environments/environment";
import type { Flow } from "./flow";
import { tcp, udp } from "./flow";
import { fromIngress } from "./ingress";
import { asksForSeries } from "./mimir";
import { elasticsearch, grafana, outside } from "./parties";
import { portOf } from "./port-of";
import { scraped } from "./scraped";

const port = 3000;

export function grafanaFlows(environment: Environment): Flow[] {
  const { certificates } = environment;
  const { ingress, database, replicas, mail, login } = environment.grafana;
  return [
    {
      ...scraped(grafana, [port], environment),
      // Of the same port, and Grafana asks nobody there who they are.
      ...(ingress &&
        !certificates && {
          encryption: {
            plain: "numbers without a secret among them, which whoever gets to the ingress may ask for too",
          },
        }),
    },
    asksForSeries(environment),
    {
      from: grafana,
      to: elasticsearch,
      ports: tcp(9200),
      why: "panels and alert rules ask for lines",
      encryption: { tls: "the operator's authority; user and password" },
    },
    ...fromIngress(
      ingress,
      grafana,
      port,
      certificates
        ? { tls: "the ingress verifies the authority of the environment's certificates" }
        : {
            plain:
              "TLS ends at the ingress; from there to the pod cookies are seen by whoever reads the network of the nodes",
          },
    ),
    ...(replicas > 1
      ? [
          {
            from: grafana,
            to: grafana,
            ports: [...tcp(9094), udp(9094)],
            why: "replicas agree on who notifies",
            encryption: { plain: "names and states of alerts; Grafana knows no TLS there" },
          },
        ]
      : []),
    ...(database
      ? [
          {
            from: grafana,
            to: outside("Grafana's database"),
            ports: tcp(portOf(database.host)),
            why: "keeps users, dashboards and states",
            encryption: { tls: "Amazon's authorities, and the host's name (verify-full); user and password" },
          },
        ]
      : []),
    ...(mail
      ? [
          {
            from: grafana,
            to: outside("mail server"),
            ports: tcp(portOf(mail.host)),
            why: "sends notifications",
            encryption: { tls: "STARTTLS, which is demanded; user and password" },
          },
        ]
      : []),
    ...(login
      ? [
          {
            from: grafana,
            to: outside("OIDC issuer"),
            ports: tcp(...new Set([login.tokenUrl, login.apiUrl].map(portOf))),
            why: "asks who signs in",
            encryption: { tls: "public authorities; the client's secret" },
          },
        ]
      : []),
    ...notifying(environment),
  ];
}

/** Slack and PagerDuty are asked over HTTPS; a webhook wherever it is, and where that is a secret, over HTTPS. */
function notifying(environment: Environment): Flow[] {
  const urls = contactPoints(environment).flatMap((point) => {
    if (point.kind === "email") return [];
    return point.kind === "webhook" && typeof point.url === "string" ? [point.url] : ["https://"];
  });
  const isPlain = urls.some((url) => url.startsWith("http:"));
  const ports = [...new Set(urls.map((url) => (url === "https://" ? 443 : portOf(url))))].sort((a, b) => a - b);
  return ports.length === 0
    ? []
    : [
        {
          from: grafana,
          to: outside("contact points"),
          ports: tcp(...ports),
          why: "notifies",
          encryption: isPlain
            ? { plain: "a webhook of this environment has an address without TLS" }
            : { tls: "public authorities; a token or an address that is a secret" },
        },
      ];
}
