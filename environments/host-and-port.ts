/** `db.example.com:5432`: what a connection is made to, without a scheme before it or a path behind it. */
export function isHostAndPort(text: string): boolean {
  const port = Number(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?:(\d{1,5})$/i.exec(text)?.[1] ?? 0);
  return port >= 1 && port <= 65_535;
}

/** Without the port. */
export const hostOf = (address: string): string => address.slice(0, address.lastIndexOf(":"));
