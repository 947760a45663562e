use super::*;

/// A mail that carries a code, with one part replaced.
fn with(part: Part, text: &str) -> Result<Filled, TemplateError> {
    let built_in = Kind::EmailCode.built_in();
    let source = match part {
        Part::Subject => Source { subject: text, ..built_in },
        Part::Body => Source { body: text, ..built_in },
        Part::Text => Source { text, ..built_in },
    };
    preview(Kind::EmailCode, source, "Acme & Sons")
}

fn fault(part: Part, text: &str) -> Fault {
    let error = with(part, text).expect_err(text);
    assert_eq!(error.part, part, "{text}");
    error.fault
}

#[test]
fn every_built_in_message_is_complete() {
    for kind in Kind::ALL {
        let filled =
            preview(kind, kind.built_in(), "Acme").unwrap_or_else(|error| panic!("{kind:?}: {error}"));
        assert_eq!(filled.subject.is_some(), kind.channel() == Channel::Email, "{kind:?}");
        assert_eq!(filled.html.is_some(), kind.channel() == Channel::Email, "{kind:?}");
        assert!(filled.text.contains("Acme") || kind == Kind::ProfileLink, "{kind:?}");
        assert_eq!(Kind::find(kind.channel(), kind.slug()), Some(kind));
    }
}

#[test]
fn what_is_filled_in_is_no_markup() {
    let filled = with(Part::Body, "<b>{{ app.name }}</b> {{ otp_code }}").expect("usable");
    assert_eq!(filled.html.as_deref(), Some("<b>Acme &amp; Sons</b> 424242"));
    let filled = with(Part::Subject, "{{ app.name|upper }}\n{% if otp_code %}: {{ otp_code }}{% endif %}");
    assert_eq!(
        filled.expect("usable").subject.as_deref(),
        Some("ACME & SONS : 424242"),
        "in one line, as it is"
    );
}

#[test]
fn a_fault_says_where_it_is() {
    assert!(matches!(fault(Part::Body, "a\n{{ otp_code"), Fault::Syntax { line: 2, .. }));
    assert!(matches!(fault(Part::Text, "{{ otp_code }}\n\n{% if %}"), Fault::Syntax { line: 3, .. }));
    assert_eq!(
        fault(Part::Body, "{{ otp_code }}\n{% if false %}{{ user.name }}{% endif %}"),
        Fault::UnknownVariable { line: 2, name: "user.name".to_owned() }
    );
    assert_eq!(
        fault(Part::Text, "{{ app }} {{ otp_code }}"),
        Fault::UnknownVariable { line: 1, name: "app".into() }
    );
    assert_eq!(fault(Part::Text, "no code"), Fault::MissingVariable { name: "otp_code" });
    let untaken = "{% if false %}{{ otp_code }}{% endif %}";
    assert_eq!(fault(Part::Body, untaken), Fault::MissingVariable { name: "otp_code" });
    assert_eq!(fault(Part::Subject, " "), Fault::Empty);
}

#[test]
fn little_does_not_become_much() {
    for text in [
        "{{ otp_code * 1000000000 }}",
        "{{ (2 ** 60) }}{{ otp_code }}",
        "{% set a = otp_code ~ otp_code %}{{ a }}",
        "{% macro a(b) %}{{ b }}{% endmacro %}{{ otp_code }}",
        "{% include 'other' %}{{ otp_code }}",
        "{% filter upper %}{{ otp_code }}{% endfilter %}",
    ] {
        assert!(matches!(fault(Part::Text, text), Fault::Syntax { line: 1, .. }), "{text}");
    }
    for text in ["{{ range(1000000000) }}{{ otp_code }}", "{% for a in range(9) %}{{ otp_code }}{% endfor %}"]
    {
        assert!(matches!(fault(Part::Text, text), Fault::UnknownVariable { .. }), "{text}");
    }
    let nested = "{% for a in to|list %}".repeat(9) + "{{ otp_code }}" + &"{% endfor %}".repeat(9);
    assert!(with(Part::Text, &nested).is_err());
    let nested =
        "{% for a in [1,2,3,4,5,6,7,8,9] %}".repeat(9) + "{{ otp_code }}" + &"{% endfor %}".repeat(9);
    assert!(matches!(fault(Part::Text, &nested), Fault::ComesTooLong { .. }));
    assert_eq!(fault(Part::Subject, &"a".repeat(501)), Fault::TooLong { max: 500 });
    assert!(with(Part::Text, &"(".repeat(9_000)).is_err());
    assert!(with(Part::Text, &format!("{{{{ {} }}}}", "(".repeat(9_000))).is_err());
}

#[test]
fn a_text_message_has_one_part_and_a_length() {
    let sms = |body| preview(Kind::SmsCode, Source { subject: "", body, text: "" }, "Acme & Sons");
    assert_eq!(sms("{{ app.name }}: {{ otp_code }}\n").expect("usable").text, "Acme & Sons: 424242");
    let long = format!("{{{{ otp_code }}}}{}", "a".repeat(MAX_SMS_CHARS));
    assert_eq!(sms(&long).expect_err("too long").fault, Fault::ComesTooLong { max: MAX_SMS_CHARS });
    assert_eq!(sms("hello").expect_err("no code").part, Part::Body);
}
