import type { OidcLogin } from "../../environments/environment";

/** A section of Grafana's configuration file. */
type Section = Readonly<Record<string, string | boolean>>;

/**
 * Sections by which everybody signs in at the company's OpenID Connect issuer, and nobody otherwise: what Terraform
 * uses is a token of a service account. Who may what follows from groups, anew with each login.
 */
export const grafanaLogin = (login: OidcLogin): Readonly<Record<string, Section>> => ({
  auth: {
    disable_login_form: true,
    // Nobody asks the issuer again while a session lasts. Grafana's default lets in who left the company for a month.
    login_maximum_lifetime_duration: "1d",
  },
  "auth.basic": { enabled: false },
  "auth.generic_oauth": {
    enabled: true,
    name: login.issuer,
    client_id: login.clientId,
    scopes: (login.scopes ?? defaultScopes).join(" "),
    auth_url: login.authUrl,
    token_url: login.tokenUrl,
    api_url: login.apiUrl,
    // A code that somebody catches on its way back is of no use to them.
    use_pkce: true,
    // Whoever is in one of the groups has an account from the first login on; the others get none.
    allow_sign_up: true,
    role_attribute_path: rolePath(login.groups),
    // Without it, who is in no group would become what Grafana takes new people for: a Viewer.
    role_attribute_strict: true,
    // Of the organisation is enough: the server's admin could make others.
    allow_assign_grafana_admin: false,
  },
});

const defaultScopes = ["openid", "profile", "email", "groups"] as const;

/** JMESPath over what the issuer says of a person. Quotes in names are a finding of the environment. */
const rolePath = ({ admins, viewers }: OidcLogin["groups"]): string =>
  `contains(groups[*], '${admins}') && 'Admin' || contains(groups[*], '${viewers}') && 'Viewer'`;
