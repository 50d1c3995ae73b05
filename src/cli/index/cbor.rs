//! The forms of Pagefind 1.6's files, which are CBOR: as much of them as joining the index of several batches takes.

use minicbor::{Decoder, Encoder, decode::Error};

/// The list of records and of the parts of the index: `[version, [[hash, words, group], …], [[from, to, hash], …], …]`.
pub struct Meta {
    /// Pagefind's version.
    pub version: String,
    /// How many words each record has.
    pub words: Vec<u32>,
    /// The names of the index's parts, in the order of their words.
    pub parts: Vec<String>,
    /// What comes after these: filters, orders and fields, the same for every batch.
    pub end: Vec<u8>,
}

/// A part of the index: its first and its last word, shortened, and its name.
pub struct Part {
    /// It has no word before this.
    pub from: String,
    /// It has no word behind those that begin so.
    pub to: String,
    /// Its name.
    pub hash: String,
}

impl Meta {
    /// Reads a list.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut reader = Decoder::new(bytes);
        reader.array()?;
        let version = reader.str()?.to_owned();
        let words = list(&mut reader, |reader| {
            reader.array()?;
            reader.str()?;
            let words = reader.u32()?;
            reader.str()?;
            Ok(words)
        })?;
        let parts = list(&mut reader, |reader| {
            reader.array()?;
            reader.str()?;
            reader.str()?;
            Ok(reader.str()?.to_owned())
        })?;
        Ok(Self {
            version,
            words,
            parts,
            end: bytes
                .get(reader.position()..)
                .unwrap_or_default()
                .to_owned(),
        })
    }

    /// Writes a list in which each record is called by its key: so nothing else has to be read to know what it is.
    pub fn write(version: &str, records: &[(String, u32)], parts: &[Part], end: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut writer = Encoder::new(&mut bytes);
        // Writing into memory cannot fail.
        let _ = writer.array(6).and_then(|writer| writer.str(version));
        let _ = writer.array(records.len() as u64);
        for (key, words) in records {
            let record = writer.array(3).and_then(|writer| writer.str(key));
            let _ = record.and_then(|writer| writer.u32(*words)?.str(""));
        }
        let _ = writer.array(parts.len() as u64);
        for part in parts {
            let words = writer.array(3).and_then(|writer| writer.str(&part.from));
            let _ = words.and_then(|writer| writer.str(&part.to)?.str(&part.hash));
        }
        bytes.extend_from_slice(end);
        bytes
    }
}

/// A word, and where it stands: `[word, [place, …], [[form, [place, …]], …]]`.
#[derive(Debug, PartialEq, Eq)]
pub struct Word {
    /// The word, by its stem.
    pub text: String,
    /// Where it stands.
    pub places: Vec<Place>,
    /// Its forms with accents, and where these stand.
    pub forms: Vec<(String, Vec<Place>)>,
}

/// Where a word stands in a record: `[record, [position, …], [position, …]]`, the record counted from the one before.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of the record.
    pub record: u64,
    /// The positions, as they are.
    pub positions: Vec<u8>,
    /// How many there are.
    pub count: usize,
}

impl Word {
    /// Reads the words of a part: `[[word, …]]`. Records count on from `first`.
    pub fn read_all(bytes: &[u8], first: u64) -> Result<Vec<Self>, Error> {
        let mut reader = Decoder::new(bytes);
        reader.array()?;
        list(&mut reader, |reader| {
            reader.array()?;
            Ok(Self {
                text: reader.str()?.to_owned(),
                places: places(reader, bytes, first)?,
                forms: list(reader, |reader| {
                    reader.array()?;
                    Ok((reader.str()?.to_owned(), places(reader, bytes, first)?))
                })?,
            })
        })
    }

    /// Writes the words of a part.
    pub fn write_all(words: &[Self]) -> Vec<u8> {
        let mut bytes = Vec::new();
        head(&mut bytes, 1);
        head(&mut bytes, words.len());
        for word in words {
            head(&mut bytes, 3);
            text(&mut bytes, &word.text);
            write_places(&mut bytes, &word.places);
            head(&mut bytes, word.forms.len());
            for (form, places) in &word.forms {
                head(&mut bytes, 2);
                text(&mut bytes, form);
                write_places(&mut bytes, places);
            }
        }
        bytes
    }

