import { viewIdOf } from "../logs/names";
import type { LogLink } from "../logs/panel";
import type { Component } from "../model/component";
import type { AnySlice } from "./slice";

/**
 * Links from the logs of a component to every dashboard of Grafana that leads to them. @param grafana its address, as
 * people reach it
 */
export const linksBack = (
  component: Pick<Component, "name">,
  slices: readonly AnySlice[],
  grafana: string,
): LogLink[] =>
  slices
    .filter(({ logs }) => "view" in logs && logs.view.id === viewIdOf(component))
    .map(({ dashboard }) => ({ title: dashboard.title, url: `${grafana}/d/${dashboard.uid}` }));
