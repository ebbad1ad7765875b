// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import AsyncHTTPClient
import JSONRPC
import NIOCore
import NIOHTTP1
import TestKit
import Testing

@testable import Transport

/// What a request gets, over both versions of HTTP.
@Suite struct RequestTests {
    private let json = [("Content-Type", "application/json")]

    @Test(arguments: Protocol.allCases) func anAnswerIsJSONThatNobodyKeeps(_ version: Protocol) async throws {
        try await withServer { server in
            try await withCaller(version, server.authority.trust()) { caller in
                let answer = try await caller.send(
                    .POST, server.baseURL + "/rpc", json, body: .bytes(ByteBuffer(string: "[1]")))
                #expect(answer.status == 200)
                #expect(answer.version.major == (version == .http1 ? 1 : 2))
                #expect(answer.body == "[1]")
                #expect(answer.header("content-type") == "application/json; charset=utf-8")
                #expect(answer.header("cache-control") == "no-store")
                #expect(answer.header("content-length") == "3")
                #expect(answer.header("connection") == nil)
            }
        }
    }

    @Test func aCallerWhoAsksToCloseIsLeft() async throws {
        try await withServer { server in
            try await RawConnection.open(server.port, server.authority.trust().clientConfiguration()) { connection in
                try await connection.send(
                    "POST /rpc HTTP/1.1\r\nHost: x\r\nConnection: Close\r\nContent-Length: 2\r\n\r\n[]")
                let answer = try await connection.read()
                #expect(answer.hasPrefix("HTTP/1.1 200 "))
                #expect(answer.lowercased().contains("connection: close"))
                #expect(answer.hasSuffix("[]"))
            }
        }
    }

    @Test(arguments: Protocol.allCases) func notificationsAreAnsweredWithNothing(_ version: Protocol) async throws {
        try await withServer(TestEndpoint { _, _ in RPCAnswer(body: []) }) { server in
            try await withCaller(version, server.authority.trust()) { caller in
                let answer = try await caller.send(
                    .POST, server.baseURL + "/rpc", json, body: .bytes(ByteBuffer(string: "{}")))
                #expect(answer.status == 200)
                #expect(answer.body.isEmpty)
                #expect(answer.header("content-type") == nil)
                #expect(answer.header("content-length") == "0")
            }
        }
    }

    @Test(arguments: Protocol.allCases) func otherVerbsAreRefused(_ version: Protocol) async throws {
        try await withServer { server in
            try await withCaller(version, server.authority.trust()) { caller in
                for method in [HTTPMethod.GET, .PUT, .DELETE, .PATCH, .OPTIONS, .HEAD] {
                    let answer = try await caller.send(method, server.baseURL + "/rpc")
                    #expect(answer.status == 405, "\(method)")
                    #expect(answer.header("allow") == "POST", "\(method)")
                }
                let answer = try await caller.send(.POST, server.baseURL + "/rpc?x=1", json)
                #expect(answer.status == 200)
            }
        }
    }

    @Test(arguments: ["/", "/rpc/", "/RPC", "/rpc/x", "/metrics", "/readyz"])
    func otherPathsAreUnknown(_ path: String) async throws {
        try await withServer { server in
            try await withCaller(.http1, server.authority.trust()) { caller in
                let posted = try await caller.send(.POST, server.baseURL + path, json)
                #expect(posted.status == 404)
                let got = try await caller.send(.GET, server.baseURL + path)
                #expect(got.status == 404)
            }
        }
    }

    @Test(
        arguments: [
            (nil, 200), ("application/json", 200), ("Application/JSON; charset=utf-8", 200),
            ("application/json-rpc", 200),
            ("application/jsonrequest", 200), ("text/plain", 415), ("application/x-www-form-urlencoded", 415),
            ("multipart/form-data; boundary=x", 415), ("application/jsonx", 415), ("application/json, text/plain", 415),
        ] as [(String?, Int)])
    func contentTypesOfJSONAreAccepted(_ contentType: String?, _ status: Int) async throws {
        try await withServer { server in
            try await withCaller(.http1, server.authority.trust()) { caller in
                let headers = (contentType.map { [("Content-Type", $0)] } ?? []) + [("Accept", "text/html")]
                let answer = try await caller.send(
                    .POST, server.baseURL + "/rpc", headers, body: .bytes(ByteBuffer(string: "{}")))
                #expect(answer.status == status)
            }
        }
    }

