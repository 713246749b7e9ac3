//! What each language takes and refuses, with the place of the fault.

use infrac_embedded::{EmbeddedError, HoleKind, Language, Piece, check};

fn run(language: &str, text: &str) -> Result<(), EmbeddedError> {
    check(Language::from_name(language).expect(language), &[Piece::Text(text)])
}

fn accepts(language: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(run(language, text), Ok(()), "{language}: {text}");
    }
}

/// Each text marks the expected range of the fault by `«…»`.
fn refuses(language: &str, texts: &[(&str, &str)]) {
    for (marked, message) in texts {
        let text = marked.replace(['«', '»'], "");
        let start = marked.find('«').expect("a mark");
        let end = marked.find('»').expect("a mark") - '«'.len_utf8();
        let error = run(language, &text).expect_err(&format!("{language} took {text}"));
        assert_eq!((error.range, error.message.as_str()), (start..end, *message), "{language}: {text}");
    }
}

/// `<b>` is a build hole, `<l>` a late one.
fn with_holes(language: &str, text: &str) -> Result<(), EmbeddedError> {
    let mut pieces = Vec::new();
    for (index, part) in text.split('<').enumerate() {
        let (hole, rest) = match (index, part.split_at_checked(2)) {
            (0, _) | (_, None) => (None, part),
            (_, Some(("b>", rest))) => (Some(HoleKind::Build), rest),
            (_, Some((_, rest))) => (Some(HoleKind::Late), rest),
        };
        pieces.extend(hole.map(Piece::Hole));
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest));
        }
    }
    check(Language::from_name(language).expect(language), &pieces)
}

fn takes_holes(language: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(with_holes(language, text), Ok(()), "{language}: {text}");
    }
}

fn refuses_holes(language: &str, texts: &[&str]) {
    for text in texts {
        let error = with_holes(language, text).expect_err(text);
        assert!(error.message.contains("only when deploying"), "{language}: {text}: {}", error.message);
    }
}

#[test]
fn names_lead_back() {
    for language in Language::all() {
        assert_eq!(Language::from_name(language.name()), Some(language));
        assert!(["a ", "an ", "the "].iter().any(|article| language.describe().starts_with(article)));
    }
    assert_eq!(Language::from_name("Image"), None);
}

#[test]
fn images() {
    let digest = format!("postgres@sha256:{}", "0a".repeat(32));
    accepts("image", &["nginx", "postgres:16-alpine", "ghcr.io/jatra/booking:1.2", "localhost:5000/a/b", &digest]);
    accepts(
        "image",
        &["dpage/pgadmin4:8.12", "a__b/c-d.e:v1", "registry.example.com:443/x@sha512:".trim_end_matches("@sha512:")],
    );
    refuses(
        "image",
        &[
            ("«»", "an image reference is not empty"),
            ("ghcr.io/«B»ooking:1", "`B` cannot stand in the name of an image"),
            ("«https://»ghcr.io/a", "an image reference has no scheme"),
            ("nginx«:»", "no tag stands after the `:`"),
            ("nginx:«-»1", "a tag begins with a letter, a digit or `_`"),
            ("nginx:1« »2", "a space cannot stand in the tag of an image"),
            ("a«/»/b", "a part of the image's name is empty"),
            ("«a..b»", "`a..b` begins or ends with a separator, or has several in a row"),
            ("a@sha256:«abc»", "a sha256 digest has 64 digits, this one has 3"),
            ("a.b:«x»/c", "the port of a registry is a number from 0 to 65535"),
        ],
    );
    takes_holes(
        "image",
        &["<l>", "<b>", "<b>/booking:<l>", "ghcr.io/jatra/booking:v<l>-alpine", "<l>/booking", "a/<l>/b:1"],
    );
    takes_holes("image", &["nginx@<l>", "nginx@sha256:<l>", "<b><b>:1"]);
    refuses_holes("image", &["boo<l>king", "a/x<l>", "nginx@sha256:ab<l>"]);
}

