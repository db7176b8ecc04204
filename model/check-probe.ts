import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import type { HttpService } from "./http-service";

/** The characters of a path in an address, RFC 3986: neither a parameter's braces nor the beginning of a query. */
const path = /^\/[\w.~!$&'()*+,;=:@%/-]*$/;

/** Whether the route that is asked from outside is one that anybody can ask, and that nobody counts. */
export const checkProbe = ({ probe, routes }: HttpService): Finding[] => [
  ...errorUnless(path.test(probe), {
    id: "probe-malformed",
    where: "probe",
    what: `"${clip(probe)}" is no path that can be asked for as it stands: a slash, then what an address may hold, without parameters and query.`,
    why: "the probe asks for exactly that, and the answer would say nothing of the service.",
    fix: 'probe: "/healthz"',
  }),
  ...errorUnless(!routes.some((route) => route.path === probe), {
    id: "probe-is-counted",
    where: "probe",
    what: `"${clip(probe)}" is one of the routes.`,
    why: "spans of the probe are not counted, so that its requests do not hide that all others are missing: the route would have no rate, no errors and no duration.",
    fix: "probe a route that nobody else asks for, or take this one off the routes.",
  }),
];
