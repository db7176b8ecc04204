/** terraform-provider-helm 3.1.2, helm/resource_helm_release.go: `defaultAttributes`, `setReleaseAttributes`. */
import type { ResourceBehaviour } from "./behaviour";
import { alike, byDefault } from "./behaviour";

const offByDefault = [
  "atomic",
  "cleanup_on_fail",
  "create_namespace",
  "dependency_update",
  "disable_crd_hooks",
  "disable_openapi_validation",
  "disable_webhooks",
  "force_update",
  "lint",
  "pass_credentials",
  "recreate_pods",
  "replace",
  "reset_values",
  "reuse_values",
  "skip_crds",
  "take_ownership",
  "upgrade_install",
  "verify",
  "wait_for_jobs",
];

/** Values are kept as they were written; what the cluster has of them stands in `metadata`, which nobody configures. */
export const release: ResourceBehaviour = {
  legacy: false,
  attributes: {
    ...Object.fromEntries(offByDefault.map((name) => [name, byDefault(false)])),
    max_history: byDefault(0),
    namespace: byDefault("default"),
    render_subchart_notes: byDefault(true),
    timeout: byDefault(300),
    wait: byDefault(true),
    "set.type": byDefault(""),
    // `versionsEqual`; the chart's own spelling has no v.
    version: {
      read: (value) => (typeof value === "string" ? value.replace(/^v/, "") : value),
      same: alike((version) => version.replace(/^v/, "")),
    },
  },
};
