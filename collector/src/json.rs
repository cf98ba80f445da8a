//! From JSON to values, as `openapi.json` and JSON Schema have it: what has members is an object
//! and never a list, and `1.0` is the integer 1.
//!
//! Serde by itself also takes a list for a struct, member by member, and no number with a point
//! for an integer. It must not know which values there are.

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, Error as _, IntoDeserializer, Unexpected, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::{Error, Value};

/// Reads a value.
///
/// # Errors
///
/// It is not JSON, or not of the expected shape.
pub(crate) fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, Error> {
    match serde_json::from_slice(json) {
        Ok(value) => of(value),
        // What is of another shape long before it is no JSON is told for its shape.
        Err(error) => Err(serde_json::from_slice::<T>(json).err().unwrap_or(error)),
    }
}

/// Reads a value from JSON that was parsed.
///
/// # Errors
///
/// It is not of the expected shape.
pub(crate) fn of<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    T::deserialize(Strict(value))
}

struct Strict(Value);

impl<'de> Deserializer<'de> for Strict {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(items) => {
                let mut items = SeqDeserializer::new(items.into_iter().map(Strict));
                let value = visitor.visit_seq(&mut items)?;
                items.end().map(|()| value)
            }
            Value::Object(members) => {
                let members = members.into_iter().map(|(name, value)| (name, Strict(value)));
                let mut members = MapDeserializer::new(members);
                let value = visitor.visit_map(&mut members)?;
                members.end().map(|()| value)
            }
            Value::Number(number) => {
                match number.as_f64().filter(|_| number.is_f64()).and_then(whole) {
                    Some(whole) => visitor.visit_u64(whole),
                    None => number.deserialize_any(visitor),
                }
            }
            other => other.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.0.is_array() {
            return Err(Error::invalid_type(Unexpected::Seq, &"an object"));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

impl IntoDeserializer<'_, Error> for Strict {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The integer that a number with a point or an exponent is, if it is one.
fn whole(number: f64) -> Option<u64> {
    // 2⁶⁴: what is below it and has no fraction is a `u64`.
    (number.fract() == 0.0 && (0.0..18_446_744_073_709_551_616.0).contains(&number))
        .then_some(number as u64)
}

#[cfg(test)]
mod tests {
    use docent_protocol::{EventBatch, Message};

    use super::*;

    const VOTE: &str = r#"{"type":"vote","id":"x","at":1,"lang":"en","slug":"a","helpful":true}"#;

    #[test]
    fn a_number_without_a_fraction_is_an_integer_however_it_is_written() {
        for at in ["1.0", "1e0", "10E-1", "1"] {
            let batch =
                format!(r#"{{"events":[{}]}}"#, VOTE.replace("\"at\":1", &format!("\"at\":{at}")));
            assert_eq!(read::<EventBatch>(batch.as_bytes()).unwrap().events[0].at, 1, "{at}");
        }
        assert_eq!(whole(1.8e19), Some(18_000_000_000_000_000_000));
        for wrong in ["1.5", "-1.0", "1e300", "\"1\"", "true", "18446744073709551616.0"] {
            let vote = VOTE.replace("\"at\":1", &format!("\"at\":{wrong}"));
            let batch = format!(r#"{{"events":[{vote}]}}"#);
            assert!(read::<EventBatch>(batch.as_bytes()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_list_is_no_object() {
        let error = read::<EventBatch>(b"[[]]").unwrap_err();
        assert!(error.is_data() && error.to_string().contains("an object"), "{error}");
        let message = |context: &str| {
            let json = format!(
                r#"{{"id":"x","at":1,"lang":"en","email":"a@b.c","message":"m","context":{context}}}"#
            );
            read::<Message>(json.as_bytes())
        };
        assert!(message("{}").is_ok());
        assert!(message(r#"["a", null, [], [], null]"#).is_err());
        assert!(read::<Message>(br#"["x", 1, "en"]"#).is_err());
    }

    #[test]
    fn what_is_not_there_may_be_null_or_left_out() {
        let vote = VOTE.replace("true}", "true,\"comment\":null,\"reason\":\"unclear\"}");
        let batch = read::<EventBatch>(format!(r#"{{"events":[{vote}]}}"#).as_bytes());
        assert!(batch.is_ok(), "{batch:?}");
    }
}
