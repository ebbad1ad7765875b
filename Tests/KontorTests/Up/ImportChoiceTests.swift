// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@testable import kontor

@Suite struct ImportChoiceTests {
    @Test func theSampleDoesNotMixWithOnesOwnDataUnasked() throws {
        try withTemporaryDirectory { path in
            let directory = try DataDirectory.create(path + "/data")
            #expect(ImportChoice.sample.path(in: directory) == Sample.path)
            #expect(ImportChoice.nothing.path(in: directory) == nil)
            try FileAccess.replace(ImportChoice.markerFile(in: directory), with: "mine.csv", mode: 0o644)
            #expect(ImportChoice.sample.path(in: directory) == nil)
            #expect(ImportChoice.file("other.csv").path(in: directory) == "other.csv")
        }
    }
}
