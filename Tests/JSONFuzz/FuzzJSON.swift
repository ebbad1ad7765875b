// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation

// Built by scripts/fuzz-json together with the sources of JSON, so that libFuzzer sees their branches.

/// One input: scanned, compared with Foundation, written, read again, decoded into types. A finding traps.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    let document: JSONDocument
    do throws(JSONSyntaxError) {
        document = try JSONDocument(parsing: bytes)
    } catch {
        check((0...bytes.count).contains(error.offset), "an offset outside the text", bytes)
        check(theirs == nil || isKnownLeniency(error), "refused, but Foundation accepts: \(error)", bytes)
        return 0
    }
    let root = document.root
    if let theirs {
        check(agrees(root, theirs), "Foundation reads another value", bytes)
    } else {
        check(hasHugeNumber(root), "accepted, but Foundation refuses", bytes)
    }
    checkRoundTrip(root, bytes)
    decodeIntoTypes(root)
    return 0
}

/// What Foundation accepts and RFC 8259 does not, or our limits do not: trailing commas, byte order marks, the other
/// encodings, depth up to 512.
private func isKnownLeniency(_ error: JSONSyntaxError) -> Bool {
    let known: [SyntaxFault.Reason] = [.trailingComma, .byteOrderMark, .notUTF8, .tooDeep]
    return known.map(\.rawValue).contains(error.reason)
}

/// Foundation refuses numbers that no Double comes near; to us they are well-formed and out of range.
private func hasHugeNumber(_ node: JSONNode) -> Bool {
    switch node.kind {
    case .number: node.double == nil || node.rawBytes.count > 30
    case .array: node.elements.contains(where: hasHugeNumber)
    case .object: node.members.contains { hasHugeNumber($0.value) }
    case .string, .bool, .null: false
    }
}

/// Foundation drops U+FEFF from a string where a run of unescaped text begins with it, in names as well.
private func isSameText(_ ours: String, _ theirs: String) -> Bool {
    ours.utf8.elementsEqual(theirs.utf8) || unmarked(ours).elementsEqual(unmarked(theirs))
}

private func unmarked(_ text: String) -> some Sequence<Unicode.Scalar> {
    text.unicodeScalars.lazy.filter { $0 != "\u{FEFF}" }
}

/// Foundation keeps one of two members of a name, so objects with duplicates are not compared.
private func agrees(_ node: JSONNode, _ value: Any) -> Bool {
    switch node.kind {
    case .null: return value is NSNull
    case .bool: return (value as? NSNumber).map { isBool($0) && $0.boolValue == node.bool } ?? false
    case .number: return (value as? NSNumber).map { !isBool($0) && isSameNumber(node, $0) } ?? false
    case .string: return (value as? String).map { isSameText(node.string ?? "", $0) } ?? false
    case .array:
        guard let elements = value as? [Any], elements.count == node.count else { return false }
        return zip(node.elements, elements).allSatisfy { agrees($0, $1) }
    case .object:
        if node.duplicateMember != nil { return true }
        if node.members.contains(where: { $0.name.unicodeScalars.contains("\u{FEFF}") }) { return true }
        guard let members = value as? [String: Any], members.count == node.count else { return false }
        return node.members.allSatisfy { member in members[member.name].map { agrees(member.value, $0) } ?? false }
    }
}

private func isBool(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c"
}

/// Integers and ordinary numbers exactly. Foundation reads what has 17 digits or more by way of Decimal, which rounds
/// to 38 digits, and whose way to Double is off by a few units in the last place.
private func isSameNumber(_ node: JSONNode, _ number: NSNumber) -> Bool {
    if let integer = node.int64 { return number.int64Value == integer }
    guard let double = node.double else { return true }
    let other = number.doubleValue
    return double == other || (number is NSDecimalNumber && abs(double - other) <= abs(double) * 1e-13)
}

private func checkRoundTrip(_ root: JSONNode, _ bytes: [UInt8]) {
    let value = JSONValue(root)
    guard let written = try? JSONEncoder().encode(value), let again = try? JSONDocument(parsing: written) else {
        return check(false, "what was read cannot be written", bytes)
    }
    check(JSONValue(again.root) == value || hasDuplicates(root), "what was written reads otherwise", bytes)
    let pretty = try? JSONDocument(parsing: Array(JSONText.pretty(root).utf8))
    check(pretty.map { JSONValue($0.root) == value } == true || hasDuplicates(root), "pretty text differs", bytes)

    var decoder = JSONDecoder(unknownMembers: .refuse, refusesNUL: false)
    let decoded = try? decoder.decode(JSONValue.self, from: root)
    check((decoded == nil) == hasDuplicates(root), "duplicates are not what the decoder refuses", bytes)
    check(decoded == nil || decoded == value, "the decoder reads another value", bytes)
    decoder.refusesNUL = true
    _ = try? decoder.decode(JSONValue.self, from: root)
}

private func hasDuplicates(_ node: JSONNode) -> Bool {
    node.duplicateMember != nil || node.elements.contains(where: hasDuplicates)
        || node.members.contains { hasDuplicates($0.value) }
}

/// Only looks for traps: whether the text fits the types does not matter.
private func decodeIntoTypes(_ root: JSONNode) {
    for unknown in [JSONDecoder.UnknownMembers.refuse, .ignore] {
        let decoder = JSONDecoder(unknownMembers: unknown)
        _ = try? decoder.decode(Request.self, from: root)
        _ = try? decoder.decode([String: [Line?]].self, from: root)
        _ = try? decoder.decode([Shape].self, from: root)
        _ = try? decoder.decode([Double].self, from: root)
        _ = try? decoder.decode([UInt8].self, from: root)
        _ = try? decoder.decode(Request.self, fromPositional: root, fields: ["a", "b", "lines", "shape"])
    }
}

private func check(_ holds: Bool, _ finding: @autoclosure () -> String, _ bytes: [UInt8]) {
    if holds { return }
    fatalError("\(finding()): \(String(decoding: bytes, as: UTF8.self))")
}

private struct Request: Codable {
    var a: Int
    var b: String?
    var lines: [Line]
    var shape: Shape?
}

private struct Line: Codable {
    var a: Int128?
    var b: Float
    var c: [String: Bool]?
}

private enum Shape: Codable {
    case a(b: Int, c: [Shape])
    case b
}
