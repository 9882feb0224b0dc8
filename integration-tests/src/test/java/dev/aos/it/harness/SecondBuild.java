package dev.aos.it.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Builds the agent's jar from a copy of its sources, where as much as possible is another. */
public final class SecondBuild {

  private static final int LIMIT_MINUTES = 10;

  /** What no jar is made of. */
  private static final Set<String> LEFT_OUT = Set.of(".git", "target", "test", "docs");

  private SecondBuild() {
    // no instances
  }

  /** The new jar. Maven, its repository and the JDK are those of the build that runs this test. */
  public static Path run() throws IOException, InterruptedException {
    Path project = Jars.demo().getParent();
    Path copy = Directories.create("second-build").resolve("some where else");
    copySources(project, copy);
    File output = copy.resolveSibling("output.txt").toFile();
    Process build =
        inOtherSurroundings(
                new ProcessBuilder(
                    "sh",
                    "-c",
                    "umask 077; exec \"$@\"",
                    "sh",
                    Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                    "--offline",
                    "--batch-mode",
                    "-Dmaven.repo.local=" + System.getProperty("localRepository"),
                    "-Dmaven.test.skip",
                    "-Dspotless.check.skip=true",
                    "-Dforbiddenapis.skip=true",
                    "-Derrorprone.checks=-XepDisableAllChecks",
                    "--projects=agent",
                    "--also-make",
                    "package"))
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    if (!build.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || build.exitValue() != 0) {
      build.destroy();
      throw new AssertionError("the second build failed:\n" + Files.readString(output.toPath()));
    }
    return copy.resolve("agent/target/aos-agent.jar");
  }

  private static ProcessBuilder inOtherSurroundings(ProcessBuilder build) {
    Map<String, String> environment = build.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("TZ", "Asia/Kathmandu");
    environment.put("LC_ALL", "C");
    environment.put(
        "MAVEN_OPTS", "-Duser.language=tr -Duser.country=TR -Dfile.encoding=ISO-8859-1");
    List.of("MAVEN_ARGS", "MAVEN_PROJECTBASEDIR", "JAVA_TOOL_OPTIONS").forEach(environment::remove);
    return build;
  }

  /** All poms, and of the agent the rest, too. */
  private static void copySources(Path project, Path copy) throws IOException {
    Files.walkFileTree(
        project,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return LEFT_OUT.contains(folder.getFileName().toString()) || isWithoutPom(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          private boolean isWithoutPom(Path folder) {
            return folder.endsWith("src") && !folder.startsWith(project.resolve("agent"));
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path target = copy.resolve(project.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
