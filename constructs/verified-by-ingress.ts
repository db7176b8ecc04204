import { namespace } from "../environments/names";
import type { Annotations } from "./allowed-addresses";
import { nginx } from "./allowed-addresses";

/**
 * From the ingress to the pods TLS begins anew. That it does, whose certificate is to be shown there, and which
 * authority is to be believed, nginx is told by annotations: with another controller, these are the lines to change.
 *
 * @param authority the Secret of the namespace that holds its certificate
 */
export const verifiedByIngress = (authority: string, host: string): Annotations => ({
  [`${nginx}/backend-protocol`]: "HTTPS",
  [`${nginx}/proxy-ssl-verify`]: "on",
  [`${nginx}/proxy-ssl-secret`]: `${namespace}/${authority}`,
  [`${nginx}/proxy-ssl-name`]: host,
});
