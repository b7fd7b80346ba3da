import {
  column,
  distinct,
  falseValue,
  func,
  funcfilter,
  integer,
  not,
  or,
  over,
  select,
  string,
  tuple,
  typeCoerce,
} from "athanor";
import { goods, parts, testGoods } from "./goods-support.ts";

const g = goods.c;
const p = parts.c;

testGoods("functions", [
  {
    name: "count",
    build: () => select(func.count(), func.count(g.id), func.count(g.note), func.count(g.id).label("n")),
    default:
      "SELECT count(*) AS count_1, count(goods.id) AS count_2, count(goods.note) AS count_3, count(goods.id) AS n FROM goods",
    sqlite:
      "SELECT count(*) AS count_1, count(goods.id) AS count_2, count(goods.note) AS count_3, count(goods.id) AS n FROM goods",
    postgresql:
      "SELECT count(*) AS count_1, count(goods.id) AS count_2, count(goods.note) AS count_3, count(goods.id) AS n FROM goods",
    mysql:
      "SELECT count(*) AS count_1, count(goods.id) AS count_2, count(goods.note) AS count_3, count(goods.id) AS n FROM goods",
    rows: [[4, 4, 3, 4]],
  },
  {
    name: "count star",
    build: () => select(func.count()).selectFrom(goods),
    default: "SELECT count(*) AS count_1 FROM goods",
    sqlite: "SELECT count(*) AS count_1 FROM goods",
    postgresql: "SELECT count(*) AS count_1 FROM goods",
    mysql: "SELECT count(*) AS count_1 FROM goods",
    rows: [[4]],
  },
  {
    name: "count of no table",
    build: () => select(func.count()).selectFrom(goods),
    default: "SELECT count(*) AS count_1 FROM goods",
    sqlite: "SELECT count(*) AS count_1 FROM goods",
    postgresql: "SELECT count(*) AS count_1 FROM goods",
    mysql: "SELECT count(*) AS count_1 FROM goods",
    rows: [[4]],
  },
  {
    name: "sum, max, min, avg",
    build: () => select(func.sum(g.qty), func.max(g.price), func.min(g.name), func.avg(g.weight)),
    default:
      "SELECT sum(goods.qty) AS sum_1, max(goods.price) AS max_1, min(goods.name) AS min_1, avg(goods.weight) AS avg_1 FROM goods",
    sqlite:
      "SELECT sum(goods.qty) AS sum_1, max(goods.price) AS max_1, min(goods.name) AS min_1, avg(goods.weight) AS avg_1 FROM goods",
    postgresql:
      "SELECT sum(goods.qty) AS sum_1, max(goods.price) AS max_1, min(goods.name) AS min_1, avg(goods.weight) AS avg_1 FROM goods",
    mysql:
      "SELECT sum(goods.qty) AS sum_1, max(goods.price) AS max_1, min(goods.name) AS min_1, avg(goods.weight) AS avg_1 FROM goods",
    rows: {
      sqlite: [[22, "20.00", "Banana", 1.25]],
      postgresql: [[22, "20.00", "Banana", 1.25]],
      mysql: [[22, "20.00", "apple", 1.25]],
    },
  },
  {
    name: "sum of an expression",
    build: () => select(func.sum(g.qty.mul(g.stock)), func.sum(g.qty).add(1), func.max(g.qty).sub(func.min(g.qty))),
    default:
      "SELECT sum(goods.qty * goods.stock) AS sum_1, sum(goods.qty) + :sum_2 AS anon_1, max(goods.qty) - min(goods.qty) AS anon_2 FROM goods",
    sqlite:
      "SELECT sum(goods.qty * goods.stock) AS sum_1, sum(goods.qty) + ? AS anon_1, max(goods.qty) - min(goods.qty) AS anon_2 FROM goods",
    postgresql:
      "SELECT sum(goods.qty * goods.stock) AS sum_1, sum(goods.qty) + $1::INTEGER AS anon_1, max(goods.qty) - min(goods.qty) AS anon_2 FROM goods",
    mysql:
      "SELECT sum(goods.qty * goods.stock) AS sum_1, sum(goods.qty) + ? AS anon_1, max(goods.qty) - min(goods.qty) AS anon_2 FROM goods",
    rows: [[65, 23, 11]],
  },
  {
    name: "aggregates compared",
    build: () =>
      select(g.active)
        .groupBy(g.active)
        .having(func.sum(g.qty).gt(5), func.count(g.id).in([1, 2]))
        .orderBy(g.active),
    default:
      "SELECT goods.active FROM goods GROUP BY goods.active HAVING sum(goods.qty) > :sum_1 AND count(goods.id) IN (:count_1_1, :count_1_2) ORDER BY goods.active",
    sqlite:
      "SELECT goods.active FROM goods GROUP BY goods.active HAVING sum(goods.qty) > ? AND count(goods.id) IN (?, ?) ORDER BY goods.active",
    postgresql:
      "SELECT goods.active FROM goods GROUP BY goods.active HAVING sum(goods.qty) > $1::INTEGER AND count(goods.id) IN ($2::INTEGER, $3::INTEGER) ORDER BY goods.active",
    mysql:
      "SELECT goods.active FROM goods GROUP BY goods.active HAVING sum(goods.qty) > ? AND count(goods.id) IN (?, ?) ORDER BY goods.active",
    rows: [[false], [true]],
  },
  {
    name: "max compared with null",
    build: () => select(g.active).groupBy(g.active).having(func.max(g.stock).isNot(null)).orderBy(g.active),
    default:
      "SELECT goods.active FROM goods GROUP BY goods.active HAVING max(goods.stock) IS NOT NULL ORDER BY goods.active",
    sqlite:
      "SELECT goods.active FROM goods GROUP BY goods.active HAVING max(goods.stock) IS NOT NULL ORDER BY goods.active",
    postgresql:
      "SELECT goods.active FROM goods GROUP BY goods.active HAVING max(goods.stock) IS NOT NULL ORDER BY goods.active",
    mysql:
      "SELECT goods.active FROM goods GROUP BY goods.active HAVING max(goods.stock) IS NOT NULL ORDER BY goods.active",
    rows: [[false], [true]],
  },
  {
    name: "coalesce",
    build: () => select(func.coalesce(g.note, "none"), func.coalesce(g.stock, g.qty, 0)).orderBy(g.id),
    default:
      "SELECT coalesce(goods.note, :coalesce_2) AS coalesce_1, coalesce(goods.stock, goods.qty, :coalesce_4) AS coalesce_3 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT coalesce(goods.note, ?) AS coalesce_1, coalesce(goods.stock, goods.qty, ?) AS coalesce_3 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT coalesce(goods.note, $1::VARCHAR) AS coalesce_1, coalesce(goods.stock, goods.qty, $2::INTEGER) AS coalesce_3 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT coalesce(goods.note, ?) AS coalesce_1, coalesce(goods.stock, goods.qty, ?) AS coalesce_3 FROM goods ORDER BY goods.id",
    rows: [
      ["red", 4],
      ["none", 4],
      ["x", 5],
      ["b/c", 3],
    ],
  },
  {
    name: "coalesce in an operator",
    build: () => select(func.coalesce(g.stock, 0).add(1), func.coalesce(g.note, "").concat("!")).orderBy(g.id),
    default:
      "SELECT coalesce(goods.stock, :coalesce_1) + :coalesce_2 AS anon_1, coalesce(goods.note, :coalesce_3) || :coalesce_4 AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT coalesce(goods.stock, ?) + ? AS anon_1, coalesce(goods.note, ?) || ? AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT coalesce(goods.stock, $1::INTEGER) + $2::INTEGER AS anon_1, coalesce(goods.note, $3::VARCHAR) || $4::VARCHAR AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT coalesce(goods.stock, ?) + ? AS anon_1, concat(coalesce(goods.note, ?), ?) AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [5, "red!"],
      [1, "!"],
      [6, "x!"],
      [4, "b/c!"],
    ],
  },
  {
    name: "nullif and abs",
    build: () => select(func.nullif(g.qty, 4), func.abs(g.qty.neg()), func.round(g.price)).orderBy(g.id),
    default:
      "SELECT nullif(goods.qty, :nullif_2) AS nullif_1, abs(-goods.qty) AS abs_1, round(goods.price) AS round_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT nullif(goods.qty, ?) AS nullif_1, abs(-goods.qty) AS abs_1, round(goods.price) AS round_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT nullif(goods.qty, $1::INTEGER) AS nullif_1, abs(-goods.qty) AS abs_1, round(goods.price) AS round_1 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT nullif(goods.qty, ?) AS nullif_1, abs(-goods.qty) AS abs_1, round(goods.price) AS round_1 FROM goods ORDER BY goods.id",
    rows: {
      sqlite: [
        [1, 1, "10.00"],
        [null, 4, "20.00"],
        [5, 5, "0.00"],
        [12, 12, "3.00"],
      ],
      postgresql: [
        [1, 1, "10"],
        [null, 4, "20"],
        [5, 5, "0"],
        [12, 12, "3"],
      ],
      mysql: [
        [1, 1, "10"],
        [null, 4, "20"],
        [5, 5, "0"],
        [12, 12, "3"],
      ],
    },
  },
  {
    name: "text functions",
    build: () =>
      select(
        func.lower(g.name),
        func.upper(g.note),
        func.length(g.name),
        func.trim(g.name),
        func.replace(g.name, "a", "b"),
        func.substr(g.name, 1, 2),
      ).orderBy(g.id),
    default:
      "SELECT lower(goods.name) AS lower_1, upper(goods.note) AS upper_1, length(goods.name) AS length_1, trim(goods.name) AS trim_1, replace(goods.name, :replace_2, :replace_3) AS replace_1, substr(goods.name, :substr_2, :substr_3) AS substr_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT lower(goods.name) AS lower_1, upper(goods.note) AS upper_1, length(goods.name) AS length_1, trim(goods.name) AS trim_1, replace(goods.name, ?, ?) AS replace_1, substr(goods.name, ?, ?) AS substr_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT lower(goods.name) AS lower_1, upper(goods.note) AS upper_1, length(goods.name) AS length_1, trim(goods.name) AS trim_1, replace(goods.name, $1::VARCHAR, $2::VARCHAR) AS replace_1, substr(goods.name, $3::INTEGER, $4::INTEGER) AS substr_1 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT lower(goods.name) AS lower_1, upper(goods.note) AS upper_1, length(goods.name) AS length_1, trim(goods.name) AS trim_1, replace(goods.name, ?, ?) AS replace_1, substr(goods.name, ?, ?) AS substr_1 FROM goods ORDER BY goods.id",
    rows: [
      ["apple", "RED", 5, "apple", "bpple", "ap"],
      ["banana", null, 6, "Banana", "Bbnbnb", "Ba"],
      ["c_d%e", "X", 5, "c_d%e", "c_d%e", "c_"],
      ["axx", "B/C", 3, "axx", "bxx", "ax"],
    ],
  },
  {
    name: "char_length",
    build: () => select(func.char_length(g.name), func.char_length("abc")).orderBy(g.id),
    default:
      "SELECT char_length(goods.name) AS char_length_1, char_length(:char_length_3) AS char_length_2 FROM goods ORDER BY goods.id",
    sqlite: "SELECT length(goods.name) AS char_length_1, length(?) AS char_length_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT char_length(goods.name) AS char_length_1, char_length($1::VARCHAR) AS char_length_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT char_length(goods.name) AS char_length_1, char_length(?) AS char_length_2 FROM goods ORDER BY goods.id",
    rows: [
      [5, 3],
      [6, 3],
      [5, 3],
      [3, 3],
    ],
  },
  {
    name: "concat",
    build: () => select(func.concat(g.name, "-", g.note), func.concat(g.name, "x").like("a%")).orderBy(g.id),
    default:
      "SELECT concat(goods.name, :concat_2, goods.note) AS concat_1, concat(goods.name, :concat_3) LIKE :concat_4 AS anon_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT concat(goods.name, ?, goods.note) AS concat_1, concat(goods.name, ?) LIKE ? AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT concat(goods.name, $1::VARCHAR, goods.note) AS concat_1, concat(goods.name, $2::VARCHAR) LIKE $3::VARCHAR AS anon_1 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT concat(goods.name, ?, goods.note) AS concat_1, concat(goods.name, ?) LIKE ? AS anon_1 FROM goods ORDER BY goods.id",
    rows: {
      sqlite: [
        ["apple-red", true],
        ["Banana-", false],
        ["c_d%e-x", false],
        ["axx-b/c", true],
      ],
      postgresql: [
        ["apple-red", true],
        ["Banana-", false],
        ["c_d%e-x", false],
        ["axx-b/c", true],
      ],
      mysql: [
        ["apple-red", true],
        [null, false],
        ["c_d%e-x", false],
        ["axx-b/c", true],
      ],
    },
  },
  {
    name: "pow",
    build: () => select(func.pow(g.qty, 2), func.pow(2, 3)).orderBy(g.id),
    default: "SELECT pow(goods.qty, :pow_2) AS pow_1, pow(:pow_4, :pow_5) AS pow_3 FROM goods ORDER BY goods.id",
    sqlite: "SELECT pow(goods.qty, ?) AS pow_1, pow(?, ?) AS pow_3 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT power(goods.qty, $1::INTEGER) AS pow_1, power($2::INTEGER, $3::INTEGER) AS pow_3 FROM goods ORDER BY goods.id",
    mysql: "SELECT pow(goods.qty, ?) AS pow_1, pow(?, ?) AS pow_3 FROM goods ORDER BY goods.id",
    rows: [
      [1, 8],
      [16, 8],
      [25, 8],
      [144, 8],
    ],
  },
  {
    name: "functions in where",
    build: () => select(g.id).where(func.lower(g.name).eq("banana"), func.length(g.name).gt(3)).orderBy(g.id),
    default:
      "SELECT goods.id FROM goods WHERE lower(goods.name) = :lower_1 AND length(goods.name) > :length_1 ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE lower(goods.name) = ? AND length(goods.name) > ? ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE lower(goods.name) = $1::VARCHAR AND length(goods.name) > $2::INTEGER ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE lower(goods.name) = ? AND length(goods.name) > ? ORDER BY goods.id",
    rows: [[2]],
  },
  {
    name: "functions in order and group",
    build: () =>
      select(func.lower(g.name))
        .groupBy(func.lower(g.name))
        .orderBy(func.length(func.lower(g.name)), func.lower(g.name)),
    default:
      "SELECT lower(goods.name) AS lower_1 FROM goods GROUP BY lower(goods.name) ORDER BY length(lower(goods.name)), lower(goods.name)",
    sqlite:
      "SELECT lower(goods.name) AS lower_1 FROM goods GROUP BY lower(goods.name) ORDER BY length(lower(goods.name)), lower(goods.name)",
    postgresql:
      "SELECT lower(goods.name) AS lower_1 FROM goods GROUP BY lower(goods.name) ORDER BY length(lower(goods.name)), lower(goods.name)",
    mysql:
      "SELECT lower(goods.name) AS lower_1 FROM goods GROUP BY lower(goods.name) ORDER BY length(lower(goods.name)), lower(goods.name)",
    rows: [["axx"], ["apple"], ["c_d%e"], ["banana"]],
  },
  {
    name: "nested functions",
    build: () => select(func.upper(func.substr(func.lower(g.name), 1, 1))).orderBy(g.id),
    default: "SELECT upper(substr(lower(goods.name), :substr_1, :substr_2)) AS upper_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT upper(substr(lower(goods.name), ?, ?)) AS upper_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT upper(substr(lower(goods.name), $1::INTEGER, $2::INTEGER)) AS upper_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT upper(substr(lower(goods.name), ?, ?)) AS upper_1 FROM goods ORDER BY goods.id",
    rows: [["A"], ["B"], ["C"], ["A"]],
  },
  {
    name: "function of a condition",
    build: () =>
      select(func.max(g.qty.gt(4)), func.coalesce(g.active, falseValue()))
        .groupBy(g.active)
        .orderBy(g.active),
    default:
      "SELECT max(goods.qty > :qty_1) AS max_1, coalesce(goods.active, 0) AS coalesce_1 FROM goods GROUP BY goods.active ORDER BY goods.active",
    sqlite:
      "SELECT max(goods.qty > ?) AS max_1, coalesce(goods.active, 0) AS coalesce_1 FROM goods GROUP BY goods.active ORDER BY goods.active",
    postgresql:
      "SELECT max(goods.qty > $1::INTEGER) AS max_1, coalesce(goods.active, false) AS coalesce_1 FROM goods GROUP BY goods.active ORDER BY goods.active",
    mysql:
      "SELECT max(goods.qty > ?) AS max_1, coalesce(goods.active, false) AS coalesce_1 FROM goods GROUP BY goods.active ORDER BY goods.active",
  },
  {
    name: "function negated",
    build: () => select(not(func.is_on!(g.active))),
    default: "SELECT NOT is_on(goods.active) AS anon_1 FROM goods",
    sqlite: "SELECT NOT is_on(goods.active) AS anon_1 FROM goods",
    postgresql: "SELECT NOT is_on(goods.active) AS anon_1 FROM goods",
    mysql: "SELECT NOT is_on(goods.active) AS anon_1 FROM goods",
  },
  {
    name: "distinct in a function",
    build: () => select(func.count(g.active.distinct()), func.sum(distinct(g.qty))),
    default: "SELECT count(DISTINCT goods.active) AS count_1, sum(DISTINCT goods.qty) AS sum_1 FROM goods",
    sqlite: "SELECT count(DISTINCT goods.active) AS count_1, sum(DISTINCT goods.qty) AS sum_1 FROM goods",
    postgresql: "SELECT count(DISTINCT goods.active) AS count_1, sum(DISTINCT goods.qty) AS sum_1 FROM goods",
    mysql: "SELECT count(DISTINCT goods.active) AS count_1, sum(DISTINCT goods.qty) AS sum_1 FROM goods",
    rows: [[2, 22]],
  },
  {
    name: "unknown function",
    build: () => select(func.foo!(g.id, 5, "x"), func.bar!()),
    default: "SELECT foo(goods.id, :foo_2, :foo_3) AS foo_1, bar() AS bar_1 FROM goods",
    sqlite: "SELECT foo(goods.id, ?, ?) AS foo_1, bar() AS bar_1 FROM goods",
    postgresql: "SELECT foo(goods.id, $1::INTEGER, $2::VARCHAR) AS foo_1, bar() AS bar_1 FROM goods",
    mysql: "SELECT foo(goods.id, ?, ?) AS foo_1, bar() AS bar_1 FROM goods",
  },
  {
    name: "upper case name",
    build: () => select(func.FooBar!(g.id), func.LOWER!("X")),
    default: 'SELECT FooBar(goods.id) AS "FooBar_1", LOWER(:LOWER_2) AS "LOWER_1" FROM goods',
    sqlite: 'SELECT FooBar(goods.id) AS "FooBar_1", LOWER(?) AS "LOWER_1" FROM goods',
    postgresql: 'SELECT FooBar(goods.id) AS "FooBar_1", LOWER($1::VARCHAR) AS "LOWER_1" FROM goods',
    mysql: "SELECT FooBar(goods.id) AS `FooBar_1`, LOWER(?) AS `LOWER_1` FROM goods",
  },
  {
    name: "odd names are quoted",
    build: () => select(func["weird name"]!(g.id), func['a"b']!(1), func["1st"]!()),
    default: 'SELECT "weird name"(goods.id) AS weird_name_1, "a""b"(:a_b_1) AS "a""b_1", "1st"() AS "1st_1" FROM goods',
    sqlite: 'SELECT "weird name"(goods.id) AS weird_name_1, "a""b"(?) AS "a""b_1", "1st"() AS "1st_1" FROM goods',
    postgresql:
      'SELECT "weird name"(goods.id) AS weird_name_1, "a""b"($1::INTEGER) AS "a""b_1", "1st"() AS "1st_1" FROM goods',
    mysql: 'SELECT `weird name`(goods.id) AS weird_name_1, `a"b`(?) AS `a"b_1`, `1st`() AS `1st_1` FROM goods',
  },
  {
    name: "reserved word",
    build: () => select(func.order!(g.id), func.select!(1)),
    default: "SELECT order(goods.id) AS order_1, select(:select_2) AS select_1 FROM goods",
    sqlite: "SELECT order(goods.id) AS order_1, select(?) AS select_1 FROM goods",
    postgresql: "SELECT order(goods.id) AS order_1, select($1::INTEGER) AS select_1 FROM goods",
    mysql: "SELECT order(goods.id) AS order_1, select(?) AS select_1 FROM goods",
  },
  {
    name: "packages",
    build: () => select(func.pkg!.fn!(g.id), func.a!.b!.c!(1), func.pkg!.Fn!(2)),
    default: 'SELECT pkg.fn(goods.id) AS fn_1, a.b.c(:c_2) AS c_1, pkg.Fn(:Fn_2) AS "Fn_1" FROM goods',
    sqlite: 'SELECT pkg.fn(goods.id) AS fn_1, a.b.c(?) AS c_1, pkg.Fn(?) AS "Fn_1" FROM goods',
    postgresql: 'SELECT pkg.fn(goods.id) AS fn_1, a.b.c($1::INTEGER) AS c_1, pkg.Fn($2::INTEGER) AS "Fn_1" FROM goods',
    mysql: "SELECT pkg.fn(goods.id) AS fn_1, a.b.c(?) AS c_1, pkg.Fn(?) AS `Fn_1` FROM goods",
  },
  {
    name: "function with a typed coerce",
    build: () => select(typeCoerce(func.foo!(g.id), string()).concat("x")),
    default: "SELECT foo(goods.id) || :param_1 AS anon_1 FROM goods",
    sqlite: "SELECT foo(goods.id) || ? AS anon_1 FROM goods",
    postgresql: "SELECT foo(goods.id) || $1::VARCHAR AS anon_1 FROM goods",
    mysql: "SELECT concat(foo(goods.id), ?) AS anon_1 FROM goods",
  },
  {
    name: "function compared with values",
    build: () =>
      select(func.foo!(g.id).eq(5), func.foo!(g.id).in([1, 2]), func.foo!(g.id).add(1), func.foo!("a").like("b")),
    default:
      "SELECT foo(goods.id) = :foo_1 AS anon_1, foo(goods.id) IN (:foo_2_1, :foo_2_2) AS anon_2, foo(goods.id) + :foo_3 AS anon_3, foo(:foo_4) LIKE :foo_5 AS anon_4 FROM goods",
    sqlite:
      "SELECT foo(goods.id) = ? AS anon_1, foo(goods.id) IN (?, ?) AS anon_2, foo(goods.id) + ? AS anon_3, foo(?) LIKE ? AS anon_4 FROM goods",
    postgresql:
      "SELECT foo(goods.id) = $1::INTEGER AS anon_1, foo(goods.id) IN ($5::INTEGER, $6::INTEGER) AS anon_2, foo(goods.id) + $2::INTEGER AS anon_3, foo($3::VARCHAR) LIKE $4::VARCHAR AS anon_4 FROM goods",
    mysql:
      "SELECT foo(goods.id) = ? AS anon_1, foo(goods.id) IN (?, ?) AS anon_2, foo(goods.id) + ? AS anon_3, foo(?) LIKE ? AS anon_4 FROM goods",
  },
  {
    name: "function of a subquery",
    build: () => select(func.coalesce(select(func.max(p.count)).scalarSubquery(), 0)),
    default: "SELECT coalesce((SELECT max(parts.count) AS max_1 FROM parts), :coalesce_2) AS coalesce_1",
    sqlite: "SELECT coalesce((SELECT max(parts.count) AS max_1 FROM parts), ?) AS coalesce_1",
    postgresql: "SELECT coalesce((SELECT max(parts.count) AS max_1 FROM parts), $1::INTEGER) AS coalesce_1",
    mysql: "SELECT coalesce((SELECT max(parts.count) AS max_1 FROM parts), ?) AS coalesce_1",
    rows: [[5]],
  },
  {
    name: "function of null and booleans",
    build: () => select(func.coalesce(null, 1), func.foo!(true, false, null)),
    default: "SELECT coalesce(NULL, :coalesce_2) AS coalesce_1, foo(:foo_2, :foo_3, NULL) AS foo_1",
    sqlite: "SELECT coalesce(NULL, ?) AS coalesce_1, foo(?, ?, NULL) AS foo_1",
    postgresql: "SELECT coalesce(NULL, $1::INTEGER) AS coalesce_1, foo($2::BOOLEAN, $3::BOOLEAN, NULL) AS foo_1",
    mysql: "SELECT coalesce(NULL, ?) AS coalesce_1, foo(?, ?, NULL) AS foo_1",
  },
  {
    name: "ansi functions",
    build: () =>
      select(
        func.current_date(),
        func.current_time(),
        func.current_timestamp(),
        func.current_user(),
        func.localtime(),
        func.localtimestamp(),
        func.session_user(),
      ),
    default:
      "SELECT CURRENT_DATE AS current_date_1, CURRENT_TIME AS current_time_1, CURRENT_TIMESTAMP AS current_timestamp_1, CURRENT_USER AS current_user_1, LOCALTIME AS localtime_1, LOCALTIMESTAMP AS localtimestamp_1, SESSION_USER AS session_user_1",
    sqlite:
      "SELECT CURRENT_DATE AS current_date_1, CURRENT_TIME AS current_time_1, CURRENT_TIMESTAMP AS current_timestamp_1, CURRENT_USER AS current_user_1, LOCALTIME AS localtime_1, DATETIME(CURRENT_TIMESTAMP, 'localtime') AS localtimestamp_1, SESSION_USER AS session_user_1",
    postgresql:
      "SELECT CURRENT_DATE AS current_date_1, CURRENT_TIME AS current_time_1, CURRENT_TIMESTAMP AS current_timestamp_1, CURRENT_USER AS current_user_1, LOCALTIME AS localtime_1, LOCALTIMESTAMP AS localtimestamp_1, SESSION_USER AS session_user_1",
    mysql:
      "SELECT CURRENT_DATE AS current_date_1, CURRENT_TIME AS current_time_1, CURRENT_TIMESTAMP AS current_timestamp_1, CURRENT_USER AS current_user_1, LOCALTIME AS localtime_1, LOCALTIMESTAMP AS localtimestamp_1, SESSION_USER AS session_user_1",
  },
  {
    name: "now and random",
    build: () => select(func.now(), func.random()),
    default: "SELECT now() AS now_1, random() AS random_1",
    sqlite: "SELECT CURRENT_TIMESTAMP AS now_1, random() AS random_1",
    postgresql: "SELECT now() AS now_1, random() AS random_1",
    mysql: "SELECT now() AS now_1, rand() AS random_1",
  },
  {
    name: "now compared",
    build: () => select(g.id).where(g.made.lt(func.now()), g.made.lt(func.current_timestamp())).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.made < now() AND goods.made < CURRENT_TIMESTAMP ORDER BY goods.id",
    sqlite:
      "SELECT goods.id FROM goods WHERE goods.made < CURRENT_TIMESTAMP AND goods.made < CURRENT_TIMESTAMP ORDER BY goods.id",
    postgresql:
      "SELECT goods.id FROM goods WHERE goods.made < now() AND goods.made < CURRENT_TIMESTAMP ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.made < now() AND goods.made < CURRENT_TIMESTAMP ORDER BY goods.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "current_date compared",
    build: () => select(g.id).where(g.day.lt(func.current_date())).orderBy(g.id),
    default: "SELECT goods.id FROM goods WHERE goods.day < CURRENT_DATE ORDER BY goods.id",
    sqlite: "SELECT goods.id FROM goods WHERE goods.day < CURRENT_DATE ORDER BY goods.id",
    postgresql: "SELECT goods.id FROM goods WHERE goods.day < CURRENT_DATE ORDER BY goods.id",
    mysql: "SELECT goods.id FROM goods WHERE goods.day < CURRENT_DATE ORDER BY goods.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "row_number",
    build: () => select(g.id, func.row_number().over({ orderBy: g.qty.desc() })).orderBy(g.id),
    default: "SELECT goods.id, row_number() OVER (ORDER BY goods.qty DESC) AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.id, row_number() OVER (ORDER BY goods.qty DESC) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT goods.id, row_number() OVER (ORDER BY goods.qty DESC) AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.id, row_number() OVER (ORDER BY goods.qty DESC) AS anon_1 FROM goods ORDER BY goods.id",
    rows: [
      [1, 4],
      [2, 3],
      [3, 2],
      [4, 1],
    ],
  },
  {
    name: "rank, partition",
    build: () =>
      select(
        g.id,
        func.rank().over({ partitionBy: g.active, orderBy: g.qty }),
        func.dense_rank().over({ partitionBy: [g.active, g.note], orderBy: [g.qty, g.id.desc()] }),
      ).orderBy(g.id),
    default:
      "SELECT goods.id, rank() OVER (PARTITION BY goods.active ORDER BY goods.qty) AS anon_1, dense_rank() OVER (PARTITION BY goods.active, goods.note ORDER BY goods.qty, goods.id DESC) AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.id, rank() OVER (PARTITION BY goods.active ORDER BY goods.qty) AS anon_1, dense_rank() OVER (PARTITION BY goods.active, goods.note ORDER BY goods.qty, goods.id DESC) AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.id, rank() OVER (PARTITION BY goods.active ORDER BY goods.qty) AS anon_1, dense_rank() OVER (PARTITION BY goods.active, goods.note ORDER BY goods.qty, goods.id DESC) AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT goods.id, rank() OVER (PARTITION BY goods.active ORDER BY goods.qty) AS anon_1, dense_rank() OVER (PARTITION BY goods.active, goods.note ORDER BY goods.qty, goods.id DESC) AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [1, 1, 1],
      [2, 1, 1],
      [3, 2, 1],
      [4, 2, 1],
    ],
  },
  {
    name: "empty over",
    build: () => select(g.id, func.count().over(), func.sum(g.qty).over()).orderBy(g.id),
    default:
      "SELECT goods.id, count(*) OVER () AS anon_1, sum(goods.qty) OVER () AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.id, count(*) OVER () AS anon_1, sum(goods.qty) OVER () AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.id, count(*) OVER () AS anon_1, sum(goods.qty) OVER () AS anon_2 FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.id, count(*) OVER () AS anon_1, sum(goods.qty) OVER () AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [1, 4, 22],
      [2, 4, 22],
      [3, 4, 22],
      [4, 4, 22],
    ],
  },
  {
    name: "over labelled",
    build: () =>
      select(
        func.sum(g.qty).over({ partitionBy: g.active }).label("t"),
        func.max(g.price).over({ orderBy: g.id }).label("m"),
      ).orderBy(g.id),
    default:
      "SELECT sum(goods.qty) OVER (PARTITION BY goods.active) AS t, max(goods.price) OVER (ORDER BY goods.id) AS m FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT sum(goods.qty) OVER (PARTITION BY goods.active) AS t, max(goods.price) OVER (ORDER BY goods.id) AS m FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT sum(goods.qty) OVER (PARTITION BY goods.active) AS t, max(goods.price) OVER (ORDER BY goods.id) AS m FROM goods ORDER BY goods.id",
    mysql:
      "SELECT sum(goods.qty) OVER (PARTITION BY goods.active) AS t, max(goods.price) OVER (ORDER BY goods.id) AS m FROM goods ORDER BY goods.id",
    rows: [
      [6, "9.50"],
      [16, "20.00"],
      [6, "20.00"],
      [16, "20.00"],
    ],
  },
  {
    name: "over in an expression",
    build: () =>
      select(
        g.qty.sub(func.lag(g.qty).over({ orderBy: g.id })),
        func.sum(g.qty).over({ orderBy: g.id }).mul(2),
      ).orderBy(g.id),
    default:
      "SELECT goods.qty - lag(goods.qty) OVER (ORDER BY goods.id) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.id) * :param_1 AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT goods.qty - lag(goods.qty) OVER (ORDER BY goods.id) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.id) * ? AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT goods.qty - lag(goods.qty) OVER (ORDER BY goods.id) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.id) * $1::INTEGER AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT goods.qty - lag(goods.qty) OVER (ORDER BY goods.id) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.id) * ? AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [null, 2],
      [3, 10],
      [1, 20],
      [7, 44],
    ],
  },
  {
    name: "over compared",
    build: () => select(func.rank().over({ orderBy: g.qty }).eq(1)).orderBy(g.id),
    default: "SELECT rank() OVER (ORDER BY goods.qty) = :param_1 AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT rank() OVER (ORDER BY goods.qty) = ? AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT rank() OVER (ORDER BY goods.qty) = $1::INTEGER AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT rank() OVER (ORDER BY goods.qty) = ? AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[true], [false], [false], [false]],
  },
  {
    name: "lag and lead",
    build: () =>
      select(func.lag(g.qty, 1, 0).over({ orderBy: g.id }), func.lead(g.qty).over({ orderBy: g.id })).orderBy(g.id),
    default:
      "SELECT lag(goods.qty, :lag_1, :lag_2) OVER (ORDER BY goods.id) AS anon_1, lead(goods.qty) OVER (ORDER BY goods.id) AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT lag(goods.qty, ?, ?) OVER (ORDER BY goods.id) AS anon_1, lead(goods.qty) OVER (ORDER BY goods.id) AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT lag(goods.qty, $1::INTEGER, $2::INTEGER) OVER (ORDER BY goods.id) AS anon_1, lead(goods.qty) OVER (ORDER BY goods.id) AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT lag(goods.qty, ?, ?) OVER (ORDER BY goods.id) AS anon_1, lead(goods.qty) OVER (ORDER BY goods.id) AS anon_2 FROM goods ORDER BY goods.id",
    rows: {
      sqlite: [
        [0, 4],
        [1, 5],
        [4, 12],
        [5, null],
      ],
      postgresql: [
        [0, 4],
        [1, 5],
        [4, 12],
        [5, null],
      ],
    },
  },
  {
    name: "first and last value",
    build: () =>
      select(
        func.first_value(g.name).over({ orderBy: g.id }),
        func.last_value(g.name).over({ orderBy: g.id }),
        func.nth_value(g.name, 2).over({ orderBy: g.id }),
      ).orderBy(g.id),
    default:
      "SELECT first_value(goods.name) OVER (ORDER BY goods.id) AS anon_1, last_value(goods.name) OVER (ORDER BY goods.id) AS anon_2, nth_value(goods.name, :nth_value_1) OVER (ORDER BY goods.id) AS anon_3 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT first_value(goods.name) OVER (ORDER BY goods.id) AS anon_1, last_value(goods.name) OVER (ORDER BY goods.id) AS anon_2, nth_value(goods.name, ?) OVER (ORDER BY goods.id) AS anon_3 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT first_value(goods.name) OVER (ORDER BY goods.id) AS anon_1, last_value(goods.name) OVER (ORDER BY goods.id) AS anon_2, nth_value(goods.name, $1::INTEGER) OVER (ORDER BY goods.id) AS anon_3 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT first_value(goods.name) OVER (ORDER BY goods.id) AS anon_1, last_value(goods.name) OVER (ORDER BY goods.id) AS anon_2, nth_value(goods.name, ?) OVER (ORDER BY goods.id) AS anon_3 FROM goods ORDER BY goods.id",
    rows: [
      ["apple", "apple", null],
      ["apple", "Banana", "Banana"],
      ["apple", "c_d%e", "Banana"],
      ["apple", "axx", "Banana"],
    ],
  },
  {
    name: "ntile",
    build: () => select(func.ntile(2).over({ orderBy: g.id })).orderBy(g.id),
    default: "SELECT ntile(:ntile_1) OVER (ORDER BY goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT ntile(?) OVER (ORDER BY goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT ntile($1::INTEGER) OVER (ORDER BY goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT ntile(?) OVER (ORDER BY goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[1], [1], [2], [2]],
  },
  {
    name: "percent_rank and cume_dist",
    build: () =>
      select(func.percent_rank().over({ orderBy: g.qty }), func.cume_dist().over({ orderBy: g.qty })).orderBy(g.id),
    default:
      "SELECT percent_rank() OVER (ORDER BY goods.qty) AS anon_1, cume_dist() OVER (ORDER BY goods.qty) AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT percent_rank() OVER (ORDER BY goods.qty) AS anon_1, cume_dist() OVER (ORDER BY goods.qty) AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT percent_rank() OVER (ORDER BY goods.qty) AS anon_1, cume_dist() OVER (ORDER BY goods.qty) AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT percent_rank() OVER (ORDER BY goods.qty) AS anon_1, cume_dist() OVER (ORDER BY goods.qty) AS anon_2 FROM goods ORDER BY goods.id",
    rows: {
      sqlite: [
        [0, 0.25],
        [0.3333333333333333, 0.5],
        [0.6666666666666666, 0.75],
        [1, 1],
      ],
      postgresql: [
        [0, 0.25],
        [0.3333333333333333, 0.5],
        [0.6666666666666666, 0.75],
        [1, 1],
      ],
      mysql: [
        [0, 0.25],
        [0.3333333333, 0.5],
        [0.6666666667, 0.75],
        [1, 1],
      ],
    },
  },
  {
    name: "rows to the current row",
    build: () => select(func.sum(g.qty).over({ orderBy: g.id, rows: [null, 0] })).orderBy(g.id),
    default:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[1], [5], [10], [22]],
  },
  {
    name: "rows before and after",
    build: () => select(func.sum(g.qty).over({ orderBy: g.id, rows: [-1, 1] })).orderBy(g.id),
    default:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN :param_1 PRECEDING AND :param_2 FOLLOWING) AS anon_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN ? PRECEDING AND ? FOLLOWING) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN $1::INTEGER PRECEDING AND $2::INTEGER FOLLOWING) AS anon_1 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[5], [10], [21], [17]],
  },
  {
    name: "rows behind",
    build: () =>
      select(
        func.sum(g.qty).over({ orderBy: g.id, rows: [1, 2] }),
        func.sum(g.qty).over({ orderBy: g.id, rows: [-3, -1] }),
      ).orderBy(g.id),
    default:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN :param_1 FOLLOWING AND :param_2 FOLLOWING) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN :param_3 PRECEDING AND :param_4 PRECEDING) AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN ? FOLLOWING AND ? FOLLOWING) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN ? PRECEDING AND ? PRECEDING) AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN $1::INTEGER FOLLOWING AND $2::INTEGER FOLLOWING) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN $3::INTEGER PRECEDING AND $4::INTEGER PRECEDING) AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [9, null],
      [17, 1],
      [12, 5],
      [null, 10],
    ],
  },
  {
    name: "rows unbounded",
    build: () =>
      select(
        func.sum(g.qty).over({ orderBy: g.id, rows: [null, null] }),
        func.sum(g.qty).over({ orderBy: g.id, rows: [0, null] }),
      ).orderBy(g.id),
    default:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [22, 22],
      [22, 21],
      [22, 17],
      [22, 12],
    ],
  },
  {
    name: "range",
    build: () =>
      select(
        func.sum(g.qty).over({ orderBy: g.qty, range: [-3, 3] }),
        func.sum(g.qty).over({ orderBy: g.qty, range: [null, 0] }),
      ).orderBy(g.id),
    default:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.qty RANGE BETWEEN :param_1 PRECEDING AND :param_2 FOLLOWING) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.qty RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.qty RANGE BETWEEN ? PRECEDING AND ? FOLLOWING) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.qty RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.qty RANGE BETWEEN $1::INTEGER PRECEDING AND $2::INTEGER FOLLOWING) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.qty RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_2 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.qty RANGE BETWEEN 3 PRECEDING AND 3 FOLLOWING) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.qty RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_2 FROM goods ORDER BY goods.id",
    rows: [
      [5, 1],
      [10, 5],
      [9, 10],
      [12, 22],
    ],
  },
  {
    name: "range of fractions",
    build: () =>
      select(func.count().over({ orderBy: g.weight, range: [{ preceding: 0.5 }, { following: 1.5 }] })).orderBy(g.id),
    default:
      "SELECT count(*) OVER (ORDER BY goods.weight RANGE BETWEEN :param_1 PRECEDING AND :param_2 FOLLOWING) AS anon_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT count(*) OVER (ORDER BY goods.weight RANGE BETWEEN ? PRECEDING AND ? FOLLOWING) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT count(*) OVER (ORDER BY goods.weight RANGE BETWEEN $1::FLOAT PRECEDING AND $2::FLOAT FOLLOWING) AS anon_1 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT count(*) OVER (ORDER BY goods.weight RANGE BETWEEN 0.5 PRECEDING AND 1.5 FOLLOWING) AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[3], [1], [1], [2]],
  },
  {
    name: "groups",
    build: () => select(func.sum(g.qty).over({ orderBy: g.active, groups: [null, 0] })).orderBy(g.id),
    default:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.active GROUPS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.active GROUPS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.active GROUPS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS anon_1 FROM goods ORDER BY goods.id",
    mysql: /mysql has no GROUPS in window frames\./,
    rows: { sqlite: [[22], [16], [22], [16]], postgresql: [[22], [16], [22], [16]] },
  },
  {
    name: "exclude current row",
    build: () => select(func.sum(g.qty).over({ orderBy: g.id, rows: [-1, 1], exclude: "CURRENT ROW" })).orderBy(g.id),
    default:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN :param_1 PRECEDING AND :param_2 FOLLOWING EXCLUDE CURRENT ROW) AS anon_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN ? PRECEDING AND ? FOLLOWING EXCLUDE CURRENT ROW) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.id ROWS BETWEEN $1::INTEGER PRECEDING AND $2::INTEGER FOLLOWING EXCLUDE CURRENT ROW) AS anon_1 FROM goods ORDER BY goods.id",
    mysql: /mysql has no EXCLUDE in window frames\./,
    rows: { sqlite: [[4], [6], [16], [5]], postgresql: [[4], [6], [16], [5]] },
  },
  {
    name: "exclude ties",
    build: () =>
      select(
        func.sum(g.qty).over({ orderBy: g.active, range: [null, 0], exclude: "TIES" }),
        func.sum(g.qty).over({ orderBy: g.active, groups: [0, 1], exclude: "GROUP" }),
      ).orderBy(g.id),
    default:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.active RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE TIES) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.active GROUPS BETWEEN CURRENT ROW AND :param_1 FOLLOWING EXCLUDE GROUP) AS anon_2 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.active RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE TIES) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.active GROUPS BETWEEN CURRENT ROW AND ? FOLLOWING EXCLUDE GROUP) AS anon_2 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT sum(goods.qty) OVER (ORDER BY goods.active RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE TIES) AS anon_1, sum(goods.qty) OVER (ORDER BY goods.active GROUPS BETWEEN CURRENT ROW AND $1::INTEGER FOLLOWING EXCLUDE GROUP) AS anon_2 FROM goods ORDER BY goods.id",
    mysql: /mysql has no EXCLUDE in window frames\./,
    rows: {
      sqlite: [
        [17, null],
        [4, 6],
        [21, null],
        [12, 6],
      ],
      postgresql: [
        [17, null],
        [4, 6],
        [21, null],
        [12, 6],
      ],
    },
  },
  {
    name: "over by label names",
    build: () => select(g.qty.label("q"), func.rank().over({ orderBy: g.qty.label("q") })).orderBy(g.id),
    default: "SELECT goods.qty AS q, rank() OVER (ORDER BY goods.qty) AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT goods.qty AS q, rank() OVER (ORDER BY goods.qty) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT goods.qty AS q, rank() OVER (ORDER BY goods.qty) AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT goods.qty AS q, rank() OVER (ORDER BY goods.qty) AS anon_1 FROM goods ORDER BY goods.id",
    rows: [
      [1, 1],
      [4, 2],
      [5, 3],
      [12, 4],
    ],
  },
  {
    name: "over by expressions",
    build: () =>
      select(func.rank().over({ partitionBy: g.qty.gt(4), orderBy: [g.qty.mod(5).desc(), g.id] })).orderBy(g.id),
    default:
      "SELECT rank() OVER (PARTITION BY goods.qty > :qty_1 ORDER BY goods.qty % :qty_2 DESC, goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT rank() OVER (PARTITION BY goods.qty > ? ORDER BY goods.qty % ? DESC, goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT rank() OVER (PARTITION BY goods.qty > $1::INTEGER ORDER BY goods.qty % $2::INTEGER DESC, goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    mysql:
      "SELECT rank() OVER (PARTITION BY goods.qty > ? ORDER BY goods.qty % ? DESC, goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[2], [1], [2], [1]],
  },
  {
    name: "over function",
    build: () => select(over(func.rank(), { orderBy: g.id })).orderBy(g.id),
    default: "SELECT rank() OVER (ORDER BY goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    sqlite: "SELECT rank() OVER (ORDER BY goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql: "SELECT rank() OVER (ORDER BY goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    mysql: "SELECT rank() OVER (ORDER BY goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    rows: [[1], [2], [3], [4]],
  },
  {
    name: "filter",
    build: () => select(func.count().filter(g.active), func.sum(g.qty).filter(g.qty.gt(1), g.qty.lt(9))),
    default:
      "SELECT count(*) FILTER (WHERE goods.active) AS anon_1, sum(goods.qty) FILTER (WHERE goods.qty > :qty_1 AND goods.qty < :qty_2) AS anon_2 FROM goods",
    sqlite:
      "SELECT count(*) FILTER (WHERE goods.active) AS anon_1, sum(goods.qty) FILTER (WHERE goods.qty > ? AND goods.qty < ?) AS anon_2 FROM goods",
    postgresql:
      "SELECT count(*) FILTER (WHERE goods.active) AS anon_1, sum(goods.qty) FILTER (WHERE goods.qty > $1::INTEGER AND goods.qty < $2::INTEGER) AS anon_2 FROM goods",
    mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instead/,
    rows: { sqlite: [[2, 9]], postgresql: [[2, 9]] },
  },
  {
    name: "filter and over",
    build: () => select(func.sum(g.qty).filter(g.active).over({ orderBy: g.id })).orderBy(g.id),
    default:
      "SELECT sum(goods.qty) FILTER (WHERE goods.active) OVER (ORDER BY goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    sqlite:
      "SELECT sum(goods.qty) FILTER (WHERE goods.active) OVER (ORDER BY goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    postgresql:
      "SELECT sum(goods.qty) FILTER (WHERE goods.active) OVER (ORDER BY goods.id) AS anon_1 FROM goods ORDER BY goods.id",
    mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instead/,
    rows: { sqlite: [[1], [1], [6], [6]], postgresql: [[1], [1], [6], [6]] },
  },
  {
    name: "filter labelled",
    build: () => select(func.count(g.id).filter(g.note.isNot(null)).label("n")),
    default: "SELECT count(goods.id) FILTER (WHERE goods.note IS NOT NULL) AS n FROM goods",
    sqlite: "SELECT count(goods.id) FILTER (WHERE goods.note IS NOT NULL) AS n FROM goods",
    postgresql: "SELECT count(goods.id) FILTER (WHERE goods.note IS NOT NULL) AS n FROM goods",
    mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instead/,
    rows: { sqlite: [[3]], postgresql: [[3]] },
  },
  {
    name: "filter in arithmetic",
    build: () => select(func.count().filter(g.active).add(1), func.max(g.qty).filter(g.qty.lt(10)).gt(4)),
    default:
      "SELECT (count(*) FILTER (WHERE goods.active)) + :param_1 AS anon_1, max(goods.qty) FILTER (WHERE goods.qty < :qty_1) > :param_2 AS anon_2 FROM goods",
    sqlite:
      "SELECT (count(*) FILTER (WHERE goods.active)) + ? AS anon_1, max(goods.qty) FILTER (WHERE goods.qty < ?) > ? AS anon_2 FROM goods",
    postgresql:
      "SELECT (count(*) FILTER (WHERE goods.active)) + $1::INTEGER AS anon_1, max(goods.qty) FILTER (WHERE goods.qty < $2::INTEGER) > $3::INTEGER AS anon_2 FROM goods",
    mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instead/,
    rows: { sqlite: [[3, true]], postgresql: [[3, true]] },
  },
  {
    name: "filter in having",
    build: () =>
      select(g.active)
        .groupBy(g.active)
        .having(func.count().filter(g.qty.gt(1)).gt(0))
        .orderBy(g.active),
    default:
      "SELECT goods.active FROM goods GROUP BY goods.active HAVING count(*) FILTER (WHERE goods.qty > :qty_1) > :param_1 ORDER BY goods.active",
    sqlite:
      "SELECT goods.active FROM goods GROUP BY goods.active HAVING count(*) FILTER (WHERE goods.qty > ?) > ? ORDER BY goods.active",
    postgresql:
      "SELECT goods.active FROM goods GROUP BY goods.active HAVING count(*) FILTER (WHERE goods.qty > $1::INTEGER) > $2::INTEGER ORDER BY goods.active",
    mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instead/,
    rows: { sqlite: [[false], [true]], postgresql: [[false], [true]] },
  },
  {
    name: "filter twice",
    build: () => select(func.count().filter(g.active).filter(g.qty.gt(1))),
    default: "SELECT count(*) FILTER (WHERE goods.active = 1 AND goods.qty > :qty_1) AS anon_1 FROM goods",
    sqlite: "SELECT count(*) FILTER (WHERE goods.active = 1 AND goods.qty > ?) AS anon_1 FROM goods",
    postgresql: "SELECT count(*) FILTER (WHERE goods.active AND goods.qty > $1::INTEGER) AS anon_1 FROM goods",
    mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instead/,
    rows: { sqlite: [[1]], postgresql: [[1]] },
  },
  {
    name: "filter or",
    build: () => select(func.count().filter(or(g.active, g.qty.gt(4)))),
    default: "SELECT count(*) FILTER (WHERE goods.active = 1 OR goods.qty > :qty_1) AS anon_1 FROM goods",
    sqlite: "SELECT count(*) FILTER (WHERE goods.active = 1 OR goods.qty > ?) AS anon_1 FROM goods",
    postgresql: "SELECT count(*) FILTER (WHERE goods.active OR goods.qty > $1::INTEGER) AS anon_1 FROM goods",
    mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instead/,
    rows: { sqlite: [[3]], postgresql: [[3]] },
  },
  {
    name: "funcfilter",
    build: () => select(funcfilter(func.count(), g.active)),
    default: "SELECT count(*) FILTER (WHERE goods.active) AS anon_1 FROM goods",
    sqlite: "SELECT count(*) FILTER (WHERE goods.active) AS anon_1 FROM goods",
    postgresql: "SELECT count(*) FILTER (WHERE goods.active) AS anon_1 FROM goods",
    mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instead/,
    rows: { sqlite: [[2]], postgresql: [[2]] },
  },
  {
    name: "percentile",
    build: () =>
      select(func.percentile_cont(0.5).withinGroup(g.weight), func.percentile_disc(0.5).withinGroup(g.qty.desc())),
    default:
      "SELECT percentile_cont(:percentile_cont_2) WITHIN GROUP (ORDER BY goods.weight) AS percentile_cont_1, percentile_disc(:percentile_disc_2) WITHIN GROUP (ORDER BY goods.qty DESC) AS percentile_disc_1 FROM goods",
    sqlite:
      "SELECT percentile_cont(?) WITHIN GROUP (ORDER BY goods.weight) AS percentile_cont_1, percentile_disc(?) WITHIN GROUP (ORDER BY goods.qty DESC) AS percentile_disc_1 FROM goods",
    postgresql:
      "SELECT percentile_cont($1::FLOAT) WITHIN GROUP (ORDER BY goods.weight) AS percentile_cont_1, percentile_disc($2::FLOAT) WITHIN GROUP (ORDER BY goods.qty DESC) AS percentile_disc_1 FROM goods",
    mysql:
      "SELECT percentile_cont(?) WITHIN GROUP (ORDER BY goods.weight) AS percentile_cont_1, percentile_disc(?) WITHIN GROUP (ORDER BY goods.qty DESC) AS percentile_disc_1 FROM goods",
    rows: { postgresql: [[1.25, 5]] },
  },
  {
    name: "mode",
    build: () => select(func.mode().withinGroup(g.active)),
    default: "SELECT mode() WITHIN GROUP (ORDER BY goods.active) AS mode_1 FROM goods",
    sqlite: "SELECT mode() WITHIN GROUP (ORDER BY goods.active) AS mode_1 FROM goods",
    postgresql: "SELECT mode() WITHIN GROUP (ORDER BY goods.active) AS mode_1 FROM goods",
    mysql: "SELECT mode() WITHIN GROUP (ORDER BY goods.active) AS mode_1 FROM goods",
    rows: { postgresql: [[false]] },
  },
  {
    name: "within group of two",
    build: () => select(func.foo!(1).withinGroup(g.qty, g.id.desc())),
    default: "SELECT foo(:foo_2) WITHIN GROUP (ORDER BY goods.qty, goods.id DESC) AS foo_1 FROM goods",
    sqlite: "SELECT foo(?) WITHIN GROUP (ORDER BY goods.qty, goods.id DESC) AS foo_1 FROM goods",
    postgresql: "SELECT foo($1::INTEGER) WITHIN GROUP (ORDER BY goods.qty, goods.id DESC) AS foo_1 FROM goods",
    mysql: "SELECT foo(?) WITHIN GROUP (ORDER BY goods.qty, goods.id DESC) AS foo_1 FROM goods",
  },
  {
    name: "within group and over",
    build: () => select(func.foo!(1).withinGroup(g.qty).over({ partitionBy: g.active })),
    default:
      "SELECT foo(:foo_1) WITHIN GROUP (ORDER BY goods.qty) OVER (PARTITION BY goods.active) AS anon_1 FROM goods",
    sqlite: "SELECT foo(?) WITHIN GROUP (ORDER BY goods.qty) OVER (PARTITION BY goods.active) AS anon_1 FROM goods",
    postgresql:
      "SELECT foo($1::INTEGER) WITHIN GROUP (ORDER BY goods.qty) OVER (PARTITION BY goods.active) AS anon_1 FROM goods",
    mysql: "SELECT foo(?) WITHIN GROUP (ORDER BY goods.qty) OVER (PARTITION BY goods.active) AS anon_1 FROM goods",
  },
  {
    name: "within group and filter",
    build: () => select(func.percentile_cont(0.5).withinGroup(g.weight).filter(g.active)),
    default:
      "SELECT percentile_cont(:percentile_cont_1) WITHIN GROUP (ORDER BY goods.weight) FILTER (WHERE goods.active) AS anon_1 FROM goods",
    sqlite:
      "SELECT percentile_cont(?) WITHIN GROUP (ORDER BY goods.weight) FILTER (WHERE goods.active) AS anon_1 FROM goods",
    postgresql:
      "SELECT percentile_cont($1::FLOAT) WITHIN GROUP (ORDER BY goods.weight) FILTER (WHERE goods.active) AS anon_1 FROM goods",
    mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instead/,
    rows: { postgresql: [[1.25]] },
  },
  {
    name: "within group labelled",
    build: () => select(func.percentile_cont(0.25).withinGroup(g.weight).label("q")),
    default: "SELECT percentile_cont(:percentile_cont_1) WITHIN GROUP (ORDER BY goods.weight) AS q FROM goods",
    sqlite: "SELECT percentile_cont(?) WITHIN GROUP (ORDER BY goods.weight) AS q FROM goods",
    postgresql: "SELECT percentile_cont($1::FLOAT) WITHIN GROUP (ORDER BY goods.weight) AS q FROM goods",
    mysql: "SELECT percentile_cont(?) WITHIN GROUP (ORDER BY goods.weight) AS q FROM goods",
    rows: { postgresql: [[0.875]] },
  },
  {
    name: "array_agg",
    build: () => select(func.array_agg(g.qty)),
    default: "SELECT array_agg(goods.qty) AS array_agg_1 FROM goods",
    sqlite: "SELECT array_agg(goods.qty) AS array_agg_1 FROM goods",
    postgresql: "SELECT array_agg(goods.qty) AS array_agg_1 FROM goods",
    mysql: "SELECT array_agg(goods.qty) AS array_agg_1 FROM goods",
  },
  {
    name: "array_agg ordered",
    build: () => select(func.array_agg(g.qty).aggregateOrderBy(g.qty.desc())),
    default: "SELECT array_agg(goods.qty ORDER BY goods.qty DESC) AS array_agg_1 FROM goods",
    sqlite: "SELECT array_agg(goods.qty ORDER BY goods.qty DESC) AS array_agg_1 FROM goods",
    postgresql: "SELECT array_agg(goods.qty ORDER BY goods.qty DESC) AS array_agg_1 FROM goods",
    mysql: "SELECT array_agg(goods.qty ORDER BY goods.qty DESC) AS array_agg_1 FROM goods",
  },
  {
    name: "aggregate_strings",
    build: () => select(func.aggregate_strings(g.name, ",")),
    default: "SELECT aggregate_strings(goods.name, :aggregate_strings_2) AS aggregate_strings_1 FROM goods",
    sqlite: "SELECT group_concat(goods.name, ',') AS aggregate_strings_1 FROM goods",
    postgresql: "SELECT string_agg(goods.name, ',') AS aggregate_strings_1 FROM goods",
    mysql: "SELECT group_concat(goods.name SEPARATOR ',') AS aggregate_strings_1 FROM goods",
  },
  {
    name: "aggregate_strings ordered",
    build: () => select(func.aggregate_strings(g.name, ", ").aggregateOrderBy(g.id.desc())),
    default:
      "SELECT aggregate_strings(goods.name, :aggregate_strings_2 ORDER BY goods.id DESC) AS aggregate_strings_1 FROM goods",
    sqlite: "SELECT group_concat(goods.name, ', ' ORDER BY goods.id DESC) AS aggregate_strings_1 FROM goods",
    postgresql: "SELECT string_agg(goods.name, ', ' ORDER BY goods.id DESC) AS aggregate_strings_1 FROM goods",
    mysql: "SELECT group_concat(goods.name ORDER BY goods.id DESC SEPARATOR ', ') AS aggregate_strings_1 FROM goods",
    rows: [["axx, c_d%e, Banana, apple"]],
  },
  {
    name: "aggregate_strings grouped",
    build: () =>
      select(g.active, func.aggregate_strings(g.name, "|").aggregateOrderBy(g.name, g.id))
        .groupBy(g.active)
        .orderBy(g.active),
    default:
      "SELECT goods.active, aggregate_strings(goods.name, :aggregate_strings_2 ORDER BY goods.name, goods.id) AS aggregate_strings_1 FROM goods GROUP BY goods.active ORDER BY goods.active",
    sqlite:
      "SELECT goods.active, group_concat(goods.name, '|' ORDER BY goods.name, goods.id) AS aggregate_strings_1 FROM goods GROUP BY goods.active ORDER BY goods.active",
    postgresql:
      "SELECT goods.active, string_agg(goods.name, '|' ORDER BY goods.name, goods.id) AS aggregate_strings_1 FROM goods GROUP BY goods.active ORDER BY goods.active",
    mysql:
      "SELECT goods.active, group_concat(goods.name ORDER BY goods.name, goods.id SEPARATOR '|') AS aggregate_strings_1 FROM goods GROUP BY goods.active ORDER BY goods.active",
    rows: {
      sqlite: [
        [false, "Banana|axx"],
        [true, "apple|c_d%e"],
      ],
      postgresql: [
        [false, "Banana|axx"],
        [true, "apple|c_d%e"],
      ],
      mysql: [
        [false, "axx|Banana"],
        [true, "apple|c_d%e"],
      ],
    },
  },
  {
    name: "ordered and filtered",
    build: () => select(func.array_agg(g.name).aggregateOrderBy(g.id).filter(g.active)),
    default: "SELECT array_agg(goods.name ORDER BY goods.id) FILTER (WHERE goods.active) AS anon_1 FROM goods",
    sqlite: "SELECT array_agg(goods.name ORDER BY goods.id) FILTER (WHERE goods.active) AS anon_1 FROM goods",
    postgresql: "SELECT array_agg(goods.name ORDER BY goods.id) FILTER (WHERE goods.active) AS anon_1 FROM goods",
    mysql: /mysql has no FILTER for aggregates\. Aggregate a CASE instead/,
  },
  {
    name: "ordered and over",
    build: () => select(func.array_agg(g.qty).aggregateOrderBy(g.qty).over({ partitionBy: g.active })),
    default: "SELECT array_agg(goods.qty ORDER BY goods.qty) OVER (PARTITION BY goods.active) AS anon_1 FROM goods",
    sqlite: "SELECT array_agg(goods.qty ORDER BY goods.qty) OVER (PARTITION BY goods.active) AS anon_1 FROM goods",
    postgresql: "SELECT array_agg(goods.qty ORDER BY goods.qty) OVER (PARTITION BY goods.active) AS anon_1 FROM goods",
    mysql: "SELECT array_agg(goods.qty ORDER BY goods.qty) OVER (PARTITION BY goods.active) AS anon_1 FROM goods",
  },
  {
    name: "ordered of several arguments",
    build: () => select(func.foo!(g.qty, "x").aggregateOrderBy(g.qty.desc(), g.id)),
    default: "SELECT foo(goods.qty, :foo_2 ORDER BY goods.qty DESC, goods.id) AS foo_1 FROM goods",
    sqlite: "SELECT foo(goods.qty, ? ORDER BY goods.qty DESC, goods.id) AS foo_1 FROM goods",
    postgresql: "SELECT foo(goods.qty, $1::VARCHAR ORDER BY goods.qty DESC, goods.id) AS foo_1 FROM goods",
    mysql: "SELECT foo(goods.qty, ? ORDER BY goods.qty DESC, goods.id) AS foo_1 FROM goods",
  },
  {
    name: "ordered labelled",
    build: () => select(func.aggregate_strings(g.name, ";").aggregateOrderBy(g.name.desc()).label("all")),
    default: 'SELECT aggregate_strings(goods.name, :aggregate_strings_1 ORDER BY goods.name DESC) AS "all" FROM goods',
    sqlite: "SELECT group_concat(goods.name, ';' ORDER BY goods.name DESC) AS \"all\" FROM goods",
    postgresql: "SELECT string_agg(goods.name, ';' ORDER BY goods.name DESC) AS \"all\" FROM goods",
    mysql: "SELECT group_concat(goods.name ORDER BY goods.name DESC SEPARATOR ';') AS `all` FROM goods",
    rows: {
      sqlite: [["c_d%e;axx;apple;Banana"]],
      postgresql: [["c_d%e;axx;apple;Banana"]],
      mysql: [["c_d%e;Banana;axx;apple"]],
    },
  },
  {
    name: "cube",
    build: () => select(g.active, g.qty, func.sum(g.id)).groupBy(func.cube(g.active, g.qty)).orderBy(g.active, g.qty),
    default:
      "SELECT goods.active, goods.qty, sum(goods.id) AS sum_1 FROM goods GROUP BY CUBE(goods.active, goods.qty) ORDER BY goods.active, goods.qty",
    sqlite: /sqlite has no CUBE/,
    postgresql:
      "SELECT goods.active, goods.qty, sum(goods.id) AS sum_1 FROM goods GROUP BY CUBE(goods.active, goods.qty) ORDER BY goods.active, goods.qty",
    mysql: /mysql has no CUBE\. Use func\.rollup\(\)\./,
  },
  {
    name: "rollup",
    build: () => select(g.active, func.sum(g.qty)).groupBy(func.rollup(g.active)).orderBy(func.sum(g.qty)),
    default:
      "SELECT goods.active, sum(goods.qty) AS sum_1 FROM goods GROUP BY ROLLUP(goods.active) ORDER BY sum(goods.qty)",
    sqlite: /sqlite has no ROLLUP/,
    postgresql:
      "SELECT goods.active, sum(goods.qty) AS sum_1 FROM goods GROUP BY ROLLUP(goods.active) ORDER BY sum(goods.qty)",
    mysql:
      "SELECT goods.active, sum(goods.qty) AS sum_1 FROM goods GROUP BY goods.active WITH ROLLUP ORDER BY sum(goods.qty)",
  },
  {
    name: "grouping sets",
    build: () => select(g.active, g.note, func.count()).groupBy(func.grouping_sets(g.active, g.note)),
    default:
      "SELECT goods.active, goods.note, count(*) AS count_1 FROM goods GROUP BY GROUPING SETS(goods.active, goods.note)",
    sqlite: /sqlite has no GROUPING SETS/,
    postgresql:
      "SELECT goods.active, goods.note, count(*) AS count_1 FROM goods GROUP BY GROUPING SETS(goods.active, goods.note)",
    mysql: /mysql has no GROUPING SETS\. Use func\.rollup\(\)\./,
  },
  {
    name: "grouping sets of tuples",
    build: () =>
      select(g.active, g.note, func.count()).groupBy(func.grouping_sets(tuple(g.active, g.note), tuple(g.note))),
    default:
      "SELECT goods.active, goods.note, count(*) AS count_1 FROM goods GROUP BY GROUPING SETS((goods.active, goods.note), (goods.note))",
    sqlite: /sqlite has no GROUPING SETS/,
    postgresql:
      "SELECT goods.active, goods.note, count(*) AS count_1 FROM goods GROUP BY GROUPING SETS((goods.active, goods.note), (goods.note))",
    mysql: /mysql has no GROUPING SETS\. Use func\.rollup\(\)\./,
  },
  {
    name: "table valued",
    build: () => select(func.generate_series!(1, 3).tableValued("value").c.value),
    default: "SELECT anon_1.value FROM generate_series(:generate_series_1, :generate_series_2) AS anon_1",
    sqlite: "SELECT anon_1.value FROM generate_series(?, ?) AS anon_1",
    postgresql: "SELECT anon_1.value FROM generate_series($1::INTEGER, $2::INTEGER) AS anon_1",
    mysql: "SELECT anon_1.value FROM generate_series(?, ?) AS anon_1",
  },
  {
    name: "table valued named",
    build: () => select(func.generate_series!(1, 3).tableValued("value", { name: "n" }).c.value),
    default: "SELECT n.value FROM generate_series(:generate_series_1, :generate_series_2) AS n",
    sqlite: "SELECT n.value FROM generate_series(?, ?) AS n",
    postgresql: "SELECT n.value FROM generate_series($1::INTEGER, $2::INTEGER) AS n",
    mysql: "SELECT n.value FROM generate_series(?, ?) AS n",
  },
  {
    name: "table valued with types",
    build: () => select(func.generate_series!(1, 3).tableValued(column("value", integer())).c.value!.add(1)),
    default:
      "SELECT anon_2.value + :value_1 AS anon_1 FROM generate_series(:generate_series_1, :generate_series_2) AS anon_2",
    sqlite: "SELECT anon_2.value + ? AS anon_1 FROM generate_series(?, ?) AS anon_2",
    postgresql: "SELECT anon_2.value + $1::INTEGER AS anon_1 FROM generate_series($2::INTEGER, $3::INTEGER) AS anon_2",
    mysql: "SELECT anon_2.value + ? AS anon_1 FROM generate_series(?, ?) AS anon_2",
  },
  {
    name: "table valued all columns",
    build: () => select(func.json_each!("[1]").tableValued("key", "value")),
    default: "SELECT anon_1.key, anon_1.value FROM json_each(:json_each_1) AS anon_1",
    sqlite: 'SELECT anon_1."key", anon_1.value FROM json_each(?) AS anon_1',
    postgresql: "SELECT anon_1.key, anon_1.value FROM json_each($1::VARCHAR) AS anon_1",
    mysql: "SELECT anon_1.`key`, anon_1.value FROM json_each(?) AS anon_1",
  },
  {
    name: "table valued selected from",
    build: () => select(column("x")).selectFrom(func.foo!(5).tableValued("x")),
    default: "SELECT x FROM foo(:foo_1) AS anon_1",
    sqlite: "SELECT x FROM foo(?) AS anon_1",
    postgresql: "SELECT x FROM foo($1::INTEGER) AS anon_1",
    mysql: "SELECT x FROM foo(?) AS anon_1",
  },
  {
    name: "table valued joined",
    build: () => select(goods.c.id, func.foo!(g.id).tableValued("x", { name: "f" }).c.x),
    default: "SELECT goods.id, f.x FROM goods, foo(goods.id) AS f",
    sqlite: "SELECT goods.id, f.x FROM goods, foo(goods.id) AS f",
    postgresql: "SELECT goods.id, f.x FROM goods, foo(goods.id) AS f",
    mysql: "SELECT goods.id, f.x FROM goods, foo(goods.id) AS f",
  },
  {
    name: "table valued ordinality",
    build: () => select(func.unnest!("{a,b}").tableValued("v", { withOrdinality: "pos", name: "u" }).renderDerived()),
    default: "SELECT anon_1.v, anon_1.pos FROM unnest(:unnest_1) WITH ORDINALITY AS anon_1(v, pos)",
    sqlite: /sqlite has no WITH ORDINALITY/,
    postgresql: "SELECT anon_1.v, anon_1.pos FROM unnest($1::VARCHAR) WITH ORDINALITY AS anon_1(v, pos)",
    mysql: /mysql has no WITH ORDINALITY/,
  },
  {
    name: "table valued derived",
    build: () =>
      select(
        func.json_to_recordset!("[]")
          .tableValued(column("a", integer()), column("b", string()))
          .renderDerived({ name: "x", withTypes: true }),
      ),
    default: "SELECT x.a, x.b FROM json_to_recordset(:json_to_recordset_1) AS x(a INTEGER, b VARCHAR)",
    sqlite: /sqlite has no names for the columns of a function/,
    postgresql: "SELECT x.a, x.b FROM json_to_recordset($1::VARCHAR) AS x(a INTEGER, b VARCHAR)",
    mysql: /mysql has no names for the columns of a function/,
  },
  {
    name: "table valued derived without types",
    build: () => select(func.foo!(1).tableValued("a", "b").renderDerived()),
    default: "SELECT anon_1.a, anon_1.b FROM foo(:foo_1) AS anon_1(a, b)",
    sqlite: /sqlite has no names for the columns of a function/,
    postgresql: "SELECT anon_1.a, anon_1.b FROM foo($1::INTEGER) AS anon_1(a, b)",
    mysql: /mysql has no names for the columns of a function/,
  },
  {
    name: "table valued lateral",
    build: () => select(g.id, func.foo!(g.qty).tableValued("x").lateral("l").c.x),
    default: "SELECT goods.id, l.x FROM goods, LATERAL foo(goods.qty) AS l",
    sqlite: /sqlite has no LATERAL\./,
    postgresql: "SELECT goods.id, l.x FROM goods, LATERAL foo(goods.qty) AS l",
    mysql: "SELECT goods.id, l.x FROM goods, LATERAL foo(goods.qty) AS l",
  },
  {
    name: "table valued alias",
    build: () => select(func.foo!(1).tableValued("x").alias("y").c.x),
    default: "SELECT y.x FROM foo(:foo_1) AS y",
    sqlite: "SELECT y.x FROM foo(?) AS y",
    postgresql: "SELECT y.x FROM foo($1::INTEGER) AS y",
    mysql: "SELECT y.x FROM foo(?) AS y",
  },
  {
    name: "column valued",
    build: () => select(func.generate_series!(1, 3).columnValued("n")),
    default: "SELECT n FROM generate_series(:generate_series_1, :generate_series_2) AS n",
    sqlite: "SELECT n FROM generate_series(?, ?) AS n",
    postgresql: "SELECT n FROM generate_series($1::INTEGER, $2::INTEGER) AS n",
    mysql: "SELECT n FROM generate_series(?, ?) AS n",
  },
  {
    name: "column valued unnamed",
    build: () => select(func.foo!(1, 2).columnValued()),
    default: "SELECT anon_1 FROM foo(:foo_1, :foo_2) AS anon_1",
    sqlite: "SELECT anon_1 FROM foo(?, ?) AS anon_1",
    postgresql: "SELECT anon_1 FROM foo($1::INTEGER, $2::INTEGER) AS anon_1",
    mysql: "SELECT anon_1 FROM foo(?, ?) AS anon_1",
  },
  {
    name: "column valued operators",
    build: () => select(func.foo!(1).columnValued("n").add(1)).where(func.foo!(1).columnValued("n").gt(1)),
    default: "SELECT n + :n_1 AS anon_1 FROM foo(:foo_1) AS n, foo(:foo_2) AS n WHERE n > :n_2",
    sqlite: "SELECT n + ? AS anon_1 FROM foo(?) AS n, foo(?) AS n WHERE n > ?",
    postgresql:
      "SELECT n + $1::INTEGER AS anon_1 FROM foo($2::INTEGER) AS n, foo($3::INTEGER) AS n WHERE n > $4::INTEGER",
    mysql: "SELECT n + ? AS anon_1 FROM foo(?) AS n, foo(?) AS n WHERE n > ?",
  },
  {
    name: "scalar table valued",
    build: () => select(func.foo!(g.id).scalarTableValued("col")),
    default: "SELECT (foo(goods.id)).col FROM goods",
    sqlite: /sqlite has no rows as values/,
    postgresql: "SELECT (foo(goods.id)).col FROM goods",
    mysql: /mysql has no rows as values/,
  },
  {
    name: "table valued whole row",
    build: () => select(func.foo!(1).tableValued("x", { name: "f" }).column),
    default: "SELECT f FROM foo(:foo_1) AS f",
    sqlite: "SELECT f FROM foo(?) AS f",
    postgresql: "SELECT f FROM foo($1::INTEGER) AS f",
    mysql: "SELECT f FROM foo(?) AS f",
  },
  {
    name: "function alias",
    build: () => select(column("x")).selectFrom(func.foo!(1).alias("f")),
    default: "SELECT x FROM foo(:foo_1) AS f",
    sqlite: "SELECT x FROM foo(?) AS f",
    postgresql: "SELECT x FROM foo($1::INTEGER) AS f",
    mysql: "SELECT x FROM foo(?) AS f",
  },
]);
