/** Whether an address is one of this machine, as at the end of `kubectl port-forward`: it stands in no certificate. */
export const isHere = (url: string): boolean =>
  ["localhost", "127.0.0.1", "[::1]"].includes(URL.canParse(url) ? new URL(url).hostname : "");