#[test]
fn urls() {
    accepts("url", &["https://jatra.com", "http://a:8080/x?y=1#z", "postgres://app:pw@db:5432/booking", "amqp://q"]);
    refuses(
        "url",
        &[
            ("«jatra.com»", "a URL begins with a scheme and `://`"),
            ("«https://»", "a URL has a host after `://`"),
            ("«https://a:99999»", "the port of the URL is no number from 0 to 65535"),
            ("https://a/b« »c", "a space cannot stand in a URL"),
        ],
    );
    takes_holes(
        "url",
        &[
            "<l>",
            "<l>/assets",
            "https://<l>",
            "https://api.<l>/x",
            "postgres://u:<l>@<l>:<l>/<l>?a=<l>",
            "redis://h:<l>",
        ],
    );
    takes_holes("url", &["<b>://x", "<b>"]);
    refuses_holes("url", &["<l>://a", "ht<l>://a", "<l>x"]);
}

#[test]
fn url_paths() {
    accepts("url_path", &["/", "/ready", "/v1/health?deep=1", "/a%20b", "/a/"]);
    refuses(
        "url_path",
        &[
            ("«ready»", "the path of a URL begins with `/`"),
            ("/a« »b", "a space cannot stand in the path of a URL"),
            ("/a«//»b", "two slashes in a row"),
            ("/«..»/b", "`..` cannot stand in the path of a URL"),
            ("/a«%»2", "`%` is not followed by two hexadecimal digits"),
        ],
    );
    takes_holes("url_path", &["/<l>/x", "<b>"]);
}

#[test]
fn domains_and_mail() {
    accepts("domain", &["jatra.com", "localhost", "a-b.c1.example", "xn--bcher-kva.de"]);
    refuses(
        "domain",
        &[
            ("«https://»jatra.com", "a domain name has no scheme"),
            ("«J»atra.com", "`J` cannot stand in a domain name"),
            ("«*».jatra.com", "`*` cannot stand in a domain name"),
            ("jatra.com«.»", "a domain name does not end with a dot here"),
            ("a«.».b", "an empty label in a domain name"),
            ("«-a».com", "the label `-a` begins or ends with `-`"),
            ("b«ü»cher.de", "`ü` cannot stand in a domain name"),
        ],
    );
    assert_eq!(run("domain", "bücher.de").unwrap_err().help.unwrap(), "write its ASCII form `xn--bcher-kva.de`");
    accepts("host_pattern", &["*.jatra.com", "jatra.com"]);
    takes_holes("domain", &["<l>", "api.<l>", "<b>-x.com"]);
    refuses_holes("domain", &["a<l>.com"]);
    accepts("email", &["admin@jatra.com", "first.last+tag@sub.example"]);
    refuses(
        "email",
        &[
            ("«admin»", "an e-mail address has an `@`"),
            ("admin«@»", "nothing stands after the `@`"),
            ("a« »b@c.d", "a space cannot stand in an e-mail address"),
            ("a@c«,»d", "`,` cannot stand in a domain name"),
        ],
    );
    takes_holes("email", &["admin@<b>", "<l>@a.b", "a@<l>"]);
    refuses_holes("email", &["a@x<l>"]);
}

#[test]
fn networks() {
    accepts("cidr", &["10.0.0.0/16", "0.0.0.0/0", "fd00::/8"]);
    refuses(
        "cidr",
        &[
            ("«10.0.0.1/16»", "`10.0.0.1` is an address inside the network, not its first one"),
            ("10.0.0.0/«33»", "the prefix length is a number from 0 to 32"),
            ("«10.0.0.0»", "a network has a prefix length"),
            ("«10.0.0»/8", "`10.0.0` is no IP address"),
            ("10.0.0.0/«»", "the prefix length is a number from 0 to 32"),
        ],
    );
    assert_eq!(run("cidr", "10.0.0.1/16").unwrap_err().help.unwrap(), "write `10.0.0.0/16`");
    accepts("ip", &["10.0.0.1", "::1"]);
    takes_holes("cidr", &["<l>", "10.<b>.0.0/16"]);
    refuses_holes("cidr", &["10.<l>.0.0/16"]);
}

