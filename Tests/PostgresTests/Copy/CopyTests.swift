// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import Synchronization
import TestKit
import Testing

@Suite struct CopyTests {
    struct Refusal: Error, Equatable {}

    private func withTable(_ body: (PostgresPool) async throws -> Void) async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                try await pool.execute("create table line (number bigint, note text, day date)")
                try await body(pool)
            }
        }
    }

    @Test func rowsGoInAsBinaryAndComeOutAsText() async throws {
        try await withTable { pool async throws in
            let day = try #require(PostgresDate("2010-12-01"))
            let count = try await pool.withTransaction { tx in
                let count = try await tx.copyIn("copy line from stdin (format binary)") { writer in
                    for number in 1...50_000 {
                        try await writer.write(
                            row: Int64(number), number.isMultiple(of: 2) ? "a\tb" : nil as String?, day)
                    }
                }
                try await tx.execute("insert into line values (0, 'x', null)")
                return count
            }
            #expect(count == 50_000)
            let sums = try await pool.row(
                "select count(*), sum(number), count(note) from line", as: (Int, Int, Int).self)
            #expect(sums == (50_001, 50_000 * 50_001 / 2, 25_001))

            let bytes = Mutex<[UInt8]>([])
            let copied = try await pool.withConnection { session in
                try await session.copyOut("copy (select * from line order by number) to stdout") { chunk in
                    bytes.withLock { $0 += chunk }
                }
            }
            #expect(copied == 50_001)
            let lines = String(decoding: bytes.withLock { $0 }, as: UTF8.self).split(separator: "\n")
            #expect(lines.count == 50_001)
            #expect(lines[0] == #"0\#tx\#t\N"# && lines[2] == #"2\#ta\tb\#t2010-12-01"#)
        }
    }

    @Test func textGoesInAsItIs() async throws {
        try await withTable { pool async throws in
            try await pool.withConnection { session in
                let count = try await session.copyIn("copy line (number, note) from stdin (format csv)") { writer in
                    try await writer.write("1,\"a,b\"\n2,".utf8)
                    try await writer.write("c\n".utf8)
                }
                #expect(count == 2)
                #expect(try await session.copyIn("copy line from stdin") { _ in } == 0)
            }
            #expect(try await pool.rows("select note from line order by number", as: String.self) == ["a,b", "c"])
        }
    }

    @Test func whatTheServerRefusesIsAnErrorAndCopiesNothing() async throws {
        try await withTable { pool async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await pool.withConnection { session in
                    try await session.copyIn("copy line from stdin (format csv)") { writer in
                        try await writer.write("1,a,2010-12-01\nnumber,b,x\n".utf8)
                    }
                }
            }
            #expect(error?.sqlState?.code == "22P02")
            for statement: SQL in ["copy nowhere from stdin", "select 1"] {
                await #expect(throws: PostgresError.self) {
                    try await pool.withConnection { try await $0.copyIn(statement) { _ in } }
                }
            }
            await #expect(throws: PostgresError.encoding("a COPY cannot have parameters")) {
                try await pool.withConnection { try await $0.copyIn("copy \(1) from stdin") { _ in } }
            }
            #expect(try await pool.row("select count(*) from line", as: Int.self) == 0)
        }
    }

    @Test func aWriterOrReaderThatThrowsEndsTheCopy() async throws {
        try await withTable { pool async throws in
            await #expect(throws: Refusal()) {
                try await pool.withConnection { session in
                    try await session.copyIn("copy line (number) from stdin") { writer in
                        try await writer.write(String(repeating: "1\n", count: 100_000).utf8)
                        throw Refusal()
                    }
                }
            }
            #expect(try await pool.row("select count(*) from line", as: Int.self) == 0)
            await #expect(throws: Refusal()) {
                try await pool.withConnection { session in
                    try await session.copyOut("copy (select generate_series(1, 100000000)) to stdout") { _ in
                        throw Refusal()
                    }
                }
            }
            #expect(try await pool.row("select 1", as: Int.self) == 1)
        }
    }

    @Test func nothingElseRunsDuringACopy() async throws {
        try await withTable { pool async throws in
            try await pool.withTransaction { tx in
                try await tx.copyIn("copy line (number) from stdin") { writer in
                    await #expect(throws: PostgresError.leaseEnded) { try await tx.execute("select 1") }
                    try await writer.write("7\n".utf8)
                }
                #expect(try await tx.row("select number from line", as: Int.self) == 7)
            }
        }
    }
}
