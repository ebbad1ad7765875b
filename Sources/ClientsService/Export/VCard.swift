// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// A contact as a vCard of version 4.0.
enum VCard {
    /// `clients` are the names of his clients.
    static func text(of contact: Contact, clients: [ClientID: String]) -> String {
        var lines = [
            ContentLine.raw("BEGIN", "VCARD"), ContentLine.raw("VERSION", "4.0"), ContentLine.raw("KIND", "individual"),
            ContentLine.raw("UID", "urn:uuid:" + contact.id.text), ContentLine.text("FN", contact.name.text),
        ]
        for (index, position) in contact.positions.enumerated() {
            // Of several, what belongs together has one group.
            let group = contact.positions.count > 1 ? "p\(index + 1)." : ""
            if let name = clients[position.client] { lines.append(ContentLine.text(group + "ORG", name)) }
            lines.append(ContentLine.text(group + "TITLE", position.role.text))
        }
        for (index, channel) in contact.channels.enumerated() {
            let preference = index == 0 ? ";PREF=1" : ""
            switch channel.kind {
            case .email:
                let use = channel.use == .home ? "home" : "work"
                lines.append(ContentLine.text("EMAIL;TYPE=\(use)\(preference)", channel.value.text))
            case .phone:
                lines.append(
                    ContentLine.text("TEL;VALUE=text;TYPE=\(type(of: channel.use))\(preference)", channel.value.text))
            }
        }
        if let language = contact.language { lines.append(ContentLine.raw("LANG", language.text)) }
        if let zone = contact.timeZone { lines.append(ContentLine.raw("TZ;VALUE=text", zone.text)) }
        lines.append(ContentLine.raw("REV", contact.updatedAt.text.basicTime))
        return lines.joined() + ContentLine.raw("END", "VCARD")
    }

    private static func type(of use: ChannelUse) -> String {
        switch use {
        case .work, .assistant: "work"
        case .mobile: "cell"
        case .home: "home"
        case .fax: "fax"
        case .other: "voice"
        }
    }
}
