// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

extension RequiredDimensions {
    init(_ dimensions: some Sequence<Dimension>) {
        self = dimensions.reduce(into: []) { $0.formUnion($1.bit) }
    }

    /// In the order client, cost centre, project, product.
    var dimensions: [Dimension] { Dimension.allCases.filter { contains($0.bit) } }
}

extension Dimension {
    fileprivate var bit: RequiredDimensions {
        switch self {
        case .client: .client
        case .costCentre: .costCentre
        case .project: .project
        case .product: .product
        }
    }
}
