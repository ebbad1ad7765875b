// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON
import JSONRPC
import Synchronization
import Testing

/// One row of the protocol's table of answers.
struct AnswerCase: Sendable, CustomTestStringConvertible {
    let request: String
    let answers: [AnswerSummary]
    /// Whether the row is also true of a part of a batch: text that is no JSON spoils the whole batch.
    var isPart = true

    var testDescription: String { String(request.prefix(60)) }

    init(_ request: String, _ code: Int, id: String, isPart: Bool = true) {
        self.request = request
        answers = [AnswerSummary(id: id, code: code)]
        self.isPart = isPart
    }

    init(_ request: String, _ answers: [AnswerSummary]) {
        self.request = request
        self.answers = answers
        isPart = false
    }
}

private func add(id: String = "7", params: String = #"{"left":1,"right":2}"#, extra: String = "") -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"specimen.add","params":\#(params)\#(extra)}"#
}

private let malformed: [AnswerCase] = [
    "", " ", "{", #"{"jsonrpc":"2.0","id":1"#, #"{"id":1,}"#, "[1,]", "[1", "nul", #"{"a":01}"#, "\u{FEFF}{}",
    #"{"jsonrpc":"2.0","method":"specimen.add","params":"bar","baz]"#, "{} {}", "\"\\ud800\"",
].map { AnswerCase($0, -32700, id: "null", isPart: false) }

