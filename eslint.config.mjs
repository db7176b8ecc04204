import js from "@eslint/js";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** The rooms, top to bottom. A file may import its own room and the rooms below it, never one above (docs/decisions/0001). */
const rooms = [
  "main.ts",
  "synthesis",
  "stacks",
  "constructs",
  "dashboards",
  "alerts",
  "exporters",
  "signals",
  "promql",
  "system",
  "environments",
  "model",
  "findings",
  "units",
  "versions.ts",
];

const pure = [
  "dashboards",
  "alerts",
  "exporters",
  "signals",
  "promql",
  "system",
  "environments",
  "model",
  "findings",
  "units",
];

export default tseslint.config(
  { ignores: ["node_modules", "cdktf.out", "packages/*/lib", "packages/*/src", "coverage"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": [
        "error",
        {
          basePath: import.meta.dirname,
          zones: rooms.flatMap((room, at) =>
            rooms.slice(0, at).map((above) => ({
              target: `./${room}`,
              from: `./${above}`,
              message: `${room} stands below ${above}: imports only point down the list of rooms.`,
            })),
          ),
        },
      ],
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^@cdktf/provider-[a-z]+$",
              message: "Import one resource, @cdktf/provider-*/lib/<resource>: the root loads all of them.",
            },
            {
              regex: "^cdktf/lib/(?!testing/adapters/jest$)",
              message: "Only `cdktf` itself: moving to cdktn must stay a change of package.json.",
            },
          ],
        },
      ],
    },
  },
  {
    files: pure.map((room) => `${room}/**/*.ts`),
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^(cdktf|constructs|@cdktf/.*)$",
              message: "This room is pure: cdktf stays at the edge, in constructs/ and above.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["synthesis/fast-synth.ts"],
    rules: { "no-restricted-imports": "off", "@typescript-eslint/no-require-imports": "off" },
  },
  {
    files: ["**/*.cjs", "**/*.mjs"],
    languageOptions: {
      globals: {
        module: "writable",
        require: "readonly",
        process: "readonly",
        console: "readonly",
        Buffer: "readonly",
        __dirname: "readonly",
        setImmediate: "readonly",
      },
    },
  },
);
