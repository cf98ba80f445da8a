//! A few values by text, in the order of the texts. The trees of the standard library serve many,
//! and cost four kilobytes for each kind of value.

/// Values by text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table<V>(Vec<(String, V)>);

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> Table<V> {
    /// Where the key is, or where it would be.
    fn place(&self, key: &str) -> Result<usize, usize> {
        let at = self.0.iter().take_while(|(other, _)| other.as_str() < key).count();
        if self.0.get(at).is_some_and(|(other, _)| other == key) { Ok(at) } else { Err(at) }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&V> {
        Some(&self.0[self.place(key).ok()?].1)
    }

    pub(crate) fn insert(&mut self, key: String, value: V) {
        match self.place(&key) {
            Ok(at) => self.0[at].1 = value,
            Err(at) => self.0.insert(at, (key, value)),
        }
    }

    pub(crate) fn remove(&mut self, key: &str) {
        if let Ok(at) = self.place(key) {
            self.0.remove(at);
        }
    }
}

impl<V> IntoIterator for Table<V> {
    type Item = (String, V);
    type IntoIter = std::vec::IntoIter<(String, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_keeps_the_last_value_of_each_key_in_order() {
        let mut table = Table::default();
        for (key, value) in [("b", 1), ("a", 2), ("c", 3), ("b", 4)] {
            table.insert(key.to_owned(), value);
        }
        table.remove("c");
        table.remove("d");
        assert_eq!((table.get("b"), table.get("c")), (Some(&4), None));
        let all: Vec<_> = table.into_iter().collect();
        assert_eq!(all, [("a".to_owned(), 2), ("b".to_owned(), 4)]);
    }
}
