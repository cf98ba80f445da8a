//! A mail server that keeps what it is given.

use std::{
    io::{self, BufRead, BufReader},
    net::{IpAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use mailin::{Action, Handler, Response, SessionBuilder, response};

/// What arrived in one mail.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mail {
    pub(crate) to: Vec<String>,
    pub(crate) text: Vec<u8>,
}

impl Mail {
    pub(crate) fn parsed(&self) -> mail_parser::Message<'_> {
        mail_parser::MessageParser::default().parse(&self.text).expect("a mail")
    }
}

/// The server. It listens until the test ends.
#[derive(Clone, Default)]
pub(crate) struct MailServer {
    mails: Arc<Mutex<Vec<Mail>>>,
    is_full: Arc<AtomicBool>,
    arriving: Mail,
}

impl MailServer {
    /// Starts it, and returns it with what to write as `mail.server`.
    pub(crate) fn start() -> (Self, String) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        (Self::start_on(listener), format!("smtp://127.0.0.1:{port}"))
    }

    pub(crate) fn start_on(listener: TcpListener) -> Self {
        let me = Self::default();
        let handler = me.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let handler = handler.clone();
                // A client that goes away in the middle is no fault of the server's.
                thread::spawn(move || drop(stream.and_then(|stream| handler.talk(&stream))));
            }
        });
        me
    }

    fn talk(self, stream: &TcpStream) -> io::Result<()> {
        let mut session = SessionBuilder::new("mail.test").build(stream.peer_addr()?.ip(), self);
        let (mut lines, mut out) = (BufReader::new(stream), stream);
        session.greeting().write_to(&mut out)?;
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line)? > 0 {
            let answer = session.process(&line);
            line.clear();
            if answer.action != Action::NoReply {
                answer.write_to(&mut out)?;
            }
            if answer.action == Action::Close {
                break;
            }
        }
        Ok(())
    }

    /// Whether it refuses every mail for now.
    pub(crate) fn set_full(&self, is_full: bool) {
        self.is_full.store(is_full, Ordering::SeqCst);
    }

    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap().clone()
    }
}

impl Handler for MailServer {
    fn mail(&mut self, _: IpAddr, _: &str, _: &str) -> Response {
        self.arriving = Mail::default();
        if self.is_full.load(Ordering::SeqCst) { response::NO_STORAGE } else { response::OK }
    }

    fn rcpt(&mut self, to: &str) -> Response {
        if to.starts_with("nobody@") {
            return response::NO_MAILBOX;
        }
        self.arriving.to.push(to.to_owned());
        response::OK
    }

    fn data(&mut self, buf: &[u8]) -> io::Result<()> {
        self.arriving.text.extend_from_slice(buf);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        self.mails.lock().unwrap().push(std::mem::take(&mut self.arriving));
        response::OK
    }
}