private let envelopes: [AnswerCase] = [
    AnswerCase("1", -32600, id: "null"),
    AnswerCase("null", -32600, id: "null"),
    AnswerCase(#""x""#, -32600, id: "null"),
    AnswerCase("{}", -32600, id: "null"),
    AnswerCase(#"{"id":1}"#, -32600, id: "1"),
    AnswerCase(#"{"jsonrpc":"2.1","id":1,"method":"specimen.add"}"#, -32600, id: "1"),
    AnswerCase(#"{"jsonrpc":2,"id":"a","method":"specimen.add"}"#, -32600, id: #""a""#),
    AnswerCase(#"{"jsonrpc":"2.0","id":1,"method":5}"#, -32600, id: "1"),
    AnswerCase(#"{"jsonrpc":"2.0","id":1}"#, -32600, id: "1"),
    AnswerCase(#"{"jsonrpc":"2.0","method":1,"params":"bar"}"#, -32600, id: "null"),
    AnswerCase(#"{"jsonrpc":"2.0","id":1,"method":"specimen.add","params":"bar"}"#, -32600, id: "1"),
    AnswerCase(#"{"jsonrpc":"2.0","id":1,"method":"specimen.add","params":null}"#, -32600, id: "1"),
    AnswerCase(#"{"jsonrpc":"2.0","id":4,"result":5}"#, -32600, id: "4"),
    AnswerCase(add(id: "[]"), -32600, id: "null"),
    AnswerCase(add(id: "{}"), -32600, id: "null"),
    AnswerCase(add(id: "true"), -32600, id: "null"),
    AnswerCase(add(id: "\"" + String(repeating: "i", count: 255) + "\""), -32600, id: "null"),
    AnswerCase(add(extra: #","id":8"#), -32600, id: "null"),
    AnswerCase(add(extra: #","method":"specimen.add""#), -32600, id: "7"),
]

private let identifiers: [AnswerCase] = [
    "null", "1.5", "1e3", "123456789012345678901234567890", #""""#, #""a\u0041\n""#, "-0", #""Ωé""#,
    "\"" + String(repeating: "i", count: 254) + "\"",
].map { AnswerCase(add(id: $0), 0, id: $0) }

private let params: [AnswerCase] = [
    AnswerCase(#"{"params":{"right":2,"left":1},"method":"specimen.add","id":7,"jsonrpc":"2.0"}"#, 0, id: "7"),
    AnswerCase(add(params: "[1,2]"), 0, id: "7"),
    AnswerCase(add(params: #"[1,2,"note"]"#), 0, id: "7"),
    AnswerCase(add(params: #"[1,2,"note",4]"#), -32602, id: "7"),
    AnswerCase(add(params: "[1]"), -32602, id: "7"),
    AnswerCase(add(params: "{}"), -32602, id: "7"),
    AnswerCase(#"{"jsonrpc":"2.0","id":7,"method":"specimen.add"}"#, -32602, id: "7"),
    AnswerCase(add(params: #"{"left":1,"right":2,"middle":3}"#), -32602, id: "7"),
    AnswerCase(add(params: #"{"left":1,"left":1,"right":2}"#), -32602, id: "7"),
    AnswerCase(add(params: #"{"left":"1","right":2}"#), -32602, id: "7"),
    AnswerCase(add(params: #"{"left":-1,"right":2}"#), -32602, id: "7"),
    AnswerCase(add(params: #"{"left":99999999999999999999,"right":2}"#), -32602, id: "7"),
    AnswerCase(add(params: #"{"left":1.5,"right":2}"#), -32602, id: "7"),
    AnswerCase(add(params: #"{"left":1,"right":2,"note":"a\u0000b"}"#), -32602, id: "7"),
    AnswerCase(#"{"jsonrpc":"2.0","id":7,"method":"specimen.subtract","params":{}}"#, -32601, id: "7"),
    AnswerCase(#"{"jsonrpc":"2.0","id":7,"method":"rpc.nothing"}"#, -32601, id: "7"),
]

private let batches: [AnswerCase] = [
    AnswerCase("[]", -32600, id: "null", isPart: false),
    AnswerCase("[1,2]", [AnswerSummary(id: "null", code: -32600), AnswerSummary(id: "null", code: -32600)]),
    AnswerCase(
        "[\(add(id: "1")),1,{},\(add(id: "2", params: "{}")),[],"
            + #"{"jsonrpc":"2.0","method":"specimen.add","params":[1,2]}]"#,
        [
            AnswerSummary(id: "1", code: 0), AnswerSummary(id: "null", code: -32600),
            AnswerSummary(id: "null", code: -32600), AnswerSummary(id: "2", code: -32602),
            AnswerSummary(id: "null", code: -32600),
        ]),
    AnswerCase(#"{"jsonrpc":"2.0","method":"specimen.add","params":[1,2]}"#, []),
    AnswerCase(#"[{"jsonrpc":"2.0","method":"specimen.add","params":[1,2]},{"jsonrpc":"2.0","method":"no"}]"#, []),
]

@Suite struct AnswersTests {
    @Test(arguments: malformed + envelopes + identifiers + params + batches)
    func singleRequestIsAnsweredAsTheTableSays(_ row: AnswerCase) async throws {
        let answer = try await Specimen().answer(row.request)
        #expect(try AnswerSummary.all(in: answer.body) == row.answers)
        #expect(answer.status == .answered)
    }

    @Test(arguments: (envelopes + identifiers + params).filter(\.isPart))
    func partOfABatchIsAnsweredAsTheTableSays(_ row: AnswerCase) async throws {
        let answer = try await Specimen().answer("[\(add(id: "1")),\(row.request)]")
        #expect(try AnswerSummary.all(in: answer.body) == [AnswerSummary(id: "1", code: 0)] + row.answers)
    }

    @Test func utf16IsAParseError() async throws {
        let bytes = add().utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let answer = try await Specimen().dispatcher.answer(bytes, RequestHead())
        #expect(try AnswerSummary.all(in: answer.body) == [AnswerSummary(id: "null", code: -32700)])
    }

    @Test func notificationIsNeverExecuted() async throws {
        let specimen = try Specimen()
        _ = await specimen.answer(#"{"jsonrpc":"2.0","method":"specimen.add","params":[1,2]}"#)
        #expect(specimen.context.executed.withLock { $0 } == 0)
        _ = await specimen.answer(add())
        #expect(specimen.context.executed.withLock { $0 } == 1)
    }

    @Test func violationsNameThePathAndTheRule() async throws {
        let text = try await Specimen().text(add(params: #"{"left":-1,"right":2}"#))
        #expect(text.contains(#""violations":[{"path":"$.left","rule":"must be from 0 to 9007199254740991"}]"#))
    }

    @Test func unknownMethodIsCutAndEscaped() async throws {
        let name = #"<b>\u0007é"# + String(repeating: "x", count: 200)
        let text = try await Specimen().text(#"{"jsonrpc":"2.0","id":1,"method":"\#(name)"}"#)
        #expect(text.contains("Method not found"))
        #expect(!text.contains("é"))
        #expect(text.utf8.count < 400)
    }

    @Test func discoverAnswersTheDocumentWithoutAToken() async throws {
        let answer = try await Specimen(.none).answer(#"{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}"#)
        let document = try #require(JSONDocument(parsing: answer.body).root.member("result"))
        #expect(document.member("openrpc")?.string == "1.3.2")
        let names = document.member("methods")?.elements.compactMap { $0.member("name")?.string }
        #expect(names == specimenMethods.map { $0.name }.sorted())
    }
}
