// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What an organisation begins with.
enum StandardReasons {
    static func tree(_ kind: ReasonKind) throws -> ReasonTree {
        ReasonTree(
            kind: kind, version: Version(unchecked: 1),
            reasons: try entries(kind).map { code, name, parent in
                Reason(
                    code: try ReasonCode(validating: code), name: try Text(validating: name),
                    parent: try parent.map { try ReasonCode(validating: $0) }, isClosed: false)
            })
    }

    private static func entries(_ kind: ReasonKind) -> [(code: String, name: String, parent: String?)] {
        switch kind {
        case .churn: churn
        case .contraction: contraction
        case .disqualification: disqualification
        case .loss: loss
        }
    }

    private static let churn: [(code: String, name: String, parent: String?)] = [
        ("price", "Price", nil),
        ("price-too-high", "Too expensive for what it gives", "price"),
        ("price-budget-cut", "Budget cut", "price"),
        ("product", "Product", nil),
        ("product-missing", "Something needed is missing", "product"),
        ("product-quality", "Quality or reliability", "product"),
        ("product-unused", "Not used", "product"),
        ("service", "Service", nil),
        ("service-slow", "Concerns answered late or not at all", "service"),
        ("service-onboarding", "Onboarding failed", "service"),
        ("relationship", "Relationship", nil),
        ("relationship-sponsor-left", "Sponsor or champion left", "relationship"),
        ("relationship-neglect", "Nobody kept in touch", "relationship"),
        ("competitor", "Went to a competitor", nil),
        ("in-house", "Does it in house now", nil),
        ("business", "The client's own business", nil),
        ("business-closed", "Closed down or insolvent", "business"),
        ("business-merged", "Taken over or merged", "business"),
        ("business-strategy", "Changed its plans", "business"),
        ("payment", "Did not pay", nil),
        ("ended-by-us", "Ended by us", nil),
        ("unknown", "Not known", nil),
    ]

    private static let contraction: [(code: String, name: String, parent: String?)] = [
        ("fewer-users", "Fewer users or places", nil),
        ("less-use", "Uses less of it", nil),
        ("cheaper-offer", "Smaller package", nil),
        ("price-reduction", "Price reduced", nil),
        ("budget-cut", "Budget cut", nil),
        ("competitor", "Part went to a competitor", nil),
        ("unknown", "Not known", nil),
    ]

    private static let disqualification: [(code: String, name: String, parent: String?)] = [
        ("no-need", "No need", nil),
        ("no-budget", "No budget", nil),
        ("no-authority", "Nobody there who decides", nil),
        ("not-now", "Not now", nil),
        ("unreachable", "Could not be reached", nil),
        ("not-a-fit", "Not the kind of client we serve", nil),
        ("duplicate", "Known already", nil),
        ("unknown", "Not known", nil),
    ]

    private static let loss: [(code: String, name: String, parent: String?)] = [
        ("price", "Price", nil),
        ("price-too-high", "Too expensive", "price"),
        ("price-no-budget", "No budget", "price"),
        ("product", "Product", nil),
        ("product-missing", "Something needed is missing", "product"),
        ("product-fit", "Does not fit what is there", "product"),
        ("competitor", "Chose a competitor", nil),
        ("incumbent", "Stayed with whom they have", nil),
        ("in-house", "Does it in house", nil),
        ("no-decision", "No decision", nil),
        ("timing", "Not now", nil),
        ("relationship", "No access to those who decide", nil),
        ("terms", "Terms or legal", nil),
        ("unknown", "Not known", nil),
    ]
}
