//! Ctrl-C, and the signal by which other programs say the same.

use std::io;

use tokio::runtime::{Builder, Runtime};
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// What a shell expects of a program that Ctrl-C has ended.
const INTERRUPTED: i32 = 128 + 2;

/// The same of one that another program has ended.
#[cfg(unix)]
const TERMINATED: i32 = 128 + 15;

/// The signals. From when this is made the system leaves it to the program to stop.
#[derive(Debug)]
pub(crate) struct Stop {
    #[cfg(unix)]
    interrupt: Signal,
    #[cfg(unix)]
    terminate: Signal,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
}

impl Stop {
    /// Listens from now on. Works in a runtime of tokio only.
    ///
    /// # Errors
    ///
    /// The system lets nobody listen.
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            interrupt: signal(SignalKind::interrupt())?,
            #[cfg(unix)]
            terminate: signal(SignalKind::terminate())?,
            #[cfg(windows)]
            interrupt: tokio::signal::windows::ctrl_c()?,
        })
    }

    /// Waits until the program is told to stop. Returns the exit code that tells why.
    pub(crate) async fn told(&mut self) -> i32 {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupt.recv() => INTERRUPTED,
            _ = self.terminate.recv() => TERMINATED,
        }
        #[cfg(windows)]
        {
            self.interrupt.recv().await;
            INTERRUPTED
        }
    }
}

/// The same for a program that has no runtime.
#[derive(Debug)]
pub(crate) struct StopOnThread {
    runtime: Runtime,
    stop: Stop,
}

impl StopOnThread {
    /// Listens from now on.
    ///
    /// # Errors
    ///
    /// The system lets nobody listen.
    pub(crate) fn listen() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let stop = {
            let _entered = runtime.enter();
            Stop::listen()?
        };
        Ok(Self { runtime, stop })
    }

    /// Blocks until the program is told to stop. Returns the exit code that tells why.
    pub(crate) fn wait(mut self) -> i32 {
        self.runtime.block_on(self.stop.told())
    }
}
