// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import Testing

@testable import IdentityService

@Suite struct Base64TextTests {
    @Test(arguments: 0...66)
    func everyLengthReadsBackAndIsWhatFoundationWrites(_ count: Int) throws {
        let bytes = RandomSecret.bytes(count)
        let text = Base64Text.encode(bytes, .standard)
        #expect(text == Data(bytes).base64EncodedString().filter { $0 != "=" })
        #expect(Base64Text.decode(text, .standard) == bytes)
        #expect(Base64Text.decode(Base64Text.encode(bytes, .url), .url) == bytes)
    }

    @Test(arguments: ["A", "AB", "AA=", "A+", "====", "AAAAA", "é"])
    func textThatNoBytesHaveIsRefused(_ text: String) {
        #expect(Base64Text.decode(text, .url) == nil)
    }
}
