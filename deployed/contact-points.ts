import { waking } from "../environments/contact-points";
import { fromTerraform } from "./from-terraform";

/** A `grafana_contact_point`, as Terraform spells it: one attribute for each kind of address. */
type ContactPointBlock = Readonly<Record<string, unknown>> & { readonly name: string };

interface Document {
  readonly resource?: { readonly grafana_contact_point?: Readonly<Record<string, ContactPointBlock>> };
}

/** Whether a contact point calls people until one of them answers. */
export const wakes = (block: Readonly<Record<string, unknown>>): boolean => waking in block;

/** Whether an attribute of a contact point, or a part of it, is what it wakes with: `pagerduty[0].integration_key`. */
export const isOfWaking = (path: string): boolean => path.startsWith(waking);

/** The names of the contact points that wake somebody. */
export const wakingIn = (documents: readonly unknown[]): ReadonlySet<string> =>
  new Set(
    (documents as Document[]).flatMap(({ resource }) =>
      Object.values(resource?.grafana_contact_point ?? {}).flatMap((block) =>
        wakes(block) ? [fromTerraform(block.name)] : [],
      ),
    ),
  );
