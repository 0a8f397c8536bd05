//! What a picture of pixels asks of those who draw it, by what its headers say.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::{ColorType, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::file_tree::{Effort, Excess};
use crate::pictures::limits::{MOST_PIXELS, check_size, group_digits};

/// The largest profile of colours; bytes.
const PROFILE: u64 = 16_000_000;
/// The most passes over all pixels of the largest picture, in which a JPEG is decoded.
const PASSES: u64 = 20;

/// The steps to decode a pixel, to store one that is not stored as it is, and for one pass.
const DECODE: u64 = 20;
const STORE: u64 = 100;
const PASS: u64 = 5;

/// What a picture asks of those who draw it; nothing where it is none that can be printed.
pub fn measure(bytes: &[u8]) -> Result<Effort, Excess> {
    let Ok(format) = image::guess_format(bytes) else { return Ok(Effort::default()) };
    if format == ImageFormat::Png {
        check_profile(bytes)?;
    }
    let decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder();
    let Ok(decoder) = decoder else { return Ok(Effort::default()) };
    let (width, height) = decoder.dimensions();
    check_size(width.into(), height.into())?;
    let pixels = u64::from(width) * u64::from(height);
    let (mut steps, mut memory) = (pixels * DECODE, pixels * bytes_per_pixel(decoder.color_type()));
    if format == ImageFormat::Jpeg {
        let passes = count_passes(bytes);
        let work = pixels.saturating_mul(passes);
        if work > MOST_PIXELS * PASSES {
            let [passes, million, most] =
                [passes, work / 1_000_000, MOST_PIXELS * PASSES / 1_000_000].map(group_digits);
            let message = format!(
                "this picture is drawn in {passes} passes over {million} million pixels in all; {most} million are the most"
            );
            return Err(Excess::new(message, "Save it again in a picture program."));
        }
        steps += work * PASS;
        // A picture in several passes is kept as numbers before it is one of colours.
        memory += if passes > 1 { pixels * 6 } else { 0 };
    } else {
        steps += pixels * STORE;
    }
    Ok(Effort { memory, steps })
}

/// What a pixel takes while it is decoded, and once more where it is stored in another way.
fn bytes_per_pixel(colour: ColorType) -> u64 {
    let channels = u64::from(colour.channel_count());
    let again = if matches!(colour, ColorType::L8 | ColorType::Rgb8) { 0 } else { channels };
    u64::from(colour.bytes_per_pixel()) + again
}

/// Whether the profile of colours in a PNG is not too large: it is packed, and a small one may
/// become a thousand times as large.
fn check_profile(bytes: &[u8]) -> Result<(), Excess> {
    let is_there = profile_size(bytes).is_some_and(|packed| packed as u64 > PROFILE / 1_100);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(PROFILE);
    let fits = || {
        let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits);
        decoder.is_ok_and(|mut decoder| decoder.icc_profile().is_ok_and(|profile| profile.is_some()))
    };
    if is_there && !fits() {
        let message = format!("the colour profile in this picture has more than {} MB", PROFILE / 1_000_000);
        return Err(Excess::new(message, "Save it again without its colour profile."));
    }
    Ok(())
}

/// The packed size of the profiles in a PNG.
fn profile_size(bytes: &[u8]) -> Option<usize> {
    let mut rest = bytes.get(8..)?;
    loop {
        let (length, body) = rest.split_first_chunk::<4>()?;
        let (kind, body) = body.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        match kind {
            b"iCCP" => return Some(length),
            b"IDAT" => return None,
            _ => rest = body.get(length.checked_add(4)?..)?,
        }
    }
}

/// The passes in which a JPEG is decoded.
fn count_passes(bytes: &[u8]) -> u64 {
    let (mut passes, mut rest) = (0, bytes);
    while let Some(at) = rest.iter().position(|byte| *byte == 0xFF) {
        let marker = rest.get(at + 1).copied();
        rest = rest.get(at + 2..).unwrap_or_default();
        match marker {
            // The end of a picture, what else may lie behind it is none of it.
            Some(0xD9) | None => break,
            // Bytes of the picture itself, and markers without a length.
            Some(0x00 | 0x01 | 0xD0..=0xD8) => {}
            // A byte that fills.
            Some(0xFF) => rest = &bytes[bytes.len() - rest.len() - 1..],
            Some(marker) => {
                passes += u64::from(marker == 0xDA);
                let length = rest.first_chunk::<2>().map_or(0, |length| u16::from_be_bytes(*length));
                rest = rest.get(usize::from(length)..).unwrap_or_default();
            }
        }
    }
    passes
}
