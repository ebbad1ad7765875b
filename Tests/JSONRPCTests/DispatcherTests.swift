// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON
import JSONRPC
import Synchronization
import Testing

private func call(_ method: String, _ params: String = "{}") -> String {
    #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#
}

private func fail(_ how: String) -> String {
    call("specimen.fail", #"{"idempotencyKey":"k","how":"\#(how)"}"#)
}

@Suite struct AccessTests {
    @Test func missingTokenIsRefusedBeforeParamsAreOpened() async throws {
        let answer = try await Specimen(.none).answer(call("specimen.add", #"{"nonsense":1}"#))
        #expect(try AnswerSummary.all(in: answer.body) == [AnswerSummary(id: "1", code: -32001)])
        #expect(answer.status == .unauthenticated)
    }

    @Test func badTokenIsRefusedButLeavesOpenMethodsOpen() async throws {
        let specimen = try Specimen(.refused(reason: "expired"))
        #expect(await specimen.answer(call("specimen.add")).status == .unauthenticated)
        let open = await specimen.answer(call("specimen.fill", #"{"length":1}"#))
        #expect(try AnswerSummary.all(in: open.body) == [AnswerSummary(id: "1", code: 0)])
    }

    @Test func missingPermissionIsDeniedBeforeParamsAreOpened() async throws {
        let nobody = Caller(
            subject: Specimen.reader.subject, organisation: Specimen.organisation, permissions: PermissionSet([]))
        let answer = try await Specimen(.caller(nobody)).answer(call("specimen.add", #"{"nonsense":1}"#))
        #expect(try AnswerSummary.all(in: answer.body) == [AnswerSummary(id: "1", code: -32003)])
        #expect(answer.status == .answered)
    }

    @Test(arguments: [
        (Authentication.caller(Specimen.reader), -32003), (.caller(.service(.reporting)), 0),
        (.caller(.service(.ledger)), -32003), (.none, -32001),
    ])
    func methodForServicesAnswersThemAlone(_ authentication: Authentication, _ code: Int) async throws {
        let answer = try await Specimen(authentication).answer(call("specimen.onlyServices"))
        #expect(try AnswerSummary.all(in: answer.body) == [AnswerSummary(id: "1", code: code)])
    }

    @Test func serviceDoesNotPassAsAHolderOfPermissions() async throws {
        let answer = try await Specimen(.caller(.service(.reporting))).answer(call("specimen.add", "[1,2]"))
        #expect(try AnswerSummary.all(in: answer.body) == [AnswerSummary(id: "1", code: -32003)])
    }

    @Test func mixedBatchIsNotRefusedAsAWhole() async throws {
        let specimen = try Specimen(.none)
        let answer = await specimen.answer(
            "[\(call("specimen.add", "[1,2]")),\(call("specimen.fill", #"{"length":1}"#))]")
        #expect(try AnswerSummary.all(in: answer.body).map(\.code) == [-32001, 0])
        #expect(answer.status == .answered)
    }

    @Test func keysThatCannotBeHadAnswerBusy() async throws {
        let answer = try await Specimen(.unavailable).answer(call("specimen.add", "[1,2]"))
        #expect(try AnswerSummary.all(in: answer.body).map(\.code) == [-32009])
        #expect(answer.status == .busy(retryAfterSeconds: 1))
    }
}

@Suite struct FailureTests {
    @Test func declaredErrorCarriesItsFieldsBesideTheReason() async throws {
        let body = try await Specimen().answer(fail("declared")).body
        let error = try #require(JSONDocument(parsing: body).root.member("error"))
        #expect(error.member("code")?.int64 == 3999)
        #expect(error.member("message")?.string == "There are 3 sheets left.")
        #expect(error.member("data")?.member("reason")?.string == "specimen.out_of_paper")
        #expect(error.member("data")?.member("sheets")?.int64 == 3)
        #expect(error.member("data")?.member("traceId")?.string?.utf8.count == 32)
    }

    @Test func undeclaredErrorIsInternalAndTellsNothing() async throws {
        let specimen = try Specimen()
        let text = await specimen.text(fail("undeclared"))
        #expect(text.contains("-32603"))
        #expect(!text.contains("ink"))
        #expect(specimen.observer.records.withLock { $0[0].cause?.contains("OutOfInk") } == true)
    }

    @Test func internalErrorOfACommandHasAnUnknownOutcome() async throws {
        let text = try await Specimen().text(fail("broken"))
        #expect(text.contains(#""outcome":"unknown""#))
    }

    @Test func invalidParamsFromAHandlerNameTheirPath() async throws {
        let text = try await Specimen().text(fail("params"))
        #expect(text.contains("-32602") && text.contains(#"{"path":"$.how","rule":"must be kinder"}"#))
    }

    @Test func deadlineEndsACallThatWaits() async throws {
        let specimen = try Specimen()
        // A machine under load may not have begun in a short time.
        for timeout in [Duration.milliseconds(50), .seconds(2), .seconds(30)]
        where specimen.context.executed.withLock({ $0 }) == 0 {
            let answer = await specimen.answer(
                call("specimen.wait", #"{"idempotencyKey":"k"}"#), RequestHead(timeout: timeout))
            #expect(try AnswerSummary.all(in: answer.body) == [AnswerSummary(id: "1", code: -32002)])
            let hasBegun = specimen.context.executed.withLock { $0 } == 1
            let outcome = hasBegun ? #""outcome":"unknown""# : #""outcome":"none""#
            #expect(String(decoding: answer.body, as: UTF8.self).contains(outcome))
        }
        #expect(specimen.context.executed.withLock { $0 } == 1)
    }

    @Test func spentDeadlineIsAnsweredWithoutACall() async throws {
        let specimen = try Specimen()
        let answer = await specimen.answer(
            call("specimen.add", "[1,2]"), RequestHead(timeout: .seconds(5), receivedAt: .now - .seconds(6)))
        #expect(try AnswerSummary.all(in: answer.body) == [AnswerSummary(id: "1", code: -32002)])
        #expect(specimen.context.executed.withLock { $0 } == 0)
    }

    @Test func timeoutIsClampedToTheGreatest() async throws {
        var limits = DispatchLimits()
        limits.greatestTimeout = .milliseconds(20)
        let answer = try await Specimen(limits: limits).answer(
            call("specimen.wait", #"{"idempotencyKey":"k"}"#), RequestHead(timeout: .seconds(3600)))
        #expect(try AnswerSummary.all(in: answer.body).map(\.code) == [-32002])
    }
}

@Suite struct DispatchLimitTests {
    @Test func batchBeyondItsLimitIsRefusedWhole() async throws {
        let part = call("specimen.add", "[1,2]")
        let specimen = try Specimen()
        let full = await specimen.answer("[" + Array(repeating: part, count: 50).joined(separator: ",") + "]")
        #expect(try AnswerSummary.all(in: full.body).map(\.code) == Array(repeating: 0, count: 50))
        let beyond = await specimen.answer("[" + Array(repeating: part, count: 51).joined(separator: ",") + "]")
        #expect(try AnswerSummary.all(in: beyond.body) == [AnswerSummary(id: "null", code: -32010)])
        #expect(specimen.context.executed.withLock { $0 } == 50)
    }

    @Test func answerBeyondItsLimitIsRefused() async throws {
        var limits = DispatchLimits()
        limits.answerBytes = 1000
        let specimen = try Specimen(limits: limits)
        let answer = await specimen.answer(call("specimen.fill", #"{"length":1000}"#))
        #expect(try AnswerSummary.all(in: answer.body) == [AnswerSummary(id: "1", code: -32008)])
    }

    @Test func batchAnswerBeyondItsLimitStopsExecuting() async throws {
        var limits = DispatchLimits()
        limits.answerBytes = 1000
        let specimen = try Specimen(limits: limits)
        let fill = call("specimen.fill", #"{"length":600}"#)
        let answer = await specimen.answer("[\(fill),\(fill),\(call("specimen.add", "[1,2]"))]")
        #expect(try AnswerSummary.all(in: answer.body).map(\.code) == [0, -32011, 0])
    }

    @Test func depthBeyondItsLimitIsAParseError() async throws {
        let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        let answer = try await Specimen().answer(deep)
        #expect(try AnswerSummary.all(in: answer.body) == [AnswerSummary(id: "null", code: -32700)])
    }

    @Test func everyCallIsObservedOnceAndUnknownOnesWithoutTheirName() async throws {
        let specimen = try Specimen()
        _ = await specimen.answer("[\(call("specimen.add", "[1,2]")),\(call("specimen.none")),1]")
        let records = specimen.observer.records.withLock { $0 }
        #expect(records.map(\.method) == ["specimen.add", "_OTHER", "_OTHER"])
        #expect(records.map(\.code) == [0, -32601, -32600])
        #expect(specimen.observer.active.withLock { $0 } == 0)
    }
}
