import { contactPoints } from "../environments/environment";
import type { Environment, GrafanaSettings } from "../environments/environment";
import { elasticsearchPort } from "../environments/names";
import type { Flow } from "./flow";
import { tcp, udp } from "./flow";
import { fromIngress } from "./ingress";
import { asksForSeries } from "./mimir";
import { elasticsearch, grafana, outside } from "./parties";
import { portOf } from "./port-of";
import { scraped } from "./scraped";

const port = 3000;

/** The port on which replicas hear of each other. */
const gossipPort = 9094;

/** Flows to and from Grafana: whoever asks it, and whom it asks and notifies. */
export const grafanaFlows = (environment: Environment): Flow[] => [
  tellsPrometheus(environment),
  asksForSeries(environment),
  asksForLines,
  ...showsPeople(environment),
  ...agreesWithReplicas(environment.grafana),
  ...keepsState(environment.grafana),
  ...sendsMail(environment.grafana),
  ...signsIn(environment.grafana),
  ...notifying(environment),
];

const tellsPrometheus = (environment: Environment): Flow => ({
  ...scraped(grafana, [port], environment),
  // Of the same port, and Grafana asks nobody there who they are.
  ...(environment.grafana.ingress &&
    !environment.certificates && {
      encryption: {
        plain: "numbers without a secret among them, which whoever gets to the ingress may ask for too",
      },
    }),
});

const asksForLines: Flow = {
  from: grafana,
  to: elasticsearch,
  ports: tcp(elasticsearchPort),
  why: "panels and alert rules ask for lines",
  encryption: { tls: "the operator's authority; user and password" },
};

const showsPeople = ({ grafana: { ingress }, certificates }: Environment): Flow[] =>
  fromIngress(
    ingress,
    grafana,
    port,
    certificates
      ? { tls: "the ingress verifies the authority of the environment's certificates" }
      : {
          plain:
            "TLS ends at the ingress; from there to the pod cookies are seen by whoever reads the network of the nodes",
        },
  );

const agreesWithReplicas = ({ replicas }: GrafanaSettings): Flow[] =>
  replicas > 1
    ? [
        {
          from: grafana,
          to: grafana,
          ports: [...tcp(gossipPort), udp(gossipPort)],
          why: "replicas agree on who notifies",
          encryption: { plain: "names and states of alerts; Grafana knows no TLS there" },
        },
      ]
    : [];

const keepsState = ({ database }: GrafanaSettings): Flow[] =>
  database
    ? [
        {
          from: grafana,
          to: outside("Grafana's database"),
          ports: tcp(portOf(database.host)),
          why: "keeps users, dashboards and states",
          encryption: { tls: "Amazon's authorities, and the host's name (verify-full); user and password" },
        },
      ]
    : [];

const sendsMail = ({ mail }: GrafanaSettings): Flow[] =>
  mail
    ? [
        {
          from: grafana,
          to: outside("mail server"),
          ports: tcp(portOf(mail.host)),
          why: "sends notifications",
          encryption: { tls: "STARTTLS, which is demanded; user and password" },
        },
      ]
    : [];

const signsIn = ({ login }: GrafanaSettings): Flow[] =>
  login
    ? [
        {
          from: grafana,
          to: outside("OIDC issuer"),
          ports: tcp(...new Set([login.tokenUrl, login.apiUrl].map(portOf))),
          why: "asks who signs in",
          encryption: { tls: "public authorities; the client's secret" },
        },
      ]
    : [];

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