    @Test(arguments: Protocol.allCases) func anAnswersStatusDecidesHTTPs(_ version: Protocol) async throws {
        let endpoint = TestEndpoint { body, _ in
            switch body {
            case Array("anonymous".utf8): RPCAnswer(body: body, status: .unauthenticated)
            case Array("busy".utf8): RPCAnswer(body: body, status: .busy(retryAfterSeconds: 7))
            default: RPCAnswer(body: body, status: .rateLimited(retryAfterSeconds: 9))
            }
        }
        try await withServer(endpoint) { server in
            try await withCaller(version, server.authority.trust()) { caller in
                func send(_ text: String, _ headers: [(String, String)] = []) async throws -> HTTPOutcome {
                    try await caller.send(
                        .POST, server.baseURL + "/rpc", headers, body: .bytes(ByteBuffer(string: text)))
                }
                let anonymous = try await send("anonymous")
                #expect(anonymous.status == 401)
                #expect(anonymous.header("www-authenticate") == #"Bearer realm="kontor""#)
                #expect(anonymous.body == "anonymous")
                let refused = try await send("anonymous", [("Authorization", "Bearer x")])
                #expect(refused.header("www-authenticate") == #"Bearer realm="kontor", error="invalid_token""#)
                let busy = try await send("busy")
                #expect(busy.status == 503)
                #expect(busy.header("retry-after") == "7")
                #expect(busy.body == "busy")
                let limited = try await send("limited")
                #expect(limited.status == 429)
                #expect(limited.header("retry-after") == "9")
            }
        }
    }

    @Test(arguments: Protocol.allCases) func theHeadReachesTheEndpoint(_ version: Protocol) async throws {
        try await withServer(.head) { server in
            try await withCaller(version, server.authority.trust()) { caller in
                let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
                let answer = try await caller.send(
                    .POST, server.baseURL + "/rpc",
                    [
                        ("AUTHORIZATION", "bearer abc.DEF-_~+/123=="), ("request-timeout-MS", "1500"),
                        ("TraceParent", trace), ("tracestate", "a=1"),
                    ], body: .bytes(ByteBuffer(string: "{}")))
                #expect(
                    answer.body == """
                        token=abc.DEF-_~+/123==
                        peer=none
                        address=127.0.0.1
                        timeout=1500
                        traceparent=\(trace)
                        tracestate=a=1
                        """)
            }
        }
    }

    @Test func documentsAreHandedOut() async throws {
        let documents: [String: HTTPDocument.Source] = [
            "/.well-known/jwks.json": {
                HTTPDocument(contentType: "application/jwk-set+json", body: Array("{}".utf8), maximumAge: .seconds(60))
            },
            "/broken": { throw JSONRPC.ChannelError(.unreachable, detail: "the database is gone") },
        ]
        try await withServer(documents: documents) { server in
            try await withCaller(.http1, server.authority.trust()) { caller in
                let url = server.baseURL + "/.well-known/jwks.json"
                let keys = try await caller.send(.GET, url)
                #expect(keys.status == 200)
                #expect(keys.body == "{}")
                #expect(keys.header("content-type") == "application/jwk-set+json")
                #expect(keys.header("cache-control") == "public, max-age=60")
                let posted = try await caller.send(.POST, url)
                #expect(posted.header("allow") == "GET, HEAD")
                let broken = try await caller.send(.GET, server.baseURL + "/broken")
                #expect(broken.status == 503)
                #expect(!broken.body.contains("database"))
            }
        }
    }

    @Test func secretFoldersAreReadByNameAlone() async throws {
        let folder: HTTPDocument.FolderSource = { name in
            if name == "broken" { throw JSONRPC.ChannelError(.unreachable, detail: "the database is gone") }
            return name == "known.ics" ? HTTPDocument(contentType: "text/calendar", body: Array("x".utf8)) : nil
        }
        try await withServer(secretFolders: ["/calendar/": folder]) { server in
            try await withCaller(.http1, server.authority.trust()) { caller in
                let known = try await caller.send(.GET, server.baseURL + "/calendar/known.ics")
                #expect(known.status == 200 && known.body == "x")
                #expect(known.header("cache-control") == "no-store")
                for path in ["/calendar/other.ics", "/calendar/", "/calendar", "/calendars/known.ics"] {
                    #expect(try await caller.send(.GET, server.baseURL + path).status == 404)
                }
                #expect(try await caller.send(.POST, server.baseURL + "/calendar/known.ics").status == 405)
                let broken = try await caller.send(.GET, server.baseURL + "/calendar/broken")
                #expect(broken.status == 503 && !broken.body.contains("database"))
            }
        }
    }
}
