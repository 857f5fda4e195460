//! Reading tables of other people's making: CSV with a header, columns found by name, and for everything that
//! is wrong the file, the line and the reason. Knows nothing of what the tables mean.

use csv::{ByteRecord, ErrorKind};
use std::{
    cell::Cell,
    fmt,
    io::{self, Read},
    rc::Rc,
    str,
};

/// A table that cannot be used: which file, which line, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    /// The file, as the person who supplied it knows it.
    pub file: String,
    /// The line in the file, counted from 1; nothing when the reason is about the file as a whole.
    pub line: Option<u64>,
    /// What is wrong, as the end of a sentence.
    pub reason: String,
}

impl TableError {
    /// An error about the file as a whole.
    pub fn of_file(file: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, reason: reason.into() }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}", self.file, self.reason),
            None => write!(f, "{}: {}", self.file, self.reason),
        }
    }
}

impl std::error::Error for TableError {}

/// A CSV file being read row by row.
pub(crate) struct Table<'a> {
    file: String,
    reader: csv::Reader<Counting<Box<dyn Read + 'a>>>,
    header: Vec<String>,
    record: ByteRecord,
    quotes: Rc<Cell<u64>>,
    bytes: Rc<Cell<u64>>,
    line: u64,
}

/// Where a named column stands; made once per table so that rows are read by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column(Option<usize>);

impl Column {
    /// Whether the table has the column.
    pub(crate) const fn is_there(self) -> bool {
        self.0.is_some()
    }
}

impl<'a> Table<'a> {
    /// Opens a table and reads its header. `file` is only for messages.
    pub(crate) fn open(file: &str, reader: impl Read + 'a) -> Result<Self, TableError> {
        let (quotes, bytes) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
        let counting = Counting {
            inner: Box::new(reader) as Box<dyn Read>,
            quotes: quotes.clone(),
            bytes: bytes.clone(),
        };
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(counting);
        let mut record = ByteRecord::new();
        let found = reader.read_byte_record(&mut record).map_err(|error| wrong(file, 1, &error))?;
        if !found {
            return Err(TableError::of_file(
                file,
                "is empty; a table begins with a line that names its columns",
            ));
        }
        let header = record.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
        Ok(Self { file: file.to_owned(), reader, header, record, quotes, bytes, line: 1 })
    }

    /// The column of this name.
    pub(crate) fn column(&self, name: &str) -> Result<Column, TableError> {
        let column = self.optional_column(name);
        if column.0.is_none() {
            let has = self.header.join(", ").chars().take(200).collect::<String>();
            return Err(self.error_at(1, format!("there is no column `{name}`; the columns are: {has}")));
        }
        Ok(column)
    }

    /// The column of this name, or a column that is empty in every row.
    pub(crate) fn optional_column(&self, name: &str) -> Column {
        Column(self.header.iter().position(|it| it == name))
    }

    /// Moves to the next row; false at the end of the file.
    pub(crate) fn next_row(&mut self) -> Result<bool, TableError> {
        let found = self
            .reader
            .read_byte_record(&mut self.record)
            .map_err(|error| wrong(&self.file, self.line + 1, &error))?;
        if found {
            self.line = self.record.position().map_or(self.line + 1, csv::Position::line);
        }
        // A quoted field that is never closed swallows the rest of the file without complaint, so the last row
        // is the broken one exactly when the number of quotes in the whole file is odd.
        if !self.quotes.get().is_multiple_of(2) && self.reader.is_done() {
            return Err(self.error("a field opens with a quote that is never closed; is the file cut short?"));
        }
        Ok(found)
    }

    /// The field of this row in the column, without white space around it.
    pub(crate) fn text(&self, column: Column) -> Result<&str, TableError> {
        let field = column.0.and_then(|at| self.record.get(at)).unwrap_or_default();
        let text = str::from_utf8(field)
            .map_err(|_| self.error(format!("{}: is not UTF-8 text", self.name(column))))?;
        Ok(text.trim())
    }

