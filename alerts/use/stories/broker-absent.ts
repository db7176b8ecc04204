import { groupsOf } from "../../../model/broker";
import { less, minutes, together } from "../../../units/quantities";
import { leadIn } from "../../stories/course";
import type { FiringStory, Stories } from "../../stories/story";
import type { BrokerFacts } from "./broker-silence";
import { nodes, tellerOf } from "./broker-silence";

export function brokerAbsentStories(facts: BrokerFacts): Stories {
  const { quiet, fires } = tellerOf(facts);
  const due = together(facts.pendingFor, minutes(2));
  return {
    quiet: [
      quiet("two of five nodes are away", due, { nodes: 2 }),
      quiet("it has not answered for as long as is waited", together(facts.pendingFor, minutes(-1)), { nodes }),
      quiet("its channels cannot be asked for, and its exporter is gone", due, { channels: nodes, exporter: true }),
    ],
    fires: [
      fires("three of five nodes are away", due, { nodes: 3 }),
      fires("no node tells of its queues", due, { queues: nodes }),
      fires("it answers, and nothing is recorded of it", due, { recorded: false }),
    ],
  };
}

export function nodeAbsentStories(facts: BrokerFacts): Stories {
  const { quiet, fires } = tellerOf(facts);
  const due = together(facts.pendingFor, minutes(2));
  return {
    quiet: [
      quiet("all nodes answer, and its exporter is gone", due, { exporter: true }),
      quiet("a node restarts", together(facts.pendingFor, minutes(-1)), { nodes: 1 }),
      quiet("most are away, which is told as a whole", due, { nodes: 3 }),
      quiet("nothing is recorded of it, which is told as a whole", due, { nodes: 1, recorded: false }),
    ],
    fires: [
      fires("one of five nodes is away", due, { nodes: 1 }),
      fires("one does not tell of its queues", due, { queues: 1 }),
      fires("none tells of its channels", due, { channels: nodes }),
    ],
  };
}

export function bindingsAbsentStories(facts: BrokerFacts): Stories {
  const { quiet, fires } = tellerOf(facts);
  const due = together(facts.pendingFor, minutes(2));
  const labels = [{ exporter: "bindings" }] as const;
  return {
    quiet: [
      quiet("it answers, and a node does not", due, { nodes: 1 }),
      quiet("it restarts", together(facts.pendingFor, minutes(-1)), { exporter: true }),
      quiet("the broker is gone, which is told as a whole", due, { nodes, exporter: true }),
      quiet("nothing is recorded of the broker, which is told as a whole", due, { recorded: false, exporter: true }),
    ],
    fires: [
      fires("it cannot be scraped", due, { exporter: true }, labels),
      fires("it answers and knows no binding", due, { bindings: false }, labels),
    ],
  };
}

export function queuesMissingStories(facts: BrokerFacts): Stories {
  const { quiet, fires } = tellerOf(facts);
  const due = together(facts.pendingFor, minutes(2));
  const groups = groupsOf(facts.broker);
  return {
    quiet: [
      quiet("there is a queue of each pattern", due, {}),
      quiet("there is none, and the broker does not answer", due, { nodes, missing: groups }),
      // They were missing from the beginning.
      quiet("there has been none for less long than is waited", less(facts.pendingFor, together(leadIn, minutes(2))), {
        missing: groups,
      }),
    ],
    fires: groups.map((group) =>
      fires(`there is none of ${group.name}`, due, { missing: [group] }, [{ queues: group.name }]),
    ) as [FiringStory, ...FiringStory[]],
  };
}
