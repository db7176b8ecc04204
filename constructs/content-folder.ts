import { Folder } from "@cdktf/provider-grafana/lib/folder";
import { Construct } from "constructs";
import type { Finding } from "../findings/finding";
import type { Team } from "../model/team";
import { checkUid } from "../model/uid";
import { forTerraform } from "./border";
import type { HasFindings, HasParts, Parts } from "./checked";
import { FolderAccess } from "./folder-access";
import { nameInState } from "./logical-id";

export interface ContentFolderProps {
  readonly uid: string;
  readonly title: string;
  /** Folder that it lies in. @default at the top */
  readonly parent?: ContentFolder;
  /** Team whose members may change what is inside. @default nobody's: who signed in may look */
  readonly owner?: Team;
}

/** A folder of Grafana for dashboards and alert rules. Terraform refuses to destroy it while anything is inside. */
export class ContentFolder extends Construct implements HasFindings, HasParts {
  /** Terraform reference to the folder's UID: whatever lies in the folder is made after it. */
  readonly reference: string;
  readonly #uid: string;
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, { uid, title, parent, owner }: ContentFolderProps) {
    super(scope, id);
    this.#uid = uid;
    const folder = new Folder(this, "folder", {
      uid,
      title: forTerraform(title),
      // Grafana deletes what is inside with the folder, also what Terraform never made.
      preventDestroyIfNotEmpty: true,
      ...(parent && { parentFolderUid: parent.reference }),
    });
    this.reference = nameInState(folder, uid).uid;
    const access = new FolderAccess(this, "access", { uid, folder: this.reference, ...(owner && { owner }) });
    this.#parts = [folder, ...access.parts(), ...(parent?.parts() ?? [])];
  }

  findings(): Finding[] {
    return checkUid(`folder ${this.#uid}`, this.#uid);
  }

  parts(): Parts {
    return this.#parts;
  }
}
