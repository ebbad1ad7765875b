// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import ClientsService

@Suite struct ContractRulesTests {
    @Test func theRecurringValueIsOfAYear() throws {
        let lines = try [
            ContractLine.of("monthly", 1_00), .of("quarterly", 10_00, .quarterly), .of("half", 100_00, .halfYearly),
            .of("yearly", 1000_00, .yearly), .of("once", 77_00, .once),
        ]
        #expect(ContractRules.recurringValue(of: lines) == 1252_00)
    }

    @Test func eachLineIsRoundedHalfAwayFromZero() throws {
        #expect(ContractRules.recurringValue(of: [try .of("a", 1, times: "0.5", .yearly)]) == 1)
        #expect(ContractRules.recurringValue(of: [try .of("a", 1, times: "0.4999", .yearly)]) == 0)
        #expect(ContractRules.recurringValue(of: [try .of("a", -1, times: "0.5", .yearly)]) == -1)
        #expect(ContractRules.recurringValue(of: [try .of("a", -3, times: "0.5", .yearly)]) == -2)
        let halves = try [ContractLine.of("a", 1, times: "0.5", .yearly), .of("b", 1, times: "0.5", .yearly)]
        #expect(ContractRules.recurringValue(of: halves) == 2)
    }

    @Test func aValueBeyondAnAmountIsNone() throws {
        let greatest = try ContractLine.of("a", .max, .yearly)
        #expect(ContractRules.recurringValue(of: [greatest]) == .max)
        #expect(ContractRules.recurringValue(of: [greatest, try .of("b", 1, .yearly)]) == nil)
        #expect(ContractRules.recurringValue(of: [try .of("a", .max, times: "100000000000")]) == nil)
    }

    @Test func pricesRiseByTheEscalatorAndAreRoundedEach() throws {
        let lines = try [
            ContractLine.of("a", 100_00), .of("b", 3_33), .of("c", -10_00), .of("once", 50_00, .once),
        ]
        let raised = ContractRules.escalated(lines, by: try EscalatorPercent(validating: "3.5"))
        #expect(raised.map(\.price.minorUnits) == [103_50, 3_45, -10_35, 50_00])
        #expect(ContractRules.escalated(lines, by: nil) == lines)
        #expect(ContractRules.escalated(lines, by: try EscalatorPercent(validating: "0")) == lines)
    }

    @Test func pricesStayWhereTheyWouldBeNoAmounts() throws {
        let lines = try [ContractLine.of("a", 1_00, .yearly), .of("b", .max / 12 - 100)]
        #expect(ContractRules.escalated(lines, by: try EscalatorPercent(validating: "100")) == lines)
    }

    @Test func monthsAreAddedWithinTheMonthsThatThereAre() {
        let cases: [(CalendarDate, Int, CalendarDate)] = [
            ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-01-31", 3, "2026-04-30"),
            ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"), ("2026-12-31", 2, "2027-02-28"),
            ("2026-12-01", 1, "2027-01-01"), ("1900-01-31", 1, "1900-02-28"), ("2000-01-31", 1, "2000-02-29"),
            ("2026-05-15", 0, "2026-05-15"), ("2026-08-31", 120, "2036-08-31"),
        ]
        for (day, months, later) in cases { #expect(day.adding(months: months) == later, "\(day) + \(months)") }
        #expect(CalendarDate("9999-12-01").adding(months: 1) == nil)
    }

    @Test func theDayOfAnInstantIsInUTC() throws {
        #expect(try Instant(validating: "2026-11-22T23:59:59.999999Z").day == "2026-11-22")
        #expect(try Instant(validating: "2026-11-23T00:00:00Z").day == "2026-11-23")
        #expect(try Instant(validating: "1969-12-31T23:00:00Z").day == "1969-12-31")
    }
}
