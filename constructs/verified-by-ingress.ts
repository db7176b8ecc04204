import { namespace } from "../environments/names";
import type { Annotations } from "./allowed-addresses";
import { nginx } from "./allowed-addresses";

/**
 * Annotations of an ingress from which TLS to the pods begins anew: they tell nginx that it does, whose certificate is
 * to be shown there, and which authority is to be believed. With another controller, these are the lines to change.
 *
 * @param authority the Secret of the namespace that holds its certificate
 */
export const verifiedByIngress = (authority: string, host: string): Annotations => ({
  [`${nginx}/backend-protocol`]: "HTTPS",
  [`${nginx}/proxy-ssl-verify`]: "on",
  [`${nginx}/proxy-ssl-secret`]: `${namespace}/${authority}`,
  [`${nginx}/proxy-ssl-name`]: host,
});
