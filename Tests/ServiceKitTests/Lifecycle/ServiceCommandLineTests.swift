// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@testable import ServiceKit

@Suite struct ServiceCommandLineTests {
    private func parse(_ words: String) -> ServiceCommandLine {
        ServiceCommandLine(words.split(separator: " ").map(String.init), switches: ["status", "help"])
    }

    private func flags(_ words: String) -> [String] {
        parse(words).flags.map { "\($0.name)=\($0.value ?? "-")" }
    }

    @Test func withoutACommandItServes() {
        #expect(parse("").command == "serve")
        #expect(parse("--listen-port 1").command == "serve")
    }

    @Test func valuesComeAfterASpaceOrAnEqualsSign() {
        #expect(flags("migrate --a 1 --b=2 --c=d=e --f=") == ["a=1", "b=2", "c=d=e", "f="])
    }

    @Test func aSwitchTakesNoValue() {
        #expect(parse("--status migrate").command == "migrate")
        #expect(flags("--a --b 1") == ["a=-", "b=1"])
        #expect(flags("-h") == ["help=-"])
    }

    @Test func aSecondWordIsAMistake() {
        #expect(parse("migrate now").mistakes == ["\"now\" is one word too many"])
    }
}
