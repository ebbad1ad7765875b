// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension JSONNode {
    /// In the order of the text; empty unless this is an object. Each name is made into a String as it is reached.
    package var members: Members { Members(object: self) }

    /// In the order of the text; empty unless this is an array.
    package var elements: Elements { Elements(array: self) }

    package struct Members: Sequence, Sendable {
        let object: JSONNode

        package func makeIterator() -> Iterator {
            let token = object.tape.tokens[object.index]
            return Iterator(
                tape: object.tape, at: object.index + 1, end: token.kind == .object ? Int(token.next) : 0)
        }

        package struct Iterator: IteratorProtocol {
            let tape: Tape
            var at: Int
            let end: Int

            package mutating func next() -> (name: String, value: JSONNode)? {
                guard at < end else { return nil }
                let member = (name: tape.string(at: at), value: JSONNode(tape: tape, index: at + 1))
                at = Int(tape.tokens[at + 1].next)
                return member
            }
        }
    }

    package struct Elements: Sequence, Sendable {
        let array: JSONNode

        package func makeIterator() -> Iterator {
            let token = array.tape.tokens[array.index]
            return Iterator(tape: array.tape, at: array.index + 1, end: token.kind == .array ? Int(token.next) : 0)
        }

        package struct Iterator: IteratorProtocol {
            let tape: Tape
            var at: Int
            let end: Int

            package mutating func next() -> JSONNode? {
                guard at < end else { return nil }
                defer { at = Int(tape.tokens[at].next) }
                return JSONNode(tape: tape, index: at)
            }
        }
    }
}
