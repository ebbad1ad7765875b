// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Synchronization
import Testing

private enum GroupingAPI: ServiceAPI {
    static let name = "grouping"
    static let summary = "Brief methods and others."
}

/// Where calls wait for each other, and what they did in which order.
private final class MeetingPlace: Sendable {
    private struct State {
        var doors: [Int64: AsyncStream<Void>.Continuation] = [:]
        var events: [String] = []
    }

    private let state = Mutex(State())

    var events: [String] { state.withLock { $0.events } }

    func note(_ event: String) {
        state.withLock { $0.events.append(event) }
    }

    /// Waits until 1 to `count` are here; then the last goes first, each when the next has gone.
    func meet(_ number: Int64, of count: Int64) async {
        let (steps, door) = AsyncStream.makeStream(of: Void.self)
        state.withLock { state in
            state.doors[number] = door
            if state.doors.count == Int(count) { state.doors[count]?.yield() }
        }
        for await _ in steps { break }
        state.withLock { state in
            state.doors[number] = nil
            state.events.append("\(number)")
            _ = state.doors[number - 1]?.yield()
        }
    }
}

/// Brief; does not end before others have begun.
private struct Meet: Query, Handler {
    typealias API = GroupingAPI
    static let name = "grouping.meet"
    static let summary = "Waits for others."
    static let access = Access.anyone
    static let isBrief = true

    let number: Count
    let of: Count

    struct Response: Codable, Sendable {
        let number: Count
    }

    func handle(as caller: Caller, in place: MeetingPlace) async throws -> Response {
        await place.meet(number.rawValue, of: of.rawValue)
        return Response(number: number)
    }
}

/// Tells when it begins and when it ends, and lets others run between.
private protocol Step: Query, Handler where Context == MeetingPlace, API == GroupingAPI, Response == StepDone {
    var name: Text<1, 20> { get }
}

private struct StepDone: Codable, Sendable {}

extension Step {
    static var summary: String { "Tells when it begins and ends." }
    static var access: Access { .anyone }

    func handle(as caller: Caller, in place: MeetingPlace) async throws -> StepDone {
        place.note("begin \(name.text)")
        for _ in 0..<20 { await Task.yield() }
        place.note("end \(name.text)")
        return StepDone()
    }
}

private struct BriefStep: Step {
    static let name = "grouping.brief"
    static let isBrief = true
    let name: Text<1, 20>
}

private struct LongStep: Step {
    static let name = "grouping.long"
    let name: Text<1, 20>
}

/// Brief; answers as many characters as it is asked to.
private struct BriefFill: Query, Handler {
    typealias API = GroupingAPI
    static let name = "grouping.fill"
    static let summary = "Answers a long text."
    static let access = Access.anyone
    static let isBrief = true

    let length: Count

    struct Response: Codable, Sendable {
        let text: LongText<100_000>
    }

    func handle(as caller: Caller, in place: MeetingPlace) async throws -> Response {
        place.note("fill")
        return Response(text: try LongText(validating: String(repeating: "x", count: Int(length.rawValue))))
    }
}

/// Neighbours in a batch that are brief are answered side by side; everything else one after the other.
@Suite struct BatchGroupingTests {
    private let place = MeetingPlace()
    private let observer = RecordingObserver()

    private func answers(
        to parts: [String], limits: DispatchLimits = DispatchLimits()
    ) async throws -> (summaries: [AnswerSummary], size: Int) {
        let methods: [any Handler<MeetingPlace>.Type] = [
            BriefFill.self, BriefStep.self, LongStep.self, Meet.self,
        ]
        let dispatcher = try Dispatcher(
            table: MethodTable(methods), api: GroupingAPI.self, version: "1.0.0", context: place,
            authenticator: FixedAuthenticator(authentication: .none), limits: limits, observer: observer,
            classify: { _ in nil })
        let body = "[" + parts.joined(separator: ",") + "]"
        let answer = await dispatcher.answerInTime(Array(body.utf8), RequestHead())
        return (try AnswerSummary.all(in: answer.body), answer.body.count)
    }

