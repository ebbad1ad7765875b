// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Brings one schema to what a directory of migrations says. Forward only: a step that was applied is never changed,
/// undone or skipped.
package struct Migrator: Sendable {
    package let schema: PostgresIdentifier
    package let migrations: [Migration]

    /// Reads the directory; throws `PostgresError.migration` naming the file that is not as it must be.
    package init(schema: StaticString, directory: String) throws {
        guard let schema = PostgresIdentifier(schema.description) else {
            throw PostgresError.migration("\(schema): not a name of a schema")
        }
        self.schema = schema
        migrations = try MigrationDirectory.load(directory)
    }

    /// Applies what is pending, each step in a transaction of its own, and answers it. Runs at the same time, from
    /// any number of processes, take turns by an advisory lock. Connect as the owner role, and without a limit for
    /// statements if tables are large. Throws before the first step when the schema is changed or unknown.
    package func migrate(_ pool: PostgresPool) async throws -> [MigrationStatus] {
        try await pool.withConnection { session in
            // Waiting for another's turn, and a long step, may take longer than any request.
            try await session.execute("select set_config('statement_timeout', '0', false)")
            // Held by the session and released at its end, whatever happens.
            try await session.execute("select pg_advisory_lock(hashtextextended(\(lockName), 0))")
            try await createTable(session)
            let status = try await status(session)
            try requireKnown(status)
            let checksums = try await checksums(session)
            var applied: [MigrationStatus] = []
            for (migration, state) in zip(migrations, status) where state.state == .pending {
                try await apply(migration, checksum: checksums[migration.number - 1], session)
                applied.append(MigrationStatus(number: migration.number, name: migration.name, state: .applied))
            }
            if !applied.isEmpty { try await analyze(session) }
            return applied
        }
    }

    /// Where each migration stands, in order; unknown ones come last. Any role of the schema may ask.
    package func status(_ executor: any PostgresExecutor) async throws -> [MigrationStatus] {
        let table = "\(schema).schema_migration"
        let exists = try await executor.row("select to_regclass(\(table)) is not null", as: Bool.self)
        guard exists else {
            return migrations.map { MigrationStatus(number: $0.number, name: $0.name, state: .pending) }
        }
        let recorded = try await executor.rows(
            "select number, name, checksum from \(identifier: schema).schema_migration order by number",
            as: (Int, String, [UInt8]).self)
        let checksums = try await checksums(executor)
        let byNumber = Dictionary(uniqueKeysWithValues: recorded.map { ($0.0, $0) })
        let known = migrations.map { migration in
            let state: MigrationState =
                switch byNumber[migration.number] {
                case nil: .pending
                case let row?:
                    row.1 == migration.name && row.2 == checksums[migration.number - 1] ? .applied : .changed
                }
            return MigrationStatus(number: migration.number, name: migration.name, state: state)
        }
        let unknown = recorded.filter { $0.0 > migrations.count }.map {
            MigrationStatus(number: $0.0, name: $0.1, state: .unknown)
        }
        return known + unknown
    }

    /// Throws `PostgresError.migration` unless the schema is exactly what this program was built for.
    package func verify(_ executor: any PostgresExecutor) async throws {
        let status = try await status(executor)
        try requireKnown(status)
        if let pending = status.first(where: { $0.state == .pending }) {
            throw PostgresError.migration(
                "schema \(schema) is behind: migration \(pending.number) (\(pending.name)) is pending, run `migrate`")
        }
    }

    private var lockName: String { "kontor.migrate.\(schema)" }

    private func requireKnown(_ status: [MigrationStatus]) throws {
        if let changed = status.first(where: { $0.state == .changed }) {
            throw PostgresError.migration(
                "schema \(schema): migration \(changed.number) (\(changed.name)) is not the one that was applied")
        }
        if let unknown = status.first(where: { $0.state == .unknown }) {
            throw PostgresError.migration(
                "schema \(schema): migration \(unknown.number) (\(unknown.name)) is of a newer release")
        }
        let firstPending = status.firstIndex { $0.state == .pending } ?? status.count
        if let late = status[firstPending...].first(where: { $0.state == .applied }) {
            throw PostgresError.migration("schema \(schema): a migration before \(late.number) was never applied")
        }
    }

    /// SHA-256 of each file, by the server: one implementation for whoever wants to check.
    private func checksums(_ executor: any PostgresExecutor) async throws -> [[UInt8]] {
        try await executor.rows(
            """
            select sha256(file) from unnest(\(migrations.map(\.script.bytes))) with ordinality as list(file, number)
            order by number
            """, as: [UInt8].self)
    }

    private func createTable(_ session: PostgresSession) async throws {
        try await session.execute(
            """
            create table if not exists \(identifier: schema).schema_migration (
                number integer primary key,
                name text not null,
                checksum bytea not null,
                applied_at timestamptz not null default now(),
                applied_by text not null default current_user
            )
            """)
        // The service reads the list; by default privileges it could also change it.
        let others = try await session.rows(
            """
            select distinct grantee::regrole::text from pg_class, aclexplode(relacl)
            where oid = \("\(schema).schema_migration")::regclass and grantee not in (relowner, 0)
            """, as: String.self)
        for role in others.compactMap({ PostgresIdentifier($0) }) {
            try await session.execute(
                """
                revoke insert, update, delete, truncate on \(identifier: schema).schema_migration
                from \(identifier: role)
                """)
        }
    }

    private func apply(_ migration: Migration, checksum: [UInt8], _ session: PostgresSession) async throws {
        do {
            _ = try await session.batch(["begin", "select set_config('search_path', \(schema.text), true)"])
            try await session.run(migration.script)
            guard try await session.isInTransaction() else {
                throw PostgresError.migration("\(schema)/\(migration.file): must not end its transaction itself")
            }
            _ = try await session.batch([
                """
                insert into \(identifier: schema).schema_migration (number, name, checksum)
                values (\(Int32(migration.number)), \(migration.name), \(checksum))
                """, "commit",
            ])
        } catch let error as PostgresError {
            guard let refusal = error.serverError else { throw error }
            throw PostgresError.migration("\(schema)/\(migration.file): \(refusal)")
        }
    }

    /// Sessions that plan on tables without statistics keep sequential scans.
    private func analyze(_ session: PostgresSession) async throws {
        let tables = try await session.rows(
            """
            select relname::text from pg_class
            where relnamespace = \(schema.text)::regnamespace and relkind in ('r', 'p')
                and relowner = current_user::regrole
            """, as: String.self)
        for table in tables {
            guard let table = PostgresIdentifier(table) else { continue }
            try await session.execute("analyze \(identifier: schema).\(identifier: table)")
        }
    }
}
