/**
 * The port of an address like `db.example.com:5432`, or of a URL, which may leave its scheme's own unsaid. Zero where
 * there is none: that is a finding of the environment.
 */
export function portOf(address: string): number {
  if (!address.includes("://")) return Number(/:(\d{1,5})$/.exec(address)?.[1] ?? 0);
  if (!URL.canParse(address)) return 0;
  const { port, protocol } = new URL(address);
  return port === "" ? (protocol === "http:" ? 80 : 443) : Number(port);
}