    private func part(_ id: Int, _ method: String, _ params: String) -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"method":"grouping.\#(method)","params":\#(params)}"#
    }

    private func meet(_ number: Int, of count: Int, id: Int) -> String {
        part(id, "meet", #"{"number":\#(number),"of":\#(count)}"#)
    }

    @Test func briefNeighboursRunSideBySideAndAnswerInTheirOrder() async throws {
        let answers = try await answers(to: (1...50).map { meet($0, of: 50, id: $0) })
        #expect(answers.summaries == (1...50).map { AnswerSummary(id: "\($0)", code: 0) })
        #expect(place.events == (1...50).reversed().map(String.init), "the last was done first")
    }

    @Test func othersSeeWhatCameBeforeThem() async throws {
        let steps: [(String, String)] = [
            ("brief", "a"), ("brief", "b"), ("long", "c"), ("long", "d"), ("brief", "e"), ("brief", "f"),
        ]
        let answers = try await answers(
            to: steps.enumerated().map { part($0.offset, $0.element.0, #"{"name":"\#($0.element.1)"}"#) })
        #expect(answers.summaries == (0..<6).map { AnswerSummary(id: "\($0)", code: 0) })
        let events = place.events
        #expect(Set(events[..<4]) == ["begin a", "end a", "begin b", "end b"])
        #expect(Array(events[4..<8]) == ["begin c", "end c", "begin d", "end d"])
        #expect(Set(events[8...]) == ["begin e", "end e", "begin f", "end f"])
    }

    /// What is no call of a brief method parts its neighbours; notifications and bad params of one do not.
    @Test func junkAndNotificationsKeepTheirPlaces() async throws {
        let notification = #"{"jsonrpc":"2.0","method":"grouping.meet","params":{"number":9,"of":9}}"#
        let answers = try await answers(to: [
            meet(1, of: 3, id: 1), notification, meet(2, of: 3, id: 2), part(3, "meet", "{}"), meet(3, of: 3, id: 4),
            "1", part(5, "nothing", "{}"), "[]", notification, meet(1, of: 2, id: 6), meet(2, of: 2, id: 7), "null",
        ])
        #expect(
            answers.summaries == [
                AnswerSummary(id: "1", code: 0), AnswerSummary(id: "2", code: 0), AnswerSummary(id: "3", code: -32602),
                AnswerSummary(id: "4", code: 0), AnswerSummary(id: "null", code: -32600),
                AnswerSummary(id: "5", code: -32601), AnswerSummary(id: "null", code: -32600),
                AnswerSummary(id: "6", code: 0), AnswerSummary(id: "7", code: 0),
                AnswerSummary(id: "null", code: -32600),
            ])
        #expect(place.events == ["3", "2", "1", "2", "1"])
        #expect(observer.active.withLock { $0 } == 0)
        #expect(observer.records.withLock { $0.count } == 12)
    }

    @Test func batchOfNotificationsHasNoAnswer() async throws {
        let notification = #"{"jsonrpc":"2.0","method":"grouping.fill","params":{"length":1}}"#
        #expect(try await answers(to: [notification, notification, notification]).size == 0)
        #expect(place.events.isEmpty)
    }

    /// Those side by side share the room that the answer has left, so that all of them together fit.
    @Test func neighboursShareTheRoomOfTheAnswer() async throws {
        var limits = DispatchLimits()
        limits.answerBytes = 2000
        func fill(_ id: Int, _ length: Int) -> String { part(id, "fill", #"{"length":\#(length)}"#) }
        let fitting = try await answers(to: [fill(1, 900), fill(2, 900)], limits: limits)
        #expect(fitting.summaries.map(\.code) == [0, 0] && fitting.size <= 2000)
        let one = try await answers(to: [fill(1, 1100), fill(2, 10)], limits: limits)
        #expect(one.summaries.map(\.code) == [-32011, 0])
        let later = try await answers(
            to: [fill(1, 900), fill(2, 900), part(3, "long", #"{"name":"c"}"#), fill(4, 900)], limits: limits)
        #expect(later.summaries.map(\.id) == ["1", "2", "3", "4"])
        #expect(later.summaries.map(\.code) == [0, 0, 0, -32011])
    }
}
