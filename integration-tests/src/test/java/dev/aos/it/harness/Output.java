package dev.aos.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** One output stream of a child JVM, drained by a thread of its own. */
final class Output {

  private final StringBuilder text = new StringBuilder();
  private final Thread reader;
  private boolean ended;

  Output(InputStream stream, String name) {
    this.reader = new Thread(() -> drain(stream), name);
    this.reader.setDaemon(true);
    this.reader.start();
  }

  private void drain(InputStream stream) {
    byte[] buffer = new byte[8192];
    try (stream) {
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        append(new String(buffer, 0, count, StandardCharsets.UTF_8));
      }
    } catch (IOException closed) {
      append("(the stream broke: " + closed + ")");
    } finally {
      end();
    }
  }

  private synchronized void append(String more) {
    text.append(more);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** What has been read up to now. */
  synchronized String text() {
    return text.toString();
  }

  /** Waits until the stream has ended. A grandchild may hold it open, hence the limit. */
  void awaitEnd(Duration limit) throws InterruptedException {
    reader.join(limit.toMillis());
  }

  /** Waits for the first whole line of a kind. */
  synchronized Optional<String> awaitLine(Predicate<String> kind, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<String> line = line(kind);
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (line.isPresent() || ended || left <= 0) {
        return line;
      }
      wait(left);
    }
  }

  private Optional<String> line(Predicate<String> kind) {
    int end = text.lastIndexOf("\n");
    return text.substring(0, Math.max(end, 0)).lines().filter(kind).findFirst();
  }
}
