import { logstashCaSecret } from "../../environments/names";
import { logstashAuthorityFolder } from "../../logs/collect/certificates";

const name = "logstash-authority";

/** In a pod that sends lines to Logstash: what it knows Logstash by. */
export const logstashAuthorityVolume = { name, secret: { secretName: logstashCaSecret } };

export const logstashAuthorityMount = { name, mountPath: logstashAuthorityFolder, readOnly: true };
