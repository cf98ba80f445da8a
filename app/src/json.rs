//! JSON text to the types of the protocol: parsed by the browser, which has a parser already, and
//! walked by serde, so that each type is described in one place only.

use std::fmt;

use js_sys::{Array, JSON, Object};
use serde::de::value::{StrDeserializer, StringDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// The text is not JSON, or not that of the wanted type. Says no more: messages would cost the
/// visitor more bytes than the reader of a log would gain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

/// Reads a value.
pub(crate) fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, Malformed> {
    T::deserialize(Value(JSON::parse(text).map_err(|_| Malformed)?))
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("malformed JSON")
    }
}

impl std::error::Error for Malformed {}

impl Error for Malformed {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Value(JsValue);

impl Value {
    fn text(&self) -> Result<String, Malformed> {
        self.0.as_string().ok_or(Malformed)
    }

    fn number(&self) -> Result<f64, Malformed> {
        self.0.as_f64().ok_or(Malformed)
    }

    fn members(self) -> Result<Members, Malformed> {
        let object = self.0.dyn_ref::<Object>().ok_or(Malformed)?;
        Ok(Members { entries: Object::entries(object), at: 0 })
    }
}

impl<'de> Deserializer<'de> for Value {
    type Error = Malformed;

    // The protocol's types always say what they want; nothing is guessed.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Malformed> {
        Err(Malformed)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_bool(self.0.as_bool().ok_or(Malformed)?)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_u8(self.number()? as u8)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_u32(self.number()? as u32)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_u64(self.number()? as u64)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        let array: Array = self.0.dyn_into().map_err(|_| Malformed)?;
        visitor.visit_seq(Items { array, at: 0 })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_map(self.members()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_map(self.members()?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        let text = self.text()?;
        let variant: StrDeserializer<'_, Malformed> = text.as_str().into_deserializer();
        visitor.visit_enum(variant)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u16 u128 f32 f64 char bytes byte_buf unit unit_struct newtype_struct
        tuple tuple_struct identifier
    }
}

struct Items {
    array: Array,
    at: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Malformed;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Malformed> {
        if self.at == self.array.length() {
            return Ok(None);
        }
        self.at += 1;
        seed.deserialize(Value(self.array.get(self.at - 1))).map(Some)
    }
}

struct Members {
    entries: Array,
    at: u32,
}

impl Members {
    /// Key (0) or value (1) of the present member.
    fn part(&self, part: u32) -> JsValue {
        self.entries.get(self.at).unchecked_into::<Array>().get(part)
    }
}

impl<'de> MapAccess<'de> for Members {
    type Error = Malformed;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Malformed> {
        if self.at == self.entries.length() {
            return Ok(None);
        }
        let key = self.part(0).as_string().ok_or(Malformed)?;
        let key: StringDeserializer<Malformed> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Malformed> {
        let value = self.part(1);
        self.at += 1;
        seed.deserialize(Value(value))
    }
}
