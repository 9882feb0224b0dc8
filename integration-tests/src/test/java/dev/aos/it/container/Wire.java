package dev.aos.it.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * A port of this machine whose connections lead to another port, which may change when what is
 * behind it is started anew. They can be cut, in the middle of what is just sent.
 */
final class Wire implements AutoCloseable {

  private static final int BUFFER = 8192;

  private final String host;
  private final IntSupplier target;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Those that are to be cut when the next bytes come through. */
  private final Set<Socket> condemned = ConcurrentHashMap.newKeySet();

  Wire(String host, IntSupplier target) {
    this.host = host;
    this.target = target;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Lets each connection that is open now break off after half of what comes through it next. */
  void cutAll() {
    condemned.addAll(open);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        connect(near);
      } catch (IOException closed) {
        // the listener's end
      }
    }
  }

  private void connect(Socket near) {
    open.add(near);
    try {
      Socket far = new Socket(host, target.getAsInt());
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      start(() -> pump(near, far, near));
      start(() -> pump(far, near, near));
    } catch (IOException refused) {
      close(near);
    }
  }

  private void pump(Socket from, Socket to, Socket near) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        boolean last = condemned.contains(near);
        out.write(buffer, 0, last ? count / 2 : count);
        if (last) {
          return;
        }
      }
    } catch (IOException broken) {
      // the other end is closed too
    } finally {
      close(near);
    }
  }

  private void close(Socket near) {
    open.remove(near);
    condemned.remove(near);
    try {
      near.close();
    } catch (IOException broken) {
      // it is broken, which is what was wanted
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket near : Set.copyOf(open)) {
      close(near);
    }
  }
}
