//! Values of logs, read leniently: a number where a text is expected, a text where a number is,
//! `null` for nothing. One odd value must not cost the event it stands in.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

/// A text; empty where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Str<'a>(pub Cow<'a, str>);

impl Str<'_> {
    /// The text.
    pub(crate) fn get(&self) -> &str {
        &self.0
    }

    /// The text, where it is not empty.
    pub(crate) fn some(&self) -> Option<&str> {
        Some(&*self.0).filter(|text| !text.is_empty())
    }
}

/// A number; `None` where there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Num(pub Option<f64>);

/// Yes or no; no where nothing is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Flag(pub Option<bool>);

/// A list; empty where something else stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct List<T>(pub Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// Header lines: an object from name to value, a list of names and values, or a list of whole
/// lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Lines<'a>(pub Vec<(Cow<'a, str>, Cow<'a, str>)>);

/// Methods of a visitor that turn what is not looked for into the default.
macro_rules! ignore {
    ($($method:ident),*) => { $(ignore!(@ $method);)* };
    (@ map) => {
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok(Self::Value::default())
        }
    };
    (@ seq) => {
        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            Ok(Self::Value::default())
        }
    };
    (@ words) => {
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
        fn visit_none<E>(self) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
    };
    (@ truth) => {
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
    };
    (@ numbers) => {
        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
    };
    (@ text) => {
        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
    };
}

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Str<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Str(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Str(Cow::Owned(text.to_owned())))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Str(Cow::Owned(number.to_string())))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Str(Cow::Owned(number.to_string())))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
                Ok(Str(Cow::Owned(number.to_string())))
            }
            ignore!(truth, words, seq, map);
        }
        deserializer.deserialize_any(Reader)
    }
}

impl<'de> Deserialize<'de> for Num {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Num;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                let number = text.trim().parse().ok().filter(|n: &f64| n.is_finite());
                Ok(Num(number))
            }
            #[expect(
                clippy::cast_precision_loss,
                reason = "times and sizes need no more digits"
            )]
            fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Num(Some(number as f64)))
            }
            #[expect(
                clippy::cast_precision_loss,
                reason = "times and sizes need no more digits"
            )]
            fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Num(Some(number as f64)))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
                Ok(Num(Some(number).filter(|n| n.is_finite())))
            }
            ignore!(truth, words, seq, map);
        }
        deserializer.deserialize_any(Reader)
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Flag;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true or false")
            }
            fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
                Ok(Flag(Some(truth)))
            }
            ignore!(numbers, text, words, seq, map);
        }
        deserializer.deserialize_any(Reader)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = List<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::new();
                while let Some(one) = seq.next_element()? {
                    all.push(one);
                }
                Ok(List(all))
            }
            ignore!(truth, numbers, text, words, map);
        }
        deserializer.deserialize_any(Reader(PhantomData))
    }
}

/// One element of a list of header lines.
struct Line<'a>(Cow<'a, str>, Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Line<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Line<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a header line")
            }
            fn visit_borrowed_str<E>(self, line: &'de str) -> Result<Self::Value, E> {
                let (name, value) = split(line);
                Ok(Line(Cow::Borrowed(name), Cow::Borrowed(value)))
            }
            fn visit_str<E>(self, line: &str) -> Result<Self::Value, E> {
                let (name, value) = split(line);
                Ok(Line(
                    Cow::Owned(name.to_owned()),
                    Cow::Owned(value.to_owned()),
                ))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let (mut name, mut value) = (Str::default(), Str::default());
                while let Some(key) = map.next_key::<Str<'de>>()? {
                    match key.get() {
                        "name" => name = map.next_value()?,
                        "value" => value = map.next_value()?,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(Line(name.0, value.0))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// The name and value of a header line. Names of HTTP/2's own begin with a colon.
fn split(line: &str) -> (&str, &str) {
    let from = usize::from(line.starts_with(':'));
    match line[from..].find(':') {
        Some(at) => (&line[..from + at], line[from + at + 1..].trim()),
        None => (line.trim(), ""),
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Lines<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Lines<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("headers")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::with_capacity(16);
                while let Some(name) = map.next_key::<Str<'de>>()? {
                    // Lines of one name are joined by line ends.
                    match map.next_value::<Str<'de>>()?.0 {
                        Cow::Borrowed(text) if text.contains('\n') => {
                            all.extend(text.lines().map(|l| (name.0.clone(), l.trim().into())));
                        }
                        Cow::Owned(text) if text.contains('\n') => {
                            all.extend(
                                text.lines()
                                    .map(|l| (name.0.clone(), l.trim().to_owned().into())),
                            );
                        }
                        value => all.push((name.0, value)),
                    }
                }
                Ok(Lines(all))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::with_capacity(16);
                while let Some(Line(name, value)) = seq.next_element()? {
                    all.push((name, value));
                }
                Ok(Lines(all))
            }
            ignore!(truth, numbers, text, words);
        }
        deserializer.deserialize_any(Reader)
    }
}

