// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// What `kontor up` does once the services are ready: makes an organisation, an importer and a book the first time,
/// imports, and prints the report. All of it by the public interface, but for the organisation, which nobody could
/// make there yet.
struct FirstSteps: Sendable {
    let directory: DataDirectory
    let portBase: Int
    let choice: ImportChoice
    let console: Console

    static let bookCode = "main"
    private static let organisation = "My Company"
    private static let administrator = "admin@localhost"
    /// How many clients the report names.
    private static let namedClients = 10
    /// Keys of what is made once.
    private static let keys = "kontor-up"

    func run() async throws {
        do {
            try await steps()
        } catch {
            throw CallFailure.explained(error)
        }
    }

    private func steps() async throws {
        if !FileAccess.exists(directory.importerFile) { try await makeOrganisation() }
        try await with(directory.importerFile) { callers in
            let book = try await Books.find(Self.bookCode, callers.ledger)
            if let path = choice.path(in: directory) { try await importFile(path, into: book, callers) }
            try await console.step("Waiting for reporting to catch up") {
                try await Freshness.wait(for: book, callers)
            }
            try await showReport(book, callers.reporting)
        }
        showNext()
    }

    /// Its last act is the importer's file: a run that was killed before does all of it again, to the same effect.
    private func makeOrganisation() async throws {
        let secrets = Secrets(directory: directory)
        let password = try secrets.password("administrator")
        try await console.step("Creating the organisation '\(Self.organisation)' and its administrator") {
            try await bootstrap(passwordFile: secrets.passwordFile("administrator"))
        }
        try await console.step("Creating a book and a service account for imports") {
            let tokens = try await with(nil) { callers in
                try await callers.identity.call(
                    Login(
                        email: EmailAddress(validating: Self.administrator), password: Secret(validating: password)))
            }
            try Credentials.session(.init(tokens, now: WallClock.instant)).write(to: directory.sessionFile)
            let importer = try await with(directory.sessionFile) { callers in
                try await makeBook(callers.ledger)
                return try await makeImporter(callers.identity)
            }
            try Credentials.serviceAccount(importer).write(to: directory.importerFile)
        }
        console.result("Administrator  \(Self.administrator)")
        console.result("Password       \(password)")
        console.result("This is the only time it is shown.")
        try secrets.remove("administrator")
    }

    private func bootstrap(passwordFile: String) async throws {
        guard case .state(let state) = SuiteStateFile(path: directory.stateFile).read() else {
            throw Failure("The state file \(directory.stateFile) cannot be read.")
        }
        let address = try Database.address(of: state)
        let secrets = Secrets(directory: directory)
        let role = ServiceName.identity.role
        try await Program(
            executable: "\(Executables.directory())/\(ServiceName.identity.executable)",
            arguments: [
                "bootstrap", "--organisation", Self.organisation, "--administrator", Self.administrator,
                "--password-file", passwordFile, "--secret-key-file", try secrets.keyFile("identity"),
                "--database-url", address.text(user: role, database: DatabaseServer.database),
                "--database-password-file", secrets.passwordFile(role),
            ]
        ).output(whenFailing: "The organisation cannot be created")
    }

    private func makeBook(_ ledger: Remote<LedgerAPI>) async throws {
        _ = try await ledger.call(
            CreateBook(
                idempotencyKey: IdempotencyKey(validating: "\(Self.keys):book:\(Self.bookCode)"),
                code: BookCode(validating: Self.bookCode), name: Text(validating: Self.organisation),
                functionalCurrency: CurrencyCode(validating: "GBP"),
                timeZone: TimeZoneName(validating: "Europe/London"), chart: .tradingCompany))
    }

    private func makeImporter(_ identity: Remote<IdentityAPI>) async throws -> Credentials.ServiceAccount {
        let account = try await identity.call(
            CreateServiceAccount(
                name: Text(validating: "Importer"),
                roles: List(validating: [RoleName(validating: BuiltInRole.integrator.rawValue)]),
                idempotencyKey: IdempotencyKey(validating: "\(Self.keys):service-account:importer"))
        ).serviceAccount
        let secret = try await identity.call(IssueClientSecret(serviceAccount: account)).secret
        return Credentials.ServiceAccount(serviceAccount: account, secret: secret)
    }

    private func importFile(_ path: String, into book: Book, _ callers: Callers) async throws {
        if case .file = choice {
            try FileAccess.replace(ImportChoice.markerFile(in: directory), with: path + "\n", mode: 0o644)
        }
        let source = try FileSource(path: path)
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let rejects = try RejectFile(path: "\(directory.imports)/\(name == "-" ? "stdin" : name).rejects.csv")
        let target = try ImportTarget(
            book: book.id, currency: book.functionalCurrency,
            receivables: AccountCode(validating: ImportTarget.standardReceivables),
            revenue: AccountCode(validating: ImportTarget.standardRevenue))
        let report = try await console.step("Importing \(source.name)") {
            try await OnlineRetailImport(
                clients: callers.clients, ledger: callers.ledger, target: target, console: console
            ).run(source, rejects: rejects)
        }
        console.result()
        report.totals.table.lines.forEach { console.result($0) }
        if rejects.count > 0 { console.result("What was rejected, and why: \(rejects.path)") }
    }

    /// What a manager wants to see first.
    private func showReport(_ book: Book, _ reporting: Remote<ReportingAPI>) async throws {
        let revenue = RevenueReport(book: book, from: nil, to: nil)
        let parts = [
            try await revenue.byMonth(reporting),
            try await revenue.byClient(reporting, limit: Self.namedClients),
            try await TrialBalanceReport(book: book, from: nil, to: nil).lines(reporting),
        ]
        for part in parts {
            console.result()
            part.forEach { console.result($0) }
        }
    }

    private func with<Value>(
        _ credentials: String?, _ body: (Callers) async throws -> Value
    ) async throws -> Value {
        let read = try credentials.map { (read: try Credentials.read($0), file: Optional($0)) }
        let authority = CertificateStore(directory: directory.certificates).authorityFile
        return try await Callers.with(
            Endpoints(portBase: portBase), authority: authority, credentials: read, patience: .long, body)
    }

    private func showNext() {
        let own = directory.path.hasSuffix("/" + DataDirectory.defaultPath) ? "" : " --data-dir \(directory.path)"
        // As it was called, so that the lines can be pasted back.
        let kontor = CommandLine.arguments.first ?? "kontor"
        console.result()
        console.result("Try next:")
        console.result("  \(kontor) status\(own)")
        console.result("  \(kontor) report revenue --by client\(own)")
        console.result("  \(kontor) call clients.listClients '{\"limit\":3}'\(own)")
    }
}
