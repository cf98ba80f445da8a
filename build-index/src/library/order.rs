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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_equal_names_the_first_and_the_last_are_found() {
        let article = |path: &str| Article { path: path.into(), ..Article::default() };
        let articles = ["b", "a", "b", "ab", "b"].map(article);
        let order = Order::of(&articles, |article| ("", &article.path));
        let find = |name| order.find(&articles, ("", name));
        assert_eq!(["a", "ab", "b"].map(find), [Some((1, 1)), Some((3, 3)), Some((0, 4))]);
        assert_eq!(["", "aa", "c"].map(find), [None; 3]);
        assert_eq!(Order::default().find(&[], ("", "a")), None);
    }
}
