package dev.aos.it.container;

import dev.aos.it.harness.Directories;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Rounds;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * Runs the tests in a container: their class path, the jar under test, and what child JVMs need,
 * are copied in, and a file with the outcomes comes out.
 */
final class SuiteContainer {

  private static final String HOME = "/aos/";
  private static final String OUTCOMES = HOME + "outcomes";

  /** Which classes of tests: a pattern of their simple names, empty for the usual choice. */
  private static final String TESTS = System.getProperty("aos.containers.tests", "");

  private static final Duration LIMIT =
      Rounds.isFull() || !TESTS.isEmpty() ? Duration.ofHours(3) : Duration.ofMinutes(30);

  private static final String PARALLEL = "junit.jupiter.execution.parallel.config.fixed.";

  /** Random programs: this part of those that the tests outside run, on each JDK. */
  private static final int PART = 4;

  private static final int LAST_LINES = 60;

  private final Image image;
  private final List<String> classPath = new ArrayList<>();
  private final Queue<String> output = new ConcurrentLinkedQueue<>();

  SuiteContainer(Image image) {
    this.image = image;
  }

  /** Runs them all. If the container itself fails, that is one outcome more. */
  List<TestOutcome> run() {
    try (GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(image.name()))) {
      copyInto(container);
      container
          .withCommand(command())
          .withEnv("LANG", "C.UTF-8")
          .withWorkingDirectory(HOME)
          .withLogConsumer(frame -> output.add(frame.getUtf8String()))
          .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(LIMIT));
      return start(container);
    }
  }

  private List<TestOutcome> start(GenericContainer<?> container) {
    try {
      container.start();
      return outcomes(container);
    } catch (ContainerFetchException noImage) {
      Engine.skip(
          image.title(), "the image " + image.name() + " can't be had: " + noImage.getMessage());
      return List.of();
    } catch (ContainerLaunchException failed) {
      List<TestOutcome> outcomes =
          container.getContainerId() == null ? new ArrayList<>() : outcomes(container);
      outcomes.add(
          new TestOutcome(
              "container",
              "runs to its end",
              TestOutcome.Status.FAILED,
              Duration.ZERO,
              failed + "\n" + lastLines()));
      return outcomes;
    }
  }

  private String lastLines() {
    List<String> lines = List.copyOf(output);
    return String.join("", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  private void copyInto(GenericContainer<?> container) {
    int number = 0;
    for (String entry : testClassPath().split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.exists(path)) {
        String target = HOME + "class-path/" + number++ + "-" + path.getFileName();
        copy(container, path, target);
        classPath.add(target);
      }
    }
    copy(container, Jars.agent(), HOME + "aos-agent.jar");
    copy(container, Jars.demo().resolve("aos.yaml"), HOME + "demo-app/aos.yaml");
    copy(container, Jars.demo().resolve("target"), HOME + "demo-app/target");
    copy(container, Jars.childJars(), HOME + "child-jars");
    copy(container, Jars.massJars(), HOME + "mass-jars");
  }

  private static void copy(GenericContainer<?> container, Path file, String target) {
    container.withCopyFileToContainer(MountableFile.forHostPath(file), target);
  }

  /** Failsafe's own class path is one jar that refers to the others. */
  private static String testClassPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private String[] command() {
    return new String[] {
      "java",
      "-Xmx1g",
      "-Daos.agent=" + HOME + "aos-agent.jar",
      "-Daos.demo=" + HOME + "demo-app",
      "-Daos.child-jars=" + HOME + "child-jars",
      "-Daos.mass-jars=" + HOME + "mass-jars",
      "-Daos.child-directories=" + HOME + "children",
      "-Daos.full=" + Rounds.isFull(),
      "-Daos.part=" + PART,
      // One child at a time: two containers, or one and the tests outside, keep two cores busy.
      "-D" + PARALLEL + "parallelism=1",
      "-D" + PARALLEL + "max-pool-size=1",
      "-cp",
      String.join(":", classPath),
      SuiteRunner.class.getName(),
      OUTCOMES,
      TESTS
    };
  }

  private List<TestOutcome> outcomes(GenericContainer<?> container) {
    Path file = Directories.create(image.key()).resolve("outcomes");
    container.copyFileFromContainer(OUTCOMES, file.toString());
    try {
      List<TestOutcome> outcomes = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        outcomes.add(TestOutcome.of(line));
      }
      return outcomes;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
