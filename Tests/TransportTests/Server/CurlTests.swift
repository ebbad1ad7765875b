// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation
import TestKit
import Testing

@testable import Transport

private let curlPath = "/usr/bin/curl"

/// The server as a caller sees it that shares no code with it: curl, over OpenSSL and nghttp2.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: curlPath), "curl is not installed"))
struct CurlTests {
    /// What curl wrote, and its exit status.
    private func curl(_ arguments: [String], trusting folder: URL) async throws -> (output: String, status: Int32) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: curlPath)
        process.arguments = ["--silent", "--show-error", "--max-time", "20", "--cacert", "ca.pem"] + arguments
        process.currentDirectoryURL = folder
        process.standardOutput = output
        process.standardError = output
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do { try process.run() } catch { ended.resume(throwing: error) }
        }
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        return (String(decoding: bytes, as: UTF8.self), process.terminationStatus)
    }

    private func withFolder(
        _ endpoint: TestEndpoint, _ body: @Sendable (TestServer, URL) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kontor-curl-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await withServer(endpoint) { server in
            let service = try server.authority.issue(to: .reporting)
            for (name, bytes) in [
                ("ca.pem", service.authority), ("certificate.pem", service.certificateChain),
                ("key.pem", service.privateKey),
            ] {
                try Data(try #require(bytes)).write(to: folder.appending(path: name))
            }
            try await body(server, folder)
        }
        try FileManager.default.removeItem(at: folder)
    }

    @Test(arguments: [("--http1.1", "1.1"), ("--http2", "2")])
    func bothVersionsAreSpoken(_ flag: String, _ version: String) async throws {
        try await withFolder(.echo) { server, folder in
            let (output, status) = try await curl(
                [
                    flag, "--json", "[1]", "--write-out", " %{http_code} %{http_version} %{content_type}",
                    server.baseURL + "/rpc",
                ], trusting: folder)
            #expect(status == 0)
            #expect(output == "[1] 200 \(version) application/json; charset=utf-8")
        }
    }

    @Test(arguments: ["--http1.1", "--http2"]) func theRefusalOfALargeBodyIsSeen(_ flag: String) async throws {
        try await withFolder(.echo) { server, folder in
            try Data(repeating: 0x20, count: 4 << 20).write(to: folder.appending(path: "large"))
            for header in ["Expect:", "Transfer-Encoding: chunked"] {
                let (output, _) = try await curl(
                    [flag, "-H", header, "--json", "@large", "--write-out", " %{http_code}", server.baseURL + "/rpc"],
                    trusting: folder)
                #expect(output.contains("-32007"), "\(flag) \(header)")
                #expect(output.contains(" 413"), "\(flag) \(header)")
            }
        }
    }

    /// Over HTTP/2, limits hold from the time at which the caller has confirmed them, which is after the first request.
    @Test(arguments: ["--http1.1", "--http2"]) func aLargeHeaderIsRefused(_ flag: String) async throws {
        try await withFolder(.echo) { server, folder in
            let header = "X-Large: " + String(repeating: "x", count: 20_000)
            try Data(header.utf8).write(to: folder.appending(path: "header"))
            let common = [flag, "--write-out", " %{http_code} ", "--json", "[1]", server.baseURL + "/rpc"]
            let second = ["--next", "--silent", "--max-time", "20", "--cacert", "ca.pem", "-H", "@header"] + common
            let (output, status) = try await curl(common + second, trusting: folder)
            #expect(status == 0)
            #expect(output == "[1] 200  431 ")
        }
    }

    @Test(arguments: ["1.2", "1.3"]) func aResumedSessionKeepsItsIdentity(_ version: String) async throws {
        try await withFolder(.head) { server, folder in
            // curl offers the first connection's session with the second.
            let (output, status) = try await curl(
                [
                    "--http1.1", "--verbose", "--tls-max", version, "-H", "Connection: close", "--cert",
                    "certificate.pem", "--key",
                    "key.pem", "--json", "[]", server.baseURL + "/rpc", server.baseURL + "/rpc",
                    server.baseURL + "/rpc",
                ], trusting: folder)
            #expect(status == 0, "\(output)")
            #expect(output.contains("using session"), "\(output)")
            #expect(output.components(separatedBy: "peer=reporting").count == 4, "\(output)")
        }
    }

    @Test func anOldTLSIsRefused() async throws {
        try await withFolder(.echo) { server, folder in
            let (_, status) = try await curl(
                ["--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0", server.baseURL + "/rpc"], trusting: folder)
            #expect(status == 35)
        }
    }
}
