use std::thread;
use std::time::{Duration, Instant};

#[repr(C)]
struct Timespec {
    seconds: i64,
    nanoseconds: i64,
}

extern "C" {
    fn fork() -> i32;
    fn waitpid(pid: i32, status: *mut i32, options: i32) -> i32;
    fn _exit(code: i32) -> !;
    fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
}

const CLOCK_THREAD_CPUTIME_ID: i32 = 3;

fn held(mib: u64) -> Vec<u8> {
    let mut memory = vec![0u8; (mib << 20) as usize];
    for page in memory.chunks_mut(4096) {
        unsafe { std::ptr::write_volatile(&mut page[0], 1) };
    }
    memory
}

fn hold(mib: u64) {
    let memory = held(mib);
    thread::sleep(Duration::from_millis(100));
    drop(memory);
}

fn spike(mib: u64) {
    let memory = held(mib);
    thread::sleep(Duration::from_millis(5));
    drop(memory);
    thread::sleep(Duration::from_millis(100));
}

fn thread_cpu_ns() -> i64 {
    let mut time = Timespec { seconds: 0, nanoseconds: 0 };
    unsafe { clock_gettime(CLOCK_THREAD_CPUTIME_ID, &mut time) };
    time.seconds * 1_000_000_000 + time.nanoseconds
}

fn spin(ms: u64) {
    let end = thread_cpu_ns() + ms as i64 * 1_000_000;
    while thread_cpu_ns() < end {
        for i in 0..1000 {
            std::hint::black_box(i);
        }
    }
}

fn half(ms: u64) {
    let start = Instant::now();
    for slice in 1..=ms / 40 {
        spin(20);
        let end = start + Duration::from_millis(40 * slice);
        thread::sleep(end.saturating_duration_since(Instant::now()));
    }
}

fn child(work: fn(u64), amount: u64) -> i32 {
    let pid = unsafe { fork() };
    if pid == 0 {
        work(amount);
        unsafe { _exit(0) };
    }
    pid
}

fn wait(pid: i32) {
    unsafe { waitpid(pid, std::ptr::null_mut(), 0) };
}

fn meter(what: &str, amount: u64) -> u64 {
    match what {
        "hold" => hold(amount),
        "spike" => spike(amount),
        "child hold" => wait(child(hold, amount)),
        "both hold" => {
            let other = child(hold, amount);
            let memory = held(amount);
            wait(other);
            drop(memory);
        }
        "spin" => spin(amount),
        "half" => half(amount),
        "two spin" => {
            let other = thread::spawn(move || spin(amount));
            spin(amount);
            other.join().unwrap();
        }
        "child spin" => wait(child(spin, amount)),
        _ => {}
    }
    amount
}
