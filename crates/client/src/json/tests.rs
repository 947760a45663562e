use super::*;
use alloc::string::ToString;
use proptest::prelude::*;

#[test]
fn reads_fields_items_strings_and_numbers() {
    let json =
        Json::parse(r#" {"a": [1, -2.5 , 3e2], "b\u0062": "x\n\ud83d\ude00\"", "c": {"d": null}} "#).unwrap();
    assert_eq!(
        json.get("a").unwrap().items().map(|i| i.int()).collect::<Vec<_>>(),
        [Some(1), Some(-2), None]
    );
    assert_eq!(json.text("bb").unwrap(), "x\n😀\"");
    assert!(json.get("c").unwrap().get("d").unwrap().is_null());
    assert_eq!(json.get("nope"), None);
    assert_eq!(json.get("c").unwrap().raw(), r#"{"d": null}"#);
}

#[test]
fn refuses_what_is_not_exactly_one_value() {
    for bad in [
        "",
        "{",
        "{}{}",
        "[1,]",
        "{\"a\" 1}",
        "nul",
        "01",
        "\"\u{1}\"",
        "\"\\x\"",
        "<html>",
        "{\"a\":1",
        "[1 2]",
    ] {
        assert_eq!(Json::parse(bad), None, "{bad}");
    }
}

#[test]
fn nesting_is_bounded() {
    let deep = "[".repeat(100_000);
    assert_eq!(Json::parse(&deep), None);
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn agrees_with_serde_json_on_what_is_json(text in "\\PC{0,60}|[\\[\\]{},:\"0-9a-z .\\\\-]{0,60}") {
        prop_assert_eq!(Json::parse(&text).is_some(), serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }

    #[test]
    fn finds_every_field_of_any_object(value in any_json(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value).unwrap() } else { value.to_string() };
        let json = Json::parse(&text).unwrap();
        if let serde_json::Value::Object(map) = &value {
            for (key, expected) in map {
                let found: serde_json::Value = serde_json::from_str(json.get(key).unwrap().raw()).unwrap();
                prop_assert_eq!(&found, expected);
            }
        }
    }

    #[test]
    fn quoting_and_reading_a_string_gives_it_back(text in any::<String>()) {
        let mut out = String::new();
        quote(&mut out, &text);
        prop_assert_eq!(Json::parse(&out).unwrap().str().unwrap(), text.clone());
        prop_assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
    }
}
