// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@Suite struct LocaleTagTests {
    @Test(arguments: ["en", "en-GB", "gsw-CH", "zh-Hant", "zh-Hant-TW", "es-419"])
    func languagesWithScriptAndRegionAreTaken(tag: String) throws {
        #expect(try LocaleTag(validating: tag).text == tag)
    }

    @Test(arguments: [
        "", "e", "EN", "en_GB", "en-", "en-gb", "en-GB-x", "en-Latn-", "zh-hant", "en-41", "en--GB", "engl",
    ])
    func otherTextsAreRefused(text: String) {
        #expect(throws: ContractViolation("must be a language tag, such as en-GB")) {
            try LocaleTag(validating: text)
        }
    }
}
