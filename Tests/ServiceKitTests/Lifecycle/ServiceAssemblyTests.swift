// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit
import TestKit
import Testing
import Transport

/// A real service over TLS, with real tokens; identity's keys come from the test. One after the other, since the keys
/// are the sample service's.
@Suite(.serialized) struct ServiceAssemblyTests {
    private func withSample<Answer>(
        _ body: (ServedService<SampleServer>, TokenForge) async throws -> Answer
    ) async throws -> Answer {
        let forge = TokenForge()
        SampleServer.keys.publish([try forge.published()])
        var surroundings = TestSurroundings()
        surroundings.clock = TestClock().clock
        return try await withDatabase(.migrated(SampleServer.self)) { database in
            try await withServiceOverTLS(
                SampleServer.self, over: database, authority: try TestAuthority(), in: surroundings
            ) { sample in try await body(sample, forge) }
        }
    }

    private func get(_ path: String, of sample: ServedService<SampleServer>) async throws -> (Int, String) {
        let answer = try await HTTPProbe.get("http://127.0.0.1:\(sample.managementPort)\(path)")
        return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }

    @Test func aTokenIsTheCaller() async throws {
        try await withSample { sample, forge in
            let remote = try sample.remote(SampleAPI.self, token: try forge.token())
            #expect(try await remote.call(CountNotes()).count == Count(0))
            let refused = await #expect(throws: RemoteError.self) {
                try await remote.call(try AddNote("one", key: "k"))
            }
            #expect(refused?.code == StandardCode.permissionDenied.rawValue)
        }
    }

    @Test func withoutAGoodTokenNothingIsAnswered() async throws {
        try await withSample { sample, forge in
            let service = try forge.token(claims: TokenForge.serviceClaims("reporting"))
            for token in [nil, "x", try TokenForge().token(), service] {
                let refused = await #expect(throws: RemoteError.self) {
                    try await sample.remote(SampleAPI.self, token: token).call(CountNotes())
                }
                #expect(refused?.code == StandardCode.unauthenticated.rawValue)
            }
        }
    }

    @Test func theManagementPortTellsReadinessAndMetrics() async throws {
        try await withSample { sample, forge in
            try await eventually { try await get("/readyz", of: sample).0 == 200 }
            let ready = try await get("/readyz", of: sample).1
            for name in ["database", "migrations", "keys", "draining"] {
                #expect(ready.contains(#"{"name":"\#(name)","state":"ok"}"#))
            }
            _ = try await sample.remote(SampleAPI.self, token: try forge.token()).call(CountNotes())
            let metrics = try await get("/metrics", of: sample).1
            #expect(
                metrics.contains(
                    #"rpc_server_call_duration_seconds_count{method="sample.countNotes",code="0"} 1"#))
            #expect(metrics.contains("rpc_server_connections 1"))
        }
    }

    @Test func aLostMigrationMakesItUnready() async throws {
        try await withSample { sample, _ in
            try await eventually { try await get("/readyz", of: sample).0 == 200 }
            var configuration = sample.environment.database.configuration
            configuration.user = "kontor_owner"
            configuration.poolSize = 1
            let owner = try PostgresPool(configuration: configuration)
            defer { owner.close() }
            try await owner.execute("delete from ledger.schema_migration where number = 2")
            let (status, text) = try await get("/readyz", of: sample)
            #expect(status == 503)
            #expect(text.contains("1 migrations of schema ledger are missing"))
            try await owner.execute(
                "insert into ledger.schema_migration (number, name, checksum) values (2, 'a', ''), (3, 'newer', '')")
            #expect(try await get("/readyz", of: sample).0 == 200)
        }
    }
}
