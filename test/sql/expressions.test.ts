import {
  all,
  and,
  any,
  asc,
  between,
  bigInteger,
  bindparam,
  bitwiseNot,
  boolean,
  caseWhen,
  cast,
  collate,
  column,
  date,
  desc,
  distinct,
  double,
  exists,
  extract,
  falseValue,
  float,
  func,
  integer,
  literal,
  literalColumn,
  not,
  nullValue,
  nullsFirst,
  nullsLast,
  numeric,
  or,
  select,
  smallInteger,
  string,
  text,
  trueValue,
  tryCast,
  tuple,
  typeCoerce,
  union,
} from "athanor";
import { goods, parts, testGoods } from "./goods-support.ts";

const g = goods.c;
const p = parts.c;

testGoods("expressions", [
  {
    name: "sum of a sum",
    build: () => select(g.id).where(g.qty.add(g.stock).add(1).eq(4)).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty + goods.stock + :param_1 = :param_2 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty + goods.stock + ? = ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty + goods.stock + $1::INTEGER = $2::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty + goods.stock + ? = ? ORDER BY goods.id",
    rows: [],
  },
  {
    name: "sum right nested",
    build: () => select(g.qty.add(g.stock.add(1))).orderBy(g.id),
    default: "SELECT goods.qty + goods.stock + :stock_1 AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.qty + goods.stock + ? AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT goods.qty + goods.stock + $1::INTEGER AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.qty + goods.stock + ? AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[6], [null], [11], [16]],
  },
  {
    name: "difference right nested",
    build: () => select(g.qty.sub(g.stock.sub(1))).orderBy(g.id),
    default: "SELECT goods.qty - (goods.stock - :stock_1) AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.qty - (goods.stock - ?) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT goods.qty - (goods.stock - $1::INTEGER) AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.qty - (goods.stock - ?) AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[-2], [null], [1], [10]],
  },
  {
    name: "difference left nested",
    build: () => select(g.qty.sub(g.stock).sub(1)).orderBy(g.id),
    default: "SELECT (goods.qty - goods.stock) - :param_1 AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT (goods.qty - goods.stock) - ? AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT (goods.qty - goods.stock) - $1::INTEGER AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT (goods.qty - goods.stock) - ? AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[-4], [null], [-1], [8]],
  },
  {
    name: "sum then difference",
    build: () => select(g.qty.add(g.stock.sub(1)), g.qty.sub(g.stock.add(1))).orderBy(g.id),
    default:
      "SELECT goods.qty + (goods.stock - :stock_1) AS anon_1, goods.qty - (goods.stock + :stock_2) AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.qty + (goods.stock - ?) AS anon_1, goods.qty - (goods.stock + ?) AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.qty + (goods.stock - $1::INTEGER) AS anon_1, goods.qty - (goods.stock + $2::INTEGER) AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT goods.qty + (goods.stock - ?) AS anon_1, goods.qty - (goods.stock + ?) AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [4, -4],
      [null, null],
      [9, -1],
      [14, 8],
    ],
  },
  {
    name: "product of sum",
    build: () => select(g.qty.add(1).mul(g.stock.sub(2))).orderBy(g.id),
    default: "SELECT (goods.qty + :qty_1) * (goods.stock - :stock_1) AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT (goods.qty + ?) * (goods.stock - ?) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT (goods.qty + $1::INTEGER) * (goods.stock - $2::INTEGER) AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT (goods.qty + ?) * (goods.stock - ?) AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[4], [null], [18], [13]],
  },
  {
    name: "sum of products",
    build: () => select(g.qty.mul(2).add(g.stock.mul(3))).orderBy(g.id),
    default: "SELECT goods.qty * :qty_1 + goods.stock * :stock_1 AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.qty * ? + goods.stock * ? AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT goods.qty * $1::INTEGER + goods.stock * $2::INTEGER AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.qty * ? + goods.stock * ? AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[14], [null], [25], [33]],
  },
  {
    name: "product right nested",
    build: () => select(g.qty.mul(g.stock.mul(2))).orderBy(g.id),
    default: "SELECT goods.qty * goods.stock * :stock_1 AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.qty * goods.stock * ? AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT goods.qty * goods.stock * $1::INTEGER AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.qty * goods.stock * ? AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[8], [null], [50], [72]],
  },
  {
    name: "division nested",
    build: () => select(g.weight.div(g.weight.div(2)), g.weight.div(2).div(3)).orderBy(g.id),
    default:
      "SELECT goods.weight / CAST((goods.weight / CAST(:weight_1 AS NUMERIC)) AS DOUBLE) AS anon_1, (goods.weight / CAST(:weight_2 AS NUMERIC)) / CAST(:param_1 AS NUMERIC) AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.weight / ((goods.weight / (? + 0.0)) + 0.0) AS anon_1, (goods.weight / (? + 0.0)) / (? + 0.0) AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.weight / CAST((goods.weight / CAST($1::INTEGER AS NUMERIC)) AS DOUBLE PRECISION) AS anon_1, (goods.weight / CAST($2::INTEGER AS NUMERIC)) / CAST($3::INTEGER AS NUMERIC) AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT goods.weight / (goods.weight / ?) AS anon_1, (goods.weight / ?) / ? AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [2, 0.08333333333333333],
      [null, null],
      [2, 0.3333333333333333],
      [2, 0.20833333333333334],
    ],
  },
  {
    name: "product and division",
    build: () =>
      select(g.weight.mul(g.weight.div(2)), g.weight.div(g.weight.mul(2)), g.weight.mul(2).div(3)).orderBy(g.id),
    default:
      "SELECT goods.weight * (goods.weight / CAST(:weight_1 AS NUMERIC)) AS anon_1, goods.weight / CAST((goods.weight * :weight_2) AS DOUBLE) AS anon_2, (goods.weight * :weight_3) / CAST(:param_1 AS NUMERIC) AS anon_3 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.weight * (goods.weight / (? + 0.0)) AS anon_1, goods.weight / ((goods.weight * ?) + 0.0) AS anon_2, (goods.weight * ?) / (? + 0.0) AS anon_3 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.weight * (goods.weight / CAST($1::INTEGER AS NUMERIC)) AS anon_1, goods.weight / CAST((goods.weight * $2::INTEGER) AS DOUBLE PRECISION) AS anon_2, (goods.weight * $3::INTEGER) / CAST($4::INTEGER AS NUMERIC) AS anon_3 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT goods.weight * (goods.weight / ?) AS anon_1, goods.weight / (goods.weight * ?) AS anon_2, (goods.weight * ?) / ? AS anon_3 FROM goods ORDER BY goods.id",
    rows: [
      [0.125, 0.5, 0.3333333333333333],
      [null, null, null],
      [2, 0.5, 1.3333333333333333],
      [0.78125, 0.5, 0.8333333333333334],
    ],
  },
  {
    name: "mod nested",
    build: () =>
      select(g.qty.mod(g.stock.mod(7)), g.qty.mod(5).mod(3), g.qty.mul(2).mod(3), g.qty.mod(3).mul(2)).orderBy(g.id),
    default:
      "SELECT goods.qty % (goods.stock % :stock_1) AS anon_1, (goods.qty % :qty_1) % :param_1 AS anon_2, (goods.qty * :qty_2) % :param_2 AS anon_3, (goods.qty % :qty_3) * :param_3 AS anon_4 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.qty % (goods.stock % ?) AS anon_1, (goods.qty % ?) % ? AS anon_2, (goods.qty * ?) % ? AS anon_3, (goods.qty % ?) * ? AS anon_4 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.qty % (goods.stock % $1::INTEGER) AS anon_1, (goods.qty % $2::INTEGER) % $3::INTEGER AS anon_2, (goods.qty * $4::INTEGER) % $5::INTEGER AS anon_3, (goods.qty % $6::INTEGER) * $7::INTEGER AS anon_4 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT goods.qty % (goods.stock % ?) AS anon_1, (goods.qty % ?) % ? AS anon_2, (goods.qty * ?) % ? AS anon_3, (goods.qty % ?) * ? AS anon_4 FROM goods ORDER BY goods.id",
    rows: [
      [1, 1, 2, 2],
      [null, 1, 2, 2],
      [0, 0, 1, 4],
      [0, 2, 0, 0],
    ],
  },
  {
    name: "integer division",
    build: () => select(g.qty.div(g.stock), g.qty.div(2), g.qty.floordiv(2), g.qty.floordiv(g.stock)).orderBy(g.id),
    default:
      "SELECT goods.qty / CAST(goods.stock AS NUMERIC) AS anon_1, goods.qty / CAST(:qty_1 AS NUMERIC) AS anon_2, goods.qty / :qty_2 AS anon_3, goods.qty / goods.stock AS anon_4 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.qty / (goods.stock + 0.0) AS anon_1, goods.qty / (? + 0.0) AS anon_2, goods.qty / ? AS anon_3, goods.qty / goods.stock AS anon_4 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.qty / CAST(goods.stock AS NUMERIC) AS anon_1, goods.qty / CAST($1::INTEGER AS NUMERIC) AS anon_2, goods.qty / $2::INTEGER AS anon_3, goods.qty / goods.stock AS anon_4 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT goods.qty / goods.stock AS anon_1, goods.qty / ? AS anon_2, FLOOR(goods.qty / ?) AS anon_3, FLOOR(goods.qty / goods.stock) AS anon_4 FROM goods ORDER BY goods.id",
    rows: {
      sqlite: [
        ["0.25", "0.5", 0, 0],
        [null, "2", 2, null],
        ["1", "2.5", 2, 1],
        ["4", "6", 6, 4],
      ],
      postgresql: [
        ["0.25000000000000000000", "0.50000000000000000000", 0, 0],
        [null, "2.0000000000000000", 2, null],
        ["1.00000000000000000000", "2.5000000000000000", 2, 1],
        ["4.0000000000000000", "6.0000000000000000", 6, 4],
      ],
      mysql: [
        ["0.2500", "0.5000", 0, 0],
        [null, "2.0000", 2, null],
        ["1.0000", "2.5000", 2, 1],
        ["4.0000", "6.0000", 6, 4],
      ],
    },
  },
  {
    name: "integer by numeric",
    build: () =>
      select(g.qty.div(g.price), g.price.div(g.qty), g.price.div(2), g.qty.div(g.weight), g.weight.div(g.qty)).orderBy(
        g.id,
      ),
    default:
      "SELECT goods.qty / CAST(goods.price AS NUMERIC(10, 2)) AS anon_1, goods.price / CAST(goods.qty AS NUMERIC) AS anon_2, goods.price / CAST(:price_1 AS NUMERIC) AS anon_3, goods.qty / CAST(goods.weight AS DOUBLE) AS anon_4, goods.weight / CAST(goods.qty AS NUMERIC) AS anon_5 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.qty / (goods.price + 0.0) AS anon_1, goods.price / (goods.qty + 0.0) AS anon_2, goods.price / (? + 0.0) AS anon_3, goods.qty / (goods.weight + 0.0) AS anon_4, goods.weight / (goods.qty + 0.0) AS anon_5 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.qty / CAST(goods.price AS NUMERIC(10, 2)) AS anon_1, goods.price / CAST(goods.qty AS NUMERIC) AS anon_2, goods.price / CAST($1::INTEGER AS NUMERIC) AS anon_3, goods.qty / CAST(goods.weight AS DOUBLE PRECISION) AS anon_4, goods.weight / CAST(goods.qty AS NUMERIC) AS anon_5 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT goods.qty / goods.price AS anon_1, goods.price / goods.qty AS anon_2, goods.price / ? AS anon_3, goods.qty / goods.weight AS anon_4, goods.weight / goods.qty AS anon_5 FROM goods ORDER BY goods.id",
    rows: {
      sqlite: [
        ["0.10526315789473684", "9.5", "4.75", 2, 0.5],
        ["0.2", "5", "10", null, null],
        ["20", "0.05", "0.125", 2.5, 0.4],
        ["4", "0.25", "1.5", 9.6, 0.10416666666666667],
      ],
      postgresql: [
        ["0.10526315789473684211", "9.5000000000000000", "4.7500000000000000", 2, 0.5],
        ["0.20000000000000000000", "5.0000000000000000", "10.0000000000000000", null, null],
        ["20.0000000000000000", "0.05000000000000000000", "0.12500000000000000000", 2.5, 0.4],
        ["4.0000000000000000", "0.25000000000000000000", "1.5000000000000000", 9.6, 0.10416666666666667],
      ],
      mysql: [
        ["0.1053", "9.500000", "4.750000", 2, 0.5],
        ["0.2000", "5.000000", "10.000000", null, null],
        ["20.0000", "0.050000", "0.125000", 2.5, 0.4],
        ["4.0000", "0.250000", "1.500000", 9.6, 0.10416666666666667],
      ],
    },
  },
  {
    name: "floor division of fractions",
    build: () => select(g.price.floordiv(2), g.weight.floordiv(g.qty), g.qty.floordiv(g.price)).orderBy(g.id),
    default:
      "SELECT FLOOR(goods.price / :price_1) AS anon_1, FLOOR(goods.weight / goods.qty) AS anon_2, FLOOR(goods.qty / goods.price) AS anon_3 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT FLOOR(goods.price / ?) AS anon_1, FLOOR(goods.weight / goods.qty) AS anon_2, FLOOR(goods.qty / goods.price) AS anon_3 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT FLOOR(goods.price / $1::INTEGER) AS anon_1, FLOOR(goods.weight / goods.qty) AS anon_2, FLOOR(goods.qty / goods.price) AS anon_3 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT FLOOR(goods.price / ?) AS anon_1, FLOOR(goods.weight / goods.qty) AS anon_2, FLOOR(goods.qty / goods.price) AS anon_3 FROM goods ORDER BY goods.id",
    rows: {
      sqlite: [
        ["4.00", 0, "0.00"],
        ["10.00", null, "0.00"],
        ["0.00", 0, "20.00"],
        ["1.00", 0, "4.00"],
      ],
      postgresql: [
        ["4", 0, "0"],
        ["10", null, "0"],
        ["0", 0, "20"],
        ["1", 0, "4"],
      ],
      mysql: [
        ["4.00", 0, "0.00"],
        ["10.00", null, "0.00"],
        ["0.00", 0, "20.00"],
        ["1.00", 0, "4.00"],
      ],
    },
  },
  {
    name: "negative in comparison",
    build: () => select(g.id).where(g.qty.neg().lt(g.stock.neg())).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE -goods.qty < -goods.stock ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE -goods.qty < -goods.stock ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE -goods.qty < -goods.stock ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE -goods.qty < -goods.stock ORDER BY goods.id",
    rows: [[4]],
  },
  {
    name: "power",
    build: () => select(g.qty.pow(2), g.qty.add(1).pow(g.stock)).orderBy(g.id),
    default:
      "SELECT pow(goods.qty, :pow_2) AS pow_1, pow(goods.qty + :qty_1, goods.stock) AS pow_3 FROM goods ORDER BY goods.id",
    sqlite: "SELECT pow(goods.qty, ?) AS pow_1, pow(goods.qty + ?, goods.stock) AS pow_3 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT power(goods.qty, $1::INTEGER) AS pow_1, power(goods.qty + $2::INTEGER, goods.stock) AS pow_3 FROM goods ORDER BY goods.id",
    mysql: "SELECT pow(goods.qty, ?) AS pow_1, pow(goods.qty + ?, goods.stock) AS pow_3 FROM goods ORDER BY goods.id",
    rows: [
      [1, 16],
      [16, null],
      [25, 7776],
      [144, 2197],
    ],
  },
  {
    name: "bitwise",
    build: () =>
      select(g.qty.bitwiseAnd(3), g.qty.bitwiseOr(4), g.qty.bitwiseLshift(1), g.qty.bitwiseRshift(1)).orderBy(g.id),
    default:
      "SELECT goods.qty & :qty_1 AS anon_1, goods.qty | :qty_2 AS anon_2, goods.qty << :qty_3 AS anon_3, goods.qty >> :qty_4 AS anon_4 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.qty & ? AS anon_1, goods.qty | ? AS anon_2, goods.qty << ? AS anon_3, goods.qty >> ? AS anon_4 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.qty & $1::INTEGER AS anon_1, goods.qty | $2::INTEGER AS anon_2, goods.qty << $3::INTEGER AS anon_3, goods.qty >> $4::INTEGER AS anon_4 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT goods.qty & ? AS anon_1, goods.qty | ? AS anon_2, goods.qty << ? AS anon_3, goods.qty >> ? AS anon_4 FROM goods ORDER BY goods.id",
    rows: [
      [1, 5, 2, 0],
      [0, 4, 8, 2],
      [1, 5, 10, 2],
      [0, 12, 24, 6],
    ],
  },
  {
    name: "negative",
    build: () => select(g.qty.neg(), g.qty.add(1).neg(), g.qty.neg().add(1), g.qty.mul(g.stock.neg())).orderBy(g.id),
    default:
      "SELECT -goods.qty, -(goods.qty + :qty_1) AS anon_1, -goods.qty + :param_1 AS anon_2, goods.qty * (-goods.stock) AS anon_3 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT -goods.qty, -(goods.qty + ?) AS anon_1, -goods.qty + ? AS anon_2, goods.qty * (-goods.stock) AS anon_3 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT -goods.qty, -(goods.qty + $1::INTEGER) AS anon_1, -goods.qty + $2::INTEGER AS anon_2, goods.qty * (-goods.stock) AS anon_3 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT -goods.qty, -(goods.qty + ?) AS anon_1, -goods.qty + ? AS anon_2, goods.qty * (-goods.stock) AS anon_3 FROM goods ORDER BY goods.id",
    rows: [
      [-1, -2, 0, -4],
      [-4, -5, -3, null],
      [-5, -6, -4, -25],
      [-12, -13, -11, -36],
    ],
  },
  {
    name: "literal typed",
    build: () => select(literal("x", string(5)), literal(5n, bigInteger())),
    default: "SELECT :param_1 AS anon_1, :param_2 AS anon_2",
    sqlite: "SELECT ? AS anon_1, ? AS anon_2",
    postgresql: "SELECT $1::VARCHAR AS anon_1, $2::BIGINT AS anon_2",
    mysql: "SELECT ? AS anon_1, ? AS anon_2",
    rows: [["x", 5n]],
  },
  {
    name: "cast literal",
    build: () => select(cast(3, numeric(10, 2)), cast(5, integer()), cast(null, integer())),
    default:
      "SELECT CAST(:param_1 AS NUMERIC(10, 2)) AS anon_1, CAST(:param_2 AS INTEGER) AS anon_2, CAST(NULL AS INTEGER) AS anon_3",
    sqlite: "SELECT CAST(? AS NUMERIC(10, 2)) AS anon_1, CAST(? AS INTEGER) AS anon_2, CAST(NULL AS INTEGER) AS anon_3",
    postgresql:
      "SELECT CAST($1::NUMERIC(10, 2) AS NUMERIC(10, 2)) AS anon_1, CAST($2::INTEGER AS INTEGER) AS anon_2, CAST(NULL AS INTEGER) AS anon_3",
    mysql:
      "SELECT CAST(? AS DECIMAL(10, 2)) AS anon_1, CAST(? AS SIGNED INTEGER) AS anon_2, CAST(NULL AS SIGNED INTEGER) AS anon_3",
    rows: [["3.00", 5, null]],
  },
  {
    name: "bitwise xor",
    build: () => select(g.qty.bitwiseXor(5)).orderBy(g.id),
    default: "SELECT goods.qty ^ :qty_1 AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT ((goods.qty | ?) - (goods.qty & ?)) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT goods.qty # $1::INTEGER AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.qty ^ ? AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[4], [1], [0], [9]],
  },
  {
    name: "bitwise not",
    build: () =>
      select(g.qty.bitwiseNot(), bitwiseNot(g.qty), bitwiseNot(g.qty.add(1)), g.qty.bitwiseNot().add(1)).orderBy(g.id),
    default:
      "SELECT ~goods.qty, ~goods.qty, ~(goods.qty + :qty_1) AS anon_1, ~goods.qty + :param_1 AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT ~goods.qty, ~goods.qty, ~(goods.qty + ?) AS anon_1, ~goods.qty + ? AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT ~goods.qty, ~goods.qty, ~(goods.qty + $1::INTEGER) AS anon_1, (~goods.qty) + $2::INTEGER AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT ~goods.qty, ~goods.qty, ~(goods.qty + ?) AS anon_1, ~goods.qty + ? AS anon_2 FROM goods ORDER BY goods.id",
    rows: {
      sqlite: [
        [-2, -2, -3, -1],
        [-5, -5, -6, -4],
        [-6, -6, -7, -5],
        [-13, -13, -14, -12],
      ],
      postgresql: [
        [-2, -2, -3, -1],
        [-5, -5, -6, -4],
        [-6, -6, -7, -5],
        [-13, -13, -14, -12],
      ],
    },
  },
  {
    name: "bitwise nested",
    build: () =>
      select(
        g.qty.bitwiseAnd(g.stock.bitwiseOr(1)),
        g.qty.bitwiseAnd(g.stock).bitwiseOr(1),
        g.qty.bitwiseLshift(g.stock.add(1)),
      ).orderBy(g.id),
    default:
      "SELECT goods.qty & (goods.stock | :stock_1) AS anon_1, (goods.qty & goods.stock) | :param_1 AS anon_2, goods.qty << (goods.stock + :stock_2) AS anon_3 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.qty & (goods.stock | ?) AS anon_1, (goods.qty & goods.stock) | ? AS anon_2, goods.qty << (goods.stock + ?) AS anon_3 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.qty & (goods.stock | $1::INTEGER) AS anon_1, (goods.qty & goods.stock) | $2::INTEGER AS anon_2, goods.qty << (goods.stock + $3::INTEGER) AS anon_3 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT goods.qty & (goods.stock | ?) AS anon_1, (goods.qty & goods.stock) | ? AS anon_2, goods.qty << (goods.stock + ?) AS anon_3 FROM goods ORDER BY goods.id",
    rows: [
      [1, 1, 32],
      [null, null, null],
      [5, 5, 320],
      [0, 1, 192],
    ],
  },
  {
    name: "bitwise in comparison",
    build: () => select(g.id).where(g.qty.bitwiseAnd(4).eq(4), g.qty.bitwiseXor(1).gt(g.stock)).orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.qty & :qty_1 = :param_1 AND goods.qty ^ :qty_2 > goods.stock ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.qty & ? = ? AND ((goods.qty | ?) - (goods.qty & ?)) > goods.stock ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty & $1::INTEGER = $2::INTEGER AND goods.qty # $3::INTEGER > goods.stock ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty & ? = ? AND goods.qty ^ ? > goods.stock ORDER BY goods.id",
    rows: [[4]],
  },
  {
    name: "bitwise and sums",
    build: () =>
      select(
        g.qty.add(g.stock.bitwiseAnd(5)),
        g.qty.add(g.stock).bitwiseAnd(5),
        g.qty.bitwiseOr(g.stock.sub(5)),
      ).orderBy(g.id),
    default:
      "SELECT goods.qty + (goods.stock & :stock_1) AS anon_1, (goods.qty + goods.stock) & :param_1 AS anon_2, goods.qty | (goods.stock - :stock_2) AS anon_3 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.qty + (goods.stock & ?) AS anon_1, (goods.qty + goods.stock) & ? AS anon_2, goods.qty | (goods.stock - ?) AS anon_3 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.qty + (goods.stock & $1::INTEGER) AS anon_1, (goods.qty + goods.stock) & $2::INTEGER AS anon_2, goods.qty | (goods.stock - $3::INTEGER) AS anon_3 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT goods.qty + (goods.stock & ?) AS anon_1, (goods.qty + goods.stock) & ? AS anon_2, goods.qty | (goods.stock - ?) AS anon_3 FROM goods ORDER BY goods.id",
    rows: {
      sqlite: [
        [5, 5, -1],
        [null, null, null],
        [10, 0, 5],
        [13, 5, -2],
      ],
      postgresql: [
        [5, 5, -1],
        [null, null, null],
        [10, 0, 5],
        [13, 5, -2],
      ],
    },
  },
  {
    name: "bitwise not of comparison operand",
    build: () => select(g.id).where(g.qty.bitwiseNot().eq(-5)).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE ~goods.qty = :param_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE ~goods.qty = ? ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE (~goods.qty) = $1::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE ~goods.qty = ? ORDER BY goods.id",
    rows: { sqlite: [[2]], postgresql: [[2]], mysql: [] },
  },
  {
    name: "concat",
    build: () =>
      select(
        g.name.concat(g.note),
        g.name.concat("x").concat("y"),
        g.name.concat(g.note.concat("y")),
        g.name.add("x"),
      ).orderBy(g.id),
    default:
      "SELECT goods.name || goods.note AS anon_1, goods.name || :name_1 || :param_1 AS anon_2, goods.name || goods.note || :note_1 AS anon_3, goods.name || :name_2 AS anon_4 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.name || goods.note AS anon_1, goods.name || ? || ? AS anon_2, goods.name || goods.note || ? AS anon_3, goods.name || ? AS anon_4 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.name || goods.note AS anon_1, goods.name || $1::VARCHAR || $2::VARCHAR AS anon_2, goods.name || goods.note || $3::VARCHAR AS anon_3, goods.name || $4::VARCHAR AS anon_4 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT concat(goods.name, goods.note) AS anon_1, concat(goods.name, ?, ?) AS anon_2, concat(goods.name, goods.note, ?) AS anon_3, concat(goods.name, ?) AS anon_4 FROM goods ORDER BY goods.id",
    rows: [
      ["applered", "applexy", "appleredy", "applex"],
      [null, "Bananaxy", null, "Bananax"],
      ["c_d%ex", "c_d%exy", "c_d%exy", "c_d%ex"],
      ["axxb/c", "axxxy", "axxb/cy", "axxx"],
    ],
  },
  {
    name: "concat in comparison",
    build: () => select(g.id).where(g.name.concat("x").eq("ax"), g.name.concat(g.note).like("a%")).orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (goods.name || :name_1) = :param_1 AND (goods.name || goods.note) LIKE :param_2 ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE (goods.name || ?) = ? AND (goods.name || goods.note) LIKE ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.name || $1::VARCHAR) = $2::VARCHAR AND (goods.name || goods.note) LIKE $3::VARCHAR ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE (concat(goods.name, ?)) = ? AND (concat(goods.name, goods.note)) LIKE ? ORDER BY goods.id",
    rows: [],
  },
  {
    name: "concat and arithmetic",
    build: () => select(g.name.concat(cast(g.qty.add(1), string(10)))).orderBy(g.id),
    default: "SELECT goods.name || CAST(goods.qty + :qty_1 AS VARCHAR(10)) AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.name || CAST(goods.qty + ? AS VARCHAR(10)) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.name || CAST(goods.qty + $1::INTEGER AS VARCHAR(10)) AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT concat(goods.name, CAST(goods.qty + ? AS CHAR(10))) AS anon_1 FROM goods ORDER BY goods.id",
    rows: [["apple2"], ["Banana5"], ["c_d%e6"], ["axx13"]],
  },
  {
    name: "comparison in comparison",
    build: () =>
      select(g.id)
        .where(g.qty.gt(1).eq(g.stock.gt(1)), g.active.eq(g.qty.lt(5)))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (goods.qty > :qty_1) = (goods.stock > :stock_1) AND goods.active = (goods.qty < :qty_2) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE (goods.qty > ?) = (goods.stock > ?) AND goods.active = (goods.qty < ?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.qty > $1::INTEGER) = (goods.stock > $2::INTEGER) AND goods.active = (goods.qty < $3::INTEGER) ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE (goods.qty > ?) = (goods.stock > ?) AND goods.active = (goods.qty < ?) ORDER BY goods.id",
    rows: [[4]],
  },
  {
    name: "comparison all",
    build: () => select(g.qty.eq(1), g.qty.ne(1), g.qty.lt(1), g.qty.le(1), g.qty.gt(1), g.qty.ge(1)).orderBy(g.id),
    default:
      "SELECT goods.qty = :qty_1 AS anon_1, goods.qty != :qty_2 AS anon_2, goods.qty < :qty_3 AS anon_3, goods.qty <= :qty_4 AS anon_4, goods.qty > :qty_5 AS anon_5, goods.qty >= :qty_6 AS anon_6 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.qty = ? AS anon_1, goods.qty != ? AS anon_2, goods.qty < ? AS anon_3, goods.qty <= ? AS anon_4, goods.qty > ? AS anon_5, goods.qty >= ? AS anon_6 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.qty = $1::INTEGER AS anon_1, goods.qty != $2::INTEGER AS anon_2, goods.qty < $3::INTEGER AS anon_3, goods.qty <= $4::INTEGER AS anon_4, goods.qty > $5::INTEGER AS anon_5, goods.qty >= $6::INTEGER AS anon_6 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT goods.qty = ? AS anon_1, goods.qty != ? AS anon_2, goods.qty < ? AS anon_3, goods.qty <= ? AS anon_4, goods.qty > ? AS anon_5, goods.qty >= ? AS anon_6 FROM goods ORDER BY goods.id",
    rows: [
      [true, false, false, true, false, true],
      [false, true, false, false, true, true],
      [false, true, false, false, true, true],
      [false, true, false, false, true, true],
    ],
  },
  {
    name: "compare columns",
    build: () =>
      select(g.id)
        .where(g.qty.lt(g.stock), g.qty.ge(g.stock.add(g.id)))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.qty < goods.stock AND goods.qty >= goods.stock + goods.id ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.qty < goods.stock AND goods.qty >= goods.stock + goods.id ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty < goods.stock AND goods.qty >= goods.stock + goods.id ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.qty < goods.stock AND goods.qty >= goods.stock + goods.id ORDER BY goods.id",
    rows: [],
  },
  {
    name: "compare with a sum on both sides",
    build: () =>
      select(g.id)
        .where(g.qty.add(1).le(g.stock.mul(2)))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty + :qty_1 <= goods.stock * :stock_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty + ? <= goods.stock * ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty + $1::INTEGER <= goods.stock * $2::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty + ? <= goods.stock * ? ORDER BY goods.id",
    rows: [[1], [3]],
  },
  {
    name: "negated comparisons",
    build: () =>
      select(g.id)
        .where(
          g.qty.eq(1).not(),
          g.qty.lt(1).not(),
          g.qty.le(2).not(),
          g.qty.gt(3).not(),
          g.qty.ge(4).not(),
          g.qty.ne(5).not(),
        )
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.qty != :qty_1 AND goods.qty >= :qty_2 AND goods.qty > :qty_3 AND goods.qty <= :qty_4 AND goods.qty < :qty_5 AND goods.qty = :qty_6 ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.qty != ? AND goods.qty >= ? AND goods.qty > ? AND goods.qty <= ? AND goods.qty < ? AND goods.qty = ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty != $1::INTEGER AND goods.qty >= $2::INTEGER AND goods.qty > $3::INTEGER AND goods.qty <= $4::INTEGER AND goods.qty < $5::INTEGER AND goods.qty = $6::INTEGER ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.qty != ? AND goods.qty >= ? AND goods.qty > ? AND goods.qty <= ? AND goods.qty < ? AND goods.qty = ? ORDER BY goods.id",
    rows: [],
  },
  {
    name: "negated twice",
    build: () =>
      select(g.id)
        .where(not(not(g.qty.eq(1))))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty = :qty_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty = ? ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.qty = $1::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = ? ORDER BY goods.id",
    rows: [[1]],
  },
  {
    name: "negated and",
    build: () =>
      select(g.id)
        .where(not(and(g.qty.eq(1), g.stock.eq(2))))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE NOT (goods.qty = :qty_1 AND goods.stock = :stock_1) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE NOT (goods.qty = ? AND goods.stock = ?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE NOT (goods.qty = $1::INTEGER AND goods.stock = $2::INTEGER) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE NOT (goods.qty = ? AND goods.stock = ?) ORDER BY goods.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "negated or",
    build: () =>
      select(g.id)
        .where(not(or(g.qty.eq(1), g.stock.eq(2))), g.id.gt(0))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE NOT (goods.qty = :qty_1 OR goods.stock = :stock_1) AND goods.id > :id_1 ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE NOT (goods.qty = ? OR goods.stock = ?) AND goods.id > ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE NOT (goods.qty = $1::INTEGER OR goods.stock = $2::INTEGER) AND goods.id > $3::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE NOT (goods.qty = ? OR goods.stock = ?) AND goods.id > ? ORDER BY goods.id",
    rows: [[3], [4]],
  },
  {
    name: "negated and within or",
    build: () =>
      select(g.id)
        .where(or(not(and(g.qty.eq(1), g.stock.eq(2))), g.id.gt(0)))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE NOT (goods.qty = :qty_1 AND goods.stock = :stock_1) OR goods.id > :id_1 ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE NOT (goods.qty = ? AND goods.stock = ?) OR goods.id > ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE NOT (goods.qty = $1::INTEGER AND goods.stock = $2::INTEGER) OR goods.id > $3::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE NOT (goods.qty = ? AND goods.stock = ?) OR goods.id > ? ORDER BY goods.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "negated negated and",
    build: () =>
      select(g.id)
        .where(not(not(and(g.qty.eq(1), g.stock.eq(2)))))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE NOT (NOT (goods.qty = :qty_1 AND goods.stock = :stock_1)) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE NOT (NOT (goods.qty = ? AND goods.stock = ?)) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE NOT (NOT (goods.qty = $1::INTEGER AND goods.stock = $2::INTEGER)) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE NOT (NOT (goods.qty = ? AND goods.stock = ?)) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "boolean column",
    build: () => select(g.id).where(g.active).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.active = 1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.active = 1 ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.active ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.active = 1 ORDER BY goods.id",
    rows: [[1], [3]],
  },
  {
    name: "boolean column negated",
    build: () => select(g.id).where(g.active.not()).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.active = 0 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.active = 0 ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE NOT goods.active ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.active = 0 ORDER BY goods.id",
    rows: [[2], [4]],
  },
  {
    name: "boolean column twice negated",
    build: () =>
      select(g.id)
        .where(not(not(g.active)))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.active = 1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.active = 1 ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.active ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.active = 1 ORDER BY goods.id",
    rows: [[1], [3]],
  },
  {
    name: "boolean column and more",
    build: () =>
      select(g.id)
        .where(and(g.active, g.qty.gt(1)), or(g.active.not(), g.qty.lt(9)))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.active = 1 AND goods.qty > :qty_1 AND (goods.active = 0 OR goods.qty < :qty_2) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.active = 1 AND goods.qty > ? AND (goods.active = 0 OR goods.qty < ?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.active AND goods.qty > $1::INTEGER AND (NOT goods.active OR goods.qty < $2::INTEGER) ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.active = 1 AND goods.qty > ? AND (goods.active = 0 OR goods.qty < ?) ORDER BY goods.id",
    rows: [[3]],
  },
  {
    name: "boolean column in the select list",
    build: () => select(g.active, not(g.active).label("off")).orderBy(g.id),
    default: 'SELECT goods.active, goods.active = 0 AS "off" FROM goods ORDER BY goods.id',
    sqlite: "SELECT goods.active, goods.active = 0 AS off FROM goods ORDER BY goods.id",
    postgresql: 'SELECT goods.active, NOT goods.active AS "off" FROM goods ORDER BY goods.id',
    mysql: "SELECT goods.active, goods.active = 0 AS off FROM goods ORDER BY goods.id",
    rows: [
      [true, false],
      [false, true],
      [true, false],
      [false, true],
    ],
  },
  {
    name: "boolean column equals",
    build: () =>
      select(g.id).where(g.active.eq(true), g.active.ne(false), g.active.is(true), g.active.isNot(false)).orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.active = 1 AND goods.active != 0 AND goods.active IS 1 AND goods.active IS NOT 0 ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.active = 1 AND goods.active != 0 AND goods.active IS 1 AND goods.active IS NOT 0 ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.active = true AND goods.active != false AND goods.active IS true AND goods.active IS NOT false ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.active = true AND goods.active != false AND goods.active IS true AND goods.active IS NOT false ORDER BY goods.id",
    rows: [[1], [3]],
  },
  {
    name: "boolean column equals trueValue",
    build: () => select(g.id).where(g.active.eq(trueValue()), g.active.is(falseValue()).not()).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.active = 1 AND goods.active IS NOT 0 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.active = 1 AND goods.active IS NOT 0 ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.active = true AND goods.active IS NOT false ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.active = true AND goods.active IS NOT false ORDER BY goods.id",
    rows: [[1], [3]],
  },
  {
    name: "boolean in a sum of conditions",
    build: () => select(and(g.active, g.qty.eq(1)), or(g.active, g.qty.eq(1))).orderBy(g.id),
    default:
      "SELECT goods.active = 1 AND goods.qty = :qty_1 AS anon_1, goods.active = 1 OR goods.qty = :qty_2 AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.active = 1 AND goods.qty = ? AS anon_1, goods.active = 1 OR goods.qty = ? AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.active AND goods.qty = $1::INTEGER AS anon_1, goods.active OR goods.qty = $2::INTEGER AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT goods.active = 1 AND goods.qty = ? AS anon_1, goods.active = 1 OR goods.qty = ? AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [true, true],
      [false, false],
      [false, true],
      [false, false],
    ],
  },
  {
    name: "is null",
    build: () =>
      select(g.id)
        .where(g.note.is(null), g.stock.isNot(null), g.note.eq(null).not(), g.note.ne(null).not())
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.note IS NULL AND goods.stock IS NOT NULL AND goods.note IS NOT NULL AND goods.note IS NULL ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.note IS NULL AND goods.stock IS NOT NULL AND goods.note IS NOT NULL AND goods.note IS NULL ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.note IS NULL AND goods.stock IS NOT NULL AND goods.note IS NOT NULL AND goods.note IS NULL ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.note IS NULL AND goods.stock IS NOT NULL AND goods.note IS NOT NULL AND goods.note IS NULL ORDER BY goods.id",
    rows: [],
  },
  {
    name: "is null of an expression",
    build: () => select(g.id).where(g.qty.add(g.stock).is(null), g.name.concat(g.note).isNot(null)).orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.qty + goods.stock IS NULL AND (goods.name || goods.note) IS NOT NULL ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.qty + goods.stock IS NULL AND (goods.name || goods.note) IS NOT NULL ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty + goods.stock IS NULL AND (goods.name || goods.note) IS NOT NULL ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.qty + goods.stock IS NULL AND (concat(goods.name, goods.note)) IS NOT NULL ORDER BY goods.id",
    rows: [],
  },
  {
    name: "null value compared",
    build: () => select(g.id).where(g.note.eq(nullValue()), g.note.ne(nullValue())).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.note IS NULL AND goods.note IS NOT NULL ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.note IS NULL AND goods.note IS NOT NULL ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.note IS NULL AND goods.note IS NOT NULL ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.note IS NULL AND goods.note IS NOT NULL ORDER BY goods.id",
    rows: [],
  },
  {
    name: "is distinct",
    build: () => select(g.id).where(g.stock.isDistinctFrom(3), g.stock.isNotDistinctFrom(g.qty)).orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.stock IS DISTINCT FROM :stock_1 AND goods.stock IS NOT DISTINCT FROM goods.qty ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.stock IS NOT ? AND goods.stock IS goods.qty ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.stock IS DISTINCT FROM $1::INTEGER AND goods.stock IS NOT DISTINCT FROM goods.qty ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE NOT (goods.stock <=> ?) AND goods.stock <=> goods.qty ORDER BY goods.id",
    rows: [[3]],
  },
  {
    name: "is distinct negated",
    build: () =>
      select(g.id)
        .where(g.stock.isDistinctFrom(3).not(), not(g.stock.isNotDistinctFrom(4)))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.stock IS NOT DISTINCT FROM :stock_1 AND goods.stock IS DISTINCT FROM :stock_2 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.stock IS ? AND goods.stock IS NOT ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.stock IS NOT DISTINCT FROM $1::INTEGER AND goods.stock IS DISTINCT FROM $2::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.stock <=> ? AND NOT (goods.stock <=> ?) ORDER BY goods.id",
    rows: [[4]],
  },
  {
    name: "is distinct from null",
    build: () => select(g.id).where(g.stock.isDistinctFrom(null), g.stock.isNotDistinctFrom(null)).orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.stock IS DISTINCT FROM NULL AND goods.stock IS NOT DISTINCT FROM NULL ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.stock IS NOT NULL AND goods.stock IS NULL ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.stock IS DISTINCT FROM NULL AND goods.stock IS NOT DISTINCT FROM NULL ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE NOT (goods.stock <=> NULL) AND goods.stock <=> NULL ORDER BY goods.id",
    rows: [],
  },
  {
    name: "is distinct of sums",
    build: () =>
      select(g.id)
        .where(g.stock.add(1).isDistinctFrom(g.qty.add(2)))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.stock + :stock_1 IS DISTINCT FROM goods.qty + :qty_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.stock + ? IS NOT goods.qty + ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.stock + $1::INTEGER IS DISTINCT FROM goods.qty + $2::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE NOT (goods.stock + ? <=> goods.qty + ?) ORDER BY goods.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "in list",
    build: () =>
      select(g.id)
        .where(g.qty.in([1, 2, 3]))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty IN (:qty_1_1, :qty_1_2, :qty_1_3) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty IN (?, ?, ?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty IN ($1::INTEGER, $2::INTEGER, $3::INTEGER) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty IN (?, ?, ?) ORDER BY goods.id",
    rows: [[1]],
  },
  {
    name: "in one",
    build: () =>
      select(g.id)
        .where(g.qty.in([1]))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty IN (:qty_1_1) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty IN (?) ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.qty IN ($1::INTEGER) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty IN (?) ORDER BY goods.id",
    rows: [[1]],
  },
  {
    name: "in empty",
    build: () => select(g.id).where(g.qty.in([])).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty IN (NULL) AND (1 != 1) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1) ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.qty IN (NULL) AND (1 != 1) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty IN (NULL) AND (1 != 1) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "not in empty",
    build: () => select(g.id).where(g.qty.notIn([])).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (goods.qty NOT IN (NULL) OR (1 = 1)) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE (goods.qty NOT IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)) ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE (goods.qty NOT IN (NULL) OR (1 = 1)) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.qty NOT IN (NULL) OR (1 = 1)) ORDER BY goods.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "not in",
    build: () =>
      select(g.id)
        .where(g.qty.notIn([1, 2]))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (goods.qty NOT IN (:qty_1_1, :qty_1_2)) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.qty NOT IN (?, ?)) ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE (goods.qty NOT IN ($1::INTEGER, $2::INTEGER)) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.qty NOT IN (?, ?)) ORDER BY goods.id",
    rows: [[2], [3], [4]],
  },
  {
    name: "in negated",
    build: () =>
      select(g.id)
        .where(not(g.qty.in([1, 2])), g.qty.notIn([3]).not())
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (goods.qty NOT IN (:qty_1_1, :qty_1_2)) AND goods.qty IN (:qty_2_1) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.qty NOT IN (?, ?)) AND goods.qty IN (?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.qty NOT IN ($1::INTEGER, $2::INTEGER)) AND goods.qty IN ($3::INTEGER) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.qty NOT IN (?, ?)) AND goods.qty IN (?) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "in of an expression",
    build: () =>
      select(g.id)
        .where(g.qty.add(1).in([1, 2]), g.name.concat("x").notIn(["ax"]))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.qty + :qty_1 IN (:param_1_1, :param_1_2) AND ((goods.name || :name_1) NOT IN (:param_2_1)) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.qty + ? IN (?, ?) AND ((goods.name || ?) NOT IN (?)) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty + $1::INTEGER IN ($3::INTEGER, $4::INTEGER) AND ((goods.name || $2::VARCHAR) NOT IN ($5::VARCHAR)) ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.qty + ? IN (?, ?) AND ((concat(goods.name, ?)) NOT IN (?)) ORDER BY goods.id",
    rows: [[1]],
  },
  {
    name: "in expressions",
    build: () =>
      select(g.id)
        .where(g.qty.in([g.stock, 1, g.id.add(2)]))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty IN (goods.stock, :qty_1, goods.id + :id_1) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty IN (goods.stock, ?, goods.id + ?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty IN (goods.stock, $1::INTEGER, goods.id + $2::INTEGER) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty IN (goods.stock, ?, goods.id + ?) ORDER BY goods.id",
    rows: [[1], [2], [3]],
  },
  {
    name: "in literals",
    build: () =>
      select(g.id)
        .where(g.qty.in([literal(1), literal(2)]))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty IN (:param_1, :param_2) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty IN (?, ?) ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.qty IN ($1::INTEGER, $2::INTEGER) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty IN (?, ?) ORDER BY goods.id",
    rows: [[1]],
  },
  {
    name: "in with null",
    build: () =>
      select(g.id)
        .where(g.stock.in([1, null]))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.stock IN (:stock_1_1, :stock_1_2) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.stock IN (?, ?) ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.stock IN ($1::INTEGER, $2::INTEGER) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.stock IN (?, ?) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "in with null among expressions",
    build: () =>
      select(g.id)
        .where(g.stock.in([g.qty, null]))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.stock IN (goods.qty, :stock_1) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.stock IN (goods.qty, ?) ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.stock IN (goods.qty, $1::INTEGER) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.stock IN (goods.qty, ?) ORDER BY goods.id",
    rows: [[3]],
  },
  {
    name: "in subquery",
    build: () =>
      select(g.id)
        .where(g.id.in(select(p.goodId)))
        .orderBy(g.id),
    default: 'SELECT goods.id FROM goods WHERE goods.id IN (SELECT parts."goodId" FROM parts) ORDER BY goods.id',
    sqlite: 'SELECT goods.id FROM goods WHERE goods.id IN (SELECT parts."goodId" FROM parts) ORDER BY goods.id',
    postgresql: 'SELECT goods.id FROM goods WHERE goods.id IN (SELECT parts."goodId" FROM parts) ORDER BY goods.id',
    mysql: "SELECT goods.id FROM goods WHERE goods.id IN (SELECT parts.`goodId` FROM parts) ORDER BY goods.id",
    rows: [[1], [3]],
  },
  {
    name: "not in subquery",
    build: () =>
      select(g.id)
        .where(g.id.notIn(select(p.goodId).where(p.count.gt(3))))
        .orderBy(g.id),
    default:
      'SELECT goods.id FROM goods WHERE (goods.id NOT IN (SELECT parts."goodId" FROM parts WHERE parts.count > :count_1)) ORDER BY goods.id',
    sqlite:
      'SELECT goods.id FROM goods WHERE (goods.id NOT IN (SELECT parts."goodId" FROM parts WHERE parts.count > ?)) ORDER BY goods.id',
    postgresql:
      'SELECT goods.id FROM goods WHERE (goods.id NOT IN (SELECT parts."goodId" FROM parts WHERE parts.count > $1::INTEGER)) ORDER BY goods.id',
    mysql:
      "SELECT goods.id FROM goods WHERE (goods.id NOT IN (SELECT parts.`goodId` FROM parts WHERE parts.count > ?)) ORDER BY goods.id",
    rows: [[2], [3], [4]],
  },
  {
    name: "in subquery negated",
    build: () =>
      select(g.id)
        .where(not(g.id.in(select(p.goodId))))
        .orderBy(g.id),
    default: 'SELECT goods.id FROM goods WHERE (goods.id NOT IN (SELECT parts."goodId" FROM parts)) ORDER BY goods.id',
    sqlite: 'SELECT goods.id FROM goods WHERE (goods.id NOT IN (SELECT parts."goodId" FROM parts)) ORDER BY goods.id',
    postgresql:
      'SELECT goods.id FROM goods WHERE (goods.id NOT IN (SELECT parts."goodId" FROM parts)) ORDER BY goods.id',
    mysql: "SELECT goods.id FROM goods WHERE (goods.id NOT IN (SELECT parts.`goodId` FROM parts)) ORDER BY goods.id",
    rows: [[2], [4]],
  },
  {
    name: "in scalar subquery",
    build: () =>
      select(g.id)
        .where(g.id.in(select(p.goodId).scalarSubquery()))
        .orderBy(g.id),
    default: 'SELECT goods.id FROM goods WHERE goods.id IN (SELECT parts."goodId" FROM parts) ORDER BY goods.id',
    sqlite: 'SELECT goods.id FROM goods WHERE goods.id IN (SELECT parts."goodId" FROM parts) ORDER BY goods.id',
    postgresql: 'SELECT goods.id FROM goods WHERE goods.id IN (SELECT parts."goodId" FROM parts) ORDER BY goods.id',
    mysql: "SELECT goods.id FROM goods WHERE goods.id IN (SELECT parts.`goodId` FROM parts) ORDER BY goods.id",
    rows: [[1], [3]],
  },
  {
    name: "in correlated subquery",
    build: () =>
      select(g.id)
        .where(g.qty.in(select(p.count).where(p.goodId.eq(g.id))))
        .orderBy(g.id),
    default:
      'SELECT goods.id FROM goods WHERE goods.qty IN (SELECT parts.count FROM parts WHERE parts."goodId" = goods.id) ORDER BY goods.id',
    sqlite:
      'SELECT goods.id FROM goods WHERE goods.qty IN (SELECT parts.count FROM parts WHERE parts."goodId" = goods.id) ORDER BY goods.id',
    postgresql:
      'SELECT goods.id FROM goods WHERE goods.qty IN (SELECT parts.count FROM parts WHERE parts."goodId" = goods.id) ORDER BY goods.id',
    mysql:
      "SELECT goods.id FROM goods WHERE goods.qty IN (SELECT parts.count FROM parts WHERE parts.`goodId` = goods.id) ORDER BY goods.id",
    rows: [[1]],
  },
  {
    name: "in union",
    build: () =>
      select(g.id)
        .where(g.id.in(union(select(p.goodId), select(p.count))))
        .orderBy(g.id),
    default:
      'SELECT goods.id FROM goods WHERE goods.id IN (SELECT parts."goodId" FROM parts UNION SELECT parts.count FROM parts) ORDER BY goods.id',
    sqlite:
      'SELECT goods.id FROM goods WHERE goods.id IN (SELECT parts."goodId" FROM parts UNION SELECT parts.count FROM parts) ORDER BY goods.id',
    postgresql:
      'SELECT goods.id FROM goods WHERE goods.id IN (SELECT parts."goodId" FROM parts UNION SELECT parts.count FROM parts) ORDER BY goods.id',
    mysql:
      "SELECT goods.id FROM goods WHERE goods.id IN (SELECT parts.`goodId` FROM parts UNION SELECT parts.count FROM parts) ORDER BY goods.id",
    rows: [[1], [3]],
  },
  {
    name: "in expanding bind",
    build: () =>
      select(g.id)
        .where(g.id.in(bindparam("ids", { value: [1, 2], expanding: true })))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.id IN (:ids_1, :ids_2) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.id IN (?, ?) ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.id IN ($1::INTEGER, $2::INTEGER) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.id IN (?, ?) ORDER BY goods.id",
    rows: [[1], [2]],
  },
  {
    name: "in bind without expanding",
    build: () =>
      select(g.id)
        .where(g.id.in(bindparam("ids", { value: [1, 2] })))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.id IN (:ids_1, :ids_2) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.id IN (?, ?) ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.id IN ($1::INTEGER, $2::INTEGER) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.id IN (?, ?) ORDER BY goods.id",
    rows: [[1], [2]],
  },
  {
    name: "in cte",
    build: () =>
      select(g.id)
        .where(g.id.in(select(select(p.goodId).cte("c").c.goodId)))
        .orderBy(g.id),
    default:
      'WITH c AS (SELECT parts."goodId" AS "goodId" FROM parts) SELECT goods.id FROM goods WHERE goods.id IN (SELECT c."goodId" FROM c) ORDER BY goods.id',
    sqlite:
      'WITH c AS (SELECT parts."goodId" AS "goodId" FROM parts) SELECT goods.id FROM goods WHERE goods.id IN (SELECT c."goodId" FROM c) ORDER BY goods.id',
    postgresql:
      'WITH c AS (SELECT parts."goodId" AS "goodId" FROM parts) SELECT goods.id FROM goods WHERE goods.id IN (SELECT c."goodId" FROM c) ORDER BY goods.id',
    mysql:
      "WITH c AS (SELECT parts.`goodId` AS `goodId` FROM parts) SELECT goods.id FROM goods WHERE goods.id IN (SELECT c.`goodId` FROM c) ORDER BY goods.id",
    rows: [[1], [3]],
  },
  {
    name: "tuple in",
    build: () =>
      select(g.id)
        .where(
          tuple(g.id, g.name).in([
            [1, "a"],
            [2, "b"],
          ]),
        )
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (goods.id, goods.name) IN ((:id_1, :name_1), (:id_2, :name_2)) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.id, goods.name) IN (VALUES (?, ?), (?, ?)) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.id, goods.name) IN (($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.id, goods.name) IN ((?, ?), (?, ?)) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "tuple not in",
    build: () =>
      select(g.id)
        .where(
          tuple(g.id, g.qty).notIn([
            [1, 2],
            [2, 3],
          ]),
        )
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE ((goods.id, goods.qty) NOT IN ((:id_1, :qty_1), (:id_2, :qty_2))) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE ((goods.id, goods.qty) NOT IN (VALUES (?, ?), (?, ?))) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE ((goods.id, goods.qty) NOT IN (($1::INTEGER, $2::INTEGER), ($3::INTEGER, $4::INTEGER))) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE ((goods.id, goods.qty) NOT IN ((?, ?), (?, ?))) ORDER BY goods.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "tuple in empty",
    build: () => select(g.id).where(tuple(g.id, g.name).in([])).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (goods.id, goods.name) IN ((NULL, NULL)) AND (1 != 1) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE (goods.id, goods.name) IN (SELECT 1, 1 FROM (SELECT 1, 1) WHERE 1!=1) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.id, goods.name) IN ((NULL, NULL)) AND (1 != 1) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.id, goods.name) IN ((NULL, NULL)) AND (1 != 1) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "tuple not in empty",
    build: () => select(g.id).where(tuple(g.id, g.name).notIn([])).orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE ((goods.id, goods.name) NOT IN ((NULL, NULL)) OR (1 = 1)) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE ((goods.id, goods.name) NOT IN (SELECT 1, 1 FROM (SELECT 1, 1) WHERE 1!=1)) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE ((goods.id, goods.name) NOT IN ((NULL, NULL)) OR (1 = 1)) ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE ((goods.id, goods.name) NOT IN ((NULL, NULL)) OR (1 = 1)) ORDER BY goods.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "tuple in subquery",
    build: () =>
      select(g.id)
        .where(tuple(g.id, g.qty).in(select(p.goodId, p.count)))
        .orderBy(g.id),
    default:
      'SELECT goods.id FROM goods WHERE (goods.id, goods.qty) IN (SELECT parts."goodId", parts.count FROM parts) ORDER BY goods.id',
    sqlite:
      'SELECT goods.id FROM goods WHERE (goods.id, goods.qty) IN (SELECT parts."goodId", parts.count FROM parts) ORDER BY goods.id',
    postgresql:
      'SELECT goods.id FROM goods WHERE (goods.id, goods.qty) IN (SELECT parts."goodId", parts.count FROM parts) ORDER BY goods.id',
    mysql:
      "SELECT goods.id FROM goods WHERE (goods.id, goods.qty) IN (SELECT parts.`goodId`, parts.count FROM parts) ORDER BY goods.id",
    rows: [[1]],
  },
  {
    name: "tuple comparison",
    build: () =>
      select(g.id)
        .where(tuple(g.id, g.qty).gt(tuple(1, 2)), tuple(g.id, g.qty).le(tuple(4, 5)))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (goods.id, goods.qty) > (:param_1, :param_2) AND (goods.id, goods.qty) <= (:param_3, :param_4) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE (goods.id, goods.qty) > (?, ?) AND (goods.id, goods.qty) <= (?, ?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.id, goods.qty) > ($1::INTEGER, $2::INTEGER) AND (goods.id, goods.qty) <= ($3::INTEGER, $4::INTEGER) ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE (goods.id, goods.qty) > (?, ?) AND (goods.id, goods.qty) <= (?, ?) ORDER BY goods.id",
    rows: [[2], [3]],
  },
  {
    name: "tuple equals",
    build: () =>
      select(g.id)
        .where(tuple(g.id, g.name).eq(tuple(1, "a")))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (goods.id, goods.name) = (:param_1, :param_2) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.id, goods.name) = (?, ?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.id, goods.name) = ($1::INTEGER, $2::VARCHAR) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.id, goods.name) = (?, ?) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "tuple equals array",
    build: () => select(g.id).where(tuple(g.id, g.name).ne([1, "a"])),
    default: "SELECT goods.id FROM goods WHERE (goods.id, goods.name) != (:param_1, :param_2)",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.id, goods.name) != (?, ?)",
    postgresql: "SELECT goods.id FROM goods WHERE (goods.id, goods.name) != ($1::INTEGER, $2::VARCHAR)",
    mysql: "SELECT goods.id FROM goods WHERE (goods.id, goods.name) != (?, ?)",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "like",
    build: () => select(g.id).where(g.name.like("a%"), g.name.notLike("%z")).orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.name LIKE :name_1 AND goods.name NOT LIKE :name_2 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.name LIKE ? AND goods.name NOT LIKE ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.name LIKE $1::VARCHAR AND goods.name NOT LIKE $2::VARCHAR ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.name LIKE ? AND goods.name NOT LIKE ? ORDER BY goods.id",
    rows: [[1], [4]],
  },
  {
    name: "like escape",
    build: () =>
      select(g.id)
        .where(g.name.like("a/%", { escape: "/" }), g.name.notLike("b#_", { escape: "#" }))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.name LIKE :name_1 ESCAPE '/' AND goods.name NOT LIKE :name_2 ESCAPE '#' ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.name LIKE ? ESCAPE '/' AND goods.name NOT LIKE ? ESCAPE '#' ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.name LIKE $1::VARCHAR ESCAPE '/' AND goods.name NOT LIKE $2::VARCHAR ESCAPE '#' ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.name LIKE ? ESCAPE '/' AND goods.name NOT LIKE ? ESCAPE '#' ORDER BY goods.id",
    rows: [],
  },
  {
    name: "ilike",
    build: () => select(g.id).where(g.name.ilike("A%"), g.name.notIlike("%Z")).orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE lower(goods.name) LIKE lower(:name_1) AND lower(goods.name) NOT LIKE lower(:name_2) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE lower(goods.name) LIKE lower(?) AND lower(goods.name) NOT LIKE lower(?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.name ILIKE $1::VARCHAR AND goods.name NOT ILIKE $2::VARCHAR ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE lower(goods.name) LIKE lower(?) AND lower(goods.name) NOT LIKE lower(?) ORDER BY goods.id",
    rows: [[1], [4]],
  },
  {
    name: "ilike escape",
    build: () =>
      select(g.id)
        .where(g.name.ilike("A/%", { escape: "/" }), g.name.notIlike("B/_", { escape: "/" }))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE lower(goods.name) LIKE lower(:name_1) ESCAPE '/' AND lower(goods.name) NOT LIKE lower(:name_2) ESCAPE '/' ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE lower(goods.name) LIKE lower(?) ESCAPE '/' AND lower(goods.name) NOT LIKE lower(?) ESCAPE '/' ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.name ILIKE $1::VARCHAR ESCAPE '/' AND goods.name NOT ILIKE $2::VARCHAR ESCAPE '/' ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE lower(goods.name) LIKE lower(?) ESCAPE '/' AND lower(goods.name) NOT LIKE lower(?) ESCAPE '/' ORDER BY goods.id",
    rows: [],
  },
  {
    name: "like negated",
    build: () =>
      select(g.id)
        .where(not(g.name.like("a%")), not(g.name.ilike("a%")), g.name.notLike("b").not())
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.name NOT LIKE :name_1 AND lower(goods.name) NOT LIKE lower(:name_2) AND goods.name LIKE :name_3 ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.name NOT LIKE ? AND lower(goods.name) NOT LIKE lower(?) AND goods.name LIKE ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.name NOT LIKE $1::VARCHAR AND goods.name NOT ILIKE $2::VARCHAR AND goods.name LIKE $3::VARCHAR ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.name NOT LIKE ? AND lower(goods.name) NOT LIKE lower(?) AND goods.name LIKE ? ORDER BY goods.id",
    rows: [],
  },
  {
    name: "like of concatenation",
    build: () =>
      select(g.id)
        .where(g.name.concat(g.note).like("a%"), g.name.like(g.note.concat("%")))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (goods.name || goods.note) LIKE :param_1 AND goods.name LIKE (goods.note || :note_1) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE (goods.name || goods.note) LIKE ? AND goods.name LIKE (goods.note || ?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.name || goods.note) LIKE $1::VARCHAR AND goods.name LIKE (goods.note || $2::VARCHAR) ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE (concat(goods.name, goods.note)) LIKE ? AND goods.name LIKE (concat(goods.note, ?)) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "ilike of concatenation",
    build: () =>
      select(g.id)
        .where(g.name.concat(g.note).ilike("a%"), g.name.ilike(g.note.concat("%")))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE lower((goods.name || goods.note)) LIKE lower(:param_1) AND lower(goods.name) LIKE lower((goods.note || :note_1)) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE lower((goods.name || goods.note)) LIKE lower(?) AND lower(goods.name) LIKE lower((goods.note || ?)) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.name || goods.note) ILIKE $1::VARCHAR AND goods.name ILIKE (goods.note || $2::VARCHAR) ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE lower((concat(goods.name, goods.note))) LIKE lower(?) AND lower(goods.name) LIKE lower((concat(goods.note, ?))) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "startswith",
    build: () => select(g.id).where(g.name.startswith("a")).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (goods.name LIKE :name_1 || '%') ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.name LIKE ? || '%') ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE (goods.name LIKE $1::VARCHAR || '%') ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.name LIKE concat(?, '%')) ORDER BY goods.id",
    rows: [[1], [4]],
  },
  {
    name: "startswith autoescape",
    build: () =>
      select(g.id)
        .where(g.name.startswith("a%b_c/d", { autoescape: true }))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (goods.name LIKE :name_1 || '%' ESCAPE '/') ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.name LIKE ? || '%' ESCAPE '/') ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE (goods.name LIKE $1::VARCHAR || '%' ESCAPE '/') ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.name LIKE concat(?, '%') ESCAPE '/') ORDER BY goods.id",
    rows: [],
  },
  {
    name: "startswith autoescape escape",
    build: () =>
      select(g.id)
        .where(g.name.startswith("a%b_c#d", { autoescape: true, escape: "#" }))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (goods.name LIKE :name_1 || '%' ESCAPE '#') ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.name LIKE ? || '%' ESCAPE '#') ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE (goods.name LIKE $1::VARCHAR || '%' ESCAPE '#') ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.name LIKE concat(?, '%') ESCAPE '#') ORDER BY goods.id",
    rows: [],
  },
  {
    name: "startswith column",
    build: () => select(g.id).where(g.name.startswith(g.note)).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (goods.name LIKE goods.note || '%') ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.name LIKE goods.note || '%') ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE (goods.name LIKE goods.note || '%') ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.name LIKE concat(goods.note, '%')) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "startswith negated",
    build: () =>
      select(g.id)
        .where(not(g.name.startswith("a")), not(g.name.endswith("a")), not(g.name.contains("a")))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (goods.name NOT LIKE :name_1 || '%') AND (goods.name NOT LIKE '%' || :name_2) AND (goods.name NOT LIKE '%' || :name_3 || '%') ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE (goods.name NOT LIKE ? || '%') AND (goods.name NOT LIKE '%' || ?) AND (goods.name NOT LIKE '%' || ? || '%') ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.name NOT LIKE $1::VARCHAR || '%') AND (goods.name NOT LIKE '%' || $2::VARCHAR) AND (goods.name NOT LIKE '%' || $3::VARCHAR || '%') ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE (goods.name NOT LIKE concat(?, '%')) AND (goods.name NOT LIKE concat('%', ?)) AND (goods.name NOT LIKE concat('%', ?, '%')) ORDER BY goods.id",
    rows: [[3]],
  },
  {
    name: "endswith",
    build: () =>
      select(g.id)
        .where(g.name.endswith("a", { escape: "/" }))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || :name_1 ESCAPE '/') ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || ? ESCAPE '/') ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || $1::VARCHAR ESCAPE '/') ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.name LIKE concat('%', ?) ESCAPE '/') ORDER BY goods.id",
    rows: [[2]],
  },
  {
    name: "endswith autoescape",
    build: () =>
      select(g.id)
        .where(g.name.endswith("a%b", { autoescape: true }))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || :name_1 ESCAPE '/') ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || ? ESCAPE '/') ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || $1::VARCHAR ESCAPE '/') ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.name LIKE concat('%', ?) ESCAPE '/') ORDER BY goods.id",
    rows: [],
  },
  {
    name: "contains",
    build: () => select(g.id).where(g.name.contains("b")).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || :name_1 || '%') ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || ? || '%') ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || $1::VARCHAR || '%') ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.name LIKE concat('%', ?, '%')) ORDER BY goods.id",
    rows: { sqlite: [[2]], postgresql: [], mysql: [[2]] },
  },
  {
    name: "contains column",
    build: () =>
      select(g.id)
        .where(g.name.contains(g.note.concat("x")), g.name.concat("y").contains("x"))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || goods.note || :note_1 || '%') AND ((goods.name || :name_1) LIKE '%' || :param_1 || '%') ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || goods.note || ? || '%') AND ((goods.name || ?) LIKE '%' || ? || '%') ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || goods.note || $1::VARCHAR || '%') AND ((goods.name || $2::VARCHAR) LIKE '%' || $3::VARCHAR || '%') ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE (goods.name LIKE concat('%', goods.note, ?, '%')) AND ((concat(goods.name, ?)) LIKE concat('%', ?, '%')) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "contains autoescape",
    build: () =>
      select(g.id)
        .where(g.name.contains("100%", { autoescape: true }))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || :name_1 || '%' ESCAPE '/') ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || ? || '%' ESCAPE '/') ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.name LIKE '%' || $1::VARCHAR || '%' ESCAPE '/') ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.name LIKE concat('%', ?, '%') ESCAPE '/') ORDER BY goods.id",
    rows: [],
  },
  {
    name: "icontains",
    build: () =>
      select(g.id).where(g.name.icontains("B"), g.name.istartswith("A"), g.name.iendswith("C")).orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (lower(goods.name) LIKE '%' || lower(:name_1) || '%') AND (lower(goods.name) LIKE lower(:name_2) || '%') AND (lower(goods.name) LIKE '%' || lower(:name_3)) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE (lower(goods.name) LIKE '%' || lower(?) || '%') AND (lower(goods.name) LIKE lower(?) || '%') AND (lower(goods.name) LIKE '%' || lower(?)) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.name ILIKE '%' || $1::VARCHAR || '%') AND (goods.name ILIKE $2::VARCHAR || '%') AND (goods.name ILIKE '%' || $3::VARCHAR) ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE (lower(goods.name) LIKE concat('%', lower(?), '%')) AND (lower(goods.name) LIKE concat(lower(?), '%')) AND (lower(goods.name) LIKE concat('%', lower(?))) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "icontains negated",
    build: () =>
      select(g.id)
        .where(not(g.name.icontains("B")), not(g.name.istartswith("A")), not(g.name.iendswith("C")))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (lower(goods.name) NOT LIKE '%' || lower(:name_1) || '%') AND (lower(goods.name) NOT LIKE lower(:name_2) || '%') AND (lower(goods.name) NOT LIKE '%' || lower(:name_3)) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE (lower(goods.name) NOT LIKE '%' || lower(?) || '%') AND (lower(goods.name) NOT LIKE lower(?) || '%') AND (lower(goods.name) NOT LIKE '%' || lower(?)) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.name NOT ILIKE '%' || $1::VARCHAR || '%') AND (goods.name NOT ILIKE $2::VARCHAR || '%') AND (goods.name NOT ILIKE '%' || $3::VARCHAR) ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE (lower(goods.name) NOT LIKE concat('%', lower(?), '%')) AND (lower(goods.name) NOT LIKE concat(lower(?), '%')) AND (lower(goods.name) NOT LIKE concat('%', lower(?))) ORDER BY goods.id",
    rows: [[3]],
  },
  {
    name: "icontains autoescape",
    build: () =>
      select(g.id)
        .where(
          g.name.icontains("B%", { autoescape: true }),
          g.name.istartswith("A_", { autoescape: true, escape: "#" }),
        )
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (lower(goods.name) LIKE '%' || lower(:name_1) || '%' ESCAPE '/') AND (lower(goods.name) LIKE lower(:name_2) || '%' ESCAPE '#') ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE (lower(goods.name) LIKE '%' || lower(?) || '%' ESCAPE '/') AND (lower(goods.name) LIKE lower(?) || '%' ESCAPE '#') ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.name ILIKE '%' || $1::VARCHAR || '%' ESCAPE '/') AND (goods.name ILIKE $2::VARCHAR || '%' ESCAPE '#') ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE (lower(goods.name) LIKE concat('%', lower(?), '%') ESCAPE '/') AND (lower(goods.name) LIKE concat(lower(?), '%') ESCAPE '#') ORDER BY goods.id",
    rows: [],
  },
  {
    name: "icontains column",
    build: () =>
      select(g.id)
        .where(g.name.icontains(g.note), g.name.concat("q").istartswith(g.note.concat("x")))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (lower(goods.name) LIKE '%' || lower(goods.note) || '%') AND (lower((goods.name || :name_1)) LIKE lower((goods.note || :note_1)) || '%') ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE (lower(goods.name) LIKE '%' || lower(goods.note) || '%') AND (lower((goods.name || ?)) LIKE lower((goods.note || ?)) || '%') ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.name ILIKE '%' || goods.note || '%') AND ((goods.name || $1::VARCHAR) ILIKE (goods.note || $2::VARCHAR) || '%') ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE (lower(goods.name) LIKE concat('%', lower(goods.note), '%')) AND (lower((concat(goods.name, ?))) LIKE concat(lower((concat(goods.note, ?))), '%')) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "like in or",
    build: () =>
      select(g.id)
        .where(or(g.name.like("a%"), g.name.startswith("b"), g.name.contains("c")))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.name LIKE :name_1 OR (goods.name LIKE :name_2 || '%') OR (goods.name LIKE '%' || :name_3 || '%') ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.name LIKE ? OR (goods.name LIKE ? || '%') OR (goods.name LIKE '%' || ? || '%') ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.name LIKE $1::VARCHAR OR (goods.name LIKE $2::VARCHAR || '%') OR (goods.name LIKE '%' || $3::VARCHAR || '%') ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.name LIKE ? OR (goods.name LIKE concat(?, '%')) OR (goods.name LIKE concat('%', ?, '%')) ORDER BY goods.id",
    rows: { sqlite: [[1], [2], [3], [4]], postgresql: [[1], [3], [4]], mysql: [[1], [2], [3], [4]] },
  },
  {
    name: "contains compared",
    build: () => select(g.name.contains("b").eq(g.active), g.name.like("b").is(true)).orderBy(g.id),
    default:
      "SELECT (goods.name LIKE '%' || :name_1 || '%') = goods.active AS anon_1, (goods.name LIKE :name_2) IS 1 AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT (goods.name LIKE '%' || ? || '%') = goods.active AS anon_1, (goods.name LIKE ?) IS 1 AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT (goods.name LIKE '%' || $1::VARCHAR || '%') = goods.active AS anon_1, (goods.name LIKE $2::VARCHAR) IS true AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT (goods.name LIKE concat('%', ?, '%')) = goods.active AS anon_1, (goods.name LIKE ?) IS true AS anon_2 FROM goods ORDER BY goods.id",
    rows: {
      sqlite: [
        [false, false],
        [false, false],
        [false, false],
        [true, false],
      ],
      postgresql: [
        [false, false],
        [true, false],
        [false, false],
        [true, false],
      ],
      mysql: [
        [false, false],
        [false, false],
        [false, false],
        [true, false],
      ],
    },
  },
  {
    name: "like in select list",
    build: () => select(g.name.like("a%"), g.name.startswith("a").label("s")).orderBy(g.id),
    default:
      "SELECT goods.name LIKE :name_1 AS anon_1, (goods.name LIKE :name_2 || '%') AS s FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.name LIKE ? AS anon_1, (goods.name LIKE ? || '%') AS s FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.name LIKE $1::VARCHAR AS anon_1, (goods.name LIKE $2::VARCHAR || '%') AS s FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.name LIKE ? AS anon_1, (goods.name LIKE concat(?, '%')) AS s FROM goods ORDER BY goods.id",
    rows: [
      [true, true],
      [false, false],
      [false, false],
      [true, true],
    ],
  },
  {
    name: "regexp",
    build: () => select(g.id).where(g.name.regexpMatch("^a")).orderBy(g.id),
    default: /default has no regular expressions\./,
    sqlite: "SELECT goods.id FROM goods WHERE goods.name REGEXP ? ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.name ~ $1::VARCHAR ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.name REGEXP ? ORDER BY goods.id",
    rows: { sqlite: [[1], [4]], postgresql: [[1], [4]], mysql: [[1], [4]] },
  },
  {
    name: "regexp negated",
    build: () =>
      select(g.id)
        .where(not(g.name.regexpMatch("^a")))
        .orderBy(g.id),
    default: /default has no regular expressions\./,
    sqlite: "SELECT goods.id FROM goods WHERE goods.name NOT REGEXP ? ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.name !~ $1::VARCHAR ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.name NOT REGEXP ? ORDER BY goods.id",
    rows: { sqlite: [[2], [3]], postgresql: [[2], [3]], mysql: [[2], [3]] },
  },
  {
    name: "regexp flags",
    build: () =>
      select(g.id)
        .where(g.name.regexpMatch("^A", { flags: "i" }))
        .orderBy(g.id),
    default: /default has no regular expressions\./,
    sqlite: "SELECT goods.id FROM goods WHERE goods.name REGEXP ? ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.name ~* $1::VARCHAR ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE REGEXP_LIKE(goods.name, ?, 'i') ORDER BY goods.id",
    rows: { postgresql: [[1], [4]], mysql: [[1], [4]] },
  },
  {
    name: "regexp flags negated",
    build: () =>
      select(g.id)
        .where(not(g.name.regexpMatch("^A", { flags: "i" })))
        .orderBy(g.id),
    default: /default has no regular expressions\./,
    sqlite: "SELECT goods.id FROM goods WHERE goods.name NOT REGEXP ? ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.name !~* $1::VARCHAR ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE NOT REGEXP_LIKE(goods.name, ?, 'i') ORDER BY goods.id",
    rows: { postgresql: [[2], [3]], mysql: [[2], [3]] },
  },
  {
    name: "regexp two flags",
    build: () =>
      select(g.id)
        .where(g.name.regexpMatch("^A", { flags: "im" }))
        .orderBy(g.id),
    default: /default has no regular expressions\./,
    sqlite: "SELECT goods.id FROM goods WHERE goods.name REGEXP ? ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.name ~ CONCAT('(?', 'im', ')', $1::VARCHAR) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE REGEXP_LIKE(goods.name, ?, 'im') ORDER BY goods.id",
    rows: { postgresql: [[1], [4]], mysql: [[1], [4]] },
  },
  {
    name: "regexp column",
    build: () =>
      select(g.id)
        .where(g.name.regexpMatch(g.note), g.name.concat("x").regexpMatch(g.note.concat("y")))
        .orderBy(g.id),
    default: /default has no regular expressions\./,
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.name REGEXP goods.note AND (goods.name || ?) REGEXP (goods.note || ?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.name ~ goods.note AND (goods.name || $1::VARCHAR) ~ (goods.note || $2::VARCHAR) ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.name REGEXP goods.note AND (concat(goods.name, ?)) REGEXP (concat(goods.note, ?)) ORDER BY goods.id",
    rows: { postgresql: [], mysql: [] },
  },
  {
    name: "regexp replace",
    build: () => select(g.name.regexpReplace("a", "b")).orderBy(g.id),
    default: /default has no replacement by regular expressions\./,
    sqlite: /sqlite has no replacement by regular expressions\./,
    postgresql: "SELECT REGEXP_REPLACE(goods.name, $1::VARCHAR, $2::VARCHAR) AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT REGEXP_REPLACE(goods.name, ?, ?) AS anon_1 FROM goods ORDER BY goods.id",
    rows: {
      postgresql: [["bpple"], ["Bbnana"], ["c_d%e"], ["bxx"]],
      mysql: [["bpple"], ["Bbnbnb"], ["c_d%e"], ["bxx"]],
    },
  },
  {
    name: "regexp replace columns",
    build: () =>
      select(g.name.regexpReplace(g.note, g.name), g.name.regexpReplace("x", g.note).concat("y")).orderBy(g.id),
    default: /default has no replacement by regular expressions\./,
    sqlite: /sqlite has no replacement by regular expressions\./,
    postgresql:
      "SELECT REGEXP_REPLACE(goods.name, goods.note, goods.name) AS anon_1, (REGEXP_REPLACE(goods.name, $1::VARCHAR, goods.note)) || $2::VARCHAR AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT REGEXP_REPLACE(goods.name, goods.note, goods.name) AS anon_1, concat((REGEXP_REPLACE(goods.name, ?, goods.note)), ?) AS anon_2 FROM goods ORDER BY goods.id",
    rows: {
      postgresql: [
        ["apple", "appley"],
        [null, null],
        ["c_d%e", "c_d%ey"],
        ["axx", "ab/cxy"],
      ],
      mysql: [
        ["apple", "appley"],
        [null, null],
        ["c_d%e", "c_d%ey"],
        ["axx", "ab/cb/cy"],
      ],
    },
  },
  {
    name: "regexp in concat",
    build: () =>
      select(g.name.regexpMatch("a").eq(g.active), g.name.concat(g.note).regexpReplace("x", "y")).orderBy(g.id),
    default: /default has no regular expressions\./,
    sqlite: /sqlite has no replacement by regular expressions\./,
    postgresql:
      "SELECT (goods.name ~ $1::VARCHAR) = goods.active AS anon_1, REGEXP_REPLACE((goods.name || goods.note), $2::VARCHAR, $3::VARCHAR) AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT (goods.name REGEXP ?) = goods.active AS anon_1, REGEXP_REPLACE((concat(goods.name, goods.note)), ?, ?) AS anon_2 FROM goods ORDER BY goods.id",
    rows: {
      postgresql: [
        [true, "applered"],
        [false, null],
        [false, "c_d%ey"],
        [false, "ayxb/c"],
      ],
      mysql: [
        [true, "applered"],
        [false, null],
        [false, "c_d%ey"],
        [false, "ayyb/c"],
      ],
    },
  },
  {
    name: "match",
    build: () => select(g.id).where(g.name.match("word")).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.name MATCH :name_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.name MATCH ? ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.name @@ plainto_tsquery($1::VARCHAR) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE MATCH (goods.name) AGAINST (? IN BOOLEAN MODE) ORDER BY goods.id",
    rows: { postgresql: [] },
  },
  {
    name: "match negated",
    build: () =>
      select(g.id)
        .where(not(g.name.match("word")))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE NOT goods.name MATCH :name_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE NOT goods.name MATCH ? ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE NOT goods.name @@ plainto_tsquery($1::VARCHAR) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE NOT MATCH (goods.name) AGAINST (? IN BOOLEAN MODE) ORDER BY goods.id",
    rows: { postgresql: [[1], [2], [3], [4]] },
  },
  {
    name: "between",
    build: () => select(g.id).where(g.qty.between(1, 5)).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty BETWEEN :qty_1 AND :qty_2 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty BETWEEN ? AND ? ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.qty BETWEEN $1::INTEGER AND $2::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty BETWEEN ? AND ? ORDER BY goods.id",
    rows: [[1], [2], [3]],
  },
  {
    name: "between negated",
    build: () =>
      select(g.id)
        .where(not(g.qty.between(1, 5)), not(not(g.qty.between(1, 6))))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.qty NOT BETWEEN :qty_1 AND :qty_2 AND goods.qty BETWEEN :qty_3 AND :qty_4 ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.qty NOT BETWEEN ? AND ? AND goods.qty BETWEEN ? AND ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty NOT BETWEEN $1::INTEGER AND $2::INTEGER AND goods.qty BETWEEN $3::INTEGER AND $4::INTEGER ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.qty NOT BETWEEN ? AND ? AND goods.qty BETWEEN ? AND ? ORDER BY goods.id",
    rows: [],
  },
  {
    name: "between symmetric",
    build: () =>
      select(g.id)
        .where(g.qty.between(5, 1, { symmetric: true }))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty BETWEEN SYMMETRIC :qty_1 AND :qty_2 ORDER BY goods.id",
    sqlite: /sqlite has no BETWEEN SYMMETRIC\./,
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty BETWEEN SYMMETRIC $1::INTEGER AND $2::INTEGER ORDER BY goods.id",
    mysql: /mysql has no BETWEEN SYMMETRIC\./,
    rows: { postgresql: [[1], [2], [3]] },
  },
  {
    name: "between symmetric negated",
    build: () =>
      select(g.id)
        .where(not(g.qty.between(5, 1, { symmetric: true })))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty NOT BETWEEN SYMMETRIC :qty_1 AND :qty_2 ORDER BY goods.id",
    sqlite: /sqlite has no BETWEEN SYMMETRIC\./,
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty NOT BETWEEN SYMMETRIC $1::INTEGER AND $2::INTEGER ORDER BY goods.id",
    mysql: /mysql has no BETWEEN SYMMETRIC\./,
    rows: { postgresql: [[4]] },
  },
  {
    name: "between expressions",
    build: () =>
      select(g.id)
        .where(g.qty.add(1).between(g.stock.sub(1), g.stock.add(1)), between(g.id, 1, g.qty))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.qty + :qty_1 BETWEEN goods.stock - :stock_1 AND goods.stock + :stock_2 AND goods.id BETWEEN :id_1 AND goods.qty ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.qty + ? BETWEEN goods.stock - ? AND goods.stock + ? AND goods.id BETWEEN ? AND goods.qty ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty + $1::INTEGER BETWEEN goods.stock - $2::INTEGER AND goods.stock + $3::INTEGER AND goods.id BETWEEN $4::INTEGER AND goods.qty ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.qty + ? BETWEEN goods.stock - ? AND goods.stock + ? AND goods.id BETWEEN ? AND goods.qty ORDER BY goods.id",
    rows: [[3]],
  },
  {
    name: "between and or",
    build: () =>
      select(g.id)
        .where(or(g.qty.between(1, 2), and(g.qty.between(4, 5), g.id.gt(0))))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.qty BETWEEN :qty_1 AND :qty_2 OR goods.qty BETWEEN :qty_3 AND :qty_4 AND goods.id > :id_1 ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.qty BETWEEN ? AND ? OR goods.qty BETWEEN ? AND ? AND goods.id > ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty BETWEEN $1::INTEGER AND $2::INTEGER OR goods.qty BETWEEN $3::INTEGER AND $4::INTEGER AND goods.id > $5::INTEGER ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.qty BETWEEN ? AND ? OR goods.qty BETWEEN ? AND ? AND goods.id > ? ORDER BY goods.id",
    rows: [[1], [2], [3]],
  },
  {
    name: "between conditions",
    build: () => select(g.id).where(g.qty.between(1, g.stock).eq(g.active)).orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (goods.qty BETWEEN :qty_1 AND goods.stock) = goods.active ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.qty BETWEEN ? AND goods.stock) = goods.active ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.qty BETWEEN $1::INTEGER AND goods.stock) = goods.active ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.qty BETWEEN ? AND goods.stock) = goods.active ORDER BY goods.id",
    rows: [[1], [3], [4]],
  },
  {
    name: "between texts",
    build: () => select(g.id).where(g.name.between("a", "c"), g.day.between("2024-01-01", "2024-12-31")).orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.name BETWEEN :name_1 AND :name_2 AND goods.day BETWEEN :day_1 AND :day_2 ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.name BETWEEN ? AND ? AND goods.day BETWEEN ? AND ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.name BETWEEN $1::VARCHAR AND $2::VARCHAR AND goods.day BETWEEN $3::DATE AND $4::DATE ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.name BETWEEN ? AND ? AND goods.day BETWEEN ? AND ? ORDER BY goods.id",
    rows: { sqlite: [[1], [4]], postgresql: [[1], [4]], mysql: [[1], [2], [4]] },
  },
  {
    name: "and",
    build: () =>
      select(g.id)
        .where(and(g.qty.eq(1), g.stock.eq(2), g.id.eq(3)))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.qty = :qty_1 AND goods.stock = :stock_1 AND goods.id = :id_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.stock = ? AND goods.id = ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty = $1::INTEGER AND goods.stock = $2::INTEGER AND goods.id = $3::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.stock = ? AND goods.id = ? ORDER BY goods.id",
    rows: [],
  },
  {
    name: "and of and",
    build: () =>
      select(g.id)
        .where(and(g.qty.eq(1), and(g.stock.eq(2), g.id.eq(3))))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.qty = :qty_1 AND goods.stock = :stock_1 AND goods.id = :id_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.stock = ? AND goods.id = ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty = $1::INTEGER AND goods.stock = $2::INTEGER AND goods.id = $3::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.stock = ? AND goods.id = ? ORDER BY goods.id",
    rows: [],
  },
  {
    name: "or of or",
    build: () =>
      select(g.id)
        .where(or(g.qty.eq(1), or(g.stock.eq(2), g.id.eq(3))))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.qty = :qty_1 OR goods.stock = :stock_1 OR goods.id = :id_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty = ? OR goods.stock = ? OR goods.id = ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty = $1::INTEGER OR goods.stock = $2::INTEGER OR goods.id = $3::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = ? OR goods.stock = ? OR goods.id = ? ORDER BY goods.id",
    rows: [[1], [3]],
  },
  {
    name: "and of or",
    build: () =>
      select(g.id)
        .where(and(or(g.qty.eq(1), g.stock.eq(2)), or(g.id.eq(3), g.id.eq(4))))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (goods.qty = :qty_1 OR goods.stock = :stock_1) AND (goods.id = :id_1 OR goods.id = :id_2) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE (goods.qty = ? OR goods.stock = ?) AND (goods.id = ? OR goods.id = ?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.qty = $1::INTEGER OR goods.stock = $2::INTEGER) AND (goods.id = $3::INTEGER OR goods.id = $4::INTEGER) ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE (goods.qty = ? OR goods.stock = ?) AND (goods.id = ? OR goods.id = ?) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "or of and",
    build: () =>
      select(g.id)
        .where(or(and(g.qty.eq(1), g.stock.eq(2)), and(g.id.eq(3), g.name.eq("a"))))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.qty = :qty_1 AND goods.stock = :stock_1 OR goods.id = :id_1 AND goods.name = :name_1 ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.stock = ? OR goods.id = ? AND goods.name = ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty = $1::INTEGER AND goods.stock = $2::INTEGER OR goods.id = $3::INTEGER AND goods.name = $4::VARCHAR ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.stock = ? OR goods.id = ? AND goods.name = ? ORDER BY goods.id",
    rows: [],
  },
  {
    name: "one",
    build: () =>
      select(g.id)
        .where(and(g.qty.eq(1)), or(g.stock.eq(2)))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty = :qty_1 AND goods.stock = :stock_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.stock = ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty = $1::INTEGER AND goods.stock = $2::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.stock = ? ORDER BY goods.id",
    rows: [],
  },
  {
    name: "one or inside and",
    build: () =>
      select(g.id)
        .where(and(or(g.qty.eq(1)), or(g.stock.eq(2), g.id.eq(1))))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.qty = :qty_1 AND (goods.stock = :stock_1 OR goods.id = :id_1) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty = ? AND (goods.stock = ? OR goods.id = ?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty = $1::INTEGER AND (goods.stock = $2::INTEGER OR goods.id = $3::INTEGER) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = ? AND (goods.stock = ? OR goods.id = ?) ORDER BY goods.id",
    rows: [[1]],
  },
  {
    name: "method and, or",
    build: () =>
      select(g.id)
        .where(g.qty.eq(1).and(g.stock.eq(2)).or(g.id.eq(3)))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE goods.qty = :qty_1 AND goods.stock = :stock_1 OR goods.id = :id_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.stock = ? OR goods.id = ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty = $1::INTEGER AND goods.stock = $2::INTEGER OR goods.id = $3::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.stock = ? OR goods.id = ? ORDER BY goods.id",
    rows: [[3]],
  },
  {
    name: "method or, and",
    build: () =>
      select(g.id)
        .where(g.qty.eq(1).or(g.stock.eq(2)).and(g.id.eq(3)))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (goods.qty = :qty_1 OR goods.stock = :stock_1) AND goods.id = :id_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.qty = ? OR goods.stock = ?) AND goods.id = ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.qty = $1::INTEGER OR goods.stock = $2::INTEGER) AND goods.id = $3::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.qty = ? OR goods.stock = ?) AND goods.id = ? ORDER BY goods.id",
    rows: [],
  },
  {
    name: "true reduced",
    build: () =>
      select(g.id)
        .where(and(trueValue(), g.qty.eq(1)), or(falseValue(), g.stock.eq(1)))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty = :qty_1 AND goods.stock = :stock_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.stock = ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty = $1::INTEGER AND goods.stock = $2::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.stock = ? ORDER BY goods.id",
    rows: [],
  },
  {
    name: "false wins",
    build: () =>
      select(g.id)
        .where(and(g.qty.eq(1), falseValue()))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE 0 = 1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE 0 = 1 ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE false ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE false = 1 ORDER BY goods.id",
    rows: [],
  },
  {
    name: "true wins",
    build: () =>
      select(g.id)
        .where(or(g.qty.eq(1), trueValue()))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE 1 = 1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE 1 = 1 ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE true ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE true = 1 ORDER BY goods.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "only true",
    build: () => select(g.id).where(and(trueValue(), trueValue())).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE 1 = 1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE 1 = 1 ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE true ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE true = 1 ORDER BY goods.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "only false",
    build: () => select(g.id).where(or(falseValue(), falseValue())).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE 0 = 1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE 0 = 1 ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE false ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE false = 1 ORDER BY goods.id",
    rows: [],
  },
  {
    name: "true alone",
    build: () => select(g.id).where(trueValue()).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE 1 = 1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE 1 = 1 ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE true ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE true = 1 ORDER BY goods.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "false alone",
    build: () => select(g.id).where(falseValue()).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE 0 = 1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE 0 = 1 ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE false ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE false = 1 ORDER BY goods.id",
    rows: [],
  },
  {
    name: "not true",
    build: () => select(g.id).where(not(trueValue()), not(falseValue())).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE 0 = 1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE 0 = 1 ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE false ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE false = 1 ORDER BY goods.id",
    rows: [],
  },
  {
    name: "constants selected",
    build: () => select(trueValue(), falseValue(), nullValue()),
    default: "SELECT 1 AS anon_1, 0 AS anon_2, NULL AS anon_3",
    sqlite: "SELECT 1 AS anon_1, 0 AS anon_2, NULL AS anon_3",
    postgresql: "SELECT true AS anon_1, false AS anon_2, NULL AS anon_3",
    mysql: "SELECT true AS anon_1, false AS anon_2, NULL AS anon_3",
    rows: [[true, false, null]],
  },
  {
    name: "null among conditions",
    build: () =>
      select(g.id)
        .where(or(g.qty.eq(1), nullValue()))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty = :qty_1 OR NULL ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty = ? OR NULL ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.qty = $1::INTEGER OR NULL ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = ? OR NULL ORDER BY goods.id",
    rows: [[1]],
  },
  {
    name: "having",
    build: () =>
      select(g.active, func.count())
        .groupBy(g.active)
        .having(and(func.count().gt(1), trueValue())),
    default: "SELECT goods.active, count(*) AS count_1 FROM goods GROUP BY goods.active HAVING count(*) > :count_2",
    sqlite: "SELECT goods.active, count(*) AS count_1 FROM goods GROUP BY goods.active HAVING count(*) > ?",
    postgresql:
      "SELECT goods.active, count(*) AS count_1 FROM goods GROUP BY goods.active HAVING count(*) > $1::INTEGER",
    mysql: "SELECT goods.active, count(*) AS count_1 FROM goods GROUP BY goods.active HAVING count(*) > ?",
    rows: [
      [false, 2],
      [true, 2],
    ],
  },
  {
    name: "conditions compared",
    build: () =>
      select(g.id)
        .where(and(g.qty.eq(1), g.id.eq(2)).eq(g.active))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (goods.qty = :qty_1 AND goods.id = :id_1) = goods.active ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.qty = ? AND goods.id = ?) = goods.active ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.qty = $1::INTEGER AND goods.id = $2::INTEGER) = goods.active ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.qty = ? AND goods.id = ?) = goods.active ORDER BY goods.id",
    rows: [[2], [4]],
  },
  {
    name: "or is true",
    build: () =>
      select(g.id)
        .where(or(g.qty.eq(1), g.id.eq(2)).is(true))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (goods.qty = :qty_1 OR goods.id = :id_1) IS 1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.qty = ? OR goods.id = ?) IS 1 ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.qty = $1::INTEGER OR goods.id = $2::INTEGER) IS true ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.qty = ? OR goods.id = ?) IS true ORDER BY goods.id",
    rows: [[1], [2]],
  },
  {
    name: "text in and",
    build: () =>
      select(g.id)
        .where(and(text("qty > 1"), g.id.gt(0)), or(text("1 = 1"), g.active))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE qty > 1 AND goods.id > :id_1 AND (1 = 1 OR goods.active = 1) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE qty > 1 AND goods.id > ? AND (1 = 1 OR goods.active = 1) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE qty > 1 AND goods.id > $1::INTEGER AND (1 = 1 OR goods.active) ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE qty > 1 AND goods.id > ? AND (1 = 1 OR goods.active = 1) ORDER BY goods.id",
    rows: [[2], [3], [4]],
  },
  {
    name: "exists negated",
    build: () =>
      select(g.id)
        .where(not(exists().where(p.goodId.eq(g.id))))
        .orderBy(g.id),
    default:
      'SELECT goods.id FROM goods WHERE NOT (EXISTS (SELECT * FROM parts WHERE parts."goodId" = goods.id)) ORDER BY goods.id',
    sqlite:
      'SELECT goods.id FROM goods WHERE NOT (EXISTS (SELECT * FROM parts WHERE parts."goodId" = goods.id)) ORDER BY goods.id',
    postgresql:
      'SELECT goods.id FROM goods WHERE NOT (EXISTS (SELECT * FROM parts WHERE parts."goodId" = goods.id)) ORDER BY goods.id',
    mysql:
      "SELECT goods.id FROM goods WHERE NOT (EXISTS (SELECT * FROM parts WHERE parts.`goodId` = goods.id)) ORDER BY goods.id",
    rows: [[2], [4]],
  },
  {
    name: "exists and",
    build: () =>
      select(g.id)
        .where(and(exists().where(p.goodId.eq(g.id)), g.id.gt(1)), or(exists(select(p.id)), g.active))
        .orderBy(g.id),
    default:
      'SELECT goods.id FROM goods WHERE (EXISTS (SELECT * FROM parts WHERE parts."goodId" = goods.id)) AND goods.id > :id_1 AND ((EXISTS (SELECT parts.id FROM parts)) OR goods.active = 1) ORDER BY goods.id',
    sqlite:
      'SELECT goods.id FROM goods WHERE (EXISTS (SELECT * FROM parts WHERE parts."goodId" = goods.id)) AND goods.id > ? AND ((EXISTS (SELECT parts.id FROM parts)) OR goods.active = 1) ORDER BY goods.id',
    postgresql:
      'SELECT goods.id FROM goods WHERE (EXISTS (SELECT * FROM parts WHERE parts."goodId" = goods.id)) AND goods.id > $1::INTEGER AND ((EXISTS (SELECT parts.id FROM parts)) OR goods.active) ORDER BY goods.id',
    mysql:
      "SELECT goods.id FROM goods WHERE (EXISTS (SELECT * FROM parts WHERE parts.`goodId` = goods.id)) AND goods.id > ? AND ((EXISTS (SELECT parts.id FROM parts)) OR goods.active = 1) ORDER BY goods.id",
    rows: [[3]],
  },
  {
    name: "scalar subquery compared",
    build: () => select(g.id).where(g.qty.gt(select(func.avg!(p.count)).scalarSubquery())),
    default: "SELECT goods.id FROM goods WHERE goods.qty > (SELECT avg(parts.count) AS avg_1 FROM parts)",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty > (SELECT avg(parts.count) AS avg_1 FROM parts)",
    postgresql: "SELECT goods.id FROM goods WHERE goods.qty > (SELECT avg(parts.count) AS avg_1 FROM parts)",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty > (SELECT avg(parts.count) AS avg_1 FROM parts)",
    rows: [[2], [3], [4]],
  },
  {
    name: "scalar subquery negated",
    build: () =>
      select(g.id)
        .where(not(select(goods.alias("o").c.active).limit(1).scalarSubquery()))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (SELECT o.active FROM goods AS o LIMIT :param_1) = 0 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (SELECT o.active FROM goods AS o LIMIT ? OFFSET ?) = 0 ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE NOT (SELECT o.active FROM goods AS o  LIMIT $1::INTEGER) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (SELECT o.active FROM goods AS o  LIMIT ?) = 0 ORDER BY goods.id",
    rows: [],
  },
  {
    name: "scalar subquery arithmetic",
    build: () => select(g.qty.add(select(func.max(p.count)).scalarSubquery())),
    default: "SELECT goods.qty + (SELECT max(parts.count) AS max_1 FROM parts) AS anon_1 FROM goods",
    sqlite: "SELECT goods.qty + (SELECT max(parts.count) AS max_1 FROM parts) AS anon_1 FROM goods",
    postgresql: "SELECT goods.qty + (SELECT max(parts.count) AS max_1 FROM parts) AS anon_1 FROM goods",
    mysql: "SELECT goods.qty + (SELECT max(parts.count) AS max_1 FROM parts) AS anon_1 FROM goods",
    rows: [[6], [9], [10], [17]],
  },
  {
    name: "case",
    build: () =>
      select(
        caseWhen(
          [
            [g.qty.gt(5), "many"],
            [g.qty.gt(1), "some"],
          ],
          { else: "few" },
        ),
      ).orderBy(g.id),
    default:
      "SELECT CASE WHEN (goods.qty > :qty_1) THEN :param_1 WHEN (goods.qty > :qty_2) THEN :param_2 ELSE :param_3 END AS anon_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT CASE WHEN (goods.qty > ?) THEN ? WHEN (goods.qty > ?) THEN ? ELSE ? END AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CASE WHEN (goods.qty > $1::INTEGER) THEN $2::VARCHAR WHEN (goods.qty > $3::INTEGER) THEN $4::VARCHAR ELSE $5::VARCHAR END AS anon_1 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT CASE WHEN (goods.qty > ?) THEN ? WHEN (goods.qty > ?) THEN ? ELSE ? END AS anon_1 FROM goods ORDER BY goods.id",
    rows: [["few"], ["some"], ["some"], ["many"]],
  },
  {
    name: "case without else",
    build: () => select(caseWhen([[g.qty.gt(5), 1]]).label("x")).orderBy(g.id),
    default: "SELECT CASE WHEN (goods.qty > :qty_1) THEN :param_1 END AS x FROM goods ORDER BY goods.id",
    sqlite: "SELECT CASE WHEN (goods.qty > ?) THEN ? END AS x FROM goods ORDER BY goods.id",
    postgresql: "SELECT CASE WHEN (goods.qty > $1::INTEGER) THEN $2::INTEGER END AS x FROM goods ORDER BY goods.id",
    mysql: "SELECT CASE WHEN (goods.qty > ?) THEN ? END AS x FROM goods ORDER BY goods.id",
    rows: [[null], [null], [null], [1]],
  },
  {
    name: "case value",
    build: () => select(caseWhen({ a: 1, b: 2 }, { value: g.name, else: 0 })).orderBy(g.id),
    default:
      "SELECT CASE goods.name WHEN :param_1 THEN :param_2 WHEN :param_3 THEN :param_4 ELSE :param_5 END AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT CASE goods.name WHEN ? THEN ? WHEN ? THEN ? ELSE ? END AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CASE goods.name WHEN $1::VARCHAR THEN $2::INTEGER WHEN $3::VARCHAR THEN $4::INTEGER ELSE $5::INTEGER END AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT CASE goods.name WHEN ? THEN ? WHEN ? THEN ? ELSE ? END AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[0], [0], [0], [0]],
  },
  {
    name: "case value pairs",
    build: () =>
      select(
        caseWhen(
          [
            [1, "one"],
            [2, "two"],
          ],
          { value: g.qty },
        ),
      ).orderBy(g.id),
    default:
      "SELECT CASE goods.qty WHEN :param_1 THEN :param_2 WHEN :param_3 THEN :param_4 END AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT CASE goods.qty WHEN ? THEN ? WHEN ? THEN ? END AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CASE goods.qty WHEN $1::INTEGER THEN $2::VARCHAR WHEN $3::INTEGER THEN $4::VARCHAR END AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT CASE goods.qty WHEN ? THEN ? WHEN ? THEN ? END AS anon_1 FROM goods ORDER BY goods.id",
    rows: [["one"], [null], [null], [null]],
  },
  {
    name: "case column results",
    build: () =>
      select(
        caseWhen(
          [
            [g.qty.gt(5), g.name],
            [g.active, g.note],
          ],
          { else: nullValue() },
        ),
      ).orderBy(g.id),
    default:
      "SELECT CASE WHEN (goods.qty > :qty_1) THEN goods.name WHEN goods.active THEN goods.note ELSE NULL END AS anon_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT CASE WHEN (goods.qty > ?) THEN goods.name WHEN goods.active THEN goods.note ELSE NULL END AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CASE WHEN (goods.qty > $1::INTEGER) THEN goods.name WHEN goods.active THEN goods.note ELSE NULL END AS anon_1 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT CASE WHEN (goods.qty > ?) THEN goods.name WHEN goods.active THEN goods.note ELSE NULL END AS anon_1 FROM goods ORDER BY goods.id",
    rows: [["red"], [null], ["x"], ["axx"]],
  },
  {
    name: "case conditions of and",
    build: () =>
      select(
        caseWhen(
          [
            [and(g.qty.gt(5), g.active), 1],
            [or(g.qty.eq(1), g.qty.eq(2)), 2],
          ],
          { else: 3 },
        ),
      ).orderBy(g.id),
    default:
      "SELECT CASE WHEN (goods.qty > :qty_1 AND goods.active = 1) THEN :param_1 WHEN (goods.qty = :qty_2 OR goods.qty = :qty_3) THEN :param_2 ELSE :param_3 END AS anon_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT CASE WHEN (goods.qty > ? AND goods.active = 1) THEN ? WHEN (goods.qty = ? OR goods.qty = ?) THEN ? ELSE ? END AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CASE WHEN (goods.qty > $1::INTEGER AND goods.active) THEN $2::INTEGER WHEN (goods.qty = $3::INTEGER OR goods.qty = $4::INTEGER) THEN $5::INTEGER ELSE $6::INTEGER END AS anon_1 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT CASE WHEN (goods.qty > ? AND goods.active = 1) THEN ? WHEN (goods.qty = ? OR goods.qty = ?) THEN ? ELSE ? END AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[2], [3], [3], [3]],
  },
  {
    name: "case compared",
    build: () =>
      select(g.id)
        .where(caseWhen([[g.qty.gt(5), 1]], { else: 0 }).eq(1))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE CASE WHEN (goods.qty > :qty_1) THEN :param_1 ELSE :param_2 END = :param_3 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE CASE WHEN (goods.qty > ?) THEN ? ELSE ? END = ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE CASE WHEN (goods.qty > $1::INTEGER) THEN $2::INTEGER ELSE $3::INTEGER END = $4::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE CASE WHEN (goods.qty > ?) THEN ? ELSE ? END = ? ORDER BY goods.id",
    rows: [[4]],
  },
  {
    name: "case in case",
    build: () => select(caseWhen([[g.active, caseWhen([[g.qty.gt(5), 1]], { else: 2 })]], { else: 3 })).orderBy(g.id),
    default:
      "SELECT CASE WHEN goods.active THEN CASE WHEN (goods.qty > :qty_1) THEN :param_1 ELSE :param_2 END ELSE :param_3 END AS anon_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT CASE WHEN goods.active THEN CASE WHEN (goods.qty > ?) THEN ? ELSE ? END ELSE ? END AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CASE WHEN goods.active THEN CASE WHEN (goods.qty > $1::INTEGER) THEN $2::INTEGER ELSE $3::INTEGER END ELSE $4::INTEGER END AS anon_1 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT CASE WHEN goods.active THEN CASE WHEN (goods.qty > ?) THEN ? ELSE ? END ELSE ? END AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[2], [3], [2], [3]],
  },
  {
    name: "case in arithmetic",
    build: () =>
      select(
        caseWhen([[g.active, g.qty]], { else: 0 }).add(1),
        g.qty.mul(caseWhen([[g.active, 2]], { else: 1 })),
      ).orderBy(g.id),
    default:
      "SELECT CASE WHEN goods.active THEN goods.qty ELSE :param_1 END + :param_2 AS anon_1, goods.qty * CASE WHEN goods.active THEN :param_3 ELSE :param_4 END AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT CASE WHEN goods.active THEN goods.qty ELSE ? END + ? AS anon_1, goods.qty * CASE WHEN goods.active THEN ? ELSE ? END AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CASE WHEN goods.active THEN goods.qty ELSE $1::INTEGER END + $2::INTEGER AS anon_1, goods.qty * CASE WHEN goods.active THEN $3::INTEGER ELSE $4::INTEGER END AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT CASE WHEN goods.active THEN goods.qty ELSE ? END + ? AS anon_1, goods.qty * CASE WHEN goods.active THEN ? ELSE ? END AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [2, 2],
      [1, 4],
      [6, 10],
      [1, 12],
    ],
  },
  {
    name: "case literal columns",
    build: () =>
      select(caseWhen([[g.qty.lt(5), literalColumn("'low'")]], { else: literalColumn("'high'") })).orderBy(g.id),
    default: "SELECT CASE WHEN (goods.qty < :qty_1) THEN 'low' ELSE 'high' END AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT CASE WHEN (goods.qty < ?) THEN 'low' ELSE 'high' END AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CASE WHEN (goods.qty < $1::INTEGER) THEN 'low' ELSE 'high' END AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT CASE WHEN (goods.qty < ?) THEN 'low' ELSE 'high' END AS anon_1 FROM goods ORDER BY goods.id",
    rows: [["low"], ["low"], ["high"], ["high"]],
  },
  {
    name: "case not",
    build: () => select(caseWhen([[not(g.active), 1]], { else: 0 })).orderBy(g.id),
    default: "SELECT CASE WHEN goods.active = 0 THEN :param_1 ELSE :param_2 END AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT CASE WHEN goods.active = 0 THEN ? ELSE ? END AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CASE WHEN NOT goods.active THEN $1::INTEGER ELSE $2::INTEGER END AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT CASE WHEN goods.active = 0 THEN ? ELSE ? END AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[0], [1], [0], [1]],
  },
  {
    name: "case true constant",
    build: () => select(caseWhen([[trueValue(), 1]], { else: 0 })),
    default: "SELECT CASE WHEN 1 THEN :param_1 ELSE :param_2 END AS anon_1",
    sqlite: "SELECT CASE WHEN 1 THEN ? ELSE ? END AS anon_1",
    postgresql: "SELECT CASE WHEN true THEN $1::INTEGER ELSE $2::INTEGER END AS anon_1",
    mysql: "SELECT CASE WHEN true THEN ? ELSE ? END AS anon_1",
    rows: [[1]],
  },
  {
    name: "case null literal",
    build: () => select(caseWhen([[g.qty.gt(1), null]], { else: 1 })).orderBy(g.id),
    default: "SELECT CASE WHEN (goods.qty > :qty_1) THEN NULL ELSE :param_1 END AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT CASE WHEN (goods.qty > ?) THEN NULL ELSE ? END AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CASE WHEN (goods.qty > $1::INTEGER) THEN NULL ELSE $2::INTEGER END AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT CASE WHEN (goods.qty > ?) THEN NULL ELSE ? END AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[1], [null], [null], [null]],
  },
  {
    name: "case in order by",
    build: () => select(g.id).orderBy(caseWhen([[g.active, 1]], { else: 2 }), g.id),
    default: "SELECT goods.id FROM goods ORDER BY CASE WHEN goods.active THEN :param_1 ELSE :param_2 END, goods.id",
    sqlite: "SELECT goods.id FROM goods ORDER BY CASE WHEN goods.active THEN ? ELSE ? END, goods.id",
    postgresql:
      "SELECT goods.id FROM goods ORDER BY CASE WHEN goods.active THEN $1::INTEGER ELSE $2::INTEGER END, goods.id",
    mysql: "SELECT goods.id FROM goods ORDER BY CASE WHEN goods.active THEN ? ELSE ? END, goods.id",
    rows: [[1], [3], [2], [4]],
  },
  {
    name: "case sum",
    build: () => select(func.sum(caseWhen([[g.active, g.qty]], { else: 0 }))),
    default: "SELECT sum(CASE WHEN goods.active THEN goods.qty ELSE :param_1 END) AS sum_1 FROM goods",
    sqlite: "SELECT sum(CASE WHEN goods.active THEN goods.qty ELSE ? END) AS sum_1 FROM goods",
    postgresql: "SELECT sum(CASE WHEN goods.active THEN goods.qty ELSE $1::INTEGER END) AS sum_1 FROM goods",
    mysql: "SELECT sum(CASE WHEN goods.active THEN goods.qty ELSE ? END) AS sum_1 FROM goods",
    rows: [[6]],
  },
  {
    name: "case when in",
    build: () =>
      select(
        caseWhen(
          [
            [g.qty.in([1, 2]), "x"],
            [g.name.like("a%"), "y"],
          ],
          { else: "z" },
        ),
      ).orderBy(g.id),
    default:
      "SELECT CASE WHEN (goods.qty IN (:qty_1_1, :qty_1_2)) THEN :param_1 WHEN (goods.name LIKE :name_1) THEN :param_2 ELSE :param_3 END AS anon_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT CASE WHEN (goods.qty IN (?, ?)) THEN ? WHEN (goods.name LIKE ?) THEN ? ELSE ? END AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CASE WHEN (goods.qty IN ($5::INTEGER, $6::INTEGER)) THEN $1::VARCHAR WHEN (goods.name LIKE $2::VARCHAR) THEN $3::VARCHAR ELSE $4::VARCHAR END AS anon_1 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT CASE WHEN (goods.qty IN (?, ?)) THEN ? WHEN (goods.name LIKE ?) THEN ? ELSE ? END AS anon_1 FROM goods ORDER BY goods.id",
    rows: [["x"], ["z"], ["z"], ["y"]],
  },
  {
    name: "cast",
    build: () => select(cast(g.qty, string(10)), g.price.cast(numeric(8, 2))).orderBy(g.id),
    default:
      "SELECT CAST(goods.qty AS VARCHAR(10)) AS qty, CAST(goods.price AS NUMERIC(8, 2)) AS price FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT CAST(goods.qty AS VARCHAR(10)) AS qty, CAST(goods.price AS NUMERIC(8, 2)) AS price FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CAST(goods.qty AS VARCHAR(10)) AS qty, CAST(goods.price AS NUMERIC(8, 2)) AS price FROM goods ORDER BY goods.id",
    mysql:
      "SELECT CAST(goods.qty AS CHAR(10)) AS qty, CAST(goods.price AS DECIMAL(8, 2)) AS price FROM goods ORDER BY goods.id",
    rows: [
      ["1", "9.50"],
      ["4", "20.00"],
      ["5", "0.25"],
      ["12", "3.00"],
    ],
  },
  {
    name: "cast sum",
    build: () => select(cast(g.qty.add(1), bigInteger()), cast(g.qty, integer()).add(1)).orderBy(g.id),
    default:
      "SELECT CAST(goods.qty + :qty_1 AS BIGINT) AS anon_1, CAST(goods.qty AS INTEGER) + :param_1 AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT CAST(goods.qty + ? AS BIGINT) AS anon_1, CAST(goods.qty AS INTEGER) + ? AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CAST(goods.qty + $1::INTEGER AS BIGINT) AS anon_1, CAST(goods.qty AS INTEGER) + $2::INTEGER AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT CAST(goods.qty + ? AS SIGNED INTEGER) AS anon_1, CAST(goods.qty AS SIGNED INTEGER) + ? AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [2n, 2],
      [5n, 5],
      [6n, 6],
      [13n, 13],
    ],
  },
  {
    name: "cast types",
    build: () =>
      select(cast(g.made, date()), cast(g.name, text()), cast(g.stock, boolean()), cast(g.qty, double())).orderBy(g.id),
    default:
      "SELECT CAST(goods.made AS DATE) AS made, CAST(goods.name AS TEXT) AS name, CAST(goods.stock AS BOOLEAN) AS stock, CAST(goods.qty AS DOUBLE) AS qty FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT CAST(goods.made AS DATE) AS made, CAST(goods.name AS TEXT) AS name, CAST(goods.stock AS BOOLEAN) AS stock, CAST(goods.qty AS DOUBLE) AS qty FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CAST(goods.made AS DATE) AS made, CAST(goods.name AS TEXT) AS name, CAST(goods.stock AS BOOLEAN) AS stock, CAST(goods.qty AS DOUBLE PRECISION) AS qty FROM goods ORDER BY goods.id",
    mysql:
      "SELECT CAST(goods.made AS DATE) AS made, CAST(goods.name AS CHAR) AS name, goods.stock AS stock, goods.qty AS qty FROM goods ORDER BY goods.id",
    rows: {
      postgresql: [
        ["2024-01-01", "apple", true, 1],
        ["2024-01-09", "Banana", null, 4],
        ["2024-01-03", "c_d%e", true, 5],
        ["2024-01-03", "axx", true, 12],
      ],
      mysql: [
        ["2024-01-01", "apple", true, 1],
        ["2024-01-09", "Banana", null, 4],
        ["2024-01-03", "c_d%e", true, 5],
        ["2024-01-03", "axx", true, 12],
      ],
    },
  },
  {
    name: "cast float literal",
    build: () => select(cast(1.5, double()), cast(g.price, float())).orderBy(g.id),
    default:
      "SELECT CAST(:param_1 AS DOUBLE) AS anon_1, CAST(goods.price AS FLOAT) AS price FROM goods ORDER BY goods.id",
    sqlite: "SELECT CAST(? AS DOUBLE) AS anon_1, CAST(goods.price AS FLOAT) AS price FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT CAST($1::FLOAT AS DOUBLE PRECISION) AS anon_1, CAST(goods.price AS FLOAT) AS price FROM goods ORDER BY goods.id",
    mysql: "SELECT ? AS anon_1, goods.price AS price FROM goods ORDER BY goods.id",
    rows: [
      [1.5, 9.5],
      [1.5, 20],
      [1.5, 0.25],
      [1.5, 3],
    ],
  },
  {
    name: "type coerce",
    build: () => select(typeCoerce(g.qty, string()).concat("x"), typeCoerce("5", string())).orderBy(g.id),
    default: "SELECT goods.qty || :param_1 AS anon_1, :param_2 AS anon_2 FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.qty || ? AS anon_1, ? AS anon_2 FROM goods ORDER BY goods.id",
    postgresql: "SELECT goods.qty || $1::VARCHAR AS anon_1, $2::VARCHAR AS anon_2 FROM goods ORDER BY goods.id",
    mysql: "SELECT concat(goods.qty, ?) AS anon_1, ? AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      ["1x", "5"],
      ["4x", "5"],
      ["5x", "5"],
      ["12x", "5"],
    ],
  },
  {
    name: "sum in a concatenation",
    build: () => select(typeCoerce(g.qty.add(1), string()).concat("x")).orderBy(g.id),
    default: "SELECT goods.qty + :qty_1 || :param_1 AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT (goods.qty + ?) || ? AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT goods.qty + $1::INTEGER || $2::VARCHAR AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT concat(goods.qty + ?, ?) AS anon_1 FROM goods ORDER BY goods.id",
    rows: [["2x"], ["5x"], ["6x"], ["13x"]],
  },
  {
    name: "column compared",
    build: () =>
      select(column("qty", integer()).eq(5), column("name").like("a%")).selectFrom(goods).orderBy(column("id")),
    default: "SELECT qty = :qty_1 AS anon_1, name LIKE :name_1 AS anon_2 FROM goods ORDER BY id",
    sqlite: "SELECT qty = ? AS anon_1, name LIKE ? AS anon_2 FROM goods ORDER BY id",
    postgresql: "SELECT qty = $1::INTEGER AS anon_1, name LIKE $2::VARCHAR AS anon_2 FROM goods ORDER BY id",
    mysql: "SELECT qty = ? AS anon_1, name LIKE ? AS anon_2 FROM goods ORDER BY id",
    rows: [
      [false, true],
      [false, false],
      [true, false],
      [false, true],
    ],
  },
  {
    name: "cast in comparison",
    build: () =>
      select(g.id)
        .where(cast(g.price, integer()).gt(5), cast(g.qty.gt(1), boolean()))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE CAST(goods.price AS INTEGER) > :param_1 AND CAST(goods.qty > :qty_1 AS BOOLEAN) = 1 ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE CAST(goods.price AS INTEGER) > ? AND CAST(goods.qty > ? AS BOOLEAN) = 1 ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE CAST(goods.price AS INTEGER) > $1::INTEGER AND CAST(goods.qty > $2::INTEGER AS BOOLEAN) ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE CAST(goods.price AS SIGNED INTEGER) > ? AND (goods.qty > ?) = 1 ORDER BY goods.id",
    rows: [[2]],
  },
  {
    name: "try cast",
    build: () => select(tryCast(g.name, integer())).orderBy(g.id),
    default: /default has no TRY_CAST\./,
    sqlite: /sqlite has no TRY_CAST\./,
    postgresql: /postgresql has no TRY_CAST\./,
    mysql: /mysql has no TRY_CAST\./,
  },
  {
    name: "extract",
    build: () => select(extract("year", g.made), extract("month", g.day)).orderBy(g.id),
    default:
      "SELECT EXTRACT(year FROM goods.made) AS anon_1, EXTRACT(month FROM goods.day) AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT CAST(STRFTIME('%Y', goods.made) AS INTEGER) AS anon_1, CAST(STRFTIME('%m', goods.day) AS INTEGER) AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT EXTRACT(year FROM goods.made) AS anon_1, EXTRACT(month FROM goods.day) AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT EXTRACT(year FROM goods.made) AS anon_1, EXTRACT(month FROM goods.day) AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [2024, 1],
      [2024, 2],
      [2024, 12],
      [2024, 6],
    ],
  },
  {
    name: "extract compared",
    build: () =>
      select(g.id)
        .where(extract("year", g.made).eq(2024), extract("day", g.made).in([1, 2]))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE EXTRACT(year FROM goods.made) = :param_1 AND EXTRACT(day FROM goods.made) IN (:param_2_1, :param_2_2) ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE CAST(STRFTIME('%Y', goods.made) AS INTEGER) = ? AND CAST(STRFTIME('%d', goods.made) AS INTEGER) IN (?, ?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE EXTRACT(year FROM goods.made) = $1::INTEGER AND EXTRACT(day FROM goods.made) IN ($2::INTEGER, $3::INTEGER) ORDER BY goods.id",
    mysql:
      "SELECT goods.id FROM goods WHERE EXTRACT(year FROM goods.made) = ? AND EXTRACT(day FROM goods.made) IN (?, ?) ORDER BY goods.id",
    rows: [[1]],
  },
  {
    name: "extract all",
    build: () =>
      select(
        extract("hour", g.made),
        extract("minute", g.made),
        extract("second", g.made),
        extract("dow", g.made),
        extract("doy", g.made),
        extract("week", g.made),
        extract("epoch", g.made),
      ).orderBy(g.id),
    default:
      "SELECT EXTRACT(hour FROM goods.made) AS anon_1, EXTRACT(minute FROM goods.made) AS anon_2, EXTRACT(second FROM goods.made) AS anon_3, EXTRACT(dow FROM goods.made) AS anon_4, EXTRACT(doy FROM goods.made) AS anon_5, EXTRACT(week FROM goods.made) AS anon_6, EXTRACT(epoch FROM goods.made) AS anon_7 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT CAST(STRFTIME('%H', goods.made) AS INTEGER) AS anon_1, CAST(STRFTIME('%M', goods.made) AS INTEGER) AS anon_2, CAST(STRFTIME('%S', goods.made) AS INTEGER) AS anon_3, CAST(STRFTIME('%w', goods.made) AS INTEGER) AS anon_4, CAST(STRFTIME('%j', goods.made) AS INTEGER) AS anon_5, CAST(STRFTIME('%W', goods.made) AS INTEGER) AS anon_6, CAST(STRFTIME('%s', goods.made) AS INTEGER) AS anon_7 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT EXTRACT(hour FROM goods.made) AS anon_1, EXTRACT(minute FROM goods.made) AS anon_2, EXTRACT(second FROM goods.made) AS anon_3, EXTRACT(dow FROM goods.made) AS anon_4, EXTRACT(doy FROM goods.made) AS anon_5, EXTRACT(week FROM goods.made) AS anon_6, EXTRACT(epoch FROM goods.made) AS anon_7 FROM goods ORDER BY goods.id",
    mysql: /mysql cannot extract "dow" from a date\./,
    rows: {
      sqlite: [
        [10, 30, 0, 1, 1, 1, 1704105000],
        [10, 30, 0, 2, 9, 2, 1704796200],
        [10, 30, 0, 3, 3, 1, 1704277800],
        [10, 30, 0, 3, 3, 1, 1704277800],
      ],
      postgresql: [
        [10, 30, 0, 1, 1, 1, 1704105000],
        [10, 30, 0, 2, 9, 2, 1704796200],
        [10, 30, 0, 3, 3, 1, 1704277800],
        [10, 30, 0, 3, 3, 1, 1704277800],
      ],
    },
  },
  {
    name: "collate",
    build: () => select(g.id).where(g.name.collate("C").gt("a")).orderBy(g.id),
    default: 'SELECT goods.id FROM goods WHERE (goods.name COLLATE "C") > :param_1 ORDER BY goods.id',
    sqlite: 'SELECT goods.id FROM goods WHERE (goods.name COLLATE "C") > ? ORDER BY goods.id',
    postgresql: 'SELECT goods.id FROM goods WHERE (goods.name COLLATE "C") > $1::VARCHAR ORDER BY goods.id',
    mysql: "SELECT goods.id FROM goods WHERE (goods.name COLLATE `C`) > ? ORDER BY goods.id",
    rows: { postgresql: [[1], [3], [4]] },
  },
  {
    name: "collate function",
    build: () => select(collate(g.name, "C"), collate(g.note, "C")).orderBy(g.id),
    default: 'SELECT goods.name COLLATE "C" AS anon_1, goods.note COLLATE "C" AS anon_2 FROM goods ORDER BY goods.id',
    sqlite: 'SELECT goods.name COLLATE "C" AS anon_1, goods.note COLLATE "C" AS anon_2 FROM goods ORDER BY goods.id',
    postgresql:
      'SELECT goods.name COLLATE "C" AS anon_1, goods.note COLLATE "C" AS anon_2 FROM goods ORDER BY goods.id',
    mysql: "SELECT goods.name COLLATE `C` AS anon_1, goods.note COLLATE `C` AS anon_2 FROM goods ORDER BY goods.id",
    rows: {
      sqlite: [
        ["apple", "red"],
        ["Banana", null],
        ["c_d%e", "x"],
        ["axx", "b/c"],
      ],
      postgresql: [
        ["apple", "red"],
        ["Banana", null],
        ["c_d%e", "x"],
        ["axx", "b/c"],
      ],
    },
  },
  {
    name: "collate concat",
    build: () => select(g.name.concat(g.note).collate("C"), g.name.collate("C").concat(g.note)).orderBy(g.id),
    default:
      'SELECT goods.name || goods.note COLLATE "C" AS anon_1, (goods.name COLLATE "C") || goods.note AS anon_2 FROM goods ORDER BY goods.id',
    sqlite:
      'SELECT goods.name || goods.note COLLATE "C" AS anon_1, (goods.name COLLATE "C") || goods.note AS anon_2 FROM goods ORDER BY goods.id',
    postgresql:
      'SELECT goods.name || goods.note COLLATE "C" AS anon_1, (goods.name COLLATE "C") || goods.note AS anon_2 FROM goods ORDER BY goods.id',
    mysql:
      "SELECT concat(goods.name, goods.note) COLLATE `C` AS anon_1, concat((goods.name COLLATE `C`), goods.note) AS anon_2 FROM goods ORDER BY goods.id",
    rows: {
      sqlite: [
        ["applered", "applered"],
        [null, null],
        ["c_d%ex", "c_d%ex"],
        ["axxb/c", "axxb/c"],
      ],
      postgresql: [
        ["applered", "applered"],
        [null, null],
        ["c_d%ex", "c_d%ex"],
        ["axxb/c", "axxb/c"],
      ],
    },
  },
  {
    name: "collate order",
    build: () => select(g.id).orderBy(g.name.collate("C").desc(), collate(g.note, "C").asc()),
    default: 'SELECT goods.id FROM goods ORDER BY goods.name COLLATE "C" DESC, goods.note COLLATE "C" ASC',
    sqlite: 'SELECT goods.id FROM goods ORDER BY goods.name COLLATE "C" DESC, goods.note COLLATE "C" ASC',
    postgresql: 'SELECT goods.id FROM goods ORDER BY goods.name COLLATE "C" DESC, goods.note COLLATE "C" ASC',
    mysql: "SELECT goods.id FROM goods ORDER BY goods.name COLLATE `C` DESC, goods.note COLLATE `C` ASC",
    rows: { postgresql: [[3], [4], [1], [2]] },
  },
  {
    name: "collate like",
    build: () =>
      select(g.id)
        .where(g.name.collate("C").like("a%"), g.name.like(collate(g.note, "C")))
        .orderBy(g.id),
    default:
      'SELECT goods.id FROM goods WHERE (goods.name COLLATE "C") LIKE :param_1 AND goods.name LIKE (goods.note COLLATE "C") ORDER BY goods.id',
    sqlite:
      'SELECT goods.id FROM goods WHERE (goods.name COLLATE "C") LIKE ? AND goods.name LIKE (goods.note COLLATE "C") ORDER BY goods.id',
    postgresql:
      'SELECT goods.id FROM goods WHERE (goods.name COLLATE "C") LIKE $1::VARCHAR AND goods.name LIKE (goods.note COLLATE "C") ORDER BY goods.id',
    mysql:
      "SELECT goods.id FROM goods WHERE (goods.name COLLATE `C`) LIKE ? AND goods.name LIKE (goods.note COLLATE `C`) ORDER BY goods.id",
    rows: { sqlite: [], postgresql: [] },
  },
  {
    name: "collate literal",
    build: () => select(collate("x", "C"), g.name.eq(collate("x", "C"))).orderBy(g.id),
    default:
      'SELECT :param_1 COLLATE "C" AS anon_1, goods.name = (:param_2 COLLATE "C") AS anon_2 FROM goods ORDER BY goods.id',
    sqlite: 'SELECT ? COLLATE "C" AS anon_1, goods.name = (? COLLATE "C") AS anon_2 FROM goods ORDER BY goods.id',
    postgresql:
      'SELECT $1::VARCHAR COLLATE "C" AS anon_1, goods.name = ($2::VARCHAR COLLATE "C") AS anon_2 FROM goods ORDER BY goods.id',
    mysql: "SELECT ? COLLATE `C` AS anon_1, goods.name = (? COLLATE `C`) AS anon_2 FROM goods ORDER BY goods.id",
    rows: {
      postgresql: [
        ["x", false],
        ["x", false],
        ["x", false],
        ["x", false],
      ],
    },
  },
  {
    name: "collate negated",
    build: () =>
      select(g.id)
        .where(not(g.name.collate("C").eq("a")))
        .orderBy(g.id),
    default: 'SELECT goods.id FROM goods WHERE (goods.name COLLATE "C") != :param_1 ORDER BY goods.id',
    sqlite: 'SELECT goods.id FROM goods WHERE (goods.name COLLATE "C") != ? ORDER BY goods.id',
    postgresql: 'SELECT goods.id FROM goods WHERE (goods.name COLLATE "C") != $1::VARCHAR ORDER BY goods.id',
    mysql: "SELECT goods.id FROM goods WHERE (goods.name COLLATE `C`) != ? ORDER BY goods.id",
    rows: { postgresql: [[1], [2], [3], [4]] },
  },
  {
    name: "collate aggregate",
    build: () => select(func.max(g.name.collate("C"))),
    default: 'SELECT max(goods.name COLLATE "C") AS max_1 FROM goods',
    sqlite: 'SELECT max(goods.name COLLATE "C") AS max_1 FROM goods',
    postgresql: 'SELECT max(goods.name COLLATE "C") AS max_1 FROM goods',
    mysql: "SELECT max(goods.name COLLATE `C`) AS max_1 FROM goods",
    rows: { postgresql: [["c_d%e"]] },
  },
  {
    name: "order by",
    build: () => select(g.id).orderBy(g.qty, g.name.desc(), g.id.asc()),
    default: "SELECT goods.id FROM goods ORDER BY goods.qty, goods.name DESC, goods.id ASC",
    sqlite: "SELECT goods.id FROM goods ORDER BY goods.qty, goods.name DESC, goods.id ASC",
    postgresql: "SELECT goods.id FROM goods ORDER BY goods.qty, goods.name DESC, goods.id ASC",
    mysql: "SELECT goods.id FROM goods ORDER BY goods.qty, goods.name DESC, goods.id ASC",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "nulls first",
    build: () => select(g.id).orderBy(g.stock.nullsFirst(), g.note.desc().nullsLast(), g.id),
    default: "SELECT goods.id FROM goods ORDER BY goods.stock NULLS FIRST, goods.note DESC NULLS LAST, goods.id",
    sqlite: "SELECT goods.id FROM goods ORDER BY goods.stock NULLS FIRST, goods.note DESC NULLS LAST, goods.id",
    postgresql: "SELECT goods.id FROM goods ORDER BY goods.stock NULLS FIRST, goods.note DESC NULLS LAST, goods.id",
    mysql: /mysql has no NULLS FIRST\. NULLs come first in ascending orde/,
    rows: { sqlite: [[2], [4], [1], [3]], postgresql: [[2], [4], [1], [3]] },
  },
  {
    name: "nulls functions",
    build: () => select(g.id).orderBy(nullsFirst(g.stock.desc()), nullsLast(g.note), desc(g.id)),
    default: "SELECT goods.id FROM goods ORDER BY goods.stock DESC NULLS FIRST, goods.note NULLS LAST, goods.id DESC",
    sqlite: "SELECT goods.id FROM goods ORDER BY goods.stock DESC NULLS FIRST, goods.note NULLS LAST, goods.id DESC",
    postgresql:
      "SELECT goods.id FROM goods ORDER BY goods.stock DESC NULLS FIRST, goods.note NULLS LAST, goods.id DESC",
    mysql: /mysql has no NULLS FIRST\. NULLs come first in ascending orde/,
    rows: { sqlite: [[2], [3], [1], [4]], postgresql: [[2], [3], [1], [4]] },
  },
  {
    name: "order by expressions",
    build: () => select(g.id).orderBy(g.qty.add(1).desc(), g.qty.neg(), g.name.concat("x")),
    default: "SELECT goods.id FROM goods ORDER BY goods.qty + :qty_1 DESC, -goods.qty, goods.name || :name_1",
    sqlite: "SELECT goods.id FROM goods ORDER BY goods.qty + ? DESC, -goods.qty, goods.name || ?",
    postgresql:
      "SELECT goods.id FROM goods ORDER BY goods.qty + $1::INTEGER DESC, -goods.qty, goods.name || $2::VARCHAR",
    mysql: "SELECT goods.id FROM goods ORDER BY goods.qty + ? DESC, -goods.qty, concat(goods.name, ?)",
    rows: [[4], [3], [2], [1]],
  },
  {
    name: "order by label name",
    build: () => select(g.qty.add(1).label("more")).orderBy("more"),
    default: "SELECT goods.qty + :qty_1 AS more FROM goods ORDER BY more",
    sqlite: "SELECT goods.qty + ? AS more FROM goods ORDER BY more",
    postgresql: "SELECT goods.qty + $1::INTEGER AS more FROM goods ORDER BY more",
    mysql: "SELECT goods.qty + ? AS more FROM goods ORDER BY more",
    rows: [[2], [5], [6], [13]],
  },
  {
    name: "order by label desc",
    build: () => select(g.qty.add(1).label("more")).orderBy(desc("more"), asc("more")),
    default: "SELECT goods.qty + :qty_1 AS more FROM goods ORDER BY more DESC, more ASC",
    sqlite: "SELECT goods.qty + ? AS more FROM goods ORDER BY more DESC, more ASC",
    postgresql: "SELECT goods.qty + $1::INTEGER AS more FROM goods ORDER BY more DESC, more ASC",
    mysql: "SELECT goods.qty + ? AS more FROM goods ORDER BY more DESC, more ASC",
    rows: [[13], [6], [5], [2]],
  },
  {
    name: "order by label object",
    build: () => select(g.qty.add(1).label("more")).orderBy(g.qty.add(1).label("more").desc()),
    default: "SELECT goods.qty + :qty_1 AS more FROM goods ORDER BY goods.qty + :qty_2 DESC",
    sqlite: "SELECT goods.qty + ? AS more FROM goods ORDER BY goods.qty + ? DESC",
    postgresql: "SELECT goods.qty + $1::INTEGER AS more FROM goods ORDER BY goods.qty + $2::INTEGER DESC",
    mysql: "SELECT goods.qty + ? AS more FROM goods ORDER BY goods.qty + ? DESC",
    rows: [[13], [6], [5], [2]],
  },
  {
    name: "order by a name not selected",
    build: () => select(g.qty).orderBy("name"),
    default: "SELECT goods.qty FROM goods ORDER BY goods.name",
    sqlite: "SELECT goods.qty FROM goods ORDER BY goods.name",
    postgresql: "SELECT goods.qty FROM goods ORDER BY goods.name",
    mysql: "SELECT goods.qty FROM goods ORDER BY goods.name",
    rows: { sqlite: [[4], [1], [12], [5]], postgresql: [[4], [1], [12], [5]], mysql: [[1], [12], [4], [5]] },
  },
  {
    name: "group by name",
    build: () => select(g.active.label("on"), func.count()).groupBy("on").orderBy("on"),
    default: 'SELECT goods.active AS "on", count(*) AS count_1 FROM goods GROUP BY "on" ORDER BY "on"',
    sqlite: 'SELECT goods.active AS "on", count(*) AS count_1 FROM goods GROUP BY "on" ORDER BY "on"',
    postgresql: 'SELECT goods.active AS "on", count(*) AS count_1 FROM goods GROUP BY "on" ORDER BY "on"',
    mysql: "SELECT goods.active AS `on`, count(*) AS count_1 FROM goods GROUP BY `on` ORDER BY `on`",
    rows: [
      [false, 2],
      [true, 2],
    ],
  },
  {
    name: "order by nulls of label",
    build: () => select(g.stock.label("s")).orderBy(nullsLast("s")),
    default: "SELECT goods.stock AS s FROM goods ORDER BY s NULLS LAST",
    sqlite: "SELECT goods.stock AS s FROM goods ORDER BY s NULLS LAST",
    postgresql: "SELECT goods.stock AS s FROM goods ORDER BY s NULLS LAST",
    mysql: /mysql has no NULLS LAST\. NULLs come first in ascending order/,
    rows: { sqlite: [[3], [4], [5], [null]], postgresql: [[3], [4], [5], [null]] },
  },
  {
    name: "order by condition",
    build: () => select(g.id).orderBy(g.qty.gt(3), g.name.like("a%").desc(), g.active),
    default: "SELECT goods.id FROM goods ORDER BY goods.qty > :qty_1, goods.name LIKE :name_1 DESC, goods.active",
    sqlite: "SELECT goods.id FROM goods ORDER BY goods.qty > ?, goods.name LIKE ? DESC, goods.active",
    postgresql:
      "SELECT goods.id FROM goods ORDER BY goods.qty > $1::INTEGER, goods.name LIKE $2::VARCHAR DESC, goods.active",
    mysql: "SELECT goods.id FROM goods ORDER BY goods.qty > ?, goods.name LIKE ? DESC, goods.active",
    rows: [[1], [4], [2], [3]],
  },
  {
    name: "distinct element",
    build: () => select(func.count(distinct(g.qty)), func.count(g.qty.distinct()), func.sum(distinct(g.qty.add(1)))),
    default:
      "SELECT count(DISTINCT goods.qty) AS count_1, count(DISTINCT goods.qty) AS count_2, sum(DISTINCT goods.qty + :qty_1) AS sum_1 FROM goods",
    sqlite:
      "SELECT count(DISTINCT goods.qty) AS count_1, count(DISTINCT goods.qty) AS count_2, sum(DISTINCT goods.qty + ?) AS sum_1 FROM goods",
    postgresql:
      "SELECT count(DISTINCT goods.qty) AS count_1, count(DISTINCT goods.qty) AS count_2, sum(DISTINCT goods.qty + $1::INTEGER) AS sum_1 FROM goods",
    mysql:
      "SELECT count(DISTINCT goods.qty) AS count_1, count(DISTINCT goods.qty) AS count_2, sum(DISTINCT goods.qty + ?) AS sum_1 FROM goods",
    rows: [[4, 4, 26]],
  },
  {
    name: "distinct expression",
    build: () => select(distinct(g.qty.add(1))).orderBy(g.qty.add(1)),
    default: "SELECT DISTINCT goods.qty + :qty_1 AS anon_1 FROM goods ORDER BY goods.qty + :qty_2",
    sqlite: "SELECT DISTINCT goods.qty + ? AS anon_1 FROM goods ORDER BY goods.qty + ?",
    postgresql: "SELECT DISTINCT goods.qty + $1::INTEGER AS anon_1 FROM goods ORDER BY goods.qty + $2::INTEGER",
    mysql: "SELECT DISTINCT goods.qty + ? AS anon_1 FROM goods ORDER BY goods.qty + ?",
    rows: { sqlite: [[2], [5], [6], [13]], mysql: [[2], [5], [6], [13]] },
  },
  {
    name: "any subquery",
    build: () =>
      select(g.id)
        .where(g.qty.eq(any(select(p.count).scalarSubquery())))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty = ANY (SELECT parts.count FROM parts) ORDER BY goods.id",
    sqlite: /sqlite has no ANY/,
    postgresql: "SELECT goods.id FROM goods WHERE goods.qty = ANY (SELECT parts.count FROM parts) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = ANY (SELECT parts.count FROM parts) ORDER BY goods.id",
    rows: { postgresql: [[1], [3]], mysql: [[1], [3]] },
  },
  {
    name: "all subquery",
    build: () =>
      select(g.id)
        .where(g.qty.gt(all(select(p.count).scalarSubquery())))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty > ALL (SELECT parts.count FROM parts) ORDER BY goods.id",
    sqlite: /sqlite has no ALL/,
    postgresql: "SELECT goods.id FROM goods WHERE goods.qty > ALL (SELECT parts.count FROM parts) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty > ALL (SELECT parts.count FROM parts) ORDER BY goods.id",
    rows: { postgresql: [[4]], mysql: [[4]] },
  },
  {
    name: "any subquery reversed",
    build: () =>
      select(g.id)
        .where(any(select(p.count).scalarSubquery()).eq(g.qty))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty = ANY (SELECT parts.count FROM parts) ORDER BY goods.id",
    sqlite: /sqlite has no ANY/,
    postgresql: "SELECT goods.id FROM goods WHERE goods.qty = ANY (SELECT parts.count FROM parts) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = ANY (SELECT parts.count FROM parts) ORDER BY goods.id",
    rows: { postgresql: [[1], [3]], mysql: [[1], [3]] },
  },
  {
    name: "any negated",
    build: () =>
      select(g.id)
        .where(not(g.qty.eq(any(select(p.count).scalarSubquery()))))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE NOT (goods.qty = ANY (SELECT parts.count FROM parts)) ORDER BY goods.id",
    sqlite: /sqlite has no ANY/,
    postgresql:
      "SELECT goods.id FROM goods WHERE NOT (goods.qty = ANY (SELECT parts.count FROM parts)) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE NOT (goods.qty = ANY (SELECT parts.count FROM parts)) ORDER BY goods.id",
    rows: { postgresql: [[2], [4]], mysql: [[2], [4]] },
  },
  {
    name: "any of select",
    build: () =>
      select(g.id)
        .where(g.qty.le(any(select(p.count))))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty <= ANY (SELECT parts.count FROM parts) ORDER BY goods.id",
    sqlite: /sqlite has no ANY/,
    postgresql: "SELECT goods.id FROM goods WHERE goods.qty <= ANY (SELECT parts.count FROM parts) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty <= ANY (SELECT parts.count FROM parts) ORDER BY goods.id",
    rows: { postgresql: [[1], [2], [3]], mysql: [[1], [2], [3]] },
  },
  {
    name: "literal compared any",
    build: () =>
      select(g.id)
        .where(literal(5).lt(all(select(p.count).scalarSubquery())))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE :param_1 < ALL (SELECT parts.count FROM parts) ORDER BY goods.id",
    sqlite: /sqlite has no ALL/,
    postgresql: "SELECT goods.id FROM goods WHERE $1::INTEGER < ALL (SELECT parts.count FROM parts) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE ? < ALL (SELECT parts.count FROM parts) ORDER BY goods.id",
    rows: { postgresql: [], mysql: [] },
  },
  {
    name: "op",
    build: () => select(g.qty.op("+")(1)).orderBy(g.id),
    default: "SELECT goods.qty + :qty_1 AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.qty + ? AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT goods.qty + $1::INTEGER AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.qty + ? AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[2], [5], [6], [13]],
  },
  {
    name: "op precedence",
    build: () => select(g.qty.op("#")(1).add(2), g.qty.add(1).op("#")(2)).orderBy(g.id),
    default:
      "SELECT (goods.qty # :qty_1) + :param_1 AS anon_1, goods.qty + :qty_2 # :param_2 AS anon_2 FROM goods ORDER BY goods.id",
    sqlite: "SELECT (goods.qty # ?) + ? AS anon_1, goods.qty + ? # ? AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT (goods.qty # $1::INTEGER) + $2::INTEGER AS anon_1, goods.qty + $3::INTEGER # $4::INTEGER AS anon_2 FROM goods ORDER BY goods.id",
    mysql: "SELECT (goods.qty # ?) + ? AS anon_1, goods.qty + ? # ? AS anon_2 FROM goods ORDER BY goods.id",
    rows: {
      postgresql: [
        [2, 0],
        [7, 7],
        [6, 4],
        [15, 15],
      ],
    },
  },
  {
    name: "op precedence high",
    build: () =>
      select(g.qty.op("#", { precedence: 8 })(1).add(2), g.qty.add(1).op("#", { precedence: 20 })(2)).orderBy(g.id),
    default:
      "SELECT goods.qty # :qty_1 + :param_1 AS anon_1, (goods.qty + :qty_2) # :param_2 AS anon_2 FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.qty # ? + ? AS anon_1, (goods.qty + ?) # ? AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.qty # $1::INTEGER + $2::INTEGER AS anon_1, (goods.qty + $3::INTEGER) # $4::INTEGER AS anon_2 FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.qty # ? + ? AS anon_1, (goods.qty + ?) # ? AS anon_2 FROM goods ORDER BY goods.id",
    rows: {
      postgresql: [
        [2, 0],
        [7, 7],
        [6, 4],
        [15, 15],
      ],
      mysql: [[1], [4], [5], [12]],
    },
  },
  {
    name: "op nested",
    build: () => select(g.qty.op("#")(1).op("#")(2), g.qty.op("#")(g.stock.op("#")(2))).orderBy(g.id),
    default:
      "SELECT (goods.qty # :qty_1) # :param_1 AS anon_1, goods.qty # (goods.stock # :stock_1) AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT (goods.qty # ?) # ? AS anon_1, goods.qty # (goods.stock # ?) AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT (goods.qty # $1::INTEGER) # $2::INTEGER AS anon_1, goods.qty # (goods.stock # $3::INTEGER) AS anon_2 FROM goods ORDER BY goods.id",
    mysql: "SELECT (goods.qty # ?) # ? AS anon_1, goods.qty # (goods.stock # ?) AS anon_2 FROM goods ORDER BY goods.id",
    rows: {
      postgresql: [
        [2, 7],
        [7, null],
        [6, 2],
        [15, 13],
      ],
    },
  },
  {
    name: "op comparison",
    build: () =>
      select(g.id)
        .where(g.qty.op("<>", { isComparison: true })(3))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty <> :qty_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty <> ? ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.qty <> $1::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty <> ? ORDER BY goods.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "bool op",
    build: () =>
      select(g.id)
        .where(g.name.boolOp("<>")("x"), not(g.name.boolOp("<>")("y")))
        .orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE (goods.name <> :name_1) AND NOT (goods.name <> :name_2) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.name <> ?) AND NOT (goods.name <> ?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.name <> $1::VARCHAR) AND NOT (goods.name <> $2::VARCHAR) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.name <> ?) AND NOT (goods.name <> ?) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "bool op alone",
    build: () => select(g.id).where(g.name.boolOp("<>")("x")).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.name <> :name_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.name <> ? ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.name <> $1::VARCHAR ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.name <> ? ORDER BY goods.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "bool op with precedence",
    build: () =>
      select(g.id)
        .where(g.name.boolOp("<>", { precedence: 5 })(g.note.concat("y")))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.name <> (goods.note || :note_1) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.name <> (goods.note || ?) ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.name <> (goods.note || $1::VARCHAR) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.name <> (concat(goods.note, ?)) ORDER BY goods.id",
    rows: [[1], [3], [4]],
  },
  {
    name: "op in and",
    build: () =>
      select(g.id)
        .where(and(g.qty.op("<", { isComparison: true })(5), g.id.gt(0)))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE (goods.qty < :qty_1) AND goods.id > :id_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE (goods.qty < ?) AND goods.id > ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE (goods.qty < $1::INTEGER) AND goods.id > $2::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE (goods.qty < ?) AND goods.id > ? ORDER BY goods.id",
    rows: [[1], [2]],
  },
  {
    name: "op not",
    build: () =>
      select(g.id)
        .where(not(g.qty.op("<", { isComparison: true })(5)))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE NOT (goods.qty < :qty_1) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE NOT (goods.qty < ?) ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE NOT (goods.qty < $1::INTEGER) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE NOT (goods.qty < ?) ORDER BY goods.id",
    rows: [[3], [4]],
  },
  {
    name: "literal",
    build: () => select(literal(1), literal("x"), literal(1.5), literal(true)),
    default: "SELECT :param_1 AS anon_1, :param_2 AS anon_2, :param_3 AS anon_3, :param_4 AS anon_4",
    sqlite: "SELECT ? AS anon_1, ? AS anon_2, ? AS anon_3, ? AS anon_4",
    postgresql: "SELECT $1::INTEGER AS anon_1, $2::VARCHAR AS anon_2, $3::FLOAT AS anon_3, $4::BOOLEAN AS anon_4",
    mysql: "SELECT ? AS anon_1, ? AS anon_2, ? AS anon_3, ? AS anon_4",
    rows: [[1, "x", 1.5, true]],
  },
  {
    name: "literal column",
    build: () => select(literalColumn("1 + 1", integer()), literalColumn("qty").label("q")).selectFrom(goods),
    default: "SELECT 1 + 1, qty AS q FROM goods",
    sqlite: "SELECT 1 + 1, qty AS q FROM goods",
    postgresql: "SELECT 1 + 1, qty AS q FROM goods",
    mysql: "SELECT 1 + 1, qty AS q FROM goods",
    rows: [
      [2, 1],
      [2, 4],
      [2, 5],
      [2, 12],
    ],
  },
  {
    name: "literal column operators",
    build: () => select(literalColumn("qty").add(1), literalColumn("qty", integer()).mul(2)).selectFrom(goods),
    default: "SELECT qty + :qty_1 AS anon_1, qty * :qty_2 AS anon_2 FROM goods",
    sqlite: "SELECT qty + ? AS anon_1, qty * ? AS anon_2 FROM goods",
    postgresql: "SELECT qty + $1::INTEGER AS anon_1, qty * $2::INTEGER AS anon_2 FROM goods",
    mysql: "SELECT qty + ? AS anon_1, qty * ? AS anon_2 FROM goods",
    rows: [
      [2, 2],
      [5, 8],
      [6, 10],
      [13, 24],
    ],
  },
  {
    name: "literal minus",
    build: () => select(literal(10).sub(g.qty), literal(2).pow(g.qty), literal("a").concat(g.name)).orderBy(g.id),
    default:
      "SELECT :param_1 - goods.qty AS anon_1, pow(:param_2, goods.qty) AS pow_1, :param_3 || goods.name AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT ? - goods.qty AS anon_1, pow(?, goods.qty) AS pow_1, ? || goods.name AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT $1::INTEGER - goods.qty AS anon_1, power($2::INTEGER, goods.qty) AS pow_1, $3::VARCHAR || goods.name AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT ? - goods.qty AS anon_1, pow(?, goods.qty) AS pow_1, concat(?, goods.name) AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [9, 2, "aapple"],
      [6, 16, "aBanana"],
      [5, 32, "ac_d%e"],
      [-2, 4096, "aaxx"],
    ],
  },
  {
    name: "bindparam",
    build: () =>
      select(g.id)
        .where(g.qty.eq(bindparam("q", { value: 3 })), g.name.eq(bindparam("n", { value: "x" })))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty = :q AND goods.name = :n ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.name = ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty = $1::INTEGER AND goods.name = $2::VARCHAR ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.name = ? ORDER BY goods.id",
    rows: [],
  },
  {
    name: "bindparam typed",
    build: () =>
      select(g.id)
        .where(
          g.qty.eq(bindparam("q", { value: 3, type: smallInteger() })),
          bindparam("n", { value: "x", type: string() }).eq(g.name),
        )
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty = :q AND :n = goods.name ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty = ? AND ? = goods.name ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty = $1::SMALLINT AND $2::VARCHAR = goods.name ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = ? AND ? = goods.name ORDER BY goods.id",
    rows: [],
  },
  {
    name: "bindparam unique",
    build: () =>
      select(g.id)
        .where(
          g.qty.eq(bindparam("q", { value: 3, unique: true })),
          g.stock.eq(bindparam("q", { value: 4, unique: true })),
        )
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty = :q_1 AND goods.stock = :q_2 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.stock = ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty = $1::INTEGER AND goods.stock = $2::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = ? AND goods.stock = ? ORDER BY goods.id",
    rows: [],
  },
  {
    name: "bindparam expanding expression",
    build: () =>
      select(g.id)
        .where(g.qty.add(1).in(bindparam("q", { value: [1, 2, 3], expanding: true })))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty + :qty_1 IN (:q_1, :q_2, :q_3) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty + ? IN (?, ?, ?) ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.qty + $1::INTEGER IN ($2::INTEGER, $3::INTEGER, $4::INTEGER) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty + ? IN (?, ?, ?) ORDER BY goods.id",
    rows: [[1]],
  },
  {
    name: "bindparam expanding empty",
    build: () =>
      select(g.id)
        .where(g.qty.in(bindparam("q", { value: [], expanding: true, type: integer() })))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty IN (NULL) AND (1 != 1) ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1) ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.qty IN (NULL) AND (1 != 1) ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty IN (NULL) AND (1 != 1) ORDER BY goods.id",
    rows: [],
  },
  {
    name: "bindparam in the select list",
    build: () => select(bindparam("q", { value: 3 }), bindparam("r", { value: "x", type: string() }).label("r")),
    default: "SELECT :q AS anon_1, :r AS r",
    sqlite: "SELECT ? AS anon_1, ? AS r",
    postgresql: "SELECT $1::INTEGER AS anon_1, $2::VARCHAR AS r",
    mysql: "SELECT ? AS anon_1, ? AS r",
    rows: [[3, "x"]],
  },
  {
    name: "bindparam literal execute",
    build: () =>
      select(g.id)
        .where(g.qty.eq(bindparam("q", { value: 3, literalExecute: true })))
        .orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.qty = 3 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.qty = 3 ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.qty = 3 ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.qty = 3 ORDER BY goods.id",
    rows: [],
  },
  {
    name: "label arithmetic",
    build: () => select(g.qty.label("a").add(1), g.qty.add(2).label("b").mul(3)).orderBy(g.id),
    default:
      "SELECT goods.qty + :param_1 AS anon_1, (goods.qty + :qty_1) * :param_2 AS anon_2 FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.qty + ? AS anon_1, (goods.qty + ?) * ? AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.qty + $1::INTEGER AS anon_1, (goods.qty + $2::INTEGER) * $3::INTEGER AS anon_2 FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.qty + ? AS anon_1, (goods.qty + ?) * ? AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [2, 9],
      [5, 18],
      [6, 21],
      [13, 42],
    ],
  },
  {
    name: "label where",
    build: () => select(g.qty.add(2).label("b")).where(g.qty.add(2).label("b").gt(3)).orderBy(g.id),
    default: "SELECT goods.qty + :qty_1 AS b FROM goods WHERE goods.qty + :qty_2 > :param_1 ORDER BY goods.id",
    sqlite: "SELECT goods.qty + ? AS b FROM goods WHERE goods.qty + ? > ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.qty + $1::INTEGER AS b FROM goods WHERE goods.qty + $2::INTEGER > $3::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.qty + ? AS b FROM goods WHERE goods.qty + ? > ? ORDER BY goods.id",
    rows: [[6], [7], [14]],
  },
  {
    name: "label not",
    build: () => select(not(g.active.label("x")), not(g.qty.eq(1).label("y"))).orderBy(g.id),
    default: "SELECT goods.active = 0 AS x, goods.qty != :qty_1 AS y FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.active = 0 AS x, goods.qty != ? AS y FROM goods ORDER BY goods.id",
    postgresql: "SELECT NOT goods.active AS x, goods.qty != $1::INTEGER AS y FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.active = 0 AS x, goods.qty != ? AS y FROM goods ORDER BY goods.id",
    rows: [
      [false, false],
      [true, true],
      [false, true],
      [true, true],
    ],
  },
  {
    name: "anonymous label",
    build: () => select(g.qty.label(null), g.qty.add(1).label(null)).orderBy(g.id),
    default: "SELECT goods.qty AS qty_1, goods.qty + :qty_2 AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.qty AS qty_1, goods.qty + ? AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT goods.qty AS qty_1, goods.qty + $1::INTEGER AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.qty AS qty_1, goods.qty + ? AS anon_1 FROM goods ORDER BY goods.id",
    rows: [
      [1, 2],
      [4, 5],
      [5, 6],
      [12, 13],
    ],
  },
  {
    name: "date arithmetic",
    build: () => select(g.day.sub(g.day)).orderBy(g.id),
    default: "SELECT goods.day - goods.day AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.day - goods.day AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT goods.day - goods.day AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.day - goods.day AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[0], [0], [0], [0]],
  },
  {
    name: "date compared",
    build: () => select(g.id).where(g.made.gt(new Date("2024-01-01T00:00:00Z")), g.day.eq("2024-01-05")),
    default: "SELECT goods.id FROM goods WHERE goods.made > :made_1 AND goods.day = :day_1",
    sqlite: "SELECT goods.id FROM goods WHERE goods.made > ? AND goods.day = ?",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.made > $1::TIMESTAMP WITHOUT TIME ZONE AND goods.day = $2::DATE",
    mysql: "SELECT goods.id FROM goods WHERE goods.made > ? AND goods.day = ?",
    rows: [[1]],
  },
  {
    name: "integer plus numeric",
    build: () => select(g.qty.add(g.price).mul(2), g.price.add(1), g.weight.mul(g.qty)).orderBy(g.id),
    default:
      "SELECT (goods.qty + goods.price) * :param_1 AS anon_1, goods.price + :price_1 AS anon_2, goods.weight * goods.qty AS anon_3 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT (goods.qty + goods.price) * ? AS anon_1, goods.price + ? AS anon_2, goods.weight * goods.qty AS anon_3 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT (goods.qty + goods.price) * $1::INTEGER AS anon_1, goods.price + $2::INTEGER AS anon_2, goods.weight * goods.qty AS anon_3 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT (goods.qty + goods.price) * ? AS anon_1, goods.price + ? AS anon_2, goods.weight * goods.qty AS anon_3 FROM goods ORDER BY goods.id",
    rows: [
      ["21.00", "10.50", 0.5],
      ["48.00", "21.00", null],
      ["10.50", "1.25", 10],
      ["30.00", "4.00", 15],
    ],
  },
  {
    name: "integer plus fraction",
    build: () => select(g.qty.add(1.5), g.qty.mul(0.5), g.price.mul(2)).orderBy(g.id),
    default:
      "SELECT goods.qty + :qty_1 AS anon_1, goods.qty * :qty_2 AS anon_2, goods.price * :price_1 AS anon_3 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.qty + ? AS anon_1, goods.qty * ? AS anon_2, goods.price * ? AS anon_3 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.qty + $1::FLOAT AS anon_1, goods.qty * $2::FLOAT AS anon_2, goods.price * $3::INTEGER AS anon_3 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT goods.qty + ? AS anon_1, goods.qty * ? AS anon_2, goods.price * ? AS anon_3 FROM goods ORDER BY goods.id",
    rows: [
      [2.5, 0.5, "19.00"],
      [5.5, 2, "40.00"],
      [6.5, 2.5, "0.50"],
      [13.5, 6, "6.00"],
    ],
  },
]);
