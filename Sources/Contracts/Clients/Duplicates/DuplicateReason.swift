// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Why a record may be the same as another one.
public enum DuplicateReason: String, TextEnumeration {
    /// The same words in the name, whatever their order, their case, their accents and the legal form.
    case sameName = "same_name"
    case sameEmail = "same_email"
    case samePhone = "same_phone"
    /// A domain that both have, or an e-mail address of it.
    case sameDomain = "same_domain"
    case sameTaxId = "same_tax_id"
    /// The same house and street in the same place.
    case sameAddress = "same_address"
    /// Names that differ by some letters.
    case similarName = "similar_name"
    /// A tax id with one other character, or two that changed places.
    case similarTaxId = "similar_tax_id"
    /// An address that differs by some letters, or in its number or its place.
    case similarAddress = "similar_address"
}

/// How likely two clients are the same, from 0 to 100: from 50 on likelier than not.
public struct DuplicateScore: WholeNumber {
    public static let range: ClosedRange<Int64> = 0...100
    public static let meaning = "How likely two clients are the same; from 50 on likelier than not."
    public static let standard = DuplicateScore(unchecked: 50)
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}
