// SPDX-License-Identifier: Apache-2.0 OR MIT
//! Reads one JSON request per line, answers one JSON line each (docs/spec/interop.md). A bad
//! request, a failed proof or a panic of upstream is an answer, never an end.

use std::io::{BufRead, Write};

use p3_interop::engine::{Rejection, Verified};
use p3_interop::request::{Operation, Protocol, Request};
use p3_interop::suites::{self, Action, Answer, Outcome, SUITES, Suite};
use p3_interop::{batch_shape, hex, security, stack};
use serde_json::{Value, json};

fn main() {
    stack::capture_panics();
    stack::with_large_stack(serve);
}

fn serve() {
    let stdout = std::io::stdout();
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        if line.trim().is_empty() {
            continue;
        }
        let mut out = stdout.lock();
        // A reader that went away ends the service.
        if writeln!(out, "{}", answer(&line)).and_then(|()| out.flush()).is_err() {
            break;
        }
    }
}

fn answer(line: &str) -> Value {
    let request: Request = match serde_json::from_str(line) {
        Ok(request) => request,
        Err(e) => return json!({"id": null, "ok": false, "error": format!("request: {e}")}),
    };
    let mut reply = match request.op {
        Operation::Info => info(),
        Operation::Prove => prove(&request),
        Operation::Verify => verify(&request),
        Operation::Security => assess(&request),
    };
    reply["id"] = request.id;
    reply
}

fn failure(error: impl ToString) -> Value {
    json!({"ok": false, "error": error.to_string()})
}

fn info() -> Value {
    let names = |keep: fn(&Suite) -> bool| -> Vec<&str> {
        SUITES.iter().filter(|s| keep(s)).map(|s| s.name).collect()
    };
    json!({
        "ok": true,
        "plonky3": "0.8.0",
        "parallel": cfg!(feature = "parallel"),
        "suites": names(|_| true),
        "compiled": names(|s| s.compiled),
    })
}

fn run(request: &Request, action: Action<'_>) -> Result<Answer, String> {
    let suite = suites::find(&request.suite)
        .ok_or_else(|| format!("expected a suite listed by info, got {:?}", request.suite))?;
    let protocol = request.protocol.ok_or("expected a protocol")?;
    let parameters = request.parameters.as_ref().ok_or("expected parameters")?;
    (suite.run)(parameters, protocol, &request.instances, action)
}

fn prove(request: &Request) -> Value {
    match stack::guarded(|| run(request, Action::Prove)) {
        Ok(Ok(Answer { outcome: Outcome::Proved(proved), trace_seconds })) => json!({
            "ok": true,
            "proof": hex::encode(&proved.bytes),
            "prove_ms": proved.seconds * 1e3,
            "trace_ms": trace_seconds * 1e3,
        }),
        Ok(Ok(_)) => failure("not a proof"),
        Ok(Err(e)) => failure(e),
        Err(panic) => json!({"ok": false, "kind": "panic", "error": panic}),
    }
}

fn assess(request: &Request) -> Value {
    let Some(parameters) = &request.parameters else { return failure("expected parameters") };
    let numbers = stack::guarded(|| match (&request.shape, request.instances.first()) {
        (Some(shape), None) => security::report(parameters, shape),
        (None, Some(_)) if request.protocol == Some(Protocol::Batch) => {
            batch_shape::shapes(&request.suite, &request.instances)
        }
        (None, Some(instance)) => security::air_shape(parameters, instance),
        _ => Err("expected either a shape or an instance".into()),
    });
    match numbers {
        Ok(Ok(numbers)) => json!({"ok": true, "numbers": numbers}),
        Ok(Err(e)) => failure(e),
        Err(panic) => json!({"ok": false, "kind": "panic", "error": panic}),
    }
}

fn verify(request: &Request) -> Value {
    let Some(text) = &request.proof else { return failure("expected a proof") };
    let bytes = match hex::decode(text) {
        Ok(bytes) => bytes,
        Err(e) => return failure(format!("proof: {e}")),
    };
    match stack::guarded(|| run(request, Action::Verify(&bytes))) {
        Ok(Ok(Answer { outcome: Outcome::Verified(verified), .. })) => judgement(&verified),
        Ok(Ok(_)) => failure("not a judgement"),
        Ok(Err(e)) => failure(e),
        Err(panic) => json!({"ok": true, "verified": false, "kind": "panic", "error": panic}),
    }
}

fn judgement(verified: &Verified) -> Value {
    let (kind, error) = match &verified.rejection {
        None => ("accepted", Value::Null),
        Some(Rejection::Decode(e)) => ("decode", e.as_str().into()),
        Some(Rejection::Reject(e)) => ("reject", e.as_str().into()),
    };
    json!({
        "ok": true,
        "verified": verified.rejection.is_none(),
        "kind": kind,
        "error": error,
        "trailing_bytes": verified.trailing_bytes,
        "verify_ms": verified.seconds * 1e3,
    })
}
