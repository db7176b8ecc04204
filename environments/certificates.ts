/** Who signs the certificates of all that this project serves within the cluster. */
export interface Certificates {
  /**
   * Name of a ClusterIssuer of cert-manager that signs names of Services, and puts its own certificate beside what it
   * signs: one of the kinds CA, Vault or Venafi, not ACME. Services that send spans trust it too.
   */
  readonly issuer: string;
}