    /// The field, which may not be empty.
    pub(crate) fn wanted(&self, column: Column) -> Result<&str, TableError> {
        let text = self.text(column)?;
        if text.is_empty() {
            return Err(self.error(format!("{}: is empty", self.name(column))));
        }
        Ok(text)
    }

    /// The field parsed as a `T`.
    pub(crate) fn parsed<T>(&self, column: Column) -> Result<T, TableError>
    where
        T: str::FromStr,
        T::Err: fmt::Display,
    {
        self.wanted(column)?.parse().map_err(|error| self.error(format!("{}: {error}", self.name(column))))
    }

    /// An error about the row that was read last.
    pub(crate) fn error(&self, reason: impl Into<String>) -> TableError {
        self.error_at(self.line, reason)
    }

    /// How many bytes of the file were taken in so far.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.bytes.get()
    }

    fn error_at(&self, line: u64, reason: impl Into<String>) -> TableError {
        TableError { file: self.file.clone(), line: Some(line), reason: reason.into() }
    }

    fn name(&self, column: Column) -> &str {
        column.0.and_then(|at| self.header.get(at)).map_or("a column", |name| name)
    }
}

fn wrong(file: &str, line: u64, error: &csv::Error) -> TableError {
    let line = error.position().map_or(line, csv::Position::line);
    let reason = match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!(
                "has {len} fields where the header names {expected_len}; is the file cut short or a quote missing?"
            )
        }
        ErrorKind::Io(error) => format!("cannot be read: {error}"),
        _ => error.to_string(),
    };
    TableError { file: file.to_owned(), line: Some(line), reason }
}

/// Counts bytes and quotes on the way, and leaves out carriage returns: with them the CSV reader takes the end
/// of a line for a part of the next one and counts lines wrongly.
struct Counting<R> {
    inner: R,
    quotes: Rc<Cell<u64>>,
    bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.inner.read(buffer)?;
            self.bytes.set(self.bytes.get() + count as u64);
            let mut kept = 0;
            for at in 0..count {
                let Some(byte) = buffer.get(at).copied().filter(|it| *it != b'\r') else { continue };
                if byte == b'"' {
                    self.quotes.set(self.quotes.get() + 1);
                }
                if let Some(place) = buffer.get_mut(kept) {
                    *place = byte;
                }
                kept += 1;
            }
            // Nothing kept of something read is not the end of the file.
            if kept > 0 || count == 0 {
                return Ok(kept);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Result<Vec<String>, TableError> {
        let mut table = Table::open("a.csv", text)?;
        let (code, name) = (table.column("code")?, table.column("name")?);
        let mut rows = Vec::new();
        while table.next_row()? {
            rows.push(format!("{}={}", table.wanted(code)?, table.text(name)?));
        }
        Ok(rows)
    }

    #[test]
    fn a_table_is_read_by_column_name_with_a_byte_order_mark_and_quotes() {
        let text = "\u{feff}name,code\n\"Zorg, \"\"nieuw\"\"\nen welzijn\",1\nICT,2\n";
        assert_eq!(read(text.as_bytes()).unwrap(), ["1=Zorg, \"nieuw\"\nen welzijn", "2=ICT"]);
    }

    #[test]
    fn what_is_wrong_is_said_with_file_and_line() {
        let check = |text: &[u8], message: &str| {
            let error = read(text).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        };
        check(b"", "a.csv: is empty");
        check(b"code,title\n", "a.csv, line 1: there is no column `name`; the columns are: code, title");
        check(b"code,name\n1,x\n2\n", "a.csv, line 3: has 1 fields where the header names 2");
        check(b"code,name\n1,x\n,y\n", "a.csv, line 3: code: is empty");
        check(b"code,name\n1,x\n2,\"cut", "a.csv, line 3: a field opens with a quote that is never closed");
        check(b"code,name\r\n1,x\r\n,y\r\n", "a.csv, line 3: code: is empty");
        check(b"code,name\n1,\xff\n", "a.csv, line 2: name: is not UTF-8 text");
    }
}
