// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation
import JSON
import JSONRPC
import Testing

/// What the clients service is told over TLS that it cannot keep has an error of its own and leaves nothing; what it
/// can keep, however odd, is kept to the byte.
@Suite struct BadClientInputTests {
    private struct Mistake {
        let name: String
        let method: String
        /// Without the key.
        let params: String
        let code: Int
        let reason: String
        /// The member to blame, of params that are invalid.
        var path: String?
    }

    /// What the mistakes are about, as JSON.
    private struct World {
        let client: String
        let child: String
        let contact: String
        let erased: String
        let opportunity: String
        let closed: String
        /// Of the client, once it has a primary manager.
        let version: Int64

        static let user = "01990000-0000-7009-8000-0000000000"
    }

    private static func domain<E: DomainError>(
        _ name: String, _ error: E.Type, _ method: String, _ params: String
    ) -> Mistake {
        Mistake(name: name, method: method, params: params, code: E.code, reason: E.reason)
    }

    private static func invalid(_ name: String, _ path: String, _ method: String, _ params: String) -> Mistake {
        Mistake(
            name: name, method: method, params: params, code: StandardCode.invalidParams.rawValue,
            reason: StandardCode.invalidParams.reason, path: path)
    }

    private static func factMistakes(_ world: World) -> [Mistake] {
        let assignment = #""client":\#(world.client),"ifVersion":\#(world.version),"from":"2026-02-01""#
        let deal = #""client":\#(world.client),"kind":"new","name":"Roof""#
        return [
            domain(
                "a cycle in the hierarchy", ParentCycle.self, "setParent",
                #""client":\#(world.client),"parent":\#(world.child),"from":"2026-01-01""#),
            invalid(
                "its own parent", "$.parent", "setParent",
                #""client":\#(world.client),"parent":\#(world.client),"from":"2026-01-01""#),
            domain(
                "more than 100 per cent of a role", ShareExceeded.self, "assign",
                #"\#(assignment),"user":"\#(World.user)02","role":"account_manager","share":51"#),
            invalid(
                "a share of 101 per cent", "$.share", "assign",
                #"\#(assignment),"user":"\#(World.user)02","role":"specialist","share":101"#),
            domain(
                "a second primary manager", PrimaryTaken.self, "assign",
                #"\#(assignment),"user":"\#(World.user)02","role":"account_manager","share":10,"isPrimary":true"#),
            invalid(
                "an assignment that ends before it starts", "$.to", "assign",
                #"\#(assignment),"user":"\#(World.user)03","role":"specialist","to":"2026-01-31""#),
            invalid(
                "a plan that ends before it starts", "$.to", "createPlan",
                #""client":\#(world.client),"title":"Plan","from":"2026-02-01","to":"2026-01-31""#),
            invalid(
                "terms that end before they start", "$.terms.endsOn", "createContract",
                #"""
                "client":\#(world.client),"currency":"EUR","terms":{"startsOn":"2026-02-01","endsOn":"2026-01-31"},
                "lines":[{"text":"Support","quantity":"1","price":{"amount":"1.00","currency":"EUR"},
                "billing":"monthly"}]
                """#),
            invalid(
                "a day that is none", "$.from", "setParent",
                #""client":\#(world.client),"from":"2026-02-30""#),
            domain(
                "an unknown time zone", ContactTimeZoneUnknown.self, "upsertContact",
                #""name":"Ada","positions":[{"client":\#(world.client),"role":"Buyer"}],"timeZone":"Mars/Phobos""#),
            invalid(
                "an unknown currency", "$.currency", "createClient",
                #""kind":"company","name":"Acme","currency":"XQQ""#),
            invalid(
                "an amount without a currency", "$.amount.currency", "createOpportunity",
                #"\#(deal),"amount":{"amount":"5.00"}"#),
            invalid("an amount that is a number", "$.amount", "createOpportunity", #"\#(deal),"amount":5.00"#),
            domain(
                "a stage that is unknown", StageNotFound.self, "moveOpportunity",
                #""opportunity":\#(world.opportunity),"ifVersion":1,"stage":"nowhere""#),
            domain(
                "a closed opportunity that moves", OpportunityClosed.self, "moveOpportunity",
                #""opportunity":\#(world.closed),"ifVersion":2,"stage":"proposal""#),
            domain(
                "a move to a stage that closes", StageClosed.self, "moveOpportunity",
                #""opportunity":\#(world.opportunity),"ifVersion":1,"stage":"won""#),
            domain("an erased person", SubjectErased.self, "getContact", #""contact":\#(world.erased)"#),
            domain(
                "an activity with an erased person", SubjectErased.self, "logActivity",
                #"\#(activity(world)),"subject":"Call","contacts":[\#(world.erased)]"#),
        ]
    }

    private static func textMistakes(_ world: World) -> [Mistake] {
        func contact(_ channel: String) -> String {
            #""name":"Ada","positions":[{"client":\#(world.client),"role":"Buyer"}],"channels":[\#(channel)]"#
        }
        return [
            invalid("no name", "$.name", "createClient", #""kind":"company","name":"""#),
            invalid(
                "a name of 500 characters", "$.name", "createClient",
                #""kind":"company","name":"\#(String(repeating: "n", count: 500))""#),
            invalid("a name with a line break", "$.name", "createClient", #""kind":"company","name":"A\nB""#),
            invalid("a name with a zero", "$.name", "createClient", #""kind":"company","name":"A\u0000B""#),
            invalid("a name with an escape", "$.name", "createClient", #""kind":"company","name":"A\u001b[2J""#),
            invalid(
                "notes with a zero", "$.notes", "logActivity",
                #"\#(activity(world)),"subject":"Call","notes":"A\u0000B""#),
            invalid(
                "notes of 100,000 characters", "$.notes", "logActivity",
                #"\#(activity(world)),"subject":"Call","notes":"\#(String(repeating: "n", count: 100_000))""#),
            invalid(
                "an address without a host", "$.channels[0].value", "upsertContact",
                contact(#"{"kind":"email","value":"ada@"}"#)),
            invalid(
                "a number with letters", "$.channels[0].value", "upsertContact",
                contact(#"{"kind":"phone","value":"call me"}"#)),
        ]
    }

    private static func activity(_ world: World) -> String {
        #""client":\#(world.client),"kind":"call","direction":"outbound","isTwoWay":true"#
    }

    @Test func eachMistakeHasItsOwnErrorAndLeavesNothing() async throws {
        try await SuiteProcesses.with { suite in
            let up = try await suite.up("--no-import")
            try #require(up.status == 0, up.failure)
            let world = try await prepare(suite)
            let before = try await head(suite)
            for (index, mistake) in (Self.factMistakes(world) + Self.textMistakes(world)).enumerated() {
                let key = mistake.method.hasPrefix("get") ? "" : #""idempotencyKey":"bad-\#(index)","#
                let run = try await suite.kontor("call", "clients.\(mistake.method)", "{\(key)\(mistake.params)}")
                let comment: Comment = "\(mistake.name): \(run.failure)"
                #expect(run.status == 1, comment)
                guard let error = try? JSONDocument(parsing: Array(run.output.utf8)).root else {
                    Issue.record(comment)
                    continue
                }
                #expect(error.member("code")?.int64 == Int64(mistake.code), comment)
                #expect(error.member("data")?.member("reason")?.string == mistake.reason, comment)
                #expect(error.member("message")?.string?.isEmpty == false, comment)
                if let path = mistake.path { #expect(run.output.contains("\"\(path)\""), comment) }
            }
            try await tenMegabytes(suite, world)
            #expect(try await head(suite) == before, "a mistake has left something")
            try await oddTexts(suite, world)
        }
    }

    /// Is refused before it is read, and the service goes on.
    private func tenMegabytes(_ suite: SuiteProcesses, _ world: World) async throws {
        let note = String(repeating: "n", count: 10 << 20)
        let body = """
            {"jsonrpc":"2.0","id":1,"method":"clients.logActivity","params":{"idempotencyKey":"bad-large",
            \(Self.activity(world)),"subject":"Call","notes":"\(note)"}}
            """
        let file = suite.folder + "/large.json"
        try body.write(toFile: file, atomically: true, encoding: .utf8)
        let run = try await RunningProgram(
            "/usr/bin/curl",
            [
                "-s", "-w", " %{http_code}", "--cacert", suite.folder + "/data/certificates/authority.pem", "-H",
                "content-type: application/json", "--data-binary", "@\(file)",
                "https://localhost:\(suite.portBase + 2)/rpc",
            ], output: suite.folder + "/large"
        ).end()
        #expect(run.output.contains("\(StandardCode.requestTooLarge.rawValue)"), run.failure)
        #expect(run.output.hasSuffix(" 413"), run.failure)
    }

    /// Names that are unusual and right.
    private static let names = [
        "X", "名", String(repeating: "n", count: 200), "שלום ושות׳", "\u{202B}شركة النور\u{202C}", "e\u{301}quipe",
        "équipe", "น้ำใจ", "👩‍👩‍👧‍👦 & Söhne", "Nguyễn Thị Ánh", "ﬁne", "𝒜cme", "A\u{200D}B", "O’Brien \"Bob\" \\ Co",
    ]

    private func oddTexts(_ suite: SuiteProcesses, _ world: World) async throws {
        for (index, name) in Self.names.enumerated() {
            let written = String(decoding: try JSON.JSONEncoder().encode(name), as: UTF8.self)
            let made = try await suite.call(
                "clients.createClient", #"{"idempotencyKey":"odd-\#(index)","kind":"company","name":\#(written)}"#)
            let id = try #require(made.member("client")?.member("id")?.string)
            let kept = try await suite.call("clients.getClient", #"{"client":"\#(id)"}"#)
            let text = try #require(kept.member("client")?.member("name")?.string)
            // Two spellings of one character are equal strings.
            #expect(Array(text.utf8) == Array(name.utf8), "\(name)")
        }
        let channels = [
            ("email", "Ada.Byron+News@Example.COM", "ada.byron+news@example.com"),
            ("email", "ada@BÜCHER.example", nil), ("phone", "+44 (0)20 7946-0199", nil),
            ("phone", "020 7946 0199 ext. 5", nil), ("phone", "٠٢٠ ٧٩٤٦ ٠١٩٩", nil),
        ]
        for (index, (kind, value, normalised)) in channels.enumerated() {
            let made = try await suite.call(
                "clients.upsertContact",
                #"""
                {"idempotencyKey":"channel-\#(index)","name":"Ada",
                "positions":[{"client":\#(world.client),"role":"Buyer"}],
                "channels":[{"kind":"\#(kind)","value":"\#(value)"}]}
                """#)
            let channels = try #require(made.member("contact")?.member("channels"))
            let channel = try #require(Array(channels.elements).first)
            #expect(Array((channel.member("value")?.string ?? "").utf8) == Array(value.utf8))
            let found = try #require(channel.member("normalised")?.string)
            #expect(!found.isEmpty && found != value, "\(value)")
            if let normalised { #expect(found == normalised) }
        }
    }

    private func head(_ suite: SuiteProcesses) async throws -> Int64 {
        let feed = try await suite.call("clients.readFeed", #"{"after":0,"limit":1}"#)
        return try #require(feed.member("head")?.int64)
    }

    private func prepare(_ suite: SuiteProcesses) async throws -> World {
        func call(_ method: String, _ key: String, _ params: String) async throws -> JSONNode {
            try await suite.call("clients.\(method)", #"{"idempotencyKey":"world-\#(key)",\#(params)}"#)
        }
        func id(_ answer: JSONNode, _ record: String) throws -> String {
            let id = try #require(answer.member(record)?.member("id")?.string)
            return "\"\(id)\""
        }
        let client = try id(await call("createClient", "1", #""kind":"company","name":"Acme""#), "client")
        let child = try id(await call("createClient", "2", #""kind":"company","name":"Branch""#), "client")
        _ = try await call("setParent", "3", #""client":\#(child),"parent":\#(client),"from":"2026-01-01""#)
        _ = try await call(
            "assign", "4",
            #"""
            "client":\#(client),"ifVersion":1,"user":"\#(World.user)01","role":"account_manager","share":50,
            "isPrimary":true,"from":"2026-01-01"
            """#)
        let person = #""positions":[{"client":\#(client),"role":"Buyer"}]"#
        let contact = try id(await call("upsertContact", "5", #""name":"Ada",\#(person)"#), "contact")
        let erased = try id(await call("upsertContact", "6", #""name":"Zenobia",\#(person)"#), "contact")
        _ = try await call("eraseSubject", "7", #""subject":{"contact":\#(erased)}"#)
        let deal = #""client":\#(client),"kind":"new","name":"Roof","amount":{"amount":"5.00","currency":"EUR"}"#
        let opportunity = try id(await call("createOpportunity", "8", deal), "opportunity")
        let closed = try id(await call("createOpportunity", "9", deal), "opportunity")
        _ = try await call(
            "closeOpportunity", "10", #""opportunity":\#(closed),"ifVersion":1,"outcome":"lost","reason":"Price""#)
        let present = try await suite.call("clients.getClient", #"{"client":\#(client)}"#)
        return World(
            client: client, child: child, contact: contact, erased: erased, opportunity: opportunity, closed: closed,
            version: try #require(present.member("client")?.member("version")?.int64))
    }
}
