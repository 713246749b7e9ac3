//! Frames on standard input and output. Reading is not `lsp_server`'s: there a message that is no JSON ends the server; here it is told, and the
//! next one is read.

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::{Connection, Message};
use std::io::{self, BufRead, Read, Write};
use std::thread;

/// The longest message that is read: the largest source file, with room for its escapes.
const MAX_FRAME_BYTES: usize = 256 << 20;

/// What comes in.
#[derive(Debug)]
pub enum Incoming {
    /// A message.
    Message(Message),
    /// Something that is none, and why.
    Malformed(String),
}

/// The threads of a connection.
#[derive(Debug)]
pub struct Threads {
    writer: thread::JoinHandle<io::Result<()>>,
}

impl Threads {
    /// Waits until everything that was sent is written. The connection's sender must be dropped before. The reader is not waited for: it may hang in
    /// a read that never ends.
    pub fn join(self) -> io::Result<()> {
        self.writer.join().unwrap_or_else(|_| Err(io::Error::other("the writing thread panicked")))
    }
}

/// Standard input and output as channels.
pub fn stdio() -> io::Result<(Sender<Message>, Receiver<Incoming>, Threads)> {
    let (sender, outgoing) = unbounded::<Message>();
    let (incoming, receiver) = unbounded();
    let writer = thread::Builder::new().name("writer".to_owned()).spawn(move || {
        let mut stdout = io::stdout().lock();
        outgoing.into_iter().try_for_each(|message| message.write(&mut stdout).and_then(|()| stdout.flush()))
    })?;
    thread::Builder::new().name("reader".to_owned()).spawn(move || {
        let mut stdin = io::stdin().lock();
        while let Some(message) = read(&mut stdin) {
            let is_exit = matches!(&message, Incoming::Message(Message::Notification(note)) if note.method == "exit");
            if incoming.send(message).is_err() || is_exit {
                return;
            }
        }
    })?;
    Ok((sender, receiver, Threads { writer }))
}

/// The channels of a connection in memory.
pub fn memory(connection: Connection) -> io::Result<(Sender<Message>, Receiver<Incoming>)> {
    let Connection { sender, receiver } = connection;
    let (incoming, messages) = unbounded();
    thread::Builder::new().name("reader".to_owned()).spawn(move || {
        for message in receiver {
            if incoming.send(Incoming::Message(message)).is_err() {
                return;
            }
        }
    })?;
    Ok((sender, messages))
}

/// The next message; `None` at the end, and when there is no telling where the next one begins.
pub fn read(input: &mut impl BufRead) -> Option<Incoming> {
    let length = match header(input) {
        Header::End => return None,
        Header::Length(length) => length,
        Header::None => return Some(Incoming::Malformed("a header without `Content-Length`".to_owned())),
    };
    if length > MAX_FRAME_BYTES {
        let skipped = io::copy(&mut input.take(length as u64), &mut io::sink()).ok()?;
        return (skipped == length as u64)
            .then(|| Incoming::Malformed(format!("a message of {length} bytes; 256 MiB are read")));
    }
    let mut bytes = Vec::new();
    if input.take(length as u64).read_to_end(&mut bytes).ok()? != length {
        return None;
    }
    Some(match serde_json::from_slice(&bytes) {
        Ok(message) => Incoming::Message(message),
        Err(error) => Incoming::Malformed(format!("a message that cannot be read: {error}")),
    })
}

/// What a header said.
enum Header {
    Length(usize),
    None,
    End,
}

/// Reads to the empty line. Other fields than the length say nothing that is not known.
fn header(input: &mut impl BufRead) -> Header {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        match input.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return Header::End,
            Ok(_) => {}
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        if line.is_empty() {
            return length.map_or(Header::None, Header::Length);
        }
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Incoming, read};
    use lsp_server::Message;

    fn all(bytes: &[u8]) -> Vec<String> {
        let mut input = bytes;
        let mut said = Vec::new();
        while let Some(message) = read(&mut input) {
            said.push(match message {
                Incoming::Message(Message::Notification(note)) => note.method,
                Incoming::Message(other) => format!("{other:?}"),
                Incoming::Malformed(_) => "malformed".to_owned(),
            });
        }
        said
    }

    #[test]
    fn what_is_no_message_is_told_and_the_next_one_is_read() {
        let text = "Content-Length: 9\r\n\r\n{\"no\": 1}Content-Length: 3\r\n\r\nxyz\
                    content-length:14\r\nContent-Type: a\r\n\r\n{\"method\":\"m\"}";
        assert_eq!(all(text.as_bytes()), ["malformed", "malformed", "m"]);
    }

    #[test]
    fn a_frame_that_is_cut_off_is_the_end() {
        assert!(all(b"Content-Length: 20\r\n\r\n{\"method\":").is_empty());
        assert_eq!(all(b"Other: 1\r\n\r\n"), ["malformed"]);
        assert!(all(b"Content-Length: 99999999999\r\n\r\n{}").is_empty());
    }
}
