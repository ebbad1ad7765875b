// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a transaction sees of others.
package enum Isolation: Sendable {
    /// Each statement sees what was committed before it began.
    case readCommitted
    /// All statements see what was committed before the first; a conflicting update fails with 40001.
    case repeatableRead
    /// As if transactions ran one after the other; may fail with 40001 at any statement.
    case serializable

    func begin(readOnly: Bool) -> SQL {
        switch (self, readOnly) {
        case (.readCommitted, false): "begin isolation level read committed read write"
        case (.readCommitted, true): "begin isolation level read committed read only"
        case (.repeatableRead, false): "begin isolation level repeatable read read write"
        case (.repeatableRead, true): "begin isolation level repeatable read read only"
        case (.serializable, false): "begin isolation level serializable read write"
        case (.serializable, true): "begin isolation level serializable read only"
        }
    }
}