#[test]
fn schedules() {
    accepts(
        "cron",
        &["* * * * *", "*/15 0-6 1,15 jan-mar MON-FRI", "0 3 * * ?", "@daily", "5/20 * * * *", " 0  0 29 2 * "],
    );
    refuses(
        "cron",
        &[
            ("«0 0 * *»", "a cron schedule has five fields, this one has 4"),
            ("«60» * * * *", "the minute lies between 0 and 59, not 60"),
            ("0 0 * * «7»", "the day of the week lies between 0 and 6, not 7"),
            ("0 «5-2» * * *", "the range runs backwards"),
            ("*/«0» * * * *", "the step after `/` is a number from 1 on"),
            ("0 0 * «foo» *", "`foo` is no month"),
            ("0 0 1,«» * *", "a day of the month is missing"),
            ("0 0 «31 2» *", "no month of this schedule has such a day, so it never runs"),
            ("«@every 1h»", "`@every 1h` is no schedule"),
            ("«»", "a cron schedule has five fields, this one has 0"),
        ],
    );
    takes_holes("cron", &["0 <b> * * *"]);
    refuses_holes("cron", &["<l>", "0 <l> * * *"]);
}

#[test]
fn expressions() {
    accepts("regex", &["^a+$", "[a-z]{2,5}|x", r"\d+\.\w"]);
    for (text, range) in [("a(b", 1..2), ("[z-a]", 1..4), ("x{5,2}", 1..6), ("(?=a)", 0..3), ("*", 0..0)] {
        assert_eq!(run("regex", text).unwrap_err().range, range, "{text}");
    }
    refuses_holes("regex", &["<l>", "a<l>"]);

    accepts(
        "promql",
        &["up", "rate(http_requests_total{job=\"booking\",code=~\"5..\"}[5m])", "sum by (le) (rate(x[1m])) > 0.5"],
    );
    refuses(
        "promql",
        &[
            ("rate«(»x[5m]", "`(` is never closed"),
            ("x{a=«\"»b}", "the string is never closed"),
            ("x«)»", "this bracket closes nothing"),
            ("x«{»a)", "this bracket is closed by another kind"),
            ("«»", "a PromQL expression is not empty"),
            ("«foo bar»", "this is no valid PromQL expression"),
        ],
    );
    assert!(run("promql", "rate(x)").is_err(), "an instant vector where a range is wanted");
    takes_holes("promql", &["x{a=\"<l>\"}", "x{a=~\"a|<l>\"}", "<b>", "rate(<b>[5m])"]);
    refuses_holes("promql", &["<l>", "x{<l>=\"a\"}", "x > <l>", "label_replace(x, \"a\", \"<l>\", \"b\", \"c\")"]);
}

#[test]
fn versions() {
    accepts("version", &["16", "1.30", "8.12.0", "2.1.0-rc.1+build.5", "3-alpine"]);
    refuses(
        "version",
        &[
            ("«v»1.30", "a version begins with a number"),
            ("1.2.3«.4»", "a version has at most three numbers"),
            ("1.«x»", "`x` is no number"),
            ("1.«»", "a number of the version is missing"),
            ("1.«02»", "a number of a version does not begin with 0"),
            ("1.0-«»", "what follows `-` in a version is letters, digits and `-`, in parts joined by dots"),
        ],
    );
    takes_holes("version", &["<l>", "1.<b>"]);
    refuses_holes("version", &["1.<l>"]);
}

