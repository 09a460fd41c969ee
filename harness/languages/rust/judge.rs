
mod {{judge}} {
    use ::std::fs::File;
    use ::std::io::{Read, Write};
    use ::std::mem::ManuallyDrop;
    use ::std::os::unix::io::FromRawFd;

    const TOKEN: &str = "{{token}}";

    fn send(line: String) {
        let mut channel = ManuallyDrop::new(unsafe { File::from_raw_fd(3) });
        if channel.write_all(line.as_bytes()).is_err() {
            ::std::process::exit(120);
        }
    }

    /// A panic that a line of the tests raised is a failed comparison.
    pub fn watch_panics(first_line: u32) {
        let report = ::std::panic::take_hook();
        ::std::panic::set_hook(Box::new(move |info| {
            if info.location().map_or(false, |place| place.file() == "/work/main.rs" && place.line() >= first_line) {
                send(::std::format!("fail {}\n", TOKEN));
            }
            report(info);
        }));
    }

    /// What the tests compare: a value of a type that has no `PartialEq` of the program's own.
    pub fn plain<T>(value: T) -> T {
        let name = ::std::any::type_name::<T>();
        if has_own(name) {
            ::std::eprintln!("tests: the result is of the type {}, which is the program's own", name);
            send(::std::format!("fail {}\n", TOKEN));
            ::std::process::exit(1);
        }
        value
    }

    /// Whether a type's name speaks of this crate (closures aside, which can't be compared).
    fn has_own(name: &str) -> bool {
        name.split(|c: char| !(c.is_alphanumeric() || "_:{}#".contains(c)))
            .any(|path| path.starts_with("main::") && !path.contains("{{closure}}"))
    }

    pub fn finish() {
        send(::std::format!("done {}\n", TOKEN));
        let mut nonce = [0u8; 33];
        let mut reply = ManuallyDrop::new(unsafe { File::from_raw_fd(4) });
        if reply.read_exact(&mut nonce).is_err() {
            ::std::process::exit(120);
        }
        send(::std::format!("nonce {}\n", String::from_utf8_lossy(&nonce[..32])));
    }
}
