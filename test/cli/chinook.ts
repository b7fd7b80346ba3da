type Dialect = "sqlite" | "postgresql" | "mysql";

/** The eleven tables of Chinook, a music shop, with a few rows. */
export function chinook(dialect: Dialect): string[] {
  const quote = dialect === "mysql" ? "`" : '"';
  const moment = dialect === "sqlite" || dialect === "mysql" ? "DATETIME" : "TIMESTAMP";
  const key = (name: string): string =>
    dialect === "sqlite" ? `${name} INTEGER PRIMARY KEY` : `${name} INTEGER NOT NULL, PRIMARY KEY (${name})`;
  const statements = [
    `CREATE TABLE [Artist] ([Name] VARCHAR(120), ${key("[ArtistId]")})`,
    `CREATE TABLE [Album] ([Title] VARCHAR(160) NOT NULL, [ArtistId] INTEGER NOT NULL, ${key("[AlbumId]")}, CONSTRAINT [FK_AlbumArtistId] FOREIGN KEY ([ArtistId]) REFERENCES [Artist] ([ArtistId]))`,
    `CREATE TABLE [MediaType] ([Name] VARCHAR(120), ${key("[MediaTypeId]")})`,
    `CREATE TABLE [Genre] ([Name] VARCHAR(120), ${key("[GenreId]")})`,
    `CREATE TABLE [Track] ([Name] VARCHAR(200) NOT NULL, [AlbumId] INTEGER, [MediaTypeId] INTEGER NOT NULL, [GenreId] INTEGER, [Composer] VARCHAR(220), [Milliseconds] INTEGER NOT NULL, [Bytes] INTEGER, [UnitPrice] NUMERIC(10, 2) NOT NULL DEFAULT 0.99, ${key("[TrackId]")}, FOREIGN KEY ([AlbumId]) REFERENCES [Album] ([AlbumId]), FOREIGN KEY ([MediaTypeId]) REFERENCES [MediaType] ([MediaTypeId]), FOREIGN KEY ([GenreId]) REFERENCES [Genre] ([GenreId]))`,
    `CREATE INDEX [IFK_TrackAlbumId] ON [Track] ([AlbumId])`,
    `CREATE TABLE [Playlist] ([Name] VARCHAR(120), ${key("[PlaylistId]")})`,
    `CREATE TABLE [PlaylistTrack] ([PlaylistId] INTEGER NOT NULL, [TrackId] INTEGER NOT NULL, PRIMARY KEY ([PlaylistId], [TrackId]), FOREIGN KEY ([PlaylistId]) REFERENCES [Playlist] ([PlaylistId]), FOREIGN KEY ([TrackId]) REFERENCES [Track] ([TrackId]))`,
    `CREATE TABLE [Employee] ([LastName] VARCHAR(20) NOT NULL, [FirstName] VARCHAR(20) NOT NULL, [Title] VARCHAR(30), [ReportsTo] INTEGER, [BirthDate] ${moment}, [HireDate] ${moment}, [Email] VARCHAR(60), ${key("[EmployeeId]")}, FOREIGN KEY ([ReportsTo]) REFERENCES [Employee] ([EmployeeId]))`,
    `CREATE TABLE [Customer] ([FirstName] VARCHAR(40) NOT NULL, [LastName] VARCHAR(20) NOT NULL, [Company] VARCHAR(80), [Country] VARCHAR(40), [Email] VARCHAR(60) NOT NULL, [SupportRepId] INTEGER, ${key("[CustomerId]")}, FOREIGN KEY ([SupportRepId]) REFERENCES [Employee] ([EmployeeId]))`,
    `CREATE TABLE [Invoice] ([CustomerId] INTEGER NOT NULL, [InvoiceDate] ${moment} NOT NULL, [BillingCountry] VARCHAR(40), [Total] NUMERIC(10, 2) NOT NULL, ${key("[InvoiceId]")}, FOREIGN KEY ([CustomerId]) REFERENCES [Customer] ([CustomerId]))`,
    `CREATE TABLE [InvoiceLine] ([InvoiceId] INTEGER NOT NULL, [TrackId] INTEGER NOT NULL, [UnitPrice] NUMERIC(10, 2) NOT NULL, [Quantity] INTEGER NOT NULL, ${key("[InvoiceLineId]")}, FOREIGN KEY ([InvoiceId]) REFERENCES [Invoice] ([InvoiceId]), FOREIGN KEY ([TrackId]) REFERENCES [Track] ([TrackId]))`,
    `INSERT INTO [Artist] ([ArtistId], [Name]) VALUES (1, 'AC/DC'), (2, 'Accept')`,
    `INSERT INTO [Album] ([AlbumId], [Title], [ArtistId]) VALUES (1, 'For Those About To Rock', 1), (2, 'Balls to the Wall', 2), (4, 'Let There Be Rock', 1)`,
    `INSERT INTO [MediaType] ([MediaTypeId], [Name]) VALUES (1, 'MPEG audio file')`,
    `INSERT INTO [Genre] ([GenreId], [Name]) VALUES (1, 'Rock')`,
    `INSERT INTO [Track] ([TrackId], [Name], [AlbumId], [MediaTypeId], [GenreId], [Milliseconds], [UnitPrice]) VALUES (1, 'For Those About To Rock', 1, 1, 1, 343719, 0.99), (2, 'Balls to the Wall', 2, 1, 1, 342562, 0.99), (6, 'Put The Finger On You', 1, 1, 1, 205662, 1.29), (15, 'Go Down', 4, 1, NULL, 331180, 0.99)`,
    `INSERT INTO [Playlist] ([PlaylistId], [Name]) VALUES (1, 'Music'), (8, 'Loud')`,
    `INSERT INTO [PlaylistTrack] ([PlaylistId], [TrackId]) VALUES (1, 1), (1, 2), (8, 1), (8, 15)`,
    `INSERT INTO [Employee] ([EmployeeId], [LastName], [FirstName], [Title], [ReportsTo], [HireDate]) VALUES (1, 'Adams', 'Andrew', 'General Manager', NULL, '2002-08-14 00:00:00'), (2, 'Edwards', 'Nancy', 'Sales Manager', 1, '2002-05-01 00:00:00'), (3, 'Peacock', 'Jane', 'Sales Support Agent', 2, '2002-04-01 00:00:00')`,
    `INSERT INTO [Customer] ([CustomerId], [FirstName], [LastName], [Country], [Email], [SupportRepId]) VALUES (1, 'Luís', 'Gonçalves', 'Brazil', 'luisg@example.com', 3), (2, 'Leonie', 'Köhler', 'Germany', 'leonekohler@example.com', 3)`,
    `INSERT INTO [Invoice] ([InvoiceId], [CustomerId], [InvoiceDate], [BillingCountry], [Total]) VALUES (1, 2, '2009-01-01 00:00:00', 'Germany', 2.28), (2, 1, '2009-01-02 00:00:00', 'Brazil', 0.99)`,
    `INSERT INTO [InvoiceLine] ([InvoiceLineId], [InvoiceId], [TrackId], [UnitPrice], [Quantity]) VALUES (1, 1, 2, 0.99, 1), (2, 1, 6, 1.29, 1), (3, 2, 15, 0.99, 1)`,
  ];
  return statements.map((statement) => statement.replaceAll(/\[(\w+)\]/g, `${quote}$1${quote}`));
}
