import { describe, expect, it } from "@jest/globals";
import { production } from "../../../environments/production";
import { serviceName, timestamp, traceId } from "../../../logs/fields";
import { duration, httpRoute } from "../../../logs/http/fields";
import { dataView, traceLink } from "../../../logs/kibana/data-view";
import { traceSearch } from "../../../logs/kibana/searches";
import { viewOf, viewOfAll } from "../../../logs/view";

const view = viewOf({ name: "shop-api" }, production);
const route = { field: httpRoute, url: "https://grafana.example.com/d/red-shop-api?var-endpoint={{value}}" };

describe("a data view", () => {
  it("is about the data streams of a component, by time, under its own id", () => {
    expect(dataView(view, [], [])).toEqual({
      id: "logs-shop-api",
      name: "shop-api · logs",
      title: "logs-shop.api-production",
      timeFieldName: "@timestamp",
      allowNoIndex: true,
      fieldFormats: {},
    });
  });

  it("writes durations as people do, and leads from a trace and a route to where they are followed", () => {
    const { fieldFormats } = dataView(view, [timestamp, duration, traceId, httpRoute], [traceLink(production), route]);
    expect(fieldFormats).toMatchObject({
      "event.duration": { id: "duration", params: { inputFormat: "nanoseconds", outputFormat: "humanizePrecise" } },
      "trace.id": { id: "url", params: { labeltemplate: "{{value}}" } },
      "http.route": { id: "url", params: { urltemplate: route.url } },
    });
    expect(Object.keys(fieldFormats)).toEqual(["event.duration", "trace.id", "http.route"]);
  });

  it("leads nowhere from a field that it has not", () => {
    expect(dataView(view, [serviceName], [route]).fieldFormats).toEqual({});
  });
});

describe("the link of a trace", () => {
  it("opens the search for one trace, over all that is kept", () => {
    const { url } = traceLink(production);
    const { kibana, space } = viewOfAll(production);
    const [address, state = ""] = url.split("?");
    expect(address).toBe(`${kibana}/s/${space}/app/discover#/view/${traceSearch.id}`);
    expect(decodeURIComponent(state.replace("{{value}}", "4bf92f3577b34da6"))).toBe(
      `_g=(time:(from:'now-31d',to:'now'))&_a=(query:(language:kuery,query:'trace.id : "4bf92f3577b34da6"'))`,
    );
  });
});
