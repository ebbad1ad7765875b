// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

extension Refusal {
    init(of error: any DomainError) throws {
        self.init(
            code: try ErrorCode(validating: Int64(type(of: error).code)),
            reason: try Text(validating: type(of: error).reason), message: try Text(validating: error.message))
    }
}
