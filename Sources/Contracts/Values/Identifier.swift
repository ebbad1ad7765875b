// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What an identifier names; only a tag, never made.
public protocol IdentifiedEntity: Sendable {
    /// The field's own word for it.
    static var term: String { get }
}

/// The identity of one entity: a UUID of version 7, so that later ones sort after earlier ones.
public struct Identifier<Entity: IdentifiedEntity>: TextValue, Comparable {
    public let uuid: UUIDValue

    public init(_ uuid: UUIDValue) {
        self.uuid = uuid
    }

    public static func new(at instant: Instant) -> Identifier {
        Identifier(.version7(at: instant))
    }

    public init(validating text: String) throws(ContractViolation) {
        guard let uuid = UUIDValue(text) else { throw ContractViolation("must be a UUID") }
        self.uuid = uuid
    }

    public var text: String { uuid.description }

    public static var schema: Schema {
        .text(length: 36...36, format: "uuid", description: "The identity of a \(Entity.term).")
    }

    public static var example: Identifier {
        Identifier(UUIDValue(high: 0x0192_F0C4_7A10_7ABC, low: 0x8DEF_0123_4567_89AB))
    }

    public static func < (left: Identifier, right: Identifier) -> Bool { left.uuid < right.uuid }
}

public enum OrganisationEntity: IdentifiedEntity { public static let term = "organisation" }
public enum UserEntity: IdentifiedEntity { public static let term = "user" }
public enum ServiceAccountEntity: IdentifiedEntity { public static let term = "service account" }
public enum RoleEntity: IdentifiedEntity { public static let term = "role" }
public enum ClientEntity: IdentifiedEntity { public static let term = "client" }
public enum ConsentEntity: IdentifiedEntity { public static let term = "consent" }
public enum ContactEntity: IdentifiedEntity { public static let term = "contact" }
public enum AssignmentEntity: IdentifiedEntity { public static let term = "assignment" }
public enum AccessGrantEntity: IdentifiedEntity { public static let term = "grant of access" }
public enum UserGroupEntity: IdentifiedEntity { public static let term = "group of users" }
public enum RelationshipEntity: IdentifiedEntity { public static let term = "relationship" }
public enum LeadEntity: IdentifiedEntity { public static let term = "lead" }
public enum OpportunityEntity: IdentifiedEntity { public static let term = "opportunity" }
public enum ConcessionEntity: IdentifiedEntity { public static let term = "concession" }
public enum ProductEntity: IdentifiedEntity { public static let term = "product" }
public enum ChurnEntity: IdentifiedEntity { public static let term = "lost client or contract" }
public enum MergeEntity: IdentifiedEntity { public static let term = "merge of clients" }
public enum ContractEntity: IdentifiedEntity { public static let term = "contract" }
public enum ConcernEntity: IdentifiedEntity { public static let term = "concern" }
public enum RiskEntity: IdentifiedEntity { public static let term = "risk" }
public enum ActivityEntity: IdentifiedEntity { public static let term = "activity" }
public enum TaskEntity: IdentifiedEntity { public static let term = "task" }
public enum PlaybookEntity: IdentifiedEntity { public static let term = "playbook" }
public enum PlaybookRunEntity: IdentifiedEntity { public static let term = "run of a playbook" }
public enum PlanEntity: IdentifiedEntity { public static let term = "plan" }
public enum PlanItemEntity: IdentifiedEntity { public static let term = "item of a plan" }
public enum ReviewEntity: IdentifiedEntity { public static let term = "business review" }
public enum FeedbackEntity: IdentifiedEntity { public static let term = "feedback" }
public enum NeedEntity: IdentifiedEntity { public static let term = "need" }
public enum HandoverEntity: IdentifiedEntity { public static let term = "handover" }
public enum RecordEntity: IdentifiedEntity { public static let term = "record" }
public enum BookEntity: IdentifiedEntity { public static let term = "book" }
public enum AccountEntity: IdentifiedEntity { public static let term = "account" }
public enum EntryEntity: IdentifiedEntity { public static let term = "journal entry" }
public enum HoldEntity: IdentifiedEntity { public static let term = "hold" }

public typealias OrganisationID = Identifier<OrganisationEntity>
public typealias UserID = Identifier<UserEntity>
public typealias ServiceAccountID = Identifier<ServiceAccountEntity>
public typealias RoleID = Identifier<RoleEntity>
public typealias ClientID = Identifier<ClientEntity>
public typealias ConsentID = Identifier<ConsentEntity>
public typealias ContactID = Identifier<ContactEntity>
public typealias AssignmentID = Identifier<AssignmentEntity>
public typealias AccessGrantID = Identifier<AccessGrantEntity>
public typealias UserGroupID = Identifier<UserGroupEntity>
public typealias RelationshipID = Identifier<RelationshipEntity>
public typealias LeadID = Identifier<LeadEntity>
public typealias OpportunityID = Identifier<OpportunityEntity>
public typealias ConcessionID = Identifier<ConcessionEntity>
public typealias ProductID = Identifier<ProductEntity>
public typealias ChurnID = Identifier<ChurnEntity>
public typealias MergeID = Identifier<MergeEntity>
public typealias ContractID = Identifier<ContractEntity>
public typealias ConcernID = Identifier<ConcernEntity>
public typealias RiskID = Identifier<RiskEntity>
public typealias ActivityID = Identifier<ActivityEntity>
public typealias TaskID = Identifier<TaskEntity>
public typealias PlaybookID = Identifier<PlaybookEntity>
public typealias PlaybookRunID = Identifier<PlaybookRunEntity>
public typealias PlanID = Identifier<PlanEntity>
public typealias PlanItemID = Identifier<PlanItemEntity>
public typealias ReviewID = Identifier<ReviewEntity>
public typealias FeedbackID = Identifier<FeedbackEntity>
public typealias NeedID = Identifier<NeedEntity>
public typealias HandoverID = Identifier<HandoverEntity>
public typealias RecordID = Identifier<RecordEntity>
public typealias BookID = Identifier<BookEntity>
public typealias AccountID = Identifier<AccountEntity>
public typealias EntryID = Identifier<EntryEntity>
public typealias HoldID = Identifier<HoldEntity>
