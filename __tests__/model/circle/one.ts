import { exampleService } from "../example";
// eslint-disable-next-line import-x/no-cycle -- what happens then is what is tested
import { other } from "./other";

export const one: ReturnType<typeof exampleService> = exampleService({ name: "one", dependsOn: () => [other] });
