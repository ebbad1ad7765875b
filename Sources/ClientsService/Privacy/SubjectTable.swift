// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Every table of the service, with each of its columns that holds a text: what erasing a person does to it. A test
/// compares it with the database, so that no table is forgotten.
enum SubjectTable: String, CaseIterable, Sendable {
    case accessGrant = "access_grant"
    case activity
    case activityContact = "activity_contact"
    case assignment
    case assignmentChange = "assignment_change"
    case calendarFeed = "calendar_feed"
    case churn
    case client
    case clientExternalId = "client_external_id"
    case clientKey = "client_key"
    case clientLifecycleChange = "client_lifecycle_change"
    case clientParent = "client_parent"
    case clientVersion = "client_version"
    case concern
    case consent
    case contact
    case contactChannel = "contact_channel"
    case contactExternalId = "contact_external_id"
    case contactPosition = "contact_position"
    case contract
    case contractChange = "contract_change"
    case erasure
    case fact
    case feed
    case feedHead = "feed_head"
    case feedback
    case fieldValue = "field_value"
    case groupMember = "group_member"
    case handover
    case idempotencyKey = "idempotency_key"
    case importReject = "import_reject"
    case importRun = "import_run"
    case lead
    case leadExternalId = "lead_external_id"
    case matchKey = "match_key"
    case merge
    case mergeRow = "merge_row"
    case mergeRule = "merge_rule"
    case need
    case opportunity
    case opportunityExternalId = "opportunity_external_id"
    case opportunityLine = "opportunity_line"
    case oversight
    case parentage
    case plan
    case planItem = "plan_item"
    case playbook
    case playbookRun = "playbook_run"
    case product
    case productComplement = "product_complement"
    case reasonTree = "reason_tree"
    case relationship
    case relationshipSpell = "relationship_spell"
    case reporting
    case reportingLine = "reporting_line"
    case review
    case risk
    case schemaMigration = "schema_migration"
    case searchWord = "search_word"
    case setting
    case sight
    case stage
    case stageList = "stage_list"
    case task
    case teamRole = "team_role"
    case timeline
    case userGroup = "user_group"
    case webhook
    case webhookDelivery = "webhook_delivery"
    case webhookHeld = "webhook_held"

    /// What a text is, for somebody whom it may name.
    enum Column: Sendable {
        /// A closed word, a code, an id, a digest: names nobody.
        case code
        /// The organisation's own vocabulary, as of tiers, teams, products: not searched.
        case word
        /// What people write: his names are taken out.
        case text
        /// A record as JSON: his names are taken out of its texts, and what is known of him out of his own.
        case image
        /// By which something is found; made anew, or deleted.
        case key
        /// What is thought of him: emptied.
        case opinion
    }

