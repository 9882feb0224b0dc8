package dev.aos.it.container;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes the outcome of each test, and of what is no test and has failed, as soon as it is there:
 * the outcomes before a crash are kept.
 */
final class OutcomeWriter implements TestExecutionListener, AutoCloseable {

  private final BufferedWriter lines;
  private final Map<String, Long> began = new ConcurrentHashMap<>();
  private volatile TestPlan plan;

  private OutcomeWriter(BufferedWriter lines) {
    this.lines = lines;
  }

  static OutcomeWriter to(Path file) {
    try {
      return new OutcomeWriter(Files.newBufferedWriter(file));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void testPlanExecutionStarted(TestPlan tests) {
    plan = tests;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    began.put(test.getUniqueId(), System.nanoTime());
    if (test.isTest()) {
      System.out.println(suite(test) + ": " + name(test));
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    write(test, TestOutcome.Status.SKIPPED, Duration.ZERO, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    Duration took = Duration.ofNanos(System.nanoTime() - began.remove(test.getUniqueId()));
    Optional<Throwable> failure = result.getThrowable();
    switch (result.getStatus()) {
      case SUCCESSFUL -> {
        if (test.isTest()) {
          write(test, TestOutcome.Status.PASSED, took, "");
        }
      }
      case ABORTED ->
          write(
              test,
              TestOutcome.Status.SKIPPED,
              took,
              failure.map(Throwable::getMessage).orElse("aborted"));
      case FAILED ->
          write(
              test, TestOutcome.Status.FAILED, took, failure.map(OutcomeWriter::trace).orElse(""));
    }
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private void write(TestIdentifier test, TestOutcome.Status status, Duration took, String detail) {
    TestOutcome outcome =
        new TestOutcome(
            suite(test), name(test), status, took, Optional.ofNullable(detail).orElse(""));
    synchronized (lines) {
      try {
        lines.write(outcome.toLine());
        lines.newLine();
        lines.flush();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private String suite(TestIdentifier test) {
    TestIdentifier at = test;
    while (true) {
      if (at.getSource().orElse(null) instanceof ClassSource source) {
        String name = source.getClassName();
        return name.substring(name.lastIndexOf('.') + 1);
      }
      Optional<TestIdentifier> parent = plan.getParent(at);
      if (parent.isEmpty()) {
        return at.getDisplayName();
      }
      at = parent.get();
    }
  }

  /** Its own name behind those of what it is part of, below its class. */
  private String name(TestIdentifier test) {
    Deque<String> names = new ArrayDeque<>();
    Optional<TestIdentifier> at = Optional.of(test);
    while (at.isPresent() && !(at.get().getSource().orElse(null) instanceof ClassSource)) {
      names.addFirst(at.get().getDisplayName());
      at = plan.getParent(at.get());
    }
    return names.isEmpty() ? test.getDisplayName() : String.join(", ", names);
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
