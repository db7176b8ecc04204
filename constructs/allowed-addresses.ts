import type { Ingress } from "../environments/size";

export type Annotations = Readonly<Record<string, string>>;

/** Before the names of what the controller ingress-nginx is told. */
export const nginx = "nginx.ingress.kubernetes.io";

/** From where an ingress may be asked, as nginx is told; nothing where everybody may. */
export const allowedAddresses = ({ allows }: Ingress): Annotations =>
  allows ? { [`${nginx}/whitelist-source-range`]: allows.join(",") } : {};
