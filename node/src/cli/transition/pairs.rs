//! Reading pairs of occupations, one per line, whatever else a line may hold.
//!
//! Every line stands on its own, so that a quote that is never closed spoils one line and not the rest of the file,
//! and no line takes more memory than the longest one allowed.

use std::io::{self, BufRead, Read};

/// The longest line that is read; a pair of URIs takes some 200 bytes.
const MOST_LINE_BYTES: usize = 16 * 1024;

/// Two texts that should be the URIs of occupations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    /// The number of the line, from 1.
    pub(super) line: u64,
    pub(super) from: String,
    pub(super) to: String,
}

/// A line that cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BadLine {
    /// The number of the line, from 1.
    pub(super) line: u64,
    pub(super) reason: String,
}

/// The pairs of an input.
pub(super) struct Pairs<R> {
    input: R,
    line: u64,
    /// Where the two columns stand; a header may say otherwise.
    columns: (usize, usize),
    buffer: Vec<u8>,
}

impl<R: BufRead> Pairs<R> {
    pub(super) const fn new(input: R) -> Self {
        Self { input, line: 0, columns: (0, 1), buffer: Vec::new() }
    }

    /// The next pair, or what is wrong with its line; nothing at the end. Empty lines and the header are passed over.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<Pair, BadLine>>> {
        loop {
            let Some(read) = self.read_line()? else { return Ok(None) };
            let fields = match read.and_then(|()| self.fields()) {
                Ok(fields) => fields,
                Err(reason) => return Ok(Some(Err(BadLine { line: self.line, reason }))),
            };
            if fields.iter().all(String::is_empty) || (self.line == 1 && self.take_header(&fields)) {
                continue;
            }
            return Ok(Some(self.pair(fields)));
        }
    }

    fn pair(&self, mut fields: Vec<String>) -> Result<Pair, BadLine> {
        let (from, to) = self.columns;
        if fields.len() <= from.max(to) {
            let reason = format!("has {} fields where from_uri,to_uri are wanted", fields.len());
            return Err(BadLine { line: self.line, reason });
        }
        let mut take = |at: usize| fields.get_mut(at).map(std::mem::take).unwrap_or_default();
        Ok(Pair { line: self.line, from: take(from), to: take(to) })
    }

    fn take_header(&mut self, fields: &[String]) -> bool {
        let place = |name: &str| fields.iter().position(|it| it.eq_ignore_ascii_case(name));
        let columns = place("from_uri").zip(place("to_uri"));
        self.columns = columns.unwrap_or(self.columns);
        columns.is_some()
    }

    /// The next line into the buffer; what is too long is passed over to its end.
    fn read_line(&mut self) -> io::Result<Option<Result<(), String>>> {
        self.buffer.clear();
        let most = MOST_LINE_BYTES as u64 + 1;
        if self.input.by_ref().take(most).read_until(b'\n', &mut self.buffer)? == 0 {
            return Ok(None);
        }
        self.line += 1;
        if self.buffer.len() <= MOST_LINE_BYTES || self.buffer.ends_with(b"\n") {
            return Ok(Some(Ok(())));
        }
        self.input.skip_until(b'\n')?;
        Ok(Some(Err(format!("is longer than {MOST_LINE_BYTES} bytes"))))
    }

    fn fields(&self) -> Result<Vec<String>, String> {
        let text = str::from_utf8(&self.buffer).map_err(|_| "is not UTF-8 text".to_owned())?;
        let text = if self.line == 1 { text.trim_start_matches('\u{feff}') } else { text };
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .buffer_capacity(text.len().max(1))
            .from_reader(text.trim().as_bytes());
        let mut record = csv::StringRecord::new();
        reader.read_record(&mut record).map_err(|error| format!("is not CSV: {error}"))?;
        Ok(record.iter().map(str::to_owned).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &[u8]) -> Vec<Result<(String, String), (u64, String)>> {
        let mut pairs = Pairs::new(input);
        std::iter::from_fn(|| pairs.next().unwrap())
            .map(|it| it.map(|it| (it.from, it.to)).map_err(|it| (it.line, it.reason)))
            .collect()
    }

    fn pair(from: &str, to: &str) -> Result<(String, String), (u64, String)> {
        Ok((from.to_owned(), to.to_owned()))
    }

    #[test]
    fn a_header_is_taken_where_there_is_one_and_may_name_the_columns_in_any_order() {
        assert_eq!(read(b"from_uri,to_uri\na,b\n"), [pair("a", "b")]);
        assert_eq!(read(b"a,b\r\nc,d"), [pair("a", "b"), pair("c", "d")]);
        assert_eq!(read("\u{feff}rating,to_uri,from_uri\r\n3,b,a\r\n".as_bytes()), [pair("a", "b")]);
        assert_eq!(read(b" \"a\",b \n\n\nc,d,more\n"), [pair("a", "b"), pair("c", "d")]);
        assert!(read(b"").is_empty());
    }

    #[test]
    fn a_bad_line_is_said_with_its_number_and_the_next_one_is_read() {
        let long = [&b"a,b\n"[..], &vec![b'x'; 1_000_000], b"\nc,d\n"].concat();
        let found = read(&long);
        assert_eq!(found.len(), 3);
        assert_eq!(found[1].as_ref().unwrap_err().0, 2);
        assert_eq!(found[2], pair("c", "d"));
        let found = read(b"only\n\xff\xfe\0,b\n\"never closed,b\nc,d\n");
        assert_eq!(found[0], Err((1, "has 1 fields where from_uri,to_uri are wanted".to_owned())));
        assert_eq!(found[1], Err((2, "is not UTF-8 text".to_owned())));
        assert_eq!(found[2].as_ref().unwrap_err().0, 3);
        assert_eq!(found[3], pair("c", "d"));
    }
}
