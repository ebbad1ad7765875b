// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

extension ClientFeedItem {
    /// Of a record other than a client, as its fact has it, shown to who sees these of its clients; nil for all.
    init(
        _ kind: Kind, at position: FeedPosition, _ recordedAt: Instant, _ record: [UInt8], shownAt places: [ClientID]?
    ) throws {
        func decoded<Record: Decodable>(_ wanted: Kind, as: Record.Type = Record.self) throws -> Record? {
            kind == wanted ? try StoredRecord.decode(Record.self, record) : nil
        }
        self.init(
            position: position, kind: kind, recordedAt: recordedAt,
            contact: try decoded(.contact, as: Contact.self)?.shown(at: places),
            relationship: try decoded(.relationship),
            consent: try decoded(.consent),
            concern: try decoded(.concern),
            risk: try decoded(.risk),
            severities: try decoded(.severities),
            accessGrant: try decoded(.accessGrant),
            reporting: try decoded(.reporting),
            userGroup: try decoded(.userGroup),
            parentage: try decoded(.parentage, as: Parentage.self)?.shown(under: places),
            product: try decoded(.product),
            stages: try decoded(.stages),
            opportunity: try decoded(.opportunity),
            lead: try decoded(.lead, as: Lead.self)?.shown(at: places),
            activity: try decoded(.activity),
            task: try decoded(.task),
            playbook: try decoded(.playbook),
            playbookRun: try decoded(.playbookRun),
            tiers: try decoded(.tiers),
            plan: try decoded(.plan),
            planItem: try decoded(.planItem),
            review: try decoded(.review),
            feedback: try decoded(.feedback),
            need: try decoded(.need),
            churn: try decoded(.churn),
            contract: try decoded(.contract),
            handover: try decoded(.handover),
            reasons: try decoded(.reasons),
            fields: try decoded(.fields),
            teamRoles: try decoded(.teamRoles),
            merge: try decoded(.merge),
            webhook: try decoded(.webhook))
    }
}
