// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One call as logs and metrics keep it: never params, results, tokens or names.
package struct CallRecord: Sendable {
    /// The method's name, or `_OTHER` for one that does not exist.
    package let method: String
    /// 0 for a result, the error's code otherwise.
    package let code: Int
    package let duration: Duration
    package let caller: Caller?
    package let trace: TraceContext?
    /// What an internal error was, for the log alone.
    package let cause: String?
}

package protocol CallObserver: Sendable {
    func callDidStart()
    func callDidEnd(_ record: CallRecord)
}
