// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Sample {
    private static let page =
        "# Architecture\n\n| target | | may import |\n| --- | --- | --- |\n"
        + "| `JSON` | text | nothing of ours |\n| `JSONRPC` | calls | `Contracts`, `JSON` |\n"
        + "| `IdentityService` `LedgerService` | services | `Contracts`; `JWTKit` |\n"

    static let arrows: [Sample] = [
        Sample(
            "imports follow the arrows",
            bad: [
                Arrows.page: page, "Sources/JSON/A.swift": "import FoundationEssentials\n",
                "Sources/JSONRPC/A.swift":
                    "package import struct Transport.Server\nimport JSON\n@testable import Other\n",
                "Sources/LedgerService/A.swift": "import Contracts\nimport IdentityService\n",
                "Sources/Unknown/A.swift": "import JSON\n",
            ],
            at: [
                "Sources/JSON/A.swift:1", "Sources/JSONRPC/A.swift:1", "Sources/JSONRPC/A.swift:3",
                "Sources/LedgerService/A.swift:2", "Sources/Unknown/A.swift:1",
            ],
            good: [
                Arrows.page: page, "Sources/JSON/A.swift": "import Synchronization\n",
                "Sources/JSONRPC/A.swift": "package import Contracts\nimport JSON\n// import Transport\n",
                "Sources/LedgerService/A.swift": "import FoundationEssentials\nimport JWTKit\n",
            ]),
        Sample(
            "imports follow the arrows", bad: ["Sources/JSON/A.swift": ""], at: ["\(Arrows.page):1"],
            good: [Arrows.page: page]),
    ]
}
