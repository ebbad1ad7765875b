// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Testing

@Suite struct SchemaProbeTests {
    private struct Message: Codable {
        let flag: Bool
        let choice: Bool?
        let count: Count?
        let name: Text<1, 10>
    }

    @Test func onlyMembersThatMustBeThereAreRequired() {
        let members = SchemaProbe.fields(of: Message.self)
        #expect(members.map(\.name) == ["flag", "choice", "count", "name"])
        #expect(members.map(\.isRequired) == [true, false, false, true])
        #expect(members.map(\.schema).prefix(2) == [.boolean, .boolean])
    }
}
