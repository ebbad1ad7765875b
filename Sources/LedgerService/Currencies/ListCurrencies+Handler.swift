// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension ListCurrencies: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        Response(
            items: try CurrencyCode.all.map { code in
                Currency(
                    code: code, digits: Count(code.digits), name: try Text(validating: code.name),
                    isWithdrawn: code.isWithdrawn)
            })
    }
}
