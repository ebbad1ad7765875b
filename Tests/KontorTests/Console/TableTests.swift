// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@testable import kontor

@Suite struct TableTests {
    @Test func columnsAreAligned() {
        var table = Table(.left("client"), .right("amount"))
        table.add("Å", "1.00")
        table.add("Longer", "12,345.00")
        table.addRule()
        table.add("", "12,346.00")
        #expect(
            table.lines == [
                "client     amount",
                "------  ---------",
                "Å            1.00",
                "Longer  12,345.00",
                "------  ---------",
                "        12,346.00",
            ])
    }
}
