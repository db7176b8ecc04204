import { httpService } from "../model/http-service";
import { milliseconds, percent } from "../units/quantities";
import { storefront } from "./teams";

export const shopApi = httpService({
  name: "shop-api",
  description: "The shop's public API: catalogue, cart, checkout. When it fails, customers cannot buy.",
  owner: storefront,
  criticality: "critical",
  workload: { namespace: "shop", deployment: "shop-api" },
  routes: [
    { path: "/api/catalog", methods: ["GET"], params: ["category", "limit", "page", "q", "sort"] },
    { path: "/api/catalog/{productId}", methods: ["GET"] },
    { path: "/api/catalog/{productId}/reviews", methods: ["GET", "POST"], params: ["limit", "page"] },
    { path: "/api/cart", methods: ["GET", "DELETE"] },
    { path: "/api/cart/items", methods: ["POST"] },
    { path: "/api/cart/items/{itemId}", methods: ["PATCH", "DELETE"] },
    { path: "/api/checkout", methods: ["POST"] },
    { path: "/api/checkout/{checkoutId}/payment", methods: ["POST"] },
    { path: "/api/orders", methods: ["GET"], params: ["from", "limit", "page", "status", "to"] },
    { path: "/api/orders/{orderId}", methods: ["GET"] },
    { path: "/api/models", methods: ["POST"] },
    { path: "/api/models/{modelId}/quote", methods: ["GET"], params: ["material", "quantity"] },
  ],
  objectives: {
    availability: percent(99.9),
    latency: { share: percent(95), within: milliseconds(500) },
  },
});
