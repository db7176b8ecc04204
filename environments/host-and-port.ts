/** `db.example.com:5432`: what a connection is made to, without a scheme before it or a path behind it. */
export const isHostAndPort = (text: string): boolean => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?:\d{1,5}$/i.test(text);