    /// Adds what another batch, with later records, has of the same word.
    pub fn join(&mut self, other: Self) {
        self.places.extend(other.places);
        for (form, places) in other.forms {
            match self.forms.iter_mut().find(|(known, _)| *known == form) {
                Some((_, known)) => known.extend(places),
                None => self.forms.push((form, places)),
            }
        }
    }

    /// How much it adds to a part, by Pagefind's measure.
    pub fn size(&self) -> usize {
        let forms = self.forms.iter().flat_map(|(_, places)| places);
        let places = self.places.iter().chain(forms);
        places.map(|place| place.count + 1).sum::<usize>() + self.forms.len()
    }
}

fn list<'b, T>(
    reader: &mut Decoder<'b>,
    mut read: impl FnMut(&mut Decoder<'b>) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let count = reader.array()?;
    let count = count.ok_or_else(|| Error::message("a list has no length"))?;
    (0..count).map(|_| read(reader)).collect()
}

fn places(reader: &mut Decoder, bytes: &[u8], first: u64) -> Result<Vec<Place>, Error> {
    let mut record = first;
    list(reader, |reader| {
        reader.array()?;
        record += reader.u64()?;
        let start = reader.position();
        let mut count = 0;
        for _ in 0..2 {
            count += reader.probe().array()?.unwrap_or_default() as usize;
            reader.skip()?;
        }
        let positions = bytes.get(start..reader.position());
        Ok(Place {
            record,
            positions: positions.unwrap_or_default().to_owned(),
            count,
        })
    })
}

fn write_places(bytes: &mut Vec<u8>, places: &[Place]) {
    head(bytes, places.len());
    let mut last = 0;
    for place in places {
        head(bytes, 3);
        // Writing into memory cannot fail.
        let _ = Encoder::new(&mut *bytes).u64(place.record - last);
        last = place.record;
        bytes.extend_from_slice(&place.positions);
    }
}

fn head(bytes: &mut Vec<u8>, count: usize) {
    let _ = Encoder::new(bytes).array(count as u64);
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    let _ = Encoder::new(bytes).str(text);
}

#[cfg(test)]
mod tests {
    use super::{Meta, Part, Place, Word};

    fn place(record: u64, positions: &[u8]) -> Place {
        Place {
            record,
            // Two lists of small numbers.
            positions: [&[0x80 + positions.len() as u8], positions, &[0x80]].concat(),
            count: positions.len(),
        }
    }

    fn word(text: &str, places: Vec<Place>) -> Word {
        Word {
            text: text.to_owned(),
            places,
            forms: vec![("é".to_owned(), vec![place(3, &[9])])],
        }
    }

    #[test]
    fn words_are_read_as_they_were_written() {
        let words = vec![
            word("e", vec![place(1, &[2, 3]), place(700, &[4])]),
            word("骑楼", vec![]),
        ];
        let bytes = Word::write_all(&words);
        assert_eq!(Word::read_all(&bytes, 0).unwrap(), words);
        let moved = Word::read_all(&bytes, 100).unwrap();
        assert_eq!(moved[0].places[1].record, 800);
        assert_eq!(moved[0].forms[0].1[0].record, 103);
        assert!(Word::read_all(&bytes[..bytes.len() - 1], 0).is_err());
    }

    #[test]
    fn words_of_several_batches_are_one() {
        let mut first = word("e", vec![place(1, &[2])]);
        first.join(word("e", vec![place(5, &[6])]));
        assert_eq!(first.places, [place(1, &[2]), place(5, &[6])]);
        assert_eq!(first.forms.len(), 1);
        assert_eq!(first.forms[0].1.len(), 2);
        assert_eq!(first.size(), 9);
    }

    #[test]
    fn lists_are_read_as_they_were_written() {
        let records = [("7/1/0abcde".to_owned(), 12), ("8/1/0abcdf".to_owned(), 0)];
        let part = Part {
            from: "a".to_owned(),
            to: "b".to_owned(),
            hash: "en_1".to_owned(),
        };
        let end = [0x80, 0x80, 0x80];
        let bytes = Meta::write("1.6.0", &records, &[part], &end);
        let meta = Meta::read(&bytes).unwrap();
        assert_eq!(meta.version, "1.6.0");
        assert_eq!(meta.words, [12, 0]);
        assert_eq!(meta.parts, ["en_1"]);
        assert_eq!(meta.end, end);
        assert!(Meta::read(b"junk").is_err());
    }
}
