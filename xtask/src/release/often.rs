//! What ran often, of a program whose packages are mostly built for size.

use std::collections::HashSet;

/// What ran less often in every part, while some 48,000 requests were answered, does not count as having run: it makes the server ready, or
/// stands beside something slow such as hashing a password.
const OFTEN: u64 = 1000;

/// The names of the functions that ran often. `counts` is what `llvm-profdata show --all-functions --counts` prints.
pub fn functions(counts: &str) -> Vec<String> {
    let mut name = "";
    let mut often = Vec::new();
    for line in counts.lines() {
        if let Some(blocks) = line.strip_prefix("    Block counts: ") {
            let counts =
                blocks.split(|c: char| !c.is_ascii_digit()).filter_map(|count| count.parse::<u64>().ok());
            if counts.max().is_some_and(|most| most >= OFTEN) {
                often.push(name.to_owned());
            }
        } else if let Some(function) = line.strip_suffix(':').filter(|line| !line.starts_with("   ")) {
            // Before the name of one that only its own file sees comes that file's.
            name = function.rsplit(';').next().unwrap_or(function).trim_start();
        }
    }
    often
}

/// Tells the compiler to build these functions for speed, whatever their packages are built for.
pub fn flag(functions: &[String]) -> String {
    let mut flag = "-Cllvm-args=".to_owned();
    for name in functions {
        for size in ["minsize", "optsize"] {
            flag += &format!("-force-remove-attribute={name}:{size} ");
        }
    }
    flag
}

/// How many of these functions a program has. `symbols` is what `nm` prints of it.
pub fn found(functions: &[String], symbols: &str) -> usize {
    let names: HashSet<_> = symbols.lines().filter_map(|line| line.rsplit(' ').next()).collect();
    functions.iter().filter(|name| names.contains(name.as_str())).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ran_often_is_built_for_speed() {
        let counts = "\
Counters:
  _ZN16nightdesk_server4fapi3ran17h01E:
    Hash: 0x01
    Counters: 2
    Block counts: [0, 7000]
  server.cgu.0;_ZN4core3ptr40drop_in_place$LT$nightdesk_server..Hot$GT$17h02E:
    Hash: 0x02
    Counters: 1
    Block counts: [1000]
  _ZN6bcrypt4hash17h03E:
    Hash: 0x03
    Counters: 2
    Block counts: [0, 999]
Total functions: 3
";
        let of =
            |name| format!("-force-remove-attribute={name}:minsize -force-remove-attribute={name}:optsize ");
        let (ran, hot) = (
            "_ZN16nightdesk_server4fapi3ran17h01E",
            "_ZN4core3ptr40drop_in_place$LT$nightdesk_server..Hot$GT$17h02E",
        );
        let often = functions(counts);
        assert_eq!(often, [ran, hot]);
        assert_eq!(flag(&often), format!("-Cllvm-args={}{}", of(ran), of(hot)));
    }

    #[test]
    fn a_function_of_another_build_is_not_found() {
        let functions = ["_ZN6server3ran17h01E", "_ZN6server4left17h02E"].map(str::to_owned);
        let symbols = "\
                 U malloc
0000000000001140 t _ZN6server3ran17h01E
0000000000001180 T _ZN6server4left17h09E
";
        assert_eq!(found(&functions, symbols), 1);
    }
}
