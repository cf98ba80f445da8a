//! A plug between a server and its visitors. Once it is pulled, connections break off and new ones
//! are closed at once, as far from the program as a network can fail.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// Whether the plug is pulled.
pub(crate) type Pulled = Arc<AtomicBool>;

/// A listener behind a plug.
pub(crate) struct Plugged {
    listener: TcpListener,
    pulled: Pulled,
}

impl Plugged {
    pub(crate) fn new(listener: TcpListener, pulled: Pulled) -> Self {
        Self { listener, pulled }
    }
}

impl Listener for Plugged {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.listener).await;
        (Wire { stream, pulled: self.pulled.clone() }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection through the plug.
pub(crate) struct Wire {
    stream: TcpStream,
    pulled: Pulled,
}

impl Wire {
    /// Asked whenever something is to be read or written: an idle connection breaks when the
    /// browser tries to use it.
    fn holds(&self) -> io::Result<()> {
        match self.pulled.load(Ordering::SeqCst) {
            true => Err(io::ErrorKind::ConnectionReset.into()),
            false => Ok(()),
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.holds()?;
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.holds()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
