// Sequelize 6: on SQLite with the package sqlite3, which it needs. Dates are kept as text with an offset there.
export async function open({ database, prefix, url }) {
  const { DataTypes, Sequelize } = await import("sequelize");
  const isSqlite = database === "sqlite";
  const common = { logging: false, define: { timestamps: false, freezeTableName: true } };
  const sequelize = isSqlite
    ? new Sequelize({ ...common, dialect: "sqlite", storage: ":memory:" })
    : new Sequelize(url, { ...common, dialect: "postgres", pool: { min: 1, max: 1 } });
  const id = { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true };
  const Item = sequelize.define(`${prefix}items`, {
    id,
    title: DataTypes.STRING,
    done: DataTypes.BOOLEAN,
    created: DataTypes.DATE,
    score: DataTypes.INTEGER,
  });
  const Parent = sequelize.define(`${prefix}parents`, { id, name: DataTypes.STRING });
  const Child = sequelize.define(`${prefix}children`, { id, name: DataTypes.STRING, position: DataTypes.INTEGER });
  Parent.hasMany(Child, { as: "children", foreignKey: "parentId" });
  Child.belongsTo(Parent, { as: "parent", foreignKey: "parentId" });
  return {
    dates: "offset",
    exec: (text) => sequelize.query(text),
    scalar: async (text) => Object.values((await sequelize.query(text))[0][0])[0],
    close: () => sequelize.close(),
    get: (key) => Item.findByPk(key),
    all: () => Item.findAll(),
    one: (key) => Item.findOne({ where: { id: key }, attributes: ["id", "title", "score"], raw: true }),
    parents: () => Parent.findAll({ include: { model: Child, as: "children", separate: true } }),
    // Its bulkCreate fills in keys on PostgreSQL alone.
    insertAll: isSqlite
      ? undefined
      : (data) => sequelize.transaction((transaction) => Item.bulkCreate(data, { transaction, returning: true })),
    insertEach: (data) =>
      sequelize.transaction(async (transaction) => {
        const stored = [];
        for (const item of data) stored.push(await Item.create(item, { transaction }));
        return stored;
      }),
    load: () => Item.findAll(),
    update: (items) =>
      sequelize.transaction(async (transaction) => {
        for (const item of items) {
          item.score++;
          await item.save({ transaction });
        }
      }),
    remove: (items) => Item.destroy({ where: { id: items.map((item) => item.id) } }),
  };
}
