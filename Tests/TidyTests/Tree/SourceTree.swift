// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import Synchronization

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
    static let checkout: SourceTree = {
        let root = rootFolder()
        var paths: [String] = []
        collect(in: root, prefix: "", into: &paths)
        let found = paths
        let files = LoadedFiles(count: found.count)
        DispatchQueue.concurrentPerform(iterations: found.count) { index in
            let url = root.appendingPathComponent(found[index])
            guard let data = FileManager.default.contents(atPath: url.path) else {
                preconditionFailure("cannot read \(url.path)")
            }
            files.set(index, SourceFile(path: found[index], bytes: Array(data)))
        }
        return SourceTree(files.all)
    }()

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

/// What several threads loaded, each file in its own place.
private final class LoadedFiles: Sendable {
    private let files: Mutex<[SourceFile?]>

    init(count: Int) {
        files = Mutex(Array(repeating: nil, count: count))
    }

    func set(_ index: Int, _ file: SourceFile) {
        files.withLock { $0[index] = file }
    }

    var all: [SourceFile] { files.withLock { $0.compactMap(\.self) } }
}
