import { ElasticstackProvider } from "@cdktf/provider-elasticstack/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { secret } from "../environments/contact-points";
import type { ElkSettings } from "../environments/elk";
import type { ElasticsearchUser } from "../logs/roles";
import { providers } from "../versions";
import { forTerraform } from "./border";
import { secretValue } from "./secret-value";

/** Of Elasticsearch and of Kibana, which asks Elasticsearch who it is: docs/secrets.md. */
const username: ElasticsearchUser = "terraform";

/** What a stack reaches Elasticsearch and Kibana through; one in a stack. */
export function addElasticstackProvider(scope: Construct, { elasticsearch, kibana }: ElkSettings): void {
  // The bindings allow any 0.16; what resources are called and how they read back still changes between versions.
  TerraformStack.of(scope).addOverride("terraform.required_providers.elasticstack.version", providers.elasticstack);
  const password = secretValue(scope, secret("elasticsearch_password"));
  const access = ({ url, ingress }: Pick<typeof kibana, "url" | "ingress">) => ({
    endpoints: [forTerraform(url)],
    username,
    password,
    /*
     * Without an ingress the way is `kubectl port-forward`, a tunnel that is encrypted itself and leads to the very pod. At
     * its end is the operator's own certificate, for another name than localhost. Behind an ingress nobody is taken at his word.
     */
    ...(ingress === undefined && { insecure: true }),
  });
  new ElasticstackProvider(scope, "elasticstack", {
    elasticsearch: [access(elasticsearch)],
    kibana: [access(kibana)],
  });
}
