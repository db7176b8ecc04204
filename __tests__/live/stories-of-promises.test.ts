/** A service may promise more or less than ours do: its alerts' stories are written for it, and true as well. */
import { expect, it, jest } from "@jest/globals";
import { tellStories } from "../../commands/stories/tell";
import { production } from "../../environments/production";
import { system } from "../../system";
import { percent, seconds } from "../../units/quantities";

jest.setTimeout(600_000);

it.each([
  { promised: 76, of: /^shop-api-budget/ },
  { promised: 95, of: /^crm-api-errors/ },
  { promised: 99.99, of: /^shop-api-(errors|slow)-page/ },
])("the stories of services that promise $promised % are what real Prometheus sees", async ({ promised, of }) => {
  const objectives = { availability: percent(promised), latency: { share: percent(promised), within: seconds(1) } };
  const services = system.services.map((service) => ({ ...service, objectives }));
  const told = await tellStories({
    system: { ...system, services },
    environment: production,
    asked: of,
    mutate: false,
  });
  expect(told.findings).toEqual([]);
  expect(told.figures.stories).toBeGreaterThan(5);
});
