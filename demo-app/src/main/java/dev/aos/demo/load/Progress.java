package dev.aos.demo.load;

import java.io.PrintStream;
import java.time.Duration;

/** Tells the user on stderr what is going on: one line that updates, or a line for every step. */
final class Progress {
  private static final long LINE_SECONDS = 5;
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean live;
  private long lastLine = -1;

  /** {@code live}: the stream is a terminal, the line may be rewritten. */
  Progress(PrintStream out, boolean live) {
    this.out = out;
    this.live = live;
  }

  /** A new step, said once. */
  void step(String text) {
    lastLine = 0;
    if (live) {
      out.print(ERASE + text);
    } else {
      out.println(text);
    }
    out.flush();
  }

  /** How far a step is; said often on a terminal and now and then elsewhere. */
  void update(String text, Duration elapsed) {
    if (live) {
      out.print(ERASE + text);
      out.flush();
    } else if (elapsed.toSeconds() / LINE_SECONDS != lastLine) {
      lastLine = elapsed.toSeconds() / LINE_SECONDS;
      out.println(text);
    }
  }

  /** A line that stays. */
  void say(String text) {
    out.println(live ? ERASE + text : text);
  }

  /** Takes the updating line away. */
  void end() {
    if (live) {
      out.print(ERASE);
      out.flush();
    }
  }
}
