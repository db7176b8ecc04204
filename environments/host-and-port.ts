/** Whether a text is a host and a port, `db.example.com:5432`, without a scheme before it or a path behind it. */
export function isHostAndPort(text: string): boolean {
  const port = Number(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?:(\d{1,5})$/i.exec(text)?.[1] ?? 0);
  return port >= 1 && port <= 65_535;
}

/** Host of an address, without the port: `db.example.com`. */
export const hostOf = (address: string): string => address.slice(0, address.lastIndexOf(":"));
