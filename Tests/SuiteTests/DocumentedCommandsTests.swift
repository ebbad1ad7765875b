// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import TestKit
import Testing

/// What integrators and operators copy from the pages works on a new suite, page after page in the order in which the
/// table of the integrators' pages lists them.
@Suite(.serialized) struct DocumentedCommandsTests {
    private static let introduction = "docs/integrate/README.md"
    private static let furtherPages = ["docs/operate/ledger.md", "docs/operate/proof.md"]

    @Test func everyCommandOfThePagesWorks() async throws {
        try await SuiteProcesses.with { suite in
            let up = try await suite.up()
            try #require(up.status == 0, up.failure)
            let checkout = try folderOfAStranger(in: suite)
            let introduction = try DocumentedPage(Self.introduction)
            #expect(introduction.shell.count == 1)
            let pages = try introduction.linkedPages.map { try DocumentedPage("docs/integrate/" + $0) }
            #expect(Set(pages.map(\.path)).count >= 14)
            for page in try pages + Self.furtherPages.map({ try DocumentedPage($0) }) where !page.shell.isEmpty {
                let script = ([introduction] + [page]).flatMap(\.shell).joined(separator: "\n")
                // As in a shell of a user's: what threads of the tests block, `kill` could not end.
                let run = try await RunningProgram(
                    "/usr/bin/env",
                    ["--default-signal=INT,TERM", "bash", "-euo", "pipefail", "-c", suite.withItsPorts(script)],
                    output: "\(suite.folder)/\(UInt32.random(in: 0...UInt32.max))", folder: checkout
                ).end()
                #expect(run.status == 0, "\(page.path): \(run.failure)")
                // curl ends with 0 whatever the answer is, and so does a pipeline into `jq`.
                #expect(!run.output.contains("\"error\":"), "\(page.path): \(run.failure)")
            }
        }
    }

    /// A checkout with a build and a suite that runs, as the pages take for granted.
    private func folderOfAStranger(in suite: SuiteProcesses) throws -> String {
        let files = FileManager.default
        let checkout = suite.folder + "/checkout"
        try files.createDirectory(atPath: checkout + "/.build", withIntermediateDirectories: true)
        for (link, target) in [
            ".kontor": suite.folder + "/data", ".build/release": SuiteProcesses.executables,
            "docs": ProjectFiles.path("docs"),
        ] {
            try files.createSymbolicLink(atPath: "\(checkout)/\(link)", withDestinationPath: target)
        }
        return checkout
    }
}

extension SuiteProcesses {
    /// The pages tell the ports of a suite that was started with none named.
    fileprivate func withItsPorts(_ script: String) -> String {
        var script = script
        for service in 1...4 {
            script = script.replacing(
                "https://localhost:744\(service)", with: "https://localhost:\(portBase + service)")
        }
        for program in ["first_call.py", "follow_feed.py"] {
            script = script.replacing("\(program) ", with: "\(program) --port-base \(portBase) ")
        }
        return script
    }
}

/// The blocks of shell commands in a page.
private struct DocumentedPage {
    let path: String
    let shell: [String]
    /// In the rows of its tables, without folders.
    let linkedPages: [String]

    init(_ path: String) throws {
        self.path = path
        let text = try String(contentsOfFile: ProjectFiles.path(path), encoding: .utf8)
        shell = text.components(separatedBy: "\n```sh\n").dropFirst().map { block in
            block.components(separatedBy: "\n```")[0]
        }
        linkedPages = text.split(separator: "\n").filter { $0.hasPrefix("| [") }.compactMap { row in
            row.components(separatedBy: "](").dropFirst().first?.components(separatedBy: ")").first
        }
    }
}
