import { ElasticstackProvider } from "@cdktf/provider-elasticstack/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { secret } from "../environments/contact-points";
import type { ElkSettings } from "../environments/elk";
import { isHere } from "../environments/this-machine";
import type { ElasticsearchUser } from "../logs/roles";
import { providers } from "../versions";
import { forTerraform } from "./border";
import { secretValue } from "./secret-value";

/** User of Elasticsearch and of Kibana, which asks Elasticsearch who it is: docs/secrets.md. */
const username: ElasticsearchUser = "terraform";

/** Adds the provider through which a stack reaches Elasticsearch and Kibana; one in a stack. */
export function addElasticstackProvider(scope: Construct, { elasticsearch, kibana }: ElkSettings): void {
  // The bindings allow any 0.16; what resources are called and how they read back still changes between versions.
  TerraformStack.of(scope).addOverride("terraform.required_providers.elasticstack.version", providers.elasticstack);
  const password = secretValue(scope, secret("elasticsearch_password"));
  const access = ({ url, ingress }: Pick<typeof kibana, "url" | "ingress">) => ({
    endpoints: [forTerraform(url)],
    username,
    password,
    /*
     * Here ends `kubectl port-forward`, a tunnel that is encrypted itself and leads to the very pod. What it shows is
     * the operator's own certificate, for another name than localhost. Elsewhere, and behind an ingress, nobody is
     * taken at his word.
     */
    ...(ingress === undefined && isHere(url) && { insecure: true }),
  });
  new ElasticstackProvider(scope, "elasticstack", {
    elasticsearch: [access(elasticsearch)],
    kibana: [access(kibana)],
  });
}
