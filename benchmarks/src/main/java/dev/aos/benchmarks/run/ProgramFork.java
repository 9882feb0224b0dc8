package dev.aos.benchmarks.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program that prints its figures in a JVM of its own. */
final class ProgramFork {
  private final BenchmarkOptions options;
  private final String name;
  private final String main;

  /**
   * @param options say where its log files go
   * @param name what these are called
   * @param main the class of the program
   */
  ProgramFork(BenchmarkOptions options, String name, String main) {
    this.options = options;
    this.name = name;
    this.main = main;
  }

  /** The lines that it prints. */
  List<String> lines(List<String> jvmArguments, List<String> arguments)
      throws IOException, InterruptedException {
    Files.createDirectories(options.work());
    Path out = options.work().resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(options.work().resolve(name + "-errors.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(main + " failed, see " + options.work() + File.separator);
    }
    return Files.readAllLines(out);
  }
}
