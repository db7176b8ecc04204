import { exampleService } from "../example";
// eslint-disable-next-line import-x/no-cycle -- what happens then is what is tested
import { one } from "./one";

export const other: ReturnType<typeof exampleService> = exampleService({ name: "other", dependsOn: () => [one] });
