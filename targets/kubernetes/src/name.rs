use infrac_source::Str;

/// Longest name of a workload. A CronJob's is the shortest of all, since its Jobs append 11 characters (Kubernetes documentation,
/// "CronJob", chapter "CronJob naming"); a StatefulSet's needs as much room for the hash in the label `controller-revision-hash`.
pub(crate) const LONGEST: usize = 52;

/// The same for whoever reads the message.
pub(crate) const WHY_LONGEST: &str = "a CronJob appends 11 characters to the names of its Jobs, which have 63 at most";

/// A name in the form of Kubernetes: a label of RFC 1035, at most [`LONGEST`] characters, so that every object of a workload (and
/// its Service, which is the strictest) can be called by it.
pub(crate) fn object_name(name: &str) -> Result<Str, NameFault> {
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let name = name.trim_matches('-');
    if name.len() > LONGEST {
        return Err(NameFault::Long);
    }
    match name.chars().next() {
        Some(first) if first.is_ascii_lowercase() => Ok(name.into()),
        _ => Err(NameFault::Start),
    }
}

/// Why a name is none for Kubernetes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NameFault {
    /// It has more than [`LONGEST`] characters.
    Long,
    /// It does not begin with a letter.
    Start,
}

/// A path in the form of a volume's name or a ConfigMap's key: `/var/run/app.sock` is `var-run-app.sock`.
pub(crate) fn path_name(path: &str, keep: impl Fn(char) -> bool) -> String {
    let name: String = path.chars().map(|c| if c.is_ascii_alphanumeric() || keep(c) { c } else { '-' }).collect();
    name.trim_matches(|c| c == '-' || c == '.').to_owned()
}

/// The first 16 hexadecimal digits of a hash: enough to tell versions of one thing apart.
pub(crate) fn short_hash(bytes: &[u8]) -> Str {
    blake3::hash(bytes).to_hex().chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::{NameFault, object_name, path_name};

    #[test]
    fn names_take_the_form_of_kubernetes() {
        assert_eq!(object_name("seat_reservation").unwrap(), "seat-reservation");
        assert_eq!(object_name("Booking").unwrap(), "booking");
        assert_eq!(object_name("3scale"), Err(NameFault::Start));
        assert_eq!(object_name(&"a".repeat(53)), Err(NameFault::Long));
    }

    #[test]
    fn paths_become_names() {
        assert_eq!(path_name("/etc/redis/redis.conf", |c| c == '.'), "etc-redis-redis.conf");
        assert_eq!(path_name("/tmp", |_| false), "tmp");
    }
}
