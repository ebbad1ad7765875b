// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What words and numbers in files of leads and opportunities mean.
enum SalesWords {
    /// A stage by its code or its name; with a preset also by the other system's word, as far as the organisation has
    /// the stage that an organisation begins with for it.
    static func stage(
        _ text: String, among list: StageList, in preset: ImportPreset
    ) throws(ContractViolation) -> Stage {
        let word = ImportPresets.normalised(text)
        let named = list.stages.first {
            $0.code.text == text || ImportPresets.normalised($0.name.text) == word
                || ImportPresets.normalised($0.code.text) == word
        }
        if let named { return named }
        if preset != .plain {
            if let outcome = outcomes[word], let stage = list.stages.first(where: { $0.outcome == outcome }) {
                return stage
            }
            if let code = stages[word], let stage = list.stages.first(where: { $0.code.text == code }) { return stage }
        }
        let known = list.stages.map(\.code.text).joined(separator: ", ")
        throw ContractViolation(String("must be a stage's code or name; there are \(known)".prefix(400)))
    }

    /// By its word here; other systems' words that say nothing of it leave it as it is.
    static func kind(_ text: String, in preset: ImportPreset) throws(ContractViolation) -> OpportunityKind? {
        if let kind = OpportunityKind(rawValue: text.lowercased()) { return kind }
        guard preset == .plain else { return kinds[ImportPresets.normalised(text)] }
        throw ContractViolation("must be one of " + OpportunityKind.allCases.map(\.rawValue).joined(separator: ", "))
    }

    /// A status by its word here; other systems' words that say nothing of it leave it as it is.
    static func status(_ text: String, in preset: ImportPreset) throws(ContractViolation) -> LeadStatus? {
        let own = LeadStatus(rawValue: text.lowercased())
        let status = preset == .plain ? own : own ?? statuses[ImportPresets.normalised(text)]
        if status == nil, preset == .plain {
            throw ContractViolation("must be one of " + LeadStatus.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return status
    }

    /// A number with a point before its decimals; commas, blanks or apostrophes may part its digits in threes. Zeros at
    /// the end of the decimals are as good as none.
    static func money(_ text: String, in currency: CurrencyCode) throws(ContractViolation) -> Money {
        let rule = ContractViolation("must be an amount such as 1250.00")
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let head = parts.first, parts.count <= 2 else { throw rule }
        var digits = Substring(head)
        let groups = head.split(omittingEmptySubsequences: false) { ", '\u{A0}\u{202F}\u{2019}".contains($0) }
        if groups.count > 1 {
            guard groups[0].count <= 3, !groups[0].isEmpty, groups.dropFirst().allSatisfy({ $0.count == 3 }) else {
                throw rule
            }
            digits = Substring(groups.joined())
        }
        var decimals = parts.count == 2 ? parts[1] : ""
        while decimals.last == "0" { decimals.removeLast() }
        return try Money(amount: decimals.isEmpty ? String(digits) : digits + "." + decimals, currency: currency)
    }

    /// A day; of a time its day.
    static func day(_ text: String) throws(ContractViolation) -> CalendarDate {
        let rest = text.dropFirst(10)
        guard rest.isEmpty || rest.first == "T" || rest.first == " ", let day = CalendarDate(String(text.prefix(10)))
        else { throw ContractViolation("must be a day, such as 2026-03-31") }
        return day
    }

    static func probability(_ text: String) throws(ContractViolation) -> Probability {
        let digits = text.last == "%" ? text.dropLast().filter { $0 != " " } : text
        guard let number = Int64(digits) else { throw ContractViolation("must be a whole number from 0 to 100") }
        return try Probability(validating: number)
    }

    private static let outcomes: [String: OpportunityOutcome] = [
        "closedlost": .lost, "closedlosttocompetition": .lost, "closedwon": .won,
    ]

    private static let stages: [String: String] = [
        "appointmentscheduled": "qualification", "contractsent": "commitment", "decisionmakerboughtin": "negotiation",
        "iddecisionmakers": "discovery", "identifydecisionmakers": "discovery", "needsanalysis": "discovery",
        "negotiationreview": "negotiation", "perceptionanalysis": "discovery", "presentationscheduled": "proposal",
        "proposalpricequote": "proposal", "prospecting": "qualification", "qualifiedtobuy": "discovery",
        "valueproposition": "discovery",
    ]

    private static let kinds: [String: OpportunityKind] = [
        "crosssell": .crossSell, "existingbusiness": .upsell, "existingcustomerupgrade": .upsell,
        "newbusiness": .new, "newcustomer": .new, "renewal": .renewal, "upsell": .upsell,
    ]

    private static let statuses: [String: LeadStatus] = [
        "attemptedtocontact": .working, "badtiming": .disqualified, "closedconverted": .converted,
        "closednotconverted": .disqualified, "connected": .working, "contacted": .working,
        "contactinfuture": .working, "converted": .converted, "inprogress": .working, "junklead": .disqualified,
        "lostlead": .disqualified, "new": .new, "notcontacted": .new, "notqualified": .disqualified, "open": .new,
        "opendeal": .qualified, "opennotcontacted": .new, "prequalified": .qualified, "qualified": .qualified,
        "unqualified": .disqualified, "workingcontacted": .working,
    ]
}

extension ImportCells {
    /// An amount in the currency that the row, or else `otherwise`, names.
    func money(otherwise currency: CurrencyCode?) throws(RejectedRow) -> Money? {
        guard let text = try text(.amount) else { return nil }
        guard let currency = try value(.currency) ?? currency else {
            throw RejectedRow(.invalidValue, .currency, "must be given with an amount")
        }
        do throws(ContractViolation) {
            return try SalesWords.money(text, in: currency)
        } catch {
            throw RejectedRow(.invalidValue, .amount, error.description)
        }
    }
}

extension RejectedRow {
    /// For the first violation of a call that would do the same; `fields` are by the names of the call's members.
    init(_ error: InvalidParams, _ fields: [String: ImportField]) {
        let first = error.violations.first
        self.init(
            .invalidValue, fields[String((first?.path ?? "").dropFirst(2))], first?.rule ?? "must be as a call demands")
    }
}
