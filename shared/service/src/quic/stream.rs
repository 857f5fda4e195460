//! One frame on a stream, with the length checked before memory is taken.

use super::{Direction, FrameObserver};
use protocol::{Frame, FrameError, frame::LENGTH_BYTES};
use quinn::{ReadExactError, RecvStream, SendStream};

/// How much memory is taken at once while a frame comes in: an announced length alone costs no more than this.
const CHUNK_BYTES: usize = 256 * 1024;

/// Why no frame came.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadFrameError {
    /// The bytes are not a frame; the other side can be told.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// The stream broke.
    #[error("the stream broke off")]
    Stream(#[source] quinn::ReadError),
}

/// Reads one frame with a payload of at most `largest_payload_bytes`, and the end of the stream.
pub(super) async fn read_frame(
    stream: &mut RecvStream,
    largest_payload_bytes: usize,
    observer: Option<(&dyn FrameObserver, &str)>,
) -> Result<Frame, ReadFrameError> {
    let mut length_field = [0; LENGTH_BYTES];
    read_exact(stream, &mut length_field, 0, LENGTH_BYTES).await?;
    let want_bytes = Frame::body_length_within(length_field, largest_payload_bytes)?;
    let mut body = Vec::new();
    while body.len() < want_bytes {
        let have_bytes = body.len();
        body.resize(want_bytes.min(have_bytes + CHUNK_BYTES), 0);
        read_exact(stream, &mut body[have_bytes..], have_bytes, want_bytes).await?;
    }
    let mut beyond = [0];
    if let Some(left_over) = stream.read(&mut beyond).await.map_err(ReadFrameError::Stream)? {
        return Err(FrameError::LeftOver { left_over }.into());
    }
    if let Some((observer, peer)) = observer {
        observer.frame(Direction::Received, peer, &[&length_field, body.as_slice()].concat());
    }
    Ok(Frame::from_body(&body)?)
}

async fn read_exact(
    stream: &mut RecvStream,
    buffer: &mut [u8],
    have_bytes: usize,
    want_bytes: usize,
) -> Result<(), ReadFrameError> {
    stream.read_exact(buffer).await.map_err(|error| match error {
        ReadExactError::FinishedEarly(read) => {
            FrameError::Truncated { have_bytes: have_bytes + read, want_bytes }.into()
        }
        ReadExactError::ReadError(source) => ReadFrameError::Stream(source),
    })
}

/// Writes one frame and the end of the stream.
pub(super) async fn write_frame(
    stream: &mut SendStream,
    frame: &Frame,
    observer: Option<(&dyn FrameObserver, &str)>,
) -> Result<(), quinn::WriteError> {
    let bytes = frame.to_bytes();
    if let Some((observer, peer)) = observer {
        observer.frame(Direction::Sent, peer, &bytes);
    }
    stream.write_all(&bytes).await?;
    stream.finish().map_err(|_| quinn::WriteError::ClosedStream)
}
