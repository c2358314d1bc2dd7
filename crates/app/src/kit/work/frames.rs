//! Messages between the server and its workers: parts, each behind its length.

use std::io::{self, Read, Write};

use serde::{Serialize, de::DeserializeOwned};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// No part is longer: a worker that says so is mistaken.
const LONGEST: u64 = 1 << 30;

/// The length of the part that comes.
fn length(head: [u8; 8]) -> io::Result<usize> {
    let length = u64::from_le_bytes(head);
    let length = usize::try_from(length).ok().filter(|_| length <= LONGEST);
    length.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))
}

/// A value as a part. Sheets have keys that are no texts, which JSON cannot write.
pub(super) fn encode(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut part = Vec::new();
    ciborium::into_writer(value, &mut part).map_err(io::Error::other)?;
    Ok(part)
}

/// The value of a part.
pub(super) fn decode<T: DeserializeOwned>(part: &[u8]) -> io::Result<T> {
    ciborium::from_reader(part).map_err(io::Error::other)
}

/// Writes a part.
pub(super) fn write(to: &mut impl Write, part: &[u8]) -> io::Result<()> {
    to.write_all(&(part.len() as u64).to_le_bytes())?;
    to.write_all(part)
}

/// Reads a part.
pub(super) fn read(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = [0; 8];
    from.read_exact(&mut head)?;
    let mut part = vec![0; length(head)?];
    from.read_exact(&mut part)?;
    Ok(part)
}

/// Sends a part.
pub(super) async fn send(to: &mut (impl AsyncWrite + Unpin), part: &[u8]) -> io::Result<()> {
    to.write_all(&(part.len() as u64).to_le_bytes()).await?;
    to.write_all(part).await
}

/// Receives a part.
pub(super) async fn receive(from: &mut (impl AsyncRead + Unpin)) -> io::Result<Vec<u8>> {
    let mut head = [0; 8];
    from.read_exact(&mut head).await?;
    let mut part = vec![0; length(head)?];
    from.read_exact(&mut part).await?;
    Ok(part)
}
