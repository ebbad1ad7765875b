// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// Who reads which events of a timeline.
enum TimelineRules {
    /// Of the wanted kinds, or of all, those whose records the caller may read.
    static func kinds(
        _ wanted: [ClientFeedItem.Kind]?, for caller: Caller
    ) -> [ClientFeedItem.Kind] {
        (wanted ?? ClientFeedItem.Kind.allCases).filter { kind in
            caller.permissions.contains(permission(toRead: kind))
        }
    }

    private static func permission(toRead kind: ClientFeedItem.Kind) -> Permission {
        switch kind {
        case .created, .updated, .tiers, .accessGrant, .reporting, .userGroup, .parentage, .handover, .reasons, .fields,
            .merge, .teamRoles:
            .readClients
        case .webhook: .manageWebhooks
        case .contact, .relationship, .consent: .readContacts
        case .concern, .risk, .severities: .readConcerns
        case .product, .stages, .opportunity, .lead: .readSales
        case .activity, .task, .playbook, .playbookRun: .readWork
        case .plan, .planItem, .review, .feedback, .need: .readPlans
        case .churn, .contract: .readContracts
        }
    }
}
