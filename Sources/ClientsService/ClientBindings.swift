// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

// Stored as text; check constraints and the contracts' own rules name the same words.

extension ActivityKind: PostgresConvertible {}
extension AgendaKind: PostgresConvertible {}
extension AssignmentChange.Kind: PostgresConvertible {}
extension AssignmentRole: PostgresConvertible {}
extension CadenceDays: PostgresConvertible {}
extension ChannelKind: PostgresConvertible {}
extension ClientFeedItem.Kind: PostgresConvertible {}
extension ClientKind: PostgresConvertible {}
extension ConcernKind: PostgresConvertible {}
extension ConcernState: PostgresConvertible {}
extension ConsentBasis: PostgresConvertible {}
extension ConsentDecision: PostgresConvertible {}
extension ConsentPurpose: PostgresConvertible {}
extension ContractChange.Kind: PostgresConvertible {}
extension ContractState: PostgresConvertible {}
extension CustomFieldName: PostgresConvertible {}
extension CustomFieldSubject: PostgresConvertible {}
extension ExternalSystem: PostgresConvertible {}
extension FeedbackKind: PostgresConvertible {}
extension FeedbackScore: PostgresConvertible {}
extension HandoverState: PostgresConvertible {}
extension Influence: PostgresConvertible {}
extension LeadStatus: PostgresConvertible {}
extension Lifecycle: PostgresConvertible {}
extension LocaleTag: PostgresConvertible {}
extension MatchKind: PostgresConvertible {}
extension NeedKind: PostgresConvertible {}
extension NeedState: PostgresConvertible {}
extension OpportunityKind: PostgresConvertible {}
extension OpportunityOutcome: PostgresConvertible {}
extension PlanState: PostgresConvertible {}
extension PlaybookPurpose: PostgresConvertible {}
extension Probability: PostgresConvertible {}
extension ProductCode: PostgresConvertible {}
extension ReasonCode: PostgresConvertible {}
extension ReasonKind: PostgresConvertible {}
extension RelationshipRole: PostgresConvertible {}
extension RiskLevel: PostgresConvertible {}
extension RiskState: PostgresConvertible {}
extension Sentiment: PostgresConvertible {}
extension SeverityCode: PostgresConvertible {}
extension SharePercent: PostgresConvertible {}
extension StageCode: PostgresConvertible {}
extension WebhookDelivery.Outcome: PostgresConvertible {}
