import { authorityKey } from "../../environments/names";

/**
 * Where pods find what TLS between Beats and Logstash needs. Logstash serves with the certificate that the operator
 * makes for its API: constructs/elk/logstash.ts has the name of the Service put into it.
 */

/** Folder of Logstash's own certificate, mounted by the operator (pkg/controller/logstash/volume). */
export const operatorCertificates = "/mnt/elastic-internal/http-certs";

export const logstashCertificate = `${operatorCertificates}/tls.crt`;

/**
 * Folder of the key that Logstash serves with. The operator writes keys as PKCS #1, the beats input reads PKCS #8 only:
 * each pod translates its own into this folder.
 */
export const logstashKeyFolder = "/mnt/beats-key";

export const logstashKey = `${logstashKeyFolder}/tls.key`;

/** Folder of the authority's certificate, in the pods of whoever sends. */
export const logstashAuthorityFolder = "/mnt/logstash-authority";

export const logstashAuthority = `${logstashAuthorityFolder}/${authorityKey}`;
