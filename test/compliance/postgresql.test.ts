import { noPostgresql } from "../support/databases.ts";
import { postgresqlSchema } from "./databases.ts";
import { complianceTests } from "./support.ts";

complianceTests({ title: "postgresql+pg", unavailable: noPostgresql, open: postgresqlSchema("postgresql+pg") });
complianceTests({
  title: "postgresql+pg, synchronous",
  unavailable: noPostgresql,
  open: postgresqlSchema("postgresql+pg", true),
});
complianceTests({
  title: "postgresql+postgres",
  unavailable: noPostgresql,
  open: postgresqlSchema("postgresql+postgres"),
});
