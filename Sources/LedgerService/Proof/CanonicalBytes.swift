// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Writes values as bytes that leave no doubt: of two different sequences of values no two have the same. What writes
/// a field is a store of a few bytes, since every posting goes through here.
struct CanonicalBytes: ~Copyable {
    private let room: UnsafeMutableRawBufferPointer
    private var count = 0

    private init(_ room: UnsafeMutableRawBufferPointer) {
        self.room = room
    }

    /// The bytes that `body` appends; more than `capacity` end the process.
    static func make(capacity: Int, _ body: (inout CanonicalBytes) -> Void) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            var bytes = CanonicalBytes(UnsafeMutableRawBufferPointer(buffer))
            body(&bytes)
            count = bytes.count
        }
    }

    /// The most significant byte first, in the type's own width.
    @inline(__always)
    mutating func append<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) {
        let size = MemoryLayout<Value>.size
        precondition(count + size <= room.count, "the room for canonical bytes was counted wrong")
        room.storeBytes(of: value.bigEndian, toByteOffset: count, as: Value.self)
        count += size
    }

    /// Its length in 32 bits, and its UTF-8.
    @inline(__always)
    mutating func append(_ text: String) {
        append(UInt32(text.utf8.count))
        append(contentsOf: text.utf8)
    }

    /// Their number in 32 bits, and the bytes.
    @inline(__always)
    mutating func append(_ value: [UInt8]) {
        append(UInt32(value.count))
        append(contentsOf: value)
    }

    /// A zero for none; a one and the value.
    @inline(__always)
    mutating func append<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value?) {
        guard let value else { return append(0 as UInt8) }
        append(1 as UInt8)
        append(value)
    }

    @inline(__always)
    mutating func append(_ text: String?) {
        guard let text else { return append(0 as UInt8) }
        append(1 as UInt8)
        append(text)
    }

    @inline(__always)
    mutating func append(_ value: [UInt8]?) {
        guard let value else { return append(0 as UInt8) }
        append(1 as UInt8)
        append(value)
    }

    @inline(__always)
    private mutating func append(contentsOf bytes: some Collection<UInt8>) {
        let size = bytes.count
        precondition(count + size <= room.count, "the room for canonical bytes was counted wrong")
        UnsafeMutableRawBufferPointer(rebasing: room[count..<(count + size)]).copyBytes(from: bytes)
        count += size
    }
}
