import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { errorUnless, within } from "../findings/finding";
import type { OidcLogin } from "./environment";

/** Findings of a login that Grafana would only tell whoever tries to sign in. */
export const checkLogin = (login: OidcLogin): Finding[] => [
  ...(["authUrl", "tokenUrl", "apiUrl"] as const).flatMap((field) =>
    errorUnless(/^https:\/\/[^\s]+$/.test(login[field]) && URL.canParse(login[field]), {
      id: "login-url-without-tls",
      where: field,
      what: `"${clip(login[field])}" is no address that begins with https.`,
      why: "the client's secret and the tokens of all who sign in would cross the network in the clear, or go nowhere.",
      fix: `${field}: as the issuer's /.well-known/openid-configuration has it`,
    }),
  ),
  ...within(
    "groups",
    Object.entries(login.groups).flatMap(([field, group]: [string, string]) =>
      errorUnless(/^[\w .:/@+-]+$/.test(group), {
        id: "login-group-malformed",
        where: field,
        what: `"${clip(group)}" is not made of letters, digits, blanks and _.:/@+-.`,
        why: "the name becomes part of an expression: a quote in it would end the text, and could let in anybody.",
        fix: "have the issuer send a name, or an id, of these characters.",
      }),
    ),
  ),
];