/// A value of any kind that is passed over unless it is an object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Object<T>(pub Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let deserializer = serde::de::value::MapAccessDeserializer::new(map);
                PhantomData::<T>
                    .deserialize(deserializer)
                    .map(|object| Object(Some(object)))
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Object(None))
            }
            fn visit_none<E>(self) -> Result<Self::Value, E> {
                Ok(Object(None))
            }
            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(Object(None))
            }
            fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
                Ok(Object(None))
            }
            fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
                Ok(Object(None))
            }
            fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
                Ok(Object(None))
            }
            fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
                Ok(Object(None))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Object(None))
            }
        }
        deserializer.deserialize_any(Reader(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{Flag, Lines, List, Num, Object, Str};

    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Sample<'a> {
        #[serde(borrow)]
        text: Str<'a>,
        number: Num,
        truth: Flag,
        list: List<Num>,
        #[serde(borrow)]
        lines: Lines<'a>,
        #[serde(borrow)]
        inner: Object<Box<Sample<'a>>>,
    }

    #[test]
    fn odd_values_do_not_cost_the_rest() {
        let odd = [
            "null",
            "true",
            "-1",
            "1",
            "1.5",
            "\"x\"",
            "[]",
            "[1,\"2\"]",
            "{}",
            "{\"a\":[1]}",
        ];
        for value in odd {
            let members = ["text", "number", "truth", "lines", "inner"].map(|name| {
                format!(
                    "\"{name}\":{}",
                    if name == "lines" && value.starts_with("[1") {
                        "[]"
                    } else {
                        value
                    }
                )
            });
            let text = format!(
                "{{{},\"list\":[1,\"2\",null],\"none\":{value}}}",
                members.join(",")
            );
            let sample: Sample<'_> = serde_json::from_str(&text).expect(&text);
            assert_eq!(sample.list.0.len(), 3, "{text}");
            assert_eq!(
                sample.text.some().is_some(),
                matches!(value, "-1" | "1" | "1.5" | "\"x\"")
            );
            assert_eq!(
                sample.number.0.is_some(),
                matches!(value, "-1" | "1" | "1.5")
            );
            assert_eq!(sample.truth.0, (value == "true").then_some(true));
            assert_eq!(sample.inner.0.is_some(), value.starts_with('{'));
        }
    }

    #[test]
    fn header_lines_are_read_in_every_form() {
        let table = [
            r#"{"lines": {":path": "/a:b", "vary": "Origin\nAccept"}}"#,
            r#"{"lines": [":path: /a:b", "vary: Origin", "vary:Accept"]}"#,
            r#"{"lines": [{"name":":path","value":"/a:b"},{"name":"vary","value":"Origin"},{"value":"Accept","name":"vary","x":1}]}"#,
        ];
        for text in table {
            let sample: Sample<'_> = serde_json::from_str(text).expect(text);
            let lines: Vec<String> = sample
                .lines
                .0
                .iter()
                .map(|(n, v)| format!("{n}={v}"))
                .collect();
            assert_eq!(
                lines,
                [":path=/a:b", "vary=Origin", "vary=Accept"],
                "{text}"
            );
        }
    }
}
