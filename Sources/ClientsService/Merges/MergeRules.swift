// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// Rules of merges that need no database.
enum MergeRules {
    /// As many as a client may be given, by list.
    private static let detailLimit = 20
    private static let addressLimit = 10

    static func requireTwo(_ command: MergeClients) throws(InvalidParams) {
        guard command.from != command.into else {
            throw InvalidParams(path: "$.into", rule: "must be another client than from")
        }
    }

    /// How far a client has come; one that is further does not go into one that is less.
    static func rank(of lifecycle: Lifecycle) -> Int {
        switch lifecycle {
        case .target: 0
        case .prospect: 1
        case .former: 2
        case .customer: 3
        }
    }

    /// The client that stays with what it takes from the other one, and what they disagree about.
    static func profile(
        of into: Client, taking from: Client, _ take: Set<MergeField>
    ) -> (profile: ClientProfile, conflicts: [MergeConflict]) {
        var profile = ClientProfile(into)
        let other = ClientProfile(from)
        var conflicts: [MergeConflict] = []
        func settle<Value: Equatable>(_ field: MergeField, _ path: WritableKeyPath<ClientProfile, Value>) {
            guard profile[keyPath: path] != other[keyPath: path] else { return }
            if take.contains(field) {
                profile[keyPath: path] = other[keyPath: path]
            } else {
                conflicts.append(conflict(over: field.rawValue))
            }
        }
        func fill<Value: Equatable>(_ field: MergeField, _ path: WritableKeyPath<ClientProfile, Value?>) {
            guard other[keyPath: path] != nil else { return }
            if profile[keyPath: path] == nil { profile[keyPath: path] = other[keyPath: path] }
            settle(field, path)
        }
        settle(.name, \.name)
        settle(.kind, \.kind)
        fill(.tier, \.tier)
        fill(.segment, \.segment)
        fill(.industry, \.industry)
        fill(.country, \.country)
        fill(.currency, \.currency)
        fill(.locale, \.locale)
        let (details, areCut) = joined(profile.details, other.details)
        profile.details = details
        if areCut { conflicts.append(conflict(over: "details")) }
        let (fields, rest) = joined(profile.fields ?? [], other.fields ?? [])
        profile.fields = fields.isEmpty ? nil : fields
        return (profile, conflicts + rest.map { conflict(over: customField($0)) })
    }

    /// As a conflict names it.
    static func customField(_ name: CustomFieldName) -> String { "fields.\(name.text)" }

    /// The values of both, as far as a client may have so many; and those of the other that are left out.
    private static func joined(
        _ own: [CustomFieldValue], _ other: [CustomFieldValue]
    ) -> (values: [CustomFieldValue], rest: [CustomFieldName]) {
        let known = Dictionary(own.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var values = own
        var rest: [CustomFieldName] = []
        var size = own.reduce(0) { $0 + $1.size }
        for value in other {
            if let present = known[value.name] {
                if !present.isSame(as: value) { rest.append(value.name) }
            } else if size + value.size > CustomFieldSheet.sizeLimit {
                rest.append(value.name)
            } else {
                size += value.size
                values.append(value)
            }
        }
        return (values.sorted { $0.name < $1.name }, rest)
    }

    /// Custom fields of the client that stayed when a merge is taken back: as before it, unless changed since; and
    /// those that the merge changed and somebody after it.
    static func fields(
        _ present: [CustomFieldValue], before: [CustomFieldValue], after: [CustomFieldValue]
    ) -> (values: [CustomFieldValue], changedSince: [CustomFieldName]) {
        func byName(_ values: [CustomFieldValue]) -> [CustomFieldName: CustomFieldValue] {
            Dictionary(values.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        }
        func areSame(_ left: CustomFieldValue?, _ right: CustomFieldValue?) -> Bool {
            guard let left, let right else { return left == nil && right == nil }
            return left.isSame(as: right)
        }
        let (now, former, latter) = (byName(present), byName(before), byName(after))
        var values: [CustomFieldValue] = []
        var changedSince: [CustomFieldName] = []
        for name in Set(now.keys).union(former.keys).union(latter.keys).sorted() {
            let isUntouched = areSame(now[name], latter[name])
            if !isUntouched, !areSame(former[name], latter[name]) { changedSince.append(name) }
            if let value = isUntouched ? former[name] : now[name] { values.append(value) }
        }
        return (values, changedSince)
    }

    private static func conflict(over field: String) -> MergeConflict {
        MergeConflict(
            kind: .fieldDiffers, table: MergeStore.clientTable, field: try? Text(validating: field))
    }

    /// Those of both, as far as a client may have so many; whether some are left out, or differ.
    private static func joined(_ own: ClientDetails?, _ other: ClientDetails?) -> (ClientDetails?, Bool) {
        guard let other else { return (own, false) }
        guard let own else { return (other, false) }
        let domains = own.domains + other.domains.filter { !own.domains.contains($0) }
        let taxIDs =
            own.taxIds + other.taxIds.filter { new in !own.taxIds.contains { $0.normalised == new.normalised } }
        let channels =
            own.channels + other.channels.filter { new in !own.channels.contains { $0.normalised == new.normalised } }
        let addresses = own.addresses + other.addresses.filter { !own.addresses.contains($0) }
        let isCut =
            max(domains.count, taxIDs.count, channels.count) > detailLimit || addresses.count > addressLimit
        let countsDiffer = own.employees != nil && other.employees != nil && own.employees != other.employees
        let details = ClientDetails(
            domains: Array(domains.prefix(detailLimit)), taxIds: Array(taxIDs.prefix(detailLimit)),
            channels: Array(channels.prefix(detailLimit)), addresses: Array(addresses.prefix(addressLimit)),
            employees: own.employees ?? other.employees)
        return (details, isCut || countsDiffer)
    }

    /// The team of the client that stays with those of the other one who fit in, and what came of the rest.
    static func team(
        _ into: Team, receiving from: [Team.Member]
    ) throws -> (team: Team, conflicts: [MergeConflict], setAside: Set<AssignmentID>) {
        var team = into
        var conflicts: [MergeConflict] = []
        var setAside: Set<AssignmentID> = []
        let hasPrimary = into.assignments.contains(where: \.isPrimary)
        func note(_ kind: MergeConflict.Kind, _ assignment: Assignment) {
            conflicts.append(
                MergeConflict(
                    kind: kind, table: MergeStore.assignmentTable, record: try? Text(validating: assignment.id.text)))
        }
        for member in from {
            let own = member.assignment
            if TeamRules.assignment(of: own.user, in: own.role, on: own.days, among: team.assignments) != nil {
                note(.alreadyThere, own)
                setAside.insert(own.id)
                continue
            }
            var received = Team.Member(
                assignment: own.at(into.client, isPrimary: own.isPrimary && !hasPrimary), vacantAs: member.vacantAs)
            if own.isPrimary, hasPrimary { received.vacantAs = nil }
            do throws(ShareExceeded) {
                try TeamRules.requireShares(team.assignments + [received.assignment])
            } catch {
                note(.shareExceeded, own)
                setAside.insert(own.id)
                continue
            }
            if own.isPrimary, hasPrimary { note(.primaryStepsBack, own) }
            team.receive(received)
        }
        return (team, conflicts, setAside)
    }
}

extension Assignment {
    fileprivate func at(_ client: ClientID, isPrimary: Bool) -> Assignment {
        Assignment(
            id: id, client: client, user: user, role: role, share: share, isPrimary: isPrimary, from: from, to: to)
    }
}
