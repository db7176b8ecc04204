/** Host name of a URL; blank where the URL is none: that is a finding of the environment. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : "");
