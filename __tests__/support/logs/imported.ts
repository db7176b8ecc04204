import type { SynthesizedStack } from "../synthesized";
import { resourcesOf } from "../synthesized";
import type { DataViewView, Reference, SavedObjectView } from "./saved-objects";
import { readObjects } from "./saved-objects";

/** What there is in Kibana when a stack was applied. */
export interface Imported {
  /** @throws if none is imported */
  readonly objectOf: (type: "dashboard" | "search", id: string) => SavedObjectView;
  /** The one data view that something refers to. @throws if it is none of those that are made */
  readonly viewOf: (references: readonly Reference[]) => DataViewView;
}

export function importedFrom(stack: SynthesizedStack): Imported {
  const views = resourcesOf(stack, "elasticstack_kibana_data_view").map(([, { data_view: view }]) => viewIn(view));
  const objects = resourcesOf(stack, "elasticstack_kibana_import_saved_objects").flatMap(
    ([, { file_contents: file }]) => readObjects(file as string),
  );
  return {
    objectOf: (type, id) => {
      const found = objects.find((object) => object.type === type && object.id === id);
      if (!found) throw new Error(`no ${type} ${id} is imported`);
      return found;
    },
    viewOf: (references) => {
      const [id = "", ...more] = new Set(references.map((reference) => reference.id));
      const found = views.find((view) => view.id === id);
      if (!found || more.length > 0) throw new Error(`no data view ${[id, ...more].join()}`);
      return found;
    },
  };
}

/** As the provider is given it. */
function viewIn(view: unknown): DataViewView {
  const { id, title, time_field_name: timeFieldName } = view as Readonly<Record<string, string>>;
  if (!id || !title || !timeFieldName) throw new Error(`no data view: ${JSON.stringify(view)}`);
  return { id, title, timeFieldName };
}
