import { KibanaDataView } from "@cdktf/provider-elasticstack/lib/kibana-data-view";
import { KibanaImportSavedObjects } from "@cdktf/provider-elasticstack/lib/kibana-import-saved-objects";
import { KibanaSecurityRole } from "@cdktf/provider-elasticstack/lib/kibana-security-role";
import type { KibanaSpace } from "@cdktf/provider-elasticstack/lib/kibana-space";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { DataView } from "../../logs/kibana/data-view";
import { forTerraform, inStrings } from "../border";
import { late } from "../late";
import { nameInState } from "../logical-id";

export interface DataViewProps {
  readonly view: DataView;
  readonly space: KibanaSpace;
}

/** Adds a data view: what Discover, dashboards and links are about. */
export const addDataView = (scope: Construct, id: string, { view, space }: DataViewProps): KibanaDataView =>
  nameInState(
    new KibanaDataView(scope, id, { spaceId: space.spaceId, dataView: inStrings(view, forTerraform) }),
    view.id,
  );

export interface SavedObjectsProps {
  readonly name: string;
  readonly space: KibanaSpace;
  /** Makes them as Kibana exports them: JSON, an object a line. */
  readonly objects: () => string;
  /** Resources that the objects refer to. */
  readonly after: TerraformResource[];
}

/**
 * Adds dashboards and searches to Kibana. The provider only ever writes them: it sees no change that was made in
 * Kibana, and leaves them there when they are no longer wanted. They are overwritten when they differ from what was
 * last written.
 */
export const addSavedObjects = (
  scope: Construct,
  id: string,
  { name, space, objects, after }: SavedObjectsProps,
): KibanaImportSavedObjects =>
  nameInState(
    new KibanaImportSavedObjects(scope, id, {
      spaceId: space.spaceId,
      fileContents: late(() => forTerraform(objects())),
      overwrite: true,
      dependsOn: after,
    }),
    name,
  );

export interface ReaderProps {
  readonly name: string;
  readonly description: string;
  readonly space: KibanaSpace;
  /** Data streams that holders of the role may read: a pattern or a name. */
  readonly pattern: string;
}

/**
 * Adds a role for whoever reads logs and changes nothing: the lines, and all of the space, which holds nothing but
 * their views.
 */
export const addReader = (
  scope: Construct,
  id: string,
  { name, description, space, pattern }: ReaderProps,
): KibanaSecurityRole =>
  nameInState(
    new KibanaSecurityRole(scope, id, {
      name: forTerraform(name),
      description: forTerraform(description),
      elasticsearch: { indices: [{ names: [forTerraform(pattern)], privileges: ["read", "view_index_metadata"] }] },
      kibana: [{ spaces: [space.spaceId], base: ["read"] }],
    }),
    name,
  );
