import { join } from "node:path";
import { atOnce } from "../../engines/run/at-once";
import type { Change } from "../../diff/change";
import { changesBetween } from "../../diff/compare";
import type { Side } from "../../diff/context";
import type { Report } from "../../diff/report";
import { reportOf } from "../../diff/report";
import type { RunIn } from "./base";
import { checkOut, remove } from "./base";
import { bootstrapNote } from "./bootstrap-note";
import type { Options } from "./options";
import type { Source } from "./synthesized";
import { environmentsOf, synthesizedBy } from "./synthesized";

export interface ComparedProps {
  readonly run: RunIn;
  /** Aborted when somebody does not want to wait any longer: what was begun is tidied up all the same. */
  readonly stop: AbortSignal;
  /** Names of the environments there are here. */
  readonly here: readonly string[];
  /** Folder of the project, as it is now. */
  readonly project: string;
  /** Path of an empty folder, which whoever made it removes. */
  readonly temporary: string;
}

/**
 * Compares the working tree with a commit, in all environments that were asked for. @throws Failed where one side is
 * not to be had
 */
export async function compared(
  { base: ref, environments }: Pick<Options, "base" | "environments">,
  { run, stop, here, project, temporary }: ComparedProps,
): Promise<Report> {
  const props = { project, tree: join(temporary, "base") };
  const stoppable: RunIn = (folder, command, args) => run(folder, command, args, stop);
  try {
    const { folder, note: ofBase } = await checkOut(ref, { ...props, run: stoppable });
    const base: Source = { called: "base", folder };
    const present: Source = { called: "present", folder: project };
    const known = await environmentsOf(base, stoppable);
    const changes = new Map<string, readonly Change[]>();
    const notes = new Set<string>(ofBase === undefined ? [] : [ofBase]);
    for (const environment of environments) {
      const isNew = !known.includes(environment);
      if (isNew) notes.add(`The environment ${environment} is new: all of it is added.`);
      // Also where one fails the other is waited for: it would write into a folder that is gone.
      const [after, before] = await atOnce(isNew ? [present] : [present, base], (source) =>
        synthesizedBy(source, environment, stoppable, temporary),
      );
      if (!after) throw new Error(`${environment} was not synthesized.`);
      if (before && !before.description) notes.add(withoutDescription);
      const note = before && bootstrapNote(environment, before, after);
      if (note !== undefined) notes.add(note);
      changes.set(environment, changesBetween(before ?? nothing, after));
    }
    for (const gone of known.filter((name) => !here.includes(name)))
      notes.add(`The environment ${gone} is gone: what is deployed there stays, and nobody describes it any more.`);
    return reportOf(changes, { base: ref, notes: [...notes] });
  } finally {
    await remove({ ...props, run });
  }
}

const nothing: Side = { documents: [] };

const withoutDescription =
  "The base describes nothing beside its documents: services, objectives and units that changed are told only by what became of them.";
