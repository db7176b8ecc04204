import { fromTerraform } from "../../deployed/from-terraform";

/** A contact point as Grafana should have it. */
export interface ExpectedContact {
  readonly name: string;
  /** Kind of the contact point, as Grafana calls it: `email`, `slack`, `webhook`, `pagerduty`. */
  readonly type: string;
  /** Fields that say where it goes, by the names that Grafana's API has; what is secret is told by no API. */
  readonly settings: Readonly<Record<string, string>>;
}

/** The fields that say who is told, by the names of the provider's and of the API. */
const addresses: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  email: { addresses: "addresses" },
  slack: { recipient: "recipient", title: "title", text: "text" },
  webhook: { url: "url" },
  pagerduty: {},
};

interface Document {
  readonly resource?: {
    readonly grafana_contact_point?: Readonly<Record<string, ContactBlock>>;
    readonly grafana_mute_timing?: Readonly<Record<string, { readonly name: string }>>;
  };
}

type ContactBlock = { readonly name: string } & Readonly<Record<string, unknown>>;

export const contactsIn = (documents: readonly unknown[]): ExpectedContact[] =>
  (documents as readonly Document[])
    .flatMap(({ resource }) => Object.values(resource?.grafana_contact_point ?? {}))
    .flatMap((block) =>
      Object.entries(addresses).flatMap(([type, names]) =>
        ((block[type] ?? []) as readonly Readonly<Record<string, unknown>>[]).map((notifier) => ({
          name: fromTerraform(block.name),
          type,
          settings: Object.fromEntries(
            Object.entries(names).flatMap(([own, called]) => told(notifier[own]).map((value) => [called, value])),
          ),
        })),
      ),
    );

/** Grafana keeps several addresses as one text. What a variable holds is known to nobody here. */
function told(value: unknown): string[] {
  if (Array.isArray(value)) return [(value as readonly string[]).map(fromTerraform).join(";")];
  return typeof value === "string" && !value.startsWith("${") ? [fromTerraform(value)] : [];
}

export const muteTimingsIn = (documents: readonly unknown[]): string[] =>
  (documents as readonly Document[])
    .flatMap(({ resource }) => Object.values(resource?.grafana_mute_timing ?? {}))
    .map(({ name }) => fromTerraform(name));