    /// Those of texts and bytes; others hold numbers, days and ids.
    var columns: [String: Column] {
        switch self {
        case .activityContact, .clientParent, .contactPosition, .feedHead, .groupMember, .opportunityLine,
            .matchKey, .oversight, .productComplement, .reportingLine, .sight, .webhookHeld:
            [:]
        case .accessGrant, .churn, .feed, .parentage, .relationship, .reporting, .setting, .stageList, .timeline,
            .merge:
            ["kind": .code]
        case .planItem, .playbookRun, .review, .task: ["fact_kind": .code]
        case .activity: ["kind": .code, "fact_kind": .code]
        case .assignment: ["role": .code, "vacant_as": .code]
        case .assignmentChange: ["kind": .code, "role": .code]
        case .calendarFeed: ["secret_digest": .code, "label": .word, "permissions": .code]
        case .client: SubjectTable.ofClients
        case .clientExternalId, .opportunityExternalId: ["system": .code, "external_id": .code]
        case .clientKey: ["kind": .code, "key": .key]
        case .clientLifecycleChange: ["lifecycle": .code]
        case .clientVersion: SubjectTable.ofVersions
        case .concern: ["kind": .code, "severity": .code, "state": .code, "team": .word, "fact_kind": .code]
        case .consent: ["purpose": .code, "basis": .code, "decision": .code, "evidence": .text]
        case .contact: ["searched": .key, "words": .key, "kind": .code]
        case .contactChannel: ["kind": .code, "normalised": .key]
        case .contactExternalId, .leadExternalId: ["system": .code, "external_id": .key]
        case .contract: ["state": .code, "currency": .code, "kind": .code]
        case .contractChange: ["record": .image]
        case .erasure: ["kind": .code, "erased_by": .code]
        case .fact: ["kind": .code, "record": .image, "recorded_by": .code]
        case .feedback: ["kind": .code, "fact_kind": .code]
        case .fieldValue: ["subject": .code, "name": .code, "key": .key]
        case .handover: ["state": .code, "kind": .code]
        case .idempotencyKey: ["key": .code, "method": .code, "params_digest": .code, "outcome": .image]
        case .importReject: ["column_name": .code, "reason": .code, "rule": .code]
        case .importRun: Self.codes("started_by", "definition", "fingerprint", "former_digest", "last_digest")
        case .lead: ["status": .code, "searched": .key, "words": .key, "kind": .code]
        case .mergeRow: ["table_name": .code, "action": .code, "before": .image, "after": .image]
        case .mergeRule:
            Self.codes("table_name", "columns", "handling", "id_column", "kind", "key_columns", "rival")
        case .need: ["kind": .code, "state": .code, "fact_kind": .code]
        case .opportunity:
            [
                "business": .code, "stage": .code, "outcome": .code, "currency": .code, "name": .text, "words": .key,
                "kind": .code,
            ]
        case .plan: ["state": .code, "fact_kind": .code]
        case .playbook: ["purpose": .code, "fact_kind": .code]
        case .product: ["code": .code, "searched": .word, "words": .word, "kind": .code]
        case .reasonTree: ["about": .code, "kind": .code]
        case .relationshipSpell: ["role": .code, "influence": .opinion, "sentiment": .opinion]
        case .risk: ["level": .code, "state": .code, "fact_kind": .code]
        case .schemaMigration: ["applied_by": .code, "checksum": .code, "name": .code]
        case .searchWord: ["word": .key]
        case .stage: ["code": .code, "outcome": .code]
        case .teamRole: ["code": .code]
        case .userGroup: ["name": .word, "kind": .code]
        case .webhook:
            [
                "principal_kind": .code, "permissions": .code, "secret": .code, "former_secrets": .code,
                "former_untils": .code, "kind": .code,
            ]
        case .webhookDelivery: ["kind": .code, "outcome": .code]
        }
    }

    private static let ofClients: [String: Column] = [
        "kind": .code, "name": .text, "lifecycle": .code, "tier": .word, "segment": .word, "industry": .word,
        "country": .code, "currency": .code, "locale": .code, "name_key": .key, "name_words": .key,
        "details": .image, "fields": .image,
    ]
    private static let ofVersions: [String: Column] = [
        "kind": .code, "name": .text, "lifecycle": .code, "tier": .word, "segment": .word, "industry": .word,
        "country": .code, "currency": .code, "locale": .code, "external_systems": .code, "external_ids": .code,
        "recorded_by": .code, "details": .image, "fields": .image,
    ]

    private static func codes(_ names: String...) -> [String: Column] {
        Dictionary(uniqueKeysWithValues: names.map { ($0, .code) })
    }

    /// Why rows still name somebody whose data was erased; nil where none do.
    var retention: String? {
        switch self {
        case .client, .clientVersion, .mergeRow:
            "The name of a business, or of a person with whom a contract was signed: kept for accounts and claims."
        case .contractChange, .fact:
            "Who has signed a contract: kept for legal claims (Article 17(3)(e) of the GDPR). A lead of the same name."
        default: nil
        }
    }
}
