import { noMysql } from "../support/databases.ts";
import { mysqlDatabase } from "./databases.ts";
import { complianceTests } from "./support.ts";

complianceTests({ title: "mysql+mysql2", unavailable: noMysql, open: mysqlDatabase("mysql+mysql2") });
complianceTests({
  title: "mysql+mysql2, synchronous",
  unavailable: noMysql,
  open: mysqlDatabase("mysql+mysql2", true),
});
complianceTests({ title: "mysql+mariadb", unavailable: noMysql, open: mysqlDatabase("mysql+mariadb") });
