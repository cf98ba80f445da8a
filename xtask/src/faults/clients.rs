//! Clients that send a byte a second, much too much, or nothing at all.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::load::Load;
use crate::service::{Programs, Service};

/// Within which time a client that never finishes is let go: the head of a request within 20
/// seconds, its body within 30, and something for a busy machine.
const LET_GO: Duration = Duration::from_secs(50);

/// A gigabyte.
const BODY: u64 = 1_000_000_000;

/// The memory that the service may take meanwhile, in MB.
const MEMORY_MAX: f64 = 100.0;

pub(crate) fn run(programs: &Programs) -> Result<String> {
    let mut service = Service::new(programs)?;
    service.start()?;
    let address = service.address();
    let load = Load::start(address);
    let head = "POST /v1/events HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    let length = format!("{head}Content-Length: {BODY}\r\n\r\n");
    let chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n");
    let begun = format!("{head}Content-Length: 1000\r\n\r\n");
    let slow: Vec<_> = [(&*begun, "{\"events\":[]}"), ("", head), (head, ""), ("", "")]
        .map(|(at_once, slowly)| (at_once.to_owned(), slowly.to_owned()))
        .into_iter()
        .map(|(at_once, slowly)| thread::spawn(move || drip(address, &at_once, &slowly)))
        .collect();
    let large: Vec<_> = [length, chunked]
        .into_iter()
        .map(|head| thread::spawn(move || pour(address, &head)))
        .collect();
    let mut let_go = Vec::new();
    for (number, client) in slow.into_iter().enumerate() {
        let (time, answer) =
            client.join().map_err(|_| anyhow::anyhow!("a slow client fell over"))??;
        let_go.push(time);
        if number == 0 {
            let is_told = answer.starts_with("HTTP/1.1 408") && answer.contains("too-slow");
            ensure!(is_told, "a body that never ends was answered with {answer:?}");
        }
    }
    for client in large {
        let answer = client.join().map_err(|_| anyhow::anyhow!("a large client fell over"))??;
        ensure!(answer.starts_with("HTTP/1.1 413"), "a gigabyte was answered with {answer:?}");
    }
    let memory = service.memory();
    ensure!(memory.is_none_or(|memory| memory < MEMORY_MAX), "it holds {memory:?} MB");
    load.wait_for_more()?;
    let ledger = load.end()?;
    ledger.compare(&service.inbox()?)?;
    let longest = let_go.into_iter().max().unwrap_or_default().as_secs();
    let memory = memory.unwrap_or_default();
    Ok(format!(
        "slow ones were let go within {longest} s, a gigabyte was refused, {memory:.0} MB in use; {}",
        ledger.summary()
    ))
}

/// Sends something at once and then a byte a second, until the service ends it: how long that
/// took, and what it was told.
fn drip(address: SocketAddr, at_once: &str, slowly: &str) -> Result<(Duration, String)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(1)))?;
    let started = Instant::now();
    stream.write_all(at_once.as_bytes())?;
    let mut bytes = slowly.bytes();
    let mut told = Vec::new();
    let mut answer = [0; 1_024];
    loop {
        if let Some(byte) = bytes.next()
            && stream.write_all(&[byte]).is_err()
        {
            break;
        }
        match stream.read(&mut answer) {
            Ok(0) => break,
            Ok(count) => told.extend_from_slice(&answer[..count]),
            Err(error) if is_silence(&error) => {}
            Err(_) => break,
        }
        ensure!(started.elapsed() < LET_GO, "a client that sends a byte a second stays for ever");
    }
    Ok((started.elapsed(), String::from_utf8_lossy(&told).into_owned()))
}

/// Sends as much as the service takes, and returns the first line of its answer.
fn pour(address: SocketAddr, head: &str) -> Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(LET_GO))?;
    stream.write_all(head.as_bytes())?;
    let is_chunked = head.contains("chunked");
    let mut piece = if is_chunked { b"10000\r\n".to_vec() } else { Vec::new() };
    piece.extend([b' '; 0x1_0000]);
    if is_chunked {
        piece.extend(b"\r\n");
    }
    let mut sent = 0;
    // It may answer, and close, long before the end.
    while sent < BODY && stream.write_all(&piece).is_ok() {
        sent += 0x1_0000;
    }
    let mut answer = Vec::new();
    let mut buffer = [0; 4_096];
    while let Ok(count) = stream.read(&mut buffer) {
        if count == 0 {
            break;
        }
        answer.extend_from_slice(&buffer[..count]);
    }
    let answer = String::from_utf8_lossy(&answer);
    Ok(answer.lines().next().context("a gigabyte was not answered")?.to_owned())
}

fn is_silence(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
