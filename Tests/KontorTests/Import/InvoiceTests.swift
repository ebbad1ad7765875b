// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import kontor

@Suite struct InvoiceTests {
    private func verdict(_ lines: String) throws -> Invoice.Verdict {
        let lines = try Lines.read(lines)
        return Invoice(number: lines.first?.invoice ?? "", lines: lines).verdict(currencyDigits: 2)
    }

    private func posting(_ lines: String) throws -> Invoice.Posting {
        guard case .post(let posting) = try verdict(lines) else {
            throw Failure("should be posted: \(try verdict(lines))")
        }
        return posting
    }

    @Test func linesAreSummed() throws {
        let posting = try posting(
            """
            5,A,B,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
            5,C,D,-1,2010-12-01 08:26:00,0.3,17850.0,United Kingdom

            """)
        #expect(posting.minorUnits == 1500)
        #expect(posting.customer == "17850")
        #expect(posting.day == CalendarDate("2010-12-01"))
        #expect(posting.country == "United Kingdom")
    }

    @Test func theSignDecidesNotTheNumbersFirstLetter() throws {
        #expect(try posting("C5,A,B,-1,2010-12-01,27.5,1.0,X\n").minorUnits == -2750)
        #expect(try posting("A563185,B,Adjust bad debt,1,2011-08-12 14:50:00,-11062.06,,X\n").minorUnits == -1_106_206)
        #expect(try posting("5,A,B,-1,2010-12-01,1,1.0,X\n").minorUnits == -100)
    }

    @Test func aSaleToNobodyHasNoCustomer() throws {
        #expect(try posting("5,A,B,1,2010-12-01,1,,X\n").customer == nil)
    }

    @Test(arguments: ["5,A,B,-3,2010-12-01,0.0,,X\n", "5,A,B,3,2010-12-01,2,,X\n5,A,B,-3,2010-12-01,2,,X\n"])
    func whatSumsToZeroIsNotPosted(lines: String) throws {
        #expect(try verdict(lines) == .zero(customer: nil, country: "X"))
    }

    @Test func anInvoiceOfTwoDaysHasTheDayItWasBegun() throws {
        let lines = "5,A,B,1,2011-02-01 00:01:00,1,,X\n5,A,B,1,2011-01-31 23:59:00,1,,X\n"
        #expect(try posting(lines).day == CalendarDate("2011-01-31"))
    }

    @Test(arguments: [
        ("5,A,B,1,2010-12-01,0.001,,X\n", "the invoice's sum 0.001 is not a whole number"),
        (
            "5,A,B,1,2010-12-01,1,1.0,X\n5,A,B,1,2010-12-01,1,2.0,X\n",
            "the invoice names more than one customer: 1 and 2"
        ),
        (
            "5,A,B,1,2010-12-01,1,1.0,X\n5,A,B,1,2010-12-01,1,,X\n",
            "the invoice names more than one customer: 1 and none"
        ),
        (
            "5,A,B,1,2010-12-01,1,1.0,X\n5,A,B,x,2010-12-01,1,1.0,X\n",
            "line 3, which belongs to the invoice, cannot be read: the quantity"
        ),
    ])
    func whatCannotBeBookedWholeIsNotBookedInPart(lines: String, reason: String) throws {
        guard case .rejected(let said) = try verdict(lines) else {
            Issue.record("should be rejected")
            return
        }
        #expect(said.hasPrefix(reason))
    }

    @Test func fractionsThatAddUpToPenniesAreBooked() throws {
        #expect(try posting("5,A,B,5,2010-12-01,0.001,,X\n5,A,B,5,2010-12-01,0.001,,X\n").minorUnits == 1)
    }
}
