import { FolderPermission } from "@cdktf/provider-grafana/lib/folder-permission";
import { Team } from "@cdktf/provider-grafana/lib/team";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Team as OwningTeam } from "../model/team";
import { forTerraform } from "./border";
import type { HasParts, Parts } from "./checked";
import { logicalId, nameInState } from "./logical-id";

export interface FolderAccessProps {
  /** UID of the folder, as its resource has it. */
  readonly uid: string;
  /** Terraform reference to the folder's UID. */
  readonly folder: string;
  /** Team that owns the folder: its members may change what is inside. @default nobody's: who signed in may look */
  readonly owner?: OwningTeam;
}

/**
 * Who may do what in a folder of Grafana, and nobody else may, save admins. Folders inside inherit it, so that the one
 * at the top says who may look, and those below only who may change.
 */
export class FolderAccess extends Construct implements HasParts {
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, { uid, folder, owner }: FolderAccessProps) {
    super(scope, id);
    const team = owner && ensureTeam(this, owner);
    const access = new FolderPermission(this, "permission", {
      folderUid: folder,
      permissions: team
        ? [{ teamId: team.id, permission: "Edit" }]
        : // Left out, Grafana would let each Editor change every folder.
          ["Viewer", "Editor"].map((role) => ({ role, permission: "View" })),
    });
    this.#parts = [nameInState(access, uid), ...(team ? [team] : [])];
  }

  parts(): Parts {
    return this.#parts;
  }
}

/**
 * A team, as soon as it owns something; once in a stack. Who is in it is no matter of Terraform: nothing is said of
 * members, and those that were added in Grafana, by hand or by its synchronisation, stay.
 */
function ensureTeam(scope: Construct, { name, title }: OwningTeam): Team {
  const teams = teamsOf(TerraformStack.of(scope));
  const id = logicalId(name);
  const existing = teams.node.tryFindChild(id);
  return existing instanceof Team ? existing : nameInState(new Team(teams, id, { name: forTerraform(title) }), id);
}

/** Apart from all else in the stack, as variables are. */
const scopeId = "owning_teams";

function teamsOf(stack: TerraformStack): Construct {
  const existing = stack.node.tryFindChild(scopeId);
  return existing instanceof Construct ? existing : new Construct(stack, scopeId);
}
