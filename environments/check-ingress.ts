import { isIPv4, isIPv6 } from "node:net";
import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error, errorUnless, within } from "../findings/finding";
import type { Ingress } from "./size";

/** Findings of ranges of an ingress that nobody could come from, which nginx says in its log and nowhere else. */
export const checkIngress = ({ allows }: Ingress): Finding[] =>
  within(
    "ingress",
    (allows ?? []).flatMap((range, at) =>
      errorUnless(isRange(range), {
        id: "ingress-range-malformed",
        where: `allows[${at}]`,
        what: `"${clip(range)}" is no range of addresses.`,
        why: "nginx takes none of the list then, and lets in everybody, or nobody.",
        fix: 'allows: ["10.0.0.0/8"]',
      }),
    ),
  );

/**
 * Findings of an ingress of Elasticsearch, which must not be open: whoever may ask Elasticsearch may try passwords
 * there, and needs none of what Grafana and Kibana put before it.
 */
export const checkElasticsearchIngress = (ingress: Ingress): Finding[] => [
  ...checkIngress(ingress),
  ...(ingress.allows
    ? []
    : [
        error({
          id: "elasticsearch-open",
          where: "ingress.allows",
          what: "everybody who reaches the ingress may ask Elasticsearch.",
          why: "only Terraform needs it from outside of the cluster; to the others it is a place to try passwords.",
          fix: 'allows: ["10.0.0.0/8"], the addresses where Terraform runs',
        }),
      ]),
];

function isRange(text: string): boolean {
  const [address = "", length, ...rest] = text.split("/");
  const bits = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1;
  return rest.length === 0 && /^\d{1,3}$/.test(length ?? "") && Number(length) <= bits;
}
