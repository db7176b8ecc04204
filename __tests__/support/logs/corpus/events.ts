import type { Component } from "../../../../model/component";
import { eventOf } from "../../live/log-engine";
import type { Json } from "../../live/opensearch";
import { brokerCorpus } from "./broker";
import type { CorpusLine } from "./corpus";
import { databaseCorpus } from "./database";
import { httpCorpus } from "./http";
import { platformCorpus } from "./platform";

/**
 * What a component writes, as it is sent: its corpus, by two pods in turns where it has some, and lines that nobody can
 * read.
 */
export const eventsOf = (component: Component): Json[] =>
  [...corpusOf(component), ...unreadable].map(({ line, container }, at) =>
    eventOf(component, line, {
      ...(component.source.kind === "pods" && {
        kubernetes: {
          pod: { name: `${component.name}-${at % 2}` },
          ...(container !== undefined && { container: { name: container } }),
        },
      }),
    }),
  );

/** Slower than any service promises. */
const slowRequest =
  '203.0.113.7 - - [14/Mar/2026:10:26:53 +0100] "GET /api/slow HTTP/1.1" 200 12 "-" "curl/8.7.1" 9.500';

const unreadable: readonly CorpusLine[] = ["", '{"time":"2026-03-14 09:26:53', "neither here nor there"].map(
  (line) => ({
    line,
    expected: {},
  }),
);

/** What a component writes, in all forms. */
export function corpusOf({ is }: Component): readonly CorpusLine[] {
  switch (is.kind) {
    case "http":
      return [...httpCorpus(is.service), { line: slowRequest, expected: {} }];
    case "broker":
      return brokerCorpus();
    case "database":
      return databaseCorpus();
    case "platform":
      return platformCorpus();
  }
}
