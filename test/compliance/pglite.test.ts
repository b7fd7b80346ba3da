import { complianceTests } from "./support.ts";

const leftOut = process.env["ATHANOR_DATABASES"]?.split(",").includes("postgresql") === false;

complianceTests({
  title: "postgresql+pglite",
  unavailable: leftOut ? `ATHANOR_DATABASES is ${process.env["ATHANOR_DATABASES"]}` : undefined,
  open: async () => ({ target: { url: "postgresql+pglite://" }, close: async () => undefined }),
});
