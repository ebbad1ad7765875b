// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@testable import kontor

@Suite struct ClusterPlaceTests {
    @Test func aSocketsPathHasALimit() {
        #expect(ClusterPlace.fitsSocket("/" + String(repeating: "a", count: 92)))
        #expect(!ClusterPlace.fitsSocket("/" + String(repeating: "a", count: 93)))
        #expect(!ClusterPlace.fitsSocket("/" + String(repeating: "é", count: 50)))
    }

    @Test func rootAloneLooksForAPlaceElsewhere() {
        let directory = DataDirectory(path: "/somewhere/.kontor")
        #expect(ClusterPlace.candidates(for: directory, superuser: false) == ["/somewhere/.kontor/postgres"])
        #expect(
            ClusterPlace.candidates(for: directory, superuser: true) == [
                "/somewhere/.kontor/postgres", "/var/lib/kontor-\(directory.fingerprint)",
                "/var/tmp/kontor-\(directory.fingerprint)",
            ])
    }

    @Test func aPlaceIsMadeForTheClustersUser() async throws {
        try await withTemporaryDirectory { path in
            let directory = try DataDirectory.create(path + "/data")
            let place = try await ClusterPlace.prepare(for: directory, user: SystemUser.forCluster())
            #expect(try mode(of: place.directory) == 0o700)
            #expect(try mode(of: place.socketDirectory) == 0o700)
            #expect(ClusterPlace.fitsSocket(place.socketDirectory))
            let again = try await ClusterPlace.prepare(for: directory, user: SystemUser.forCluster())
            #expect(again == place)
        }
    }
}
