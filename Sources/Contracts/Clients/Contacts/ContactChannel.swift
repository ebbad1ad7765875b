// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// By what means somebody is reached.
public enum ChannelKind: String, TextEnumeration {
    case email
    case phone
}

/// Where a channel ends.
public enum ChannelUse: String, TextEnumeration {
    case work
    case mobile
    case home
    case assistant
    case fax
    case other
}

/// A channel as callers give it.
public struct NewChannel: Codable, Sendable, Hashable {
    public let kind: ChannelKind
    /// `work` when left out.
    public let use: ChannelUse?
    /// Kept as it is typed.
    public let value: Text<1, 254>

    public init(kind: ChannelKind, use: ChannelUse? = nil, value: Text<1, 254>) {
        self.kind = kind
        self.use = use
        self.value = value
    }
}

/// By which somebody is reached, the preferred one first.
public struct ContactChannel: Codable, Sendable, Hashable {
    public let kind: ChannelKind
    public let use: ChannelUse
    /// As it was typed.
    public let value: Text<1, 254>
    /// What is compared: an e-mail address in lower case; of a phone the digits, after a `+` when the country was
    /// given, and `;ext=` with the extension.
    public let normalised: Text<1, 300>

    public init(kind: ChannelKind, use: ChannelUse, value: Text<1, 254>, normalised: Text<1, 300>) {
        self.kind = kind
        self.use = use
        self.value = value
        self.normalised = normalised
    }
}
