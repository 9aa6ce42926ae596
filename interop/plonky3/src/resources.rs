// SPDX-License-Identifier: Apache-2.0 OR MIT
//! What the process has used so far, as the kernel counts it.

fn usage() -> libc::rusage {
    // SAFETY: an all-zero rusage is valid, and the call only writes to it.
    unsafe {
        let mut usage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &raw mut usage);
        usage
    }
}

/// User CPU time of all threads.
pub fn user_seconds() -> f64 {
    let time = usage().ru_utime;
    time.tv_sec as f64 + time.tv_usec as f64 * 1e-6
}

/// The largest resident set; Linux counts in KiB.
pub fn peak_rss_mb() -> f64 {
    usage().ru_maxrss as f64 * 1024.0 / 1e6
}
