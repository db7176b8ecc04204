import type { FieldLink } from "../logs/kibana/data-view";
import { placeholder } from "../logs/kibana/data-view";
import type { LogTarget } from "../logs/target";
import type { AnySlice } from "./slice";

/**
 * Links from a value in the logs to the dashboard of Grafana that has a variable for it: from a line's route to the
 * metrics of that route. @param grafana its address, as people reach it
 */
export const fieldLinks = (
  { name }: { readonly name: string },
  { fields }: Pick<LogTarget, "fields">,
  slices: readonly AnySlice[],
  grafana: string,
): FieldLink[] =>
  slices
    .filter(({ of }) => of === name)
    .flatMap(({ dashboard }) =>
      dashboard.variables.flatMap((variable) => {
        const field = fields[variable.name];
        return field ? [{ field, url: `${grafana}/d/${dashboard.uid}?var-${variable.name}=${placeholder}` }] : [];
      }),
    );
