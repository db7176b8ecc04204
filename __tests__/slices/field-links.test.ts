import { describe, expect, it } from "@jest/globals";
import { namespace } from "../../environments/names";
import { production } from "../../environments/production";
import { fieldsOf } from "../../logs/component-fields";
import { targetOf } from "../../logs/target";
import { componentsOf } from "../../model/component";
import { fieldLinks } from "../../slices/field-links";
import { system } from "../../system";
import { built } from "./build";

const { slices } = built(system);

const links = componentsOf(system, namespace).flatMap((component) =>
  fieldLinks(component, targetOf(component, production), slices, production.grafana.url).map(({ field, url }) => ({
    component,
    field,
    url,
  })),
);

describe("links of fields", () => {
  it("lead from each service's route to the same route in its metrics", () => {
    expect(links.map(({ component, field, url }) => `${component.name} ${field.name} ${url}`)).toEqual([
      "shop-api http.route https://grafana.example.com/d/red-shop-api?var-endpoint={{value}}",
      "crm-api http.route https://grafana.example.com/d/red-crm-api?var-endpoint={{value}}",
      "mes-api http.route https://grafana.example.com/d/red-mes-api?var-endpoint={{value}}",
    ]);
  });

  it("start from fields that the component has, and end at variables that the dashboard has", () => {
    for (const { component, field, url } of links) {
      expect(fieldsOf(component)).toContain(field);
      const [, uid, variable] = /\/d\/([^?]+)\?var-([^=]+)=/.exec(url) ?? [];
      const dashboard = slices.find((slice) => slice.dashboard.uid === uid)?.dashboard;
      expect(dashboard?.variables.map(({ name }) => name)).toContain(variable);
    }
  });
});
