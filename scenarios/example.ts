import { hours, minutes, percent } from "../units/quantities";
import { scenario } from "./scenario";

/**
 * The scenario that docs/simulator.md begins with: a copy of this file, beside it, is all that `npm run simulate`
 * needs.
 */
export default scenario({
  name: "payment-provider-down",
  title: "The payment provider is down: nine payments in ten fail.",
  family: "errors-fast",
  begins: { weekday: "friday", hour: 17 },
  lasts: hours(2),
  faults: [
    {
      kind: "errors",
      of: "shop-api",
      route: "/api/checkout/{checkoutId}/payment",
      share: percent(90),
      from: minutes(30),
      until: minutes(90),
    },
  ],
  due: [{ severity: "page", of: ["shop-api"], within: minutes(15), because: "customers believe that they have paid" }],
});
