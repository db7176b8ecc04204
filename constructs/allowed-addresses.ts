import type { Ingress } from "../environments/size";

export type Annotations = Readonly<Record<string, string>>;

/** Prefix of the annotations that the controller ingress-nginx reads. */
export const nginx = "nginx.ingress.kubernetes.io";

/** The annotation that lists from where an ingress may be asked; none where everybody may ask. */
export const allowedAddresses = ({ allows }: Ingress): Annotations =>
  allows ? { [`${nginx}/whitelist-source-range`]: allows.join(",") } : {};
