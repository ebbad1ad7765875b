// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation

/// The text of the checkout: what people wrote, without build products.
struct SourceTree: Sendable {
    /// In the order of their paths.
    let files: [SourceFile]
    let swift: [SourceFile]
    private let byPath: [String: SourceFile]

    init(_ files: [SourceFile]) {
        self.files = files.sorted { $0.path < $1.path }
        swift = self.files.filter { $0.kind == .swift }
        byPath = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A tree of a few files, for samples.
    init(_ texts: KeyValuePairs<String, String>) {
        self.init(texts.map { SourceFile(path: $0.key, bytes: Array($0.value.utf8)) })
    }

    subscript(path: String) -> SourceFile? { byPath[path] }

    /// Files below `folder`, which has no closing slash.
    func files(under folder: String) -> [SourceFile] {
        let prefix = folder + "/"
        return files.filter { $0.path.hasPrefix(prefix) }
    }

    /// The checkout that this test was built from.
    static var checkout: SourceTree {
        get async { await loading.value }
    }

    private static let loading = Task {
        await beside {
            let root = rootFolder()
            var paths: [String] = []
            collect(in: root, prefix: "", into: &paths)
            return SourceTree(
                paths.map { path in
                    let url = root.appendingPathComponent(path)
                    guard let data = FileManager.default.contents(atPath: url.path) else {
                        preconditionFailure("cannot read \(url.path)")
                    }
                    return SourceFile(path: path, bytes: Array(data))
                })
        }
    }

    private static let queue = DispatchQueue(label: "tidy", qos: .utility)

    /// On a thread of its own, one after the other: reading the whole tree takes seconds, in which tests of calls with
    /// deadlines need the threads that run tasks.
    static func beside<Answer: Sendable>(_ work: @escaping @Sendable () -> Answer) async -> Answer {
        await withCheckedContinuation { caller in
            queue.async { caller.resume(returning: work()) }
        }
    }

    /// The nearest folder above this file that holds a package.
    private static func rootFolder() -> URL {
        var folder = URL(fileURLWithPath: #filePath)
        repeat {
            folder.deleteLastPathComponent()
        } while folder.pathComponents.count > 1
            && !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path)
        return folder
    }

    /// Hidden folders hold tools' own files, save for the one entry of continuous integration.
    private static func collect(in root: URL, prefix: String, into paths: inout [String]) {
        let folder = prefix.isEmpty ? root.path : root.appendingPathComponent(prefix).path
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            if name.hasPrefix("."), !(prefix.isEmpty && name == ".ci") { continue }
            let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder) else { continue }
            if isFolder.boolValue {
                collect(in: root, prefix: path, into: &paths)
            } else {
                paths.append(path)
            }
        }
    }
}
