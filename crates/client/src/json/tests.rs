use super::*;
use crate::write::quote;
use proptest::prelude::*;

#[test]
fn reads_fields_items_strings_and_numbers() {
    let text = r#"{"a": [1, -2.5 , 3e2], "b\u0062": "x\n\u001f😀\"", "c": {"d": null}}"#;
    let json = Json(text.as_bytes());
    let numbers: Vec<f64> = json.get("a").items().map(Json::number).collect();
    assert_eq!(numbers[..2], [1.0, -2.0]);
    assert!(numbers[2].is_nan() && numbers.len() == 3);
    assert_eq!(json.text_of("bb"), "x\n\u{1f}😀\"".as_bytes());
    assert!(json.get("c").get("d").is_null());
    assert_eq!(json.get("c").0, br#"{"d": null}"#);
}

#[test]
fn what_is_not_there_fits_no_expectation() {
    for json in
        [Json::NONE, Json(b"[]"), Json(b"{}"), Json(b"[{\"a\":1}]"), Json(b"\"a\"")].map(|json| json.get("a"))
    {
        assert!(!json.exists() && !json.is_object() && !json.is_string() && !json.is(b""));
        assert!(json.items().next().is_none() && json.number().is_nan() && json.text().is_empty());
    }
    assert!(Json(b"{\"a\":1}").items().next().is_none(), "an object has no elements");
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
    fn ends_on_what_is_not_json(text in "\\PC{0,60}|[\\[\\]{},:\"0-9a-zu .\\\\-]{0,60}") {
        let json = Json(text.as_bytes());
        prop_assert!(json.items().map(Json::text).count() <= text.len());
        prop_assert!(!json.get("a").get("b").text_of("c").contains(&b'\n'));
        prop_assert!(json.text().len() <= text.len());
    }

    #[test]
    fn finds_every_field_of_any_object(value in any_json(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value).unwrap() } else { value.to_string() };
        let json = Json(text.as_bytes());
        if let serde_json::Value::Object(map) = &value {
            for (key, expected) in map {
                let found: serde_json::Value = serde_json::from_slice(json.get(key).0).unwrap();
                prop_assert_eq!(&found, expected);
            }
        }
    }

    #[test]
    fn quoting_and_reading_a_string_gives_it_back(text in any::<String>()) {
        let mut out = Text::new();
        quote(&mut out, text.as_bytes());
        prop_assert_eq!(Json(&out).text(), text.as_bytes());
        prop_assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), text);
    }
}
