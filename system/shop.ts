import { bucket } from "../model/bucket";
import { database } from "../model/database";
import { httpService } from "../model/http-service";
import { gibibytes, hours, milliseconds, minutes, percent, seconds } from "../units/quantities";
import { answers, rabbitmq } from "./messaging";
import { storefront } from "./teams";

export const shopDatabase = database({
  name: "shop-db",
  description: "Products, carts and orders of the shop. When it fails, the shop shows errors and sells nothing.",
  owner: storefront,
  criticality: "critical",
  instanceClass: "db.m6g.large",
  storage: gibibytes(200),
  logs: { perDay: gibibytes(1), atLeastEvery: hours(1) },
});

export const shopMedia = bucket({
  name: "shop-media",
  description:
    "Uploaded 3D models and pictures of products. When it is gone, models are not quoted and products have no picture.",
  owner: storefront,
  region: "eu-central-1",
});

export const shopApi = httpService({
  name: "shop-api",
  description: "The shop's public API: catalogue, cart, checkout. When it fails, customers cannot buy.",
  owner: storefront,
  criticality: "critical",
  workload: { namespace: "shop", deployment: "shop-api" },
  probe: "/healthz",
  routes: [
    { path: "/api/catalog", methods: ["GET"], params: ["category", "limit", "page", "q", "sort"] },
    { path: "/api/catalog/{productId}", methods: ["GET"] },
    { path: "/api/catalog/{productId}/reviews", methods: ["GET", "POST"], params: ["limit", "page"] },
    { path: "/api/cart", methods: ["GET", "DELETE"] },
    { path: "/api/cart/items", methods: ["POST"] },
    { path: "/api/cart/items/{itemId}", methods: ["PATCH", "DELETE"] },
    {
      path: "/api/checkout",
      methods: ["POST"],
      // One request in twelve: were all of them slow or half of them lost, the service as a whole would hardly show it.
      objectives: {
        availability: percent(99.9),
        latency: { share: percent(95), within: seconds(1) },
      },
    },
    {
      path: "/api/checkout/{checkoutId}/payment",
      methods: ["POST"],
      // As few, and the provider behind it is slower than anything of ours.
      objectives: {
        availability: percent(99.9),
        latency: { share: percent(95), within: seconds(2.5) },
      },
    },
    { path: "/api/orders", methods: ["GET"], params: ["from", "limit", "page", "status", "to"] },
    { path: "/api/orders/{orderId}", methods: ["GET"] },
    { path: "/api/models", methods: ["POST"] },
    { path: "/api/models/{modelId}/quote", methods: ["GET"], params: ["material", "quantity"] },
  ],
  objectives: {
    availability: percent(99.9),
    latency: { share: percent(95), within: milliseconds(500) },
  },
  dependsOn: () => [shopDatabase, shopMedia, rabbitmq],
  consumes: [answers],
  logs: { perDay: gibibytes(4), atLeastEvery: minutes(15) },
});
