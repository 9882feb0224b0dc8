package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.it.fixture.isolation.Early;
import dev.aos.it.fixture.isolation.OwnFileSystem;
import dev.aos.it.fixture.isolation.OwnLibraries;
import dev.aos.it.fixture.isolation.StrictLoader;
import dev.aos.it.fixture.isolation.Visible;
import dev.aos.it.fixture.launch.Where;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Directories;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The agent and the application do not get into each other's way. */
class IsolationIT {

  private static final String OWN_FILE_SYSTEM =
      "-Djava.nio.file.spi.DefaultFileSystemProvider=" + OwnFileSystem.class.getName();
  private static final String RULES = LauncherIT.RULES.replace("launch", "isolation");

  @EveryJdk
  void theApplicationKeepsItsOwnVersionsOfLibraries(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(RULES)
        .classPath(Jars.child("asm"), Jars.child("snakeyaml-engine"))
        .main(OwnLibraries.class)
        .run()
        .succeeds()
        .stdoutIs(
            "asm.jar reads dev/aos/it/fixture/isolation/OwnLibraries\n"
                + "snakeyaml-engine.jar reads {a=[1, 2]}");
  }

  @EveryJdk
  void brokenLibrariesOfTheApplicationDoNotMatter(Jdk jdk) throws IOException {
    Path broken = Directories.create("broken");
    for (String name :
        List.of(
            "org/objectweb/asm/ClassReader",
            "org/snakeyaml/engine/v2/api/LoadSettings",
            "dev/aos/core/cli/Agent",
            "dev/aos/runtime/Control")) {
      Path file = broken.resolve(name + ".class");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "no class file");
    }
    ChildJvm.on(jdk)
        .agent(LauncherIT.RULES)
        .classPath(broken)
        .main(Where.class)
        .run()
        .succeeds()
        .stdoutIs("on a worker");
  }

  @EveryJdk
  void aLoaderThatDelegatesTheJdkAloneLoadsWovenClasses(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(LauncherIT.RULES)
        .main(StrictLoader.class)
        .arguments(Where.class.getName())
        .run()
        .succeeds()
        .stdoutIs("on a worker");
  }

  @EveryJdk
  void theApplicationSeesNothingOfCore(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(LauncherIT.RULES)
        .main(Visible.class)
        .arguments(Jars.agent())
        .run()
        .succeeds()
        .stderrHas("[aos] AOS ")
        .stdoutIs("ok");
  }

  @EveryJdk
  void nothingOfTheApplicationIsMadeBeforeItsMain(Jdk jdk) {
    Run without = early(jdk).run().succeeds();
    // Before JDK 25 a class loader's search for a resource of the JDK makes the default file system
    // (seen on 17 and 21), and weaving the main class searches: the rules name another package.
    String rules = jdk.feature() < 25 ? LauncherIT.RULES : RULES;
    Run with = early(jdk).agent(rules).run().succeeds().stderrHas("[aos] AOS ");
    assertEquals(without.stdout(), with.stdout());
    with.stdoutHas("made before main: \n").stdoutHas("log manager: OwnLogManager");
  }

  @EveryJdk
  void callsAreWovenWhereTheApplicationHasAFileSystemOfItsOwn(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(LauncherIT.RULES)
        .jvmArgument(OWN_FILE_SYSTEM)
        .main(Where.class)
        .run()
        .succeeds()
        .stdoutIs("on a worker");
  }

  @EveryJdk
  void noLoggingAndNoManagementIsLoadedBeforeMain(Jdk jdk) {
    Run run =
        ChildJvm.on(jdk)
            .agent(LauncherIT.RULES)
            .defaultVerification()
            .jvmArgument("-Xlog:class+load:file=classes.log")
            .main(Where.class)
            .run()
            .succeeds()
            .stdoutIs("on a worker");
    assertEquals(
        List.of(),
        loadedBeforeMain(run)
            .filter(
                line -> line.contains("java.util.logging.") || line.contains("javax.management."))
            .toList());
  }

  private static Stream<String> loadedBeforeMain(Run run) {
    return run.file("classes.log").lines().takeWhile(line -> !line.contains(Where.class.getName()));
  }

  private static ChildJvm early(Jdk jdk) {
    return ChildJvm.on(jdk)
        .jvmArgument(
            "-Djava.util.logging.manager=" + Early.OwnLogManager.class.getName(), OWN_FILE_SYSTEM)
        .main(Early.class);
  }
}
