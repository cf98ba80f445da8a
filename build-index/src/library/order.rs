//! Finding articles by what they are called, without keeping any name twice.

use super::Article;

/// Numbers of all articles in the order of what they are called.
#[derive(Debug)]
pub(super) struct Order {
    numbers: Vec<u32>,
    name: fn(&Article) -> (&str, &str),
}

impl Default for Order {
    fn default() -> Self {
        Self { numbers: Vec::new(), name: |_| ("", "") }
    }
}

impl Order {
    /// The order of names of two parts; articles of one name are in the order of their numbers.
    pub(super) fn of(articles: &[Article], name: fn(&Article) -> (&str, &str)) -> Self {
        let mut numbers: Vec<u32> = (0..).take(articles.len()).collect();
        numbers.sort_by_key(|number| name(&articles[*number as usize]));
        Self { numbers, name }
    }

    /// The first and the last article of that name.
    pub(super) fn find(&self, articles: &[Article], name: (&str, &str)) -> Option<(usize, usize)> {
        let name_of = |number: &u32| (self.name)(&articles[*number as usize]);
        let start = self.numbers.partition_point(|number| name_of(number) < name);
        let end = self.numbers.partition_point(|number| name_of(number) <= name);
        let called = self.numbers.get(start..end)?;
        Some((*called.first()? as usize, *called.last()? as usize))
    }
}
