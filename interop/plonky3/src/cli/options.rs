// SPDX-License-Identifier: Apache-2.0 OR MIT
//! Splits arguments into named options and reads their values.

use std::collections::HashMap;
use std::str::FromStr;

/// Every option, its short form, and the only command it belongs to, if there is one.
const OPTIONS: &[(&str, &str, &str)] = &[
    ("--field", "-f", ""),
    ("--objective", "-o", ""),
    ("--log-trace-length", "-l", ""),
    ("--merkle-hash", "-m", ""),
    ("--vector-len", "", ""),
    ("--merkle-arity", "", ""),
    ("--protocol", "", ""),
    ("--extension-degree", "", ""),
    ("--preset", "", ""),
    ("--log-blowup", "", ""),
    ("--num-queries", "", ""),
    ("--log-final-poly-len", "", ""),
    ("--max-log-arity", "", ""),
    ("--cap-height", "", ""),
    ("--commit-pow-bits", "", ""),
    ("--query-pow-bits", "", ""),
    ("--batch-pow-bits", "", ""),
    ("--ood-pow-bits", "", ""),
    ("--lookup-pow-bits", "", ""),
    ("--seed", "", ""),
    ("--threads", "", ""),
    ("--stats", "", ""),
    ("--repeat", "", "prove"),
    ("--proof-out", "", "prove"),
    ("--proof", "", "verify"),
];

/// Options by their long name; `--name value`, `--name=value` and `-n value` are accepted.
pub fn collect(args: &[String], command: &str) -> Result<HashMap<&'static str, String>, String> {
    let mut given = HashMap::new();
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        let (name, inline) = match arg.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (arg.as_str(), None),
        };
        let known = OPTIONS.iter().find(|(long, short, only)| {
            (*long == name || (!short.is_empty() && *short == name))
                && (only.is_empty() || *only == command)
        });
        let Some((long, ..)) = known else {
            return Err(format!("{name}: not an option of {command}"));
        };
        let value = inline
            .or_else(|| rest.next().cloned())
            .ok_or_else(|| format!("{name}: expected a value"))?;
        if given.insert(*long, value).is_some() {
            return Err(format!("{long}: given twice"));
        }
    }
    Ok(given)
}

/// The one choice that `text` names or is a prefix of.
pub fn choice(
    option: &str,
    text: &str,
    names: &'static [&'static str],
) -> Result<&'static str, String> {
    if let Some(name) = names.iter().find(|&&name| name == text) {
        return Ok(name);
    }
    let matches: Vec<_> =
        names.iter().filter(|name| !text.is_empty() && name.starts_with(text)).collect();
    match matches[..] {
        [name] => Ok(name),
        [] => Err(format!("{option}: expected one of {}; got '{text}'", names.join(", "))),
        _ => Err(format!("{option}: expected one of {}; ambiguous: '{text}'", names.join(", "))),
    }
}

/// A decimal number, or the default where the option was not given.
pub fn number<T: FromStr>(
    given: &HashMap<&'static str, String>,
    option: &str,
    default: T,
) -> Result<T, String> {
    match given.get(option) {
        None => Ok(default),
        Some(text) => {
            text.parse().map_err(|_| format!("{option}: expected a number; got '{text}'"))
        }
    }
}
