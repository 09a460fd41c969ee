
mod perforch_judge {
    use std::fs::File;
    use std::io::{Read, Write};
    use std::mem::ManuallyDrop;
    use std::os::unix::io::FromRawFd;

    const TOKEN: &str = "{{token}}";

    fn send(line: String) {
        let mut channel = ManuallyDrop::new(unsafe { File::from_raw_fd(3) });
        if channel.write_all(line.as_bytes()).is_err() {
            std::process::exit(120);
        }
    }

    /// A panic that a line of the tests raised is a failed comparison.
    pub fn watch_panics(first_line: u32) {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if info.location().map_or(false, |place| place.file() == "/work/main.rs" && place.line() >= first_line) {
                send(format!("fail {}\n", TOKEN));
            }
            report(info);
        }));
    }

    pub fn finish() {
        send(format!("done {}\n", TOKEN));
        let mut nonce = [0u8; 33];
        let mut reply = ManuallyDrop::new(unsafe { File::from_raw_fd(4) });
        if reply.read_exact(&mut nonce).is_err() {
            std::process::exit(120);
        }
        send(format!("nonce {}\n", String::from_utf8_lossy(&nonce[..32])));
    }
}
