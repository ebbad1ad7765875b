// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Testing

@testable import kontor

@Suite struct RejectFileTests {
    @Test func aRejectedLineComesBackAsItStood() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/x.rejects.csv"
            let line = try Lines.one("536,A,\"B, \"\"C\"\"\",six,2010-12-01,1,,X")
            let file = try RejectFile(path: path)
            #expect(!FileAccess.exists(path))
            try file.add(line, reason: "the quantity, again")
            #expect(
                try FileAccess.text(path)
                    == "Line,Reason,Text\n2,\"the quantity, again\","
                    + "\"536,A,\"\"B, \"\"\"\"C\"\"\"\"\"\",six,2010-12-01,1,,X\"\n"
            )
            var reader = CSVReader(try FileSource(path: path))
            _ = try reader.next()
            guard case .fields(let fields)? = try reader.next()?.content else {
                Issue.record("the file should read back")
                return
            }
            #expect(fields[2] == line.source)
        }
    }

    @Test func anEarlierRunsFileIsReplaced() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/x.rejects.csv"
            try FileAccess.replace(path, with: "old", mode: 0o600)
            let file = try RejectFile(path: path)
            #expect(!FileAccess.exists(path))
            #expect(file.count == 0)
        }
    }
}
