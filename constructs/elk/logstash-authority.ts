import { logstashCaSecret } from "../../environments/names";
import { logstashAuthorityFolder } from "../../logs/collect/certificates";

const name = "logstash-authority";

/** Volume of a pod that sends lines to Logstash: the certificate of the authority by which it knows Logstash. */
export const logstashAuthorityVolume = { name, secret: { secretName: logstashCaSecret } };

export const logstashAuthorityMount = { name, mountPath: logstashAuthorityFolder, readOnly: true };
