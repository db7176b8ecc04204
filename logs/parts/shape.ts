import type { Processor } from "../processor";
import { painless } from "./painless";

/** Beyond this a first line is no longer looked into: no logger writes such, and an address is never so long. */
const longestHead = 16_384;

/**
 * Finds which form a line has, by how it begins and ends: an object of JSON, `name=value` pairs, or text. Of an event
 * of several lines, the first stands in `head` and the others in `rest`.
 */
export const readShape: readonly [Processor, Processor, Processor] = [
  {
    gsub: {
      tag: "remove-colours",
      if: "ctx.message.indexOf('\u001b[') >= 0",
      field: "message",
      pattern: "\\x1B\\[[0-9;]{0,16}m",
      replacement: "",
    },
  },
  {
    script: {
      tag: "shape",
      lang: "painless",
      description: "JSON, pairs or text; first line and the others",
      params: { longestHead, pairsBegin: ["time=", "ts=", "t=", "level=", "lvl=", "msg=", "logger=", "caller="] },
      source: painless(`
        String line = ctx.message;
        Map parsed = ctx.parsed == null ? new HashMap() : ctx.parsed;
        ctx.parsed = parsed;
        String trimmed = line.trim();
        if (trimmed.startsWith('{"')) {
          if (!trimmed.endsWith('}')) throw new IllegalArgumentException('an object without an end');
          parsed.form = 'json';
          return;
        }
        int end = line.indexOf('\n');
        String head = end < 0 ? line : line.substring(0, end);
        if (head.endsWith('\r')) head = head.substring(0, head.length() - 1);
        if (end >= 0) parsed.rest = line.substring(end + 1);
        parsed.head = head;
        parsed.form = head.length() > params.longestHead ? 'long' : 'text';
        if (parsed.form == 'text') for (def begin : params.pairsBegin) if (head.startsWith(begin)) parsed.form = 'pairs';
      `),
    },
  },
  { json: { tag: "json", if: "ctx.parsed.form == 'json'", field: "message", target_field: "parsed.said" } },
];
