import { readFileSync } from "node:fs";
import { join } from "node:path";
import js from "@eslint/js";
import importX, { createNodeResolver } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Each room with the rooms that it may import, top to bottom: imports only point down (docs/decisions/0001). */
const rooms = JSON.parse(readFileSync(join(import.meta.dirname, "rooms.json"), "utf8"));
const atTheEdge = ["main.ts", "synthesis", "stacks", "constructs"];
const pure = Object.keys(rooms).filter((room) => !atTheEdge.includes(room));
const filesOf = (room) => (room.endsWith(".ts") ? room : `${room}/**/*.ts`);

export default tseslint.config(
  { ignores: ["node_modules", "cdktf.out", "packages/*/lib", "packages/*/src"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      // Without both, no relative import is resolved, and the rules below pass whatever they see.
      "import-x/extensions": [".ts"],
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js", ".cjs", ".json"] })],
    },
    rules: {
      // Prettier wraps code, and no comments.
      "max-len": ["error", { code: 1000, comments: 120, ignoreUrls: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "import-x/consistent-type-specifier-style": ["error", "prefer-top-level"],
      "import-x/no-cycle": "error",
      "import-x/no-extraneous-dependencies": ["error", { devDependencies: ["__tests__/**", "scripts/**"] }],
      "import-x/no-restricted-paths": [
        "error",
        {
          basePath: import.meta.dirname,
          zones: Object.entries(rooms).map(([room, below]) => ({
            target: `./${room}`,
            from: ".",
            except: ["node_modules", "packages", room, ...below],
            message: `${room} may import ${below.join(", ") || "no other room"}: rooms.json.`,
          })),
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
              regex: "^cdktf/lib/",
              message: "Only `cdktf` itself: moving to cdktn must stay a change of package.json.",
            },
          ],
        },
      ],
    },
  },
  {
    files: pure.map(filesOf),
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^(cdktf|constructs|@cdktf)(/|$)",
              message: "This room is pure: cdktf stays at the edge, in constructs/ and above.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["__tests__/**/*.ts"],
    ignores: ["__tests__/support/test-app.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.object.name='Testing'][callee.property.name='app']",
          message: "testApp() of __tests__/support: cdktf's own leaves a folder behind.",
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
        setTimeout: "readonly",
      },
    },
  },
);
