import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error, errorUnless, warning, within } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import type { HttpService } from "../model/http-service";
import { checkPlainName } from "../model/plain-name";
import type { System } from "../model/system";
import type { ProbePlace } from "./access";
import { exporterAddress } from "./access";
import type { Environment } from "./environment";
import { isHostAndPort } from "./host-and-port";
import { certificateWatchedFrom } from "./own-certificate";

/** Whether every service is asked from outside, from places that fail apart from each other. */
export const checkProbes = (environment: Environment, { services }: System): Finding[] => {
  const { probes, grafana } = environment;
  return within("probes", [
    ...within("places", [...checkPlaces(probes.places, grafana.ingress !== undefined), ...checkWatched(environment)]),
    ...within("addresses", [
      ...services.flatMap(({ name }) => checkAddress(name, probes.addresses[name], grafana.ingress !== undefined)),
      ...Object.keys(probes.addresses).flatMap((name) => checkService(name, services)),
    ]),
  ]);
};

const checkPlaces = (places: readonly ProbePlace[], isPublic: boolean): Finding[] => [
  ...errorUnless(places.length > 0, {
    id: "probe-without-place",
    where: "",
    what: "there is no place to ask from.",
    why: "requests that never arrive leave no span: nobody would notice that a service cannot be reached.",
    fix: 'places: [{ name: "cluster" }]',
  }),
  ...(isPublic && places.length === 1 ? [onlyPlace] : []),
  ...places.flatMap((place, at) => within(`[${at}]`, checkPlace(place, places.slice(0, at)))),
];

const onlyPlace = warning({
  id: "probe-single-place",
  where: "",
  what: "services that the public reaches are asked from one place only.",
  why: "one place alone pages only while usual traffic is missing too: an outage at a quiet hour would wait for the morning.",
  fix: "add a blackbox exporter elsewhere, with its host and port: another region, another provider.",
});

/** Exporters elsewhere serve by a certificate of their own. */
const checkWatched = ({ certificates, probes }: Environment): Finding[] =>
  certificates === undefined || probes.places.length === 0 || certificateWatchedFrom({ certificates, probes })
    ? []
    : [
        warning({
          id: "certificate-unwatched",
          where: "",
          what: "there is no place in this cluster, from which its own certificate could be asked for.",
          why: "nobody would hear that it is not renewed; when it expires, scrapes, alert rules and Grafana's page fail at once.",
          fix: 'add { name: "cluster" }, which has no exporter elsewhere.',
        }),
      ];

const checkPlace = ({ name, exporter }: ProbePlace, earlier: readonly ProbePlace[]): Finding[] => [
  ...checkPlainName("name", name),
  ...errorUnless(exporter === undefined || isHostAndPort(exporterAddress(exporter)), {
    id: "probe-exporter-malformed",
    where: "exporter",
    what: `"${clip(exporter ?? "")}" is not a host and a port.`,
    why: "Prometheus dials it as it stands; the place would be silent.",
    fix: 'exporter: "https://blackbox.example.com:9115", or none for the one that is installed in this cluster.',
  }),
  ...earlier.flatMap((other) => [
    ...(other.name === name ? [onePlaceTwice("name", `another place is called "${name}" too`)] : []),
    ...(other.exporter === exporter
      ? [onePlaceTwice("exporter", `"${other.name}" asks through ${exporter ?? "the exporter of this cluster"} too`)]
      : []),
  ]),
];

const onePlaceTwice = (where: string, what: string): Finding =>
  error({
    id: "probe-place-twice",
    where,
    what: `${what}.`,
    why: "two places that fail together page: one place under two names would page for a fault of its own network.",
    fix: "give each place a name and an exporter of its own, or remove one.",
  });

function checkAddress(service: string, address: string | undefined, isPublic: boolean): Finding[] {
  if (address === undefined)
    return [
      error({
        id: "service-without-address",
        where: service,
        what: `nothing says under which address clients reach ${service}.`,
        why: "it would be asked from nowhere: requests that never arrive leave no span.",
        fix: `"${service}": "https://${service}.example.com"`,
      }),
    ];
  if (!/^https?:\/\/[^/\s?#@]+$/.test(address) || !URL.canParse(address))
    return [
      error({
        id: "probe-address-malformed",
        where: service,
        what: `"${clip(address)}" is not a scheme and a host.`,
        why: "the path of the service's probe is put behind it: a slash too many, or a path, asks for something else.",
        fix: `"${service}": "https://${service}.example.com"`,
      }),
    ];
  return isPublic && address.startsWith("http:")
    ? [
        warning({
          id: "probe-address-without-tls",
          where: service,
          what: `"${clip(address)}" is not https, in an environment whose ingress serves TLS.`,
          why: "clients come by https: what they meet on the way, the certificate among it, would not be probed.",
          fix: `"${service}": "${address.replace(/^http:/, "https:")}"`,
        }),
      ]
    : [];
}

const checkService = (name: string, services: readonly HttpService[]): Finding[] => {
  const names = services.map((service) => service.name);
  if (names.includes(name)) return [];
  return [
    warning({
      id: "address-without-service",
      where: name,
      what: `no service is called "${clip(name)}".`,
      why: "nobody will ever ask there; perhaps the service was renamed.",
      fix: didYouMean(nearest(name, names), "remove it; services are listed in system/index.ts."),
    }),
  ];
};
