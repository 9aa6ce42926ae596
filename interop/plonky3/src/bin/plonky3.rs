// SPDX-License-Identifier: Apache-2.0 OR MIT
//! The Plonky3 side of the benchmarks: proves and verifies what a command of `p3` names.

use std::process::ExitCode;

use p3_interop::cli::{self, Call, Command, NoCall, Stats, USAGE};
use p3_interop::engine::{Rejection, Verified};
use p3_interop::proof_file::strip_header;
use p3_interop::request::InstanceRequest;
use p3_interop::suites::{self, Action, Answer, Outcome, SUITES, Suite};
use p3_interop::{resources, stack};
use serde_json::{Value, json};

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const INVALID_PROOF: u8 = 1;
const USAGE_ERROR: u8 = 2;
const FILE_ERROR: u8 = 3;
const INTERNAL: u8 = 5;

/// An exit code and the line for stderr.
struct Failure(u8, String);

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let call = match cli::parse(&args) {
        Ok(call) => call,
        Err(NoCall::Help) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(NoCall::Usage(error)) => {
            eprintln!("p3-plonky3: {error}");
            return ExitCode::from(USAGE_ERROR);
        }
    };
    if let Some(threads) = call.threads {
        // SAFETY: no other thread exists yet; rayon reads this when its pool starts.
        unsafe { std::env::set_var("RAYON_NUM_THREADS", threads.to_string()) };
    }
    stack::capture_panics();
    let result = stack::with_large_stack(move || {
        stack::guarded(|| run(&call)).unwrap_or_else(|panic| Err(Failure(INTERNAL, panic)))
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(code, error)) => {
            eprintln!("p3-plonky3: {error}");
            ExitCode::from(code)
        }
    }
}

fn run(call: &Call) -> Result<(), Failure> {
    let threads = match (cfg!(feature = "parallel"), call.threads) {
        (true, Some(0)) => return Err(usage("--threads: expected at least 1; got 0".into())),
        (true, Some(n)) => n,
        (true, None) => std::thread::available_parallelism().map_or(1, usize::from),
        (false, None | Some(1)) => 1,
        (false, Some(n)) => {
            return Err(usage(format!("--threads: this build has 1 (feature parallel); got {n}")));
        }
    };
    let name = call.suite_name();
    let suite = suites::find(&name).ok_or_else(|| {
        let names: Vec<_> = SUITES.iter().map(|s| s.name).collect();
        usage(format!("no suite {name} in this build; it has {}", names.join(", ")))
    })?;
    let instance = InstanceRequest {
        air: call.air(),
        trace: None,
        preprocessed: None,
        public_values: None,
        log_trace_length: None,
    };
    let runs = match &call.command {
        Command::Prove { repeat, proof_out } => {
            prove(call, suite, &instance, *repeat, proof_out.as_deref())?
        }
        Command::Verify { proof } => {
            let unreadable = |e: String| Failure(FILE_ERROR, format!("{proof}: {e}"));
            let contents = std::fs::read(proof).map_err(|e| unreadable(e.to_string()))?;
            let bytes = strip_header(&contents).map_err(unreadable)?;
            let verified = verify(call, suite, &instance, bytes)?;
            vec![json!({"verify_s": verified.seconds, "proof_bytes": bytes.len()})]
        }
    };
    report(call, threads, &runs);
    Ok(())
}

fn usage(error: String) -> Failure {
    Failure(USAGE_ERROR, error)
}

fn prove(
    call: &Call,
    suite: &Suite,
    instance: &InstanceRequest,
    repeat: usize,
    proof_out: Option<&str>,
) -> Result<Vec<Value>, Failure> {
    let mut runs = vec![];
    let mut last = vec![];
    for _ in 0..repeat {
        let list = std::slice::from_ref(instance);
        let answer = (suite.run)(&call.parameters, call.protocol, list, Action::Prove);
        let Answer { outcome, trace_seconds } = answer.map_err(usage)?;
        let Outcome::Proved(proved) = outcome else {
            return Err(Failure(INTERNAL, "not a proof".into()));
        };
        let verified = verify(call, suite, instance, &proved.bytes)?;
        runs.push(json!({
            "trace_s": trace_seconds,
            "prove_s": proved.seconds,
            "verify_s": verified.seconds,
            "user_s": proved.user_seconds,
            "proof_bytes": proved.bytes.len(),
            "peak_rss_mb": resources::peak_rss_mb(),
        }));
        last = proved.bytes;
    }
    if let Some(path) = proof_out {
        std::fs::write(path, &last).map_err(|e| Failure(FILE_ERROR, format!("{path}: {e}")))?;
    }
    Ok(runs)
}

fn verify(
    call: &Call,
    suite: &Suite,
    instance: &InstanceRequest,
    bytes: &[u8],
) -> Result<Verified, Failure> {
    let list = std::slice::from_ref(instance);
    let action = Action::Verify(bytes);
    let run = || (suite.run)(&call.parameters, call.protocol, list, action);
    let answer = stack::guarded(run)
        .map_err(|panic| Failure(INVALID_PROOF, format!("the verifier panicked: {panic}")))?
        .map_err(usage)?;
    match answer.outcome {
        Outcome::Verified(Verified { rejection: Some(why), .. }) => {
            let (Rejection::Decode(why) | Rejection::Reject(why)) = why;
            Err(Failure(INVALID_PROOF, format!("rejected: {why}")))
        }
        Outcome::Verified(verified) => Ok(verified),
        Outcome::Proved(_) => Err(Failure(INTERNAL, "not a judgement".into())),
    }
}

fn report(call: &Call, threads: usize, runs: &[Value]) {
    if call.stats == Stats::Json {
        let parameters = call.describe(threads);
        println!("{}", json!({"program": "plonky3 0.8.0", "parameters": parameters, "runs": runs}));
        return;
    }
    for run in runs {
        let cells = run.as_object().into_iter().flatten();
        let line: Vec<_> = cells.map(|(name, value)| format!("{name} {value}")).collect();
        println!("{}", line.join("  "));
    }
}
