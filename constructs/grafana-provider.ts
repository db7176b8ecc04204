import { GrafanaProvider } from "@cdktf/provider-grafana/lib/provider";
import type { Construct } from "constructs";
import { secret } from "../environments/contact-points";
import type { Environment } from "../environments/environment";
import { isHere } from "../environments/this-machine";
import { forTerraform } from "./border";
import { secretValue } from "./secret-value";

/** Adds the provider through which a stack reaches Grafana; one in a stack. */
export function addGrafanaProvider(
  scope: Construct,
  { certificates, grafana: { url, ingress } }: Pick<Environment, "certificates" | "grafana">,
): void {
  new GrafanaProvider(scope, "grafana", {
    url: forTerraform(url),
    auth: secretValue(scope, secret("grafana_auth")),
    // At the end of a tunnel of kubectl is a certificate for another name than localhost, as at that of Elasticsearch.
    ...(certificates && !ingress && isHere(url) && { insecureSkipVerify: true }),
  });
}
