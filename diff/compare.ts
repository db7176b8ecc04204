import { alertChanges } from "./alerts";
import type { Change } from "./change";
import type { Side, Sides } from "./context";
import { dashboardChanges } from "./dashboards";
import { folded } from "./fold";
import { onceForAlike } from "./alike";
import { contentChanges } from "./content";
import { renamedSide, renameChanges } from "./rename";
import { pairsOf } from "./resources";
import { routeChanges } from "./routes";
import { stackChanges } from "./stacks";
import { renamedBetween, thingChanges } from "./things";

/** What changes for people from one output to another, each fact once. */
export function changesBetween(before: Side, after: Side): Change[] {
  const renamed = before.description && after.description ? renamedBetween(before.description, after.description) : [];
  const sides: Sides = { before: renamedSide(before, renamed), after: renamedSide(after, renamed) };
  const [olds, news] = [sides.before, sides.after];
  const pairs = pairsOf(olds.documents, news.documents);
  const changes = [
    ...renameChanges(before, after, renamed),
    ...(olds.description && news.description ? thingChanges(olds.description, news.description) : []),
    ...alertChanges(pairs, sides),
    ...routeChanges(sides),
    ...pairs.flatMap(onceForAlike((pair) => [...contentChanges(pair), ...dashboardChanges(pair)])),
    ...stackChanges(olds.documents, news.documents),
  ];
  return folded(changes);
}
