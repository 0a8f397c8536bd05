//! Pictures without what a camera writes into them: place, time, device, owner.

use img_parts::jpeg::Jpeg;
use img_parts::png::Png;
use img_parts::webp::WebP;

/// Markers of a JPEG file that hold no picture: application data but for JFIF (0), the colour
/// profile (2) and the transform that Adobe's programs note (14), and comments.
fn is_metadata(marker: u8) -> bool {
    matches!(marker, 0xE1 | 0xE3..=0xED | 0xEF | 0xFE)
}

/// Chunks of a PNG file that say something about the picture instead of being it.
const PNG_METADATA: &[[u8; 4]] = &[*b"tEXt", *b"zTXt", *b"iTXt", *b"eXIf", *b"tIME"];

/// Chunks of a WebP file that do the same.
const WEBP_METADATA: &[[u8; 4]] = &[*b"EXIF", *b"XMP "];

/// The file without metadata, where its name says that it is a picture of a kind that holds any
/// and it can be read as such; every other file as it is.
#[must_use]
pub fn without_metadata(name: &str, bytes: Vec<u8>) -> Vec<u8> {
    let extension = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let cleaned = match extension.as_str() {
        "jpg" | "jpeg" => Jpeg::from_bytes(bytes.clone().into()).ok().map(|mut picture| {
            picture.segments_mut().retain(|segment| !is_metadata(segment.marker()));
            picture.encoder().bytes()
        }),
        "png" => Png::from_bytes(bytes.clone().into()).ok().map(|mut picture| {
            picture.chunks_mut().retain(|chunk| !PNG_METADATA.contains(&chunk.kind()));
            picture.encoder().bytes()
        }),
        "webp" => WebP::from_bytes(bytes.clone().into()).ok().map(|mut picture| {
            picture.chunks_mut().retain(|chunk| !WEBP_METADATA.contains(&chunk.id()));
            picture.encoder().bytes()
        }),
        _ => None,
    };
    cleaned.map_or(bytes, |cleaned| cleaned.to_vec())
}

#[cfg(test)]
mod tests {
    use crate::pictures::metadata::without_metadata;

    /// A JPEG with one Exif segment, made of segments alone.
    #[test]
    fn a_photograph_loses_where_it_was_taken() {
        let exif = b"Exif\0\0secret place";
        let mut photo = vec![0xFF, 0xD8, 0xFF, 0xE1, 0, u8::try_from(exif.len() + 2).unwrap()];
        photo.extend(exif);
        photo.extend([0xFF, 0xDB, 0, 3, 7, 0xFF, 0xDA, 0, 3, 1, 42, 0xFF, 0xD9]);
        let clean = without_metadata("a.JPG", photo);
        assert!(!clean.windows(6).any(|part| part == b"secret"), "the place is still there");
        assert!(clean.starts_with(&[0xFF, 0xD8]) && clean.contains(&42), "the picture itself is gone");
    }

    #[test]
    fn other_files_stay_as_they_are() {
        assert_eq!(without_metadata("a.pdf", b"x".to_vec()), b"x");
        assert_eq!(without_metadata("a.png", b"no picture".to_vec()), b"no picture");
    }
}
