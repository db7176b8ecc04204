import { said } from "../said";
import type { ExpectedContact } from "../expected/notifications";
import type { Job } from "../job";
import type { Found } from "../line";
import { bad, good } from "../line";
import type { Fields } from "../reading";
import { fields, list, text } from "../reading";

/** A contact point as Grafana keeps it; what is secret it shows as `[REDACTED]`. */
export interface KeptContact {
  readonly name: string;
  readonly type: string;
  readonly settings: Fields;
}

/**
 * Reads the contact points that Grafana keeps:
 * https://grafana.com/docs/grafana/latest/developers/http_api/alerting_provisioning/#get-all-the-contact-points
 */
export const readContacts = (body: unknown): KeptContact[] =>
  list(body).map((contact) => {
    const { name, type, settings } = fields(contact);
    return { name: text(name), type: text(type), settings: fields(settings) };
  });

export const contactsJob = (contacts: readonly ExpectedContact[]): Job => ({
  part: "Grafana",
  check: "contact points",
  subjects: contacts.map(({ name }) => name),
  run: async (ask) =>
    judgeContacts(
      contacts,
      await ask({ api: "Grafana", path: "/api/v1/provisioning/contact-points", read: readContacts }),
    ),
});

export const judgeContacts = (contacts: readonly ExpectedContact[], kept: readonly KeptContact[]): Found[] =>
  contacts.map(({ name, type, settings }) => {
    const own = kept.filter((contact) => contact.name === name);
    const same = own.find((contact) => contact.type === type);
    if (own.length === 0) return bad(name, "Grafana does not know it: whoever it would call hears nothing.", deploy);
    if (!same) return bad(name, `it is of the kind ${own[0]?.type}, and described as ${type}.`, deploy);
    if (own.length > 1) return bad(name, `it tells ${own.length} receivers, and is described with one.`, deploy);
    const [altered] = Object.entries(settings).filter(([key, value]) => same.settings[key] !== value);
    return altered
      ? bad(name, `its ${altered[0]} is ${shown(same.settings[altered[0]])}, not as described.`, deploy)
      : good(name, `${type}, as described.`);
  });

/** Of an address on the web only where it leads: with the rest of it anybody could post there. */
const shown = (value: unknown): string => {
  if (typeof value !== "string") return "not set";
  return URL.canParse(value) && new URL(value).host !== "" ? `at ${new URL(value).host}` : `"${said(value)}"`;
};

const deploy =
  "was it changed by hand? Deploying the stack monitoring puts it back; describe it in environments/ to keep it";
