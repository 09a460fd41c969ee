/// Reads a function's arguments from standard input, a line of JSON each, and prints its value as JSON. Stands before the
/// answer, so that no macro of the answer's is known here; names are whole, so that no type of the answer's is meant.
#[allow(dead_code)]
mod perforch_call {
    use ::std::io::{Read, Write};

    pub struct Arguments {
        text: ::std::vec::Vec<u8>,
        at: usize,
    }

    pub trait Value: Sized {
        fn read(from: &mut Arguments) -> Self;
        fn write(&self, to: &mut ::std::vec::Vec<u8>);
    }

    pub fn arguments() -> Arguments {
        let mut text = ::std::vec::Vec::new();
        ::std::io::stdin().lock().read_to_end(&mut text).expect("standard input");
        Arguments { text, at: 0 }
    }

    pub fn print<T: Value>(value: &T) {
        let mut text = ::std::vec::Vec::new();
        value.write(&mut text);
        text.push(b'\n');
        let mut output = ::std::io::stdout().lock();
        output.write_all(&text).and_then(|_| output.flush()).expect("standard output");
    }

    impl Arguments {
        pub fn next<T: Value>(&mut self) -> T {
            let value = T::read(self);
            self.expect(b'\n');
            value
        }

        fn peek(&self) -> u8 {
            self.text[self.at]
        }

        fn take(&mut self) -> u8 {
            self.at += 1;
            self.text[self.at - 1]
        }

        fn expect(&mut self, byte: u8) {
            assert!(self.take() == byte, "an argument that is not what it can be");
        }

        fn word(&mut self) -> &str {
            let start = self.at;
            while self.peek().is_ascii_alphanumeric() || b"+-.".contains(&self.peek()) {
                self.at += 1;
            }
            ::std::str::from_utf8(&self.text[start..self.at]).expect("ASCII")
        }

        fn escaped(&mut self) -> char {
            match self.take() {
                b'n' => '\n',
                b't' => '\t',
                b'r' => '\r',
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'u' => {
                    let digits = ::std::str::from_utf8(&self.text[self.at..self.at + 4]).expect("ASCII");
                    let code = u32::from_str_radix(digits, 16).expect("four hexadecimal digits");
                    self.at += 4;
                    char::from_u32(code).expect("no half of a pair")
                }
                other => char::from(other),
            }
        }
    }

    macro_rules! number {
        ($($name:ty),*) => { $(
            impl Value for $name {
                fn read(from: &mut Arguments) -> Self {
                    from.word().parse().expect("a number of this type")
                }
                fn write(&self, to: &mut ::std::vec::Vec<u8>) {
                    write!(to, "{}", self).expect("memory");
                }
            }
        )* };
    }
    number!(i32, i64, u32, u64, usize);

    impl Value for f64 {
        fn read(from: &mut Arguments) -> Self {
            from.word().parse().expect("a number")
        }
        fn write(&self, to: &mut ::std::vec::Vec<u8>) {
            if self.is_nan() {
                to.extend_from_slice(b"NaN");
            } else if self.is_infinite() {
                to.extend_from_slice(if *self > 0.0 { b"Infinity" } else { b"-Infinity" });
            } else {
                write!(to, "{:?}", self).expect("memory");
            }
        }
    }

    impl Value for bool {
        fn read(from: &mut Arguments) -> Self {
            from.word().parse().expect("true or false")
        }
        fn write(&self, to: &mut ::std::vec::Vec<u8>) {
            write!(to, "{}", self).expect("memory");
        }
    }

    impl Value for ::std::string::String {
        fn read(from: &mut Arguments) -> Self {
            from.expect(b'"');
            let mut text = ::std::string::String::new();
            loop {
                let start = from.at;
                while !b"\"\\".contains(&from.peek()) {
                    from.at += 1;
                }
                text.push_str(::std::str::from_utf8(&from.text[start..from.at]).expect("UTF-8"));
                if from.take() == b'"' {
                    return text;
                }
                text.push(from.escaped());
            }
        }
        fn write(&self, to: &mut ::std::vec::Vec<u8>) {
            to.push(b'"');
            for &byte in self.as_bytes() {
                match byte {
                    b'"' | b'\\' => to.extend_from_slice(&[b'\\', byte]),
                    0..=31 => write!(to, "\\u{:04x}", byte).expect("memory"),
                    _ => to.push(byte),
                }
            }
            to.push(b'"');
        }
    }

    impl Value for char {
        fn read(from: &mut Arguments) -> Self {
            ::std::string::String::read(from).chars().next().expect("a character")
        }
        fn write(&self, to: &mut ::std::vec::Vec<u8>) {
            self.to_string().write(to);
        }
    }

    impl<T: Value> Value for ::std::vec::Vec<T> {
        fn read(from: &mut Arguments) -> Self {
            from.expect(b'[');
            let mut values = ::std::vec::Vec::new();
            while from.peek() != b']' {
                if !values.is_empty() {
                    from.expect(b',');
                }
                values.push(T::read(from));
            }
            from.expect(b']');
            values
        }
        fn write(&self, to: &mut ::std::vec::Vec<u8>) {
            to.push(b'[');
            for (at, value) in self.iter().enumerate() {
                if at > 0 {
                    to.push(b',');
                }
                value.write(to);
            }
            to.push(b']');
        }
    }
}

/// What answers rely on without importing it; an import of their own goes before.
#[allow(unused_imports)]
mod perforch_usual {
    pub use ::std::cell::RefCell;
    pub use ::std::cmp::{max, min, Ordering, Reverse};
    pub use ::std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
    pub use ::std::fmt::{self, Display};
    pub use ::std::io::{self, Read, Write};
    pub use ::std::iter::FromIterator;
    pub use ::std::mem;
    pub use ::std::rc::Rc;
}
#[allow(unused_imports)]
use perforch_usual::*;
