// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A file of `Sources/Contracts/<Service>/...` that declares a method.
struct MethodContract {
    let file: SourceFile
    let type: Declarations.TypeDeclaration
    /// `Ledger`
    let service: String
    /// Folders below the service's, with a closing slash: `Entries/`.
    let feature: String

    static let services = ["Clients", "Identity", "Ledger", "Reporting"]
    static let methodProtocols: Set = ["Command", "PagedQuery", "Query", "RPCMethod"]

    static func all(in tree: SourceTree) -> [MethodContract] {
        services.flatMap { service in
            let folder = "Sources/Contracts/\(service)"
            return tree.files(under: folder).flatMap { file in
                file.declarations.types.filter {
                    $0.kind != "protocol" && !methodProtocols.isDisjoint(with: $0.inherits)
                }.map { type in
                    let below = file.path.dropFirst(folder.count + 1).dropLast(file.name.count)
                    return MethodContract(file: file, type: type, service: service, feature: String(below))
                }
            }
        }
    }

    /// What the service calls the method on the wire, or nil when it is no literal of the form `ledger.postEntry`.
    var wireName: String? {
        guard let name = file.constant("name", after: type.token)?.literal,
            name.hasPrefix("\(service.lowercased()).")
        else { return nil }
        let rest = name.dropFirst(service.count + 1)
        let isCamel = rest.first?.isLowercase == true && rest.allSatisfy { $0.isASCII && $0.isLetter }
        return isCamel ? name : nil
    }

    /// Contracts may come first; a service answers for them once it has its list of methods.
    func isServed(in tree: SourceTree) -> Bool { tree["Sources/\(service)Service/\(service)Server.swift"] != nil }
}

extension Rules {
    static let contracts: [Rule] = [
        Rule("no bare primitive crosses the wire") { tree in
            tree.files(under: "Sources/Contracts").flatMap { file in
                file.declarations.types.filter { isMessage($0, in: file) }.flatMap { type in
                    type.fields.compactMap { field in
                        let words = field.type.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
                        guard let bare = words.first(where: { primitives.contains(String($0)) }) else { return nil }
                        return file.finding(
                            at: field.token, "`\(type.name).\(field.name)` is a bare `\(bare)`",
                            "use a `ContractValue` that knows its unit, range and limit")
                    }
                }
            }
        },
        Rule("a method is one contract, one handler and one file of tests") { tree in
            MethodContract.all(in: tree).flatMap { method in
                missingParts(of: method, in: tree).map { what, instead in
                    method.file.finding(at: method.type.token, what, instead)
                }
            }
        },
        Rule("the reference knows every method") { tree in
            MethodContract.all(in: tree).compactMap { method in
                let path = "docs/reference/openrpc-\(method.service.lowercased()).json"
                guard let name = method.wireName, let reference = tree[path],
                    !reference.lines.contains(where: { $0.contains("\"\(name)\"") })
                else { return nil }
                return method.file.finding(
                    at: method.type.token, "\(path) lacks `\(name)`",
                    "list the method in `\(method.service)Server.methods` and run scripts/generate-reference")
            }
        },
    ]

    static let primitives: Set = [
        "Any", "Character", "Data", "Date", "Decimal", "Double", "Float", "Int", "Int16", "Int32", "Int64", "Int8",
        "String", "Substring", "TimeInterval", "UInt", "UInt16", "UInt32", "UInt64", "UInt8", "URL", "UUID",
    ]

    /// Methods, their answers, errors, and the parts they are made of; a value type is what holds primitives.
    private static func isMessage(_ type: Declarations.TypeDeclaration, in file: SourceFile) -> Bool {
        if type.inherits.contains("DomainError") { return true }
        guard MethodContract.services.contains(where: { file.path.hasPrefix("Sources/Contracts/\($0)/") }) else {
            return false
        }
        let wire = MethodContract.methodProtocols.union(["Codable", "Decodable", "Encodable"])
        return type.kind == "struct" && !wire.isDisjoint(with: type.inherits)
    }

    private static func missingParts(
        of method: MethodContract, in tree: SourceTree
    ) -> [(what: String, instead: String)] {
        let (name, file) = (method.type.name, method.file)
        var parts: [(what: String, instead: String)] = []
        if file.name != "\(name).swift" {
            parts.append(("`\(name)` is declared in \(file.name)", "give it a file of its own, \(name).swift"))
        }
        if method.wireName == nil {
            let example = "\(method.service.lowercased()).\(name.prefix(1).lowercased())\(name.dropFirst())"
            parts.append(("`\(name)` has no wire name of its service", "name it as in `\(example)`"))
        }
        guard method.isServed(in: tree) else { return parts }
        let handler = "Sources/\(method.service)Service/\(method.feature)\(name)+Handler.swift"
        if tree[handler] == nil { parts.append(("`\(name)` has no handler", "write \(handler)")) }
        let tests = "Tests/\(method.service)ServiceTests/\(method.feature)\(name)Tests.swift"
        if tree[tests] == nil { parts.append(("`\(name)` has no tests", "write \(tests)")) }
        return parts
    }
}
