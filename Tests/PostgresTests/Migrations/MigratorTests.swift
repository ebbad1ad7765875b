// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import Postgres
import TestKit
import Testing

@Suite struct MigratorTests {
    /// A folder of migrations that is removed at the end.
    private func withMigrations<Answer>(
        _ files: [String: String], _ body: (String) async throws -> Answer
    ) async throws -> Answer {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("migrations-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        return try await body(folder.path)
    }

    private let books = [
        "0001_create_books.sql": "create table book (name text primary key); insert into book values ('a;b');",
        "0002_add_zone.sql": "alter table book add column zone text not null default 'UTC';",
        "0003_create_entries.sql": "create table entry (book text references book);",
    ]

    @Test func stepsAreAppliedOnceInOrder() async throws {
        try await withDatabase { database in
            try await withMigrations(books) { folder in
                let migrator = try Migrator(schema: "ledger", directory: folder)
                try await database.withPool(as: .owner, size: 1) { owner async throws in
                    #expect(try await migrator.status(owner).map(\.state) == [.pending, .pending, .pending])
                    await #expect(throws: PostgresError.self) { try await migrator.verify(owner) }
                    #expect(try await migrator.migrate(owner).map(\.number) == [1, 2, 3])
                    #expect(try await migrator.migrate(owner).isEmpty)
                }
                try await database.withPool(as: .ledger) { service async throws in
                    try await migrator.verify(service)
                    #expect(
                        try await migrator.status(service).map(\.name) == [
                            "create_books", "add_zone", "create_entries",
                        ])
                    #expect(try await service.row("select zone from book", as: String.self) == "UTC")
                    let by = try await service.rows("select distinct applied_by from schema_migration", as: String.self)
                    #expect(by == ["kontor_owner"])
                    // The service reads the list and cannot change it.
                    let error = await #expect(throws: PostgresError.self) {
                        try await service.execute("delete from schema_migration")
                    }
                    #expect(error?.sqlState == .insufficientPrivilege)
                }
            }
        }
    }

    @Test func sixRunsAtOnceApplyEachStepOnce() async throws {
        try await withDatabase { database in
            try await withMigrations(books) { folder in
                let migrator = try Migrator(schema: "ledger", directory: folder)
                let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
                    for _ in 1...6 {
                        group.addTask {
                            try await database.withPool(as: .owner, size: 1) { pool async throws in
                                try await migrator.migrate(pool).map(\.number)
                            }
                        }
                    }
                    return try await group.reduce([], +)
                }
                #expect(applied == [1, 2, 3])
            }
        }
    }

    @Test func aStepThatFailsLeavesTheStepsBeforeItAndNothingOfItself() async throws {
        try await withDatabase { database in
            var files = books
            files["0003_create_entries.sql"] = "create table entry (n integer);\nselect 1 / 0;"
            try await withMigrations(files) { folder in
                let migrator = try Migrator(schema: "ledger", directory: folder)
                try await database.withPool(as: .owner, size: 1) { owner async throws in
                    let error = await #expect(throws: PostgresError.self) { try await migrator.migrate(owner) }
                    #expect(error.map { "\($0)".contains("ledger/0003_create_entries.sql") } == true)
                    #expect(try await migrator.status(owner).map(\.state) == [.applied, .applied, .pending])
                    #expect(try await owner.row("select to_regclass('ledger.entry') is null", as: Bool.self))
                    // The lock is free again.
                    try Data("create table entry (n integer);".utf8).write(
                        to: URL(fileURLWithPath: folder + "/0003_create_entries.sql"))
                    let mended = try Migrator(schema: "ledger", directory: folder)
                    #expect(try await mended.migrate(owner).map(\.number) == [3])
                }
            }
        }
    }

    @Test func aStepMustLeaveItsTransactionToUs() async throws {
        try await withDatabase { database in
            let files = [
                "0001_create_books.sql": "create table book (n integer); commit; create table more (n integer);"
            ]
            try await withMigrations(files) { folder in
                let migrator = try Migrator(schema: "ledger", directory: folder)
                try await database.withPool(as: .owner, size: 1) { owner async throws in
                    let error = await #expect(throws: PostgresError.self) { try await migrator.migrate(owner) }
                    #expect(error.map { "\($0)".contains("0001_create_books.sql") } == true)
                }
            }
        }
    }

    @Test func aChangedStepIsRefused() async throws {
        try await withDatabase { database in
            try await database.withPool(as: .owner, size: 1) { owner async throws in
                try await withMigrations(books) { folder in
                    _ = try await Migrator(schema: "ledger", directory: folder).migrate(owner)
                }
                var files = books
                files["0002_add_zone.sql"]! += " "
                files["0004_create_more.sql"] = "create table more (n integer)"
                try await withMigrations(files) { folder in
                    let migrator = try Migrator(schema: "ledger", directory: folder)
                    #expect(try await migrator.status(owner).map(\.state) == [.applied, .changed, .applied, .pending])
                    await #expect(throws: PostgresError.self) { try await migrator.migrate(owner) }
                    await #expect(throws: PostgresError.self) { try await migrator.verify(owner) }
                    #expect(try await owner.row("select to_regclass('ledger.more') is null", as: Bool.self))
                }
            }
        }
    }

    @Test func aSchemaOfANewerReleaseIsRefused() async throws {
        try await withDatabase { database in
            try await database.withPool(as: .owner, size: 1) { owner async throws in
                try await withMigrations(books) { folder in
                    _ = try await Migrator(schema: "ledger", directory: folder).migrate(owner)
                }
                var files = books
                files["0003_create_entries.sql"] = nil
                try await withMigrations(files) { folder in
                    let migrator = try Migrator(schema: "ledger", directory: folder)
                    let status = try await migrator.status(owner)
                    #expect(status.map(\.state) == [.applied, .applied, .unknown])
                    #expect(status.last?.name == "create_entries")
                    await #expect(throws: PostgresError.self) { try await migrator.verify(owner) }
                    await #expect(throws: PostgresError.self) { try await migrator.migrate(owner) }
                }
            }
        }
    }

    @Test(arguments: [
        (["0001_create_a.sql", "0003_create_b.sql"], "0003_create_b.sql"),
        (["0002_create_a.sql"], "0002_create_a.sql"),
        (["0001_create_a.sql", "0001_create_b.sql"], "0001_create_b.sql"),
        (["0001_create_a.sql", "readme.txt"], "readme.txt"), (["1_create_a.sql"], "1_create_a.sql"),
        (["0001-create-a.sql"], "0001-create-a.sql"), (["0001_Create_a.sql"], "0001_Create_a.sql"),
        (["0001_create.sql"], "0001_create.sql"), (["0001__create_a.sql"], "0001__create_a.sql"),
        (["0000_create_a.sql"], "0000_create_a.sql"),
    ])
    func aFolderThatIsNoListIsRefusedByFile(files: [String], culprit: String) async throws {
        let texts = Dictionary(uniqueKeysWithValues: files.map { ($0, "select 1") })
        try await withMigrations(texts) { folder async throws in
            let error = #expect(throws: PostgresError.self) { try Migrator(schema: "ledger", directory: folder) }
            #expect(error.map { "\($0)".contains(culprit) } == true)
        }
    }

    @Test func aFolderThatIsNotThereIsRefused() {
        #expect(throws: PostgresError.self) { try Migrator(schema: "ledger", directory: "/nonexistent") }
    }
}