#[test]
fn shells_and_paths() {
    accepts(
        "shell",
        &[
            "echo 'a' \"b $(date \"+%s\") ${X:-it's}\" # don't",
            "case $x in a) echo;; esac",
            "cat <<EOF\nit's \"fine\nEOF\necho `date`",
            "cat <<-'END'\n\tdon't\n\tEND\necho ok",
            "echo $((1 << 2)) \\' \"\\\"\"",
            "x=$(case a in a) echo b;; esac)",
            "",
        ],
    );
    refuses(
        "shell",
        &[
            ("echo «'»it", "the single quote is never closed"),
            ("echo «\"»it", "the double quote is never closed"),
            ("echo «`»date", "the back quote is never closed"),
            ("echo «$(»date", "`$(` is never closed"),
            ("echo «${»x", "`${` is never closed"),
            ("a«\0»", "a NUL character cannot stand in a shell script"),
        ],
    );
    takes_holes("shell", &["<l>", "echo '<l>' \"<b>\" <l>"]);
    accepts("abs_path", &["/", "/data/pg", "/etc/nginx/conf.d/"]);
    accepts("path", &["a/../b", "./x"]);
    refuses(
        "abs_path",
        &[
            ("«data»", "an absolute path begins with `/`"),
            ("/a/«..»/b", "`..` cannot stand in an absolute path"),
            ("/a«//»b", "two slashes in a row"),
        ],
    );
    takes_holes("abs_path", &["/a/<l>", "<b>/x"]);
}

#[test]
fn names() {
    accepts("dns_label", &["a", "booking-1", &"a".repeat(63)]);
    refuses(
        "dns_label",
        &[
            ("a«_»b", "`_` cannot stand in a DNS label"),
            ("a«-»", "a DNS label does not end with `-`"),
            ("«»", "a DNS label is not empty"),
        ],
    );
    assert_eq!(run("dns_label", &"a".repeat(64)).unwrap_err().range, 63..64);
    accepts("dns_subdomain", &["a.b-c.d"]);
    refuses(
        "dns_subdomain",
        &[("a.«»", "an empty label between dots"), ("a.«-b»", "the label `-b` begins or ends with `-`")],
    );
    accepts("env_name", &["DATABASE_URL", "_x1"]);
    refuses(
        "env_name",
        &[
            ("«1»A", "the name of an environment variable does not begin with a digit"),
            ("A«-»B", "`-` cannot stand in the name of an environment variable"),
        ],
    );
    accepts("port_name", &["http", "grpc_web", "p2p"]);
    refuses(
        "port_name",
        &[
            ("«123»", "a port name has at least one letter"),
            ("a«--»b", "a port name has no two dashes in a row"),
            ("averyveryverylo«ng»", "a port name has at most 15 characters, this one has 17"),
        ],
    );
    accepts("secret_key", &["tls.crt", "API_KEY", ".env"]);
    refuses("secret_key", &[("a«/»b", "`/` cannot stand in a key of a secret")]);
    accepts("label_key", &["app.kubernetes.io/name", "tier"]);
    refuses("label_key", &[("app/«»", "a label key is not empty"), ("a/b«/»c", "`/` cannot stand in a label key")]);
    accepts("label_value", &["", "v1.2_3"]);
    takes_holes("dns_label", &["<b>", "a-<b>"]);
    refuses_holes("env_name", &["<l>"]);
}

#[test]
fn faults_point_into_their_own_piece() {
    let pieces =
        [Piece::Text("ghcr.io/"), Piece::Hole(HoleKind::Build), Piece::Text("/Booking:"), Piece::Hole(HoleKind::Late)];
    let error = check(Language::Image, &pieces).unwrap_err();
    assert_eq!((error.piece, error.range), (2, 1..2));
    let pieces = [Piece::Text("0 "), Piece::Hole(HoleKind::Late), Piece::Text(" * * *")];
    let error = check(Language::Cron, &pieces).unwrap_err();
    assert_eq!((error.piece, error.range), (1, 0..0));
    assert_eq!(check(Language::Cron, &[]).unwrap_err().piece, 0);
}
