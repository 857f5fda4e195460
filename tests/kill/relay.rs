//! A relay of datagrams between a node and the coordinator, which can hold back what the coordinator answers: so that a
//! scene has the time to pull a plug between a commit and its being read.

use anyhow::{Context, Result};
use service::TaskGroup;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::{net::UdpSocket, sync::Notify};

/// More than any datagram.
const DATAGRAM_BYTES: usize = 65_536;

/// The relay; ends with the test.
#[derive(Debug)]
pub(crate) struct Relay {
    pub(crate) address: SocketAddr,
    held: Arc<AtomicBool>,
    released: Arc<Notify>,
}

impl Relay {
    /// A relay before `coordinator`. It serves one node, whatever port that node speaks from.
    pub(crate) async fn before(coordinator: SocketAddr) -> Result<Self> {
        let front = Arc::new(UdpSocket::bind("127.0.0.1:0").await.context("a port for the relay")?);
        let address = front.local_addr().context("reading the relay's port")?;
        let (held, released) = (Arc::new(AtomicBool::new(false)), Arc::new(Notify::new()));
        let (holds, wakes) = (Arc::clone(&held), Arc::clone(&released));
        let tasks = TaskGroup::new();
        let more = tasks.clone();
        tasks.spawn("relay", async move {
            let mut bytes = vec![0; DATAGRAM_BYTES];
            let mut back: Option<(SocketAddr, Arc<UdpSocket>)> = None;
            while let Ok((length, from)) = front.recv_from(&mut bytes).await {
                // Each connection of the node has a port of its own, and gets one here.
                if back.as_ref().is_none_or(|(node, _)| *node != from) {
                    let Ok(socket) = UdpSocket::bind("127.0.0.1:0").await else { return };
                    if socket.connect(coordinator).await.is_err() {
                        return;
                    }
                    let socket = Arc::new(socket);
                    back = Some((from, Arc::clone(&socket)));
                    let answers = answers(socket, Arc::clone(&front), from, holds.clone(), wakes.clone());
                    more.spawn("relay of answers", answers);
                }
                if let Some((_, socket)) = &back {
                    // A coordinator that was killed takes nothing; the node sends again.
                    socket.send(&bytes[..length]).await.unwrap_or_default();
                }
            }
        });
        Ok(Self { address, held, released })
    }

    /// Holds back what the coordinator answers from now on.
    pub(crate) fn hold(&self) {
        self.held.store(true, Ordering::SeqCst);
    }

    /// Lets all of it through.
    pub(crate) fn release(&self) {
        self.held.store(false, Ordering::SeqCst);
        self.released.notify_waiters();
    }
}

/// Carries the coordinator's answers to the node, or keeps them until they are released.
async fn answers(
    from: Arc<UdpSocket>,
    to: Arc<UdpSocket>,
    node: SocketAddr,
    held: Arc<AtomicBool>,
    released: Arc<Notify>,
) {
    let mut bytes = vec![0; DATAGRAM_BYTES];
    let mut kept: Vec<Vec<u8>> = Vec::new();
    loop {
        let wakened = released.notified();
        tokio::select! {
            received = from.recv(&mut bytes) => match received {
                Ok(length) => kept.push(bytes[..length].to_vec()),
                // Nobody listens at the other end just now.
                Err(_) => tokio::task::yield_now().await,
            },
            () = wakened => {}
        }
        if !held.load(Ordering::SeqCst) {
            for datagram in kept.drain(..) {
                to.send_to(&datagram, node).await.unwrap_or_default();
            }
        }
    }
}
