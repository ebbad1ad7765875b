// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What all encoders and containers of one call share. Used by one thread, within that call.
///
/// The state is behind a pointer: accesses to a class's variables are checked for overlap at run time, which was a
/// third of the time of encoding.
final class JSONWriter {
    let state: UnsafeMutablePointer<WriterState>
    let userInfo: [CodingUserInfoKey: any Sendable]

    init(userInfo: [CodingUserInfoKey: any Sendable]) {
        self.userInfo = userInfo
        state = .allocate(capacity: 1)
        state.initialize(to: WriterState())
    }

    deinit {
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// Not a method of the state, because it calls the type's code, which comes back for the state.
    func encode<T: Encodable>(_ value: T, in slot: Int) throws {
        if state.pointee.hasFailed { try state.pointee.throwFailure() }
        try value.encode(to: SlotEncoder(writer: self, slot: slot, depth: state.pointee.depth))
        state.pointee.fill(slot)
    }

    func codingPath(to depth: Int) -> [any CodingKey] { state.pointee.codingPath(to: depth) }
}
