// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import ClientsService
import Contracts
import JSONRPC
import TestKit
import Testing

@testable import kontor

/// A file that is never whole in memory.
private final class MadeUpFile: ByteSource {
    private let rows: Int
    private var row = -1

    init(rows: Int) { self.rows = rows }

    func read(atMost count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        if row < 0 { bytes += Array("externalId,name,country,industry,phone,domain,employees\n".utf8) }
        row = max(0, row)
        while row < rows, bytes.count < count - 200 {
            let line =
                "c\(row),Müller \(row) GmbH,DE,Trade,+49 30 \(1_000_000 + row),client\(row).example,\(row % 500)\n"
            bytes += Array(line.utf8)
            row += 1
        }
        return bytes
    }
}

@Suite struct RecordStreamTests {
    private static let rows = 100_000
    /// In a debug build, with the database on the same machine; a release build does many times as much. What memory
    /// it takes is measured by `scripts/bench clients`: other tests share this process.
    private static let leastRowsASecond = 250.0

    @Test func aHundredThousandRowsOfAFileThatIsNeverWholeAreStored() async throws {
        try await withTemporaryDirectory { folder in
            try await withService(ClientsServer.self) { clients in
                let reader = try RecordReader(MadeUpFile(rows: Self.rows), encoding: .auto, delimiter: .auto)
                let rejects = try RecordRejects(
                    path: folder + "/rejects.csv", columns: reader.columns, delimiter: reader.delimiter)
                let remote = clients.remote(ClientsAPI.self)
                let options = RecordMeaning(system: "shop")
                let run = try await remote.call(options.start(.clients, reader.columns)).run
                let clock = ContinuousClock()
                let began = clock.now
                let totals = try await RecordUpload(
                    clients: remote, console: Console(result: -1, progress: -1)
                ).run(run, reader, rejects: rejects)
                let seconds = Double((clock.now - began).components.seconds + 1)
                #expect(totals.progress.created.rawValue == Int64(Self.rows) && totals.progress.refused.rawValue == 0)
                #expect(Double(Self.rows) / seconds > Self.leastRowsASecond)
            }
        }
    }
}
