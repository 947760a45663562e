//! From what was uploaded to what is stored.

use std::io::Cursor;

use axum::http::StatusCode;
use image::{
    DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder,
};
use nightdesk_wire::codes::ErrorCode;
use tokio::sync::Semaphore;

use crate::ApiError;

/// The longer side of what is stored.
const MAX_SIDE: u32 = 512;
/// The longer side of what is read. A picture of a megabyte can unpack to one of gigabytes.
const MAX_SIDE_READ: u32 = 8192;
const MAX_ALLOCATED_BYTES: u64 = 128 * 1024 * 1024;
const JPEG_QUALITY: u8 = 85;

/// Each picture may take a core and [`MAX_ALLOCATED_BYTES`] for a moment.
static SLOTS: Semaphore = Semaphore::const_new(2);

/// A picture as it is stored.
pub(crate) struct Prepared {
    pub(crate) content_type: &'static str,
    pub(crate) content: Vec<u8>,
}

/// Reads a picture by what it is, whatever it is called, makes it small, and writes it anew, which leaves out all that
/// is no picture in it: places where it was taken, or a script behind it.
///
/// # Errors
/// `unsupported_content_type` for anything but JPEG, PNG, GIF and WebP; `form_param_value_invalid` for a broken one, or
/// one with too many pixels.
pub(crate) async fn prepare(upload: Vec<u8>) -> Result<Prepared, ApiError> {
    const TRY_AGAIN: &str = "The picture could not be worked on. Try again.";
    let slot = SLOTS.acquire().await.map_err(|error| ApiError::unavailable(&error, TRY_AGAIN))?;
    let work = move || {
        let _slot = slot;
        resized(&upload)
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| ApiError::unavailable(&error, TRY_AGAIN))?
}

pub(crate) fn resized(upload: &[u8]) -> Result<Prepared, ApiError> {
    let format = image::guess_format(upload).ok().filter(|format| {
        matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::Gif | ImageFormat::WebP)
    });
    let format = format.ok_or_else(|| {
        ApiError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ErrorCode::UnsupportedContentType,
            "unsupported content type",
            "A picture must be a JPEG, PNG, GIF or WebP file.",
        )
    })?;
    let refused = |text: String| ApiError::param(ErrorCode::FormParamValueInvalid, "file", text);
    let image = decode(upload, format).map_err(|error| match error {
        ImageError::Limits(_) => {
            refused(format!("A picture has at most {MAX_SIDE_READ} pixels on each side."))
        }
        _ => refused("The picture is broken, or ended early.".to_owned()),
    })?;
    // A GIF may say that it has none, which no other format can.
    if image.width() == 0 || image.height() == 0 {
        return Err(refused("The picture has no pixels.".to_owned()));
    }
    let image = if image.width().max(image.height()) > MAX_SIDE {
        image.thumbnail(MAX_SIDE, MAX_SIDE)
    } else {
        image
    };
    encode(&image)
        .map_err(|error| ApiError::unavailable(&error, "The picture could not be written. Try again."))
}

fn decode(upload: &[u8], format: ImageFormat) -> Result<DynamicImage, ImageError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE_READ);
    limits.max_image_height = Some(MAX_SIDE_READ);
    limits.max_alloc = Some(MAX_ALLOCATED_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(upload), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// JPEG is far smaller, and cannot be seen through.
fn encode(image: &DynamicImage) -> Result<Prepared, ImageError> {
    let mut content = Vec::new();
    if image.color().has_alpha() {
        image.to_rgba8().write_to(&mut Cursor::new(&mut content), ImageFormat::Png)?;
        return Ok(Prepared { content_type: "image/png", content });
    }
    image.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut content, JPEG_QUALITY))?;
    Ok(Prepared { content_type: "image/jpeg", content })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_without_pixels_is_refused() {
        let mut gif = Vec::new();
        let picture = DynamicImage::new_rgb8(3, 2);
        picture.write_to(&mut Cursor::new(&mut gif), ImageFormat::Gif).unwrap();
        assert!(resized(&gif).is_ok());
        // The height of the screen: two bytes behind the signature and the width.
        gif[8..10].fill(0);
        let refused = resized(&gif).err().unwrap();
        assert_eq!(refused.errors.errors[0].code, ErrorCode::FormParamValueInvalid);
    }
}
