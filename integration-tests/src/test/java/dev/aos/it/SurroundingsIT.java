package dev.aos.it;

import dev.aos.it.fixture.backend.Backend;
import dev.aos.it.fixture.loading.Base;
import dev.aos.it.fixture.loading.Loadable;
import dev.aos.it.fixture.support.Gate;
import dev.aos.it.fixture.surroundings.Application;
import dev.aos.it.fixture.surroundings.Bundles;
import dev.aos.it.fixture.surroundings.OwnSystemLoader;
import dev.aos.it.fixture.surroundings.Part;
import dev.aos.it.fixture.surroundings.Prepared;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Directories;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.JarBuilder;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;
import org.osgi.framework.Bundle;

/** However an application is packed and launched, its calls are dispatched. */
class SurroundingsIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.surroundings.**"]
          loop: none
      offload:
        - dev.aos.it.fixture.backend.Backend
        - dev.aos.it.fixture.loading.Loadable+.load
      """;

  private static final Class<?>[] APPLICATION = {Application.class, Part.class};
  private static final Class<?>[] LIBRARY = {Backend.class, Base.class, Gate.class, Loadable.class};

  @EveryJdk
  void aJarOfJarsOfSpringBoot(Jdk jdk) throws IOException {
    Path folder = Directories.create("boot");
    Path library = new JarBuilder().classes("", LIBRARY).build(folder.resolve("library.jar"));
    Path jar =
        new JarBuilder()
            .attribute("Main-Class", "org.springframework.boot.loader.launch.JarLauncher")
            .attribute("Start-Class", Application.class.getName())
            .attribute("Spring-Boot-Classes", "BOOT-INF/classes/")
            .attribute("Spring-Boot-Lib", "BOOT-INF/lib/")
            .contentOf(Jars.child("spring-boot-loader"))
            .file("BOOT-INF/classes/", new byte[0])
            .classes("BOOT-INF/classes/", APPLICATION)
            .stored("BOOT-INF/lib/library.jar", library)
            .build(folder.resolve("boot.jar"));
    isWell(ChildJvm.on(jdk).agent(RULES).jar(jar));
  }

  @EveryJdk
  void aBundleOfOsgi(Jdk jdk) throws IOException {
    Path bundle =
        new JarBuilder()
            .attribute("Bundle-ManifestVersion", "2")
            .attribute("Bundle-SymbolicName", "application")
            .classes("", APPLICATION)
            .classes("", LIBRARY)
            .build(Directories.create("osgi").resolve("bundle.jar"));
    ChildJvm child = ChildJvm.on(jdk);
    if (jdk.feature() >= 23) {
      // The JVM warns of what Felix does.
      child.jvmArgument("--sun-misc-unsafe-memory-access=allow");
    }
    child
        .agent(RULES.replace(".**", ".Application"))
        .classPath(Jars.source(Bundle.class))
        .main(Bundles.class)
        .arguments(bundle)
        .run()
        .succeeds()
        .stdoutIs("loaded by BundleClassLoader\n" + Application.WELL);
  }

  @EveryJdk
  void aNamedModule(Jdk jdk) throws IOException {
    Path folder = Directories.create("modules");
    Path library =
        new JarBuilder()
            .classes("", LIBRARY)
            .file("module-info.class", module("aos.it.library", "", LIBRARY))
            .build(folder.resolve("library.jar"));
    Path application =
        new JarBuilder()
            .classes("", APPLICATION)
            .file("module-info.class", module("aos.it.application", "aos.it.library"))
            .build(folder.resolve("application.jar"));
    isWell(
        ChildJvm.on(jdk)
            .agent(RULES)
            .module("aos.it.application/" + Application.class.getName(), application, library));
  }

  /** The class file of a module declaration. */
  private static byte[] module(String name, String required, Class<?>... exported) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
    ModuleVisitor module = writer.visitModule(name, 0, null);
    module.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
    if (!required.isEmpty()) {
      module.visitRequire(required, 0, null);
    }
    for (Class<?> type : exported) {
      if (type != Gate.class && type != Base.class) {
        module.visitExport(type.getPackageName().replace('.', '/'), 0);
      }
    }
    module.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  @EveryJdk
  void aSystemLoaderOfItsOwnThatIsNotAskedForTheJdk(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(RULES)
        // The JVM warns that its archive is of no use.
        .jvmArgument("-Xshare:off")
        .jvmArgument("-Djava.system.class.loader=" + OwnSystemLoader.class.getName())
        .main(OwnSystemLoader.class)
        .run()
        .succeeds()
        .stdoutIs("loaded by OwnSystemLoader\n" + Application.WELL + "\nasked for []");
  }

  @EveryJdk
  void anArchiveOfClassDataThatWasMadeWithoutTheAgent(Jdk jdk) throws IOException {
    Path folder = Directories.create("archive");
    Path jar =
        new JarBuilder()
            .attribute("Main-Class", Application.class.getName())
            .classes("", APPLICATION)
            .classes("", LIBRARY)
            .build(folder.resolve("application.jar"));
    Path archive = folder.resolve("application.jsa");
    ChildJvm.on(jdk)
        .defaultVerification()
        .jvmArgument("-XX:ArchiveClassesAtExit=" + archive)
        .jar(jar)
        .run()
        .exitsWith(0);
    Run run =
        isWell(
            ChildJvm.on(jdk)
                .agent(RULES)
                .defaultVerification()
                .jvmArgument(
                    // JDK 25 says of every agent that it needs a module that the archive has not.
                    "-Xlog:cds=off",
                    "-XX:SharedArchiveFile=" + archive,
                    "-Xlog:class+load:file=classes.log")
                .jar(jar));
    run.check(
        run.file("classes.log")
            .contains(Base.class.getName() + " source: shared objects file (top)"),
        "the archive is in use");
  }

  @EveryJdk
  void turkishLettersAndAnEncodingOfLongAgoAndUrlsOfItsOwn(Jdk jdk) throws IOException {
    Path folder = Directories.create("a folder").resolve("für çörek und ığdır");
    Path rules = Files.createDirectories(folder).resolve("rules of the house.yaml");
    Files.writeString(rules, RULES);
    isWell(
        ChildJvm.on(jdk)
            .agentWith(rules + ",report=" + ChildJvm.REPORT)
            .jvmArgument(
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Dfile.encoding=ISO-8859-9",
                "-Djava.awt.headless=true")
            .main(Prepared.class)
            .arguments("without a security manager", "tr_TR"));
  }

  @EveryJdk
  void aSecurityManager(Jdk jdk) {
    boolean possible = jdk.feature() < 24;
    ChildJvm child =
        ChildJvm.on(jdk)
            .agent(RULES)
            .jvmArgument("-Djava.security.manager=" + (possible ? "allow" : "disallow"))
            .jvmArgument("-Duser.language=en", "-Duser.country=GB")
            .main(Prepared.class)
            .arguments(possible ? "with a security manager" : "without one", "en_GB");
    Run run = child.run().exitsWith(0).stdoutIs(Application.WELL);
    run.check(
        run.stderr()
            .lines()
            .allMatch(line -> line.startsWith("[aos] ") || line.startsWith("WARNING: ")),
        "stderr has other lines");
  }

  @EveryJdk
  @EnabledOnOs(OS.LINUX)
  void aWorkingDirectoryWhereNothingCanBeWritten(Jdk jdk) throws IOException {
    Path folder = Directories.create("elsewhere");
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    ChildJvm.on(jdk)
        .agentWith(rules + ",report=report.txt")
        .directory(Path.of("/proc"))
        .main(Application.class)
        .run()
        .succeeds()
        .stdoutIs(Application.WELL)
        .stderrHas("[aos] the report can't be written to report.txt: ");
  }

  private static Run isWell(ChildJvm child) {
    Run run = child.run().succeeds().stdoutIs(Application.WELL);
    run.report()
        .has("woven", "Backend.thread", "1 call: 1 blocked for a worker")
        .has("woven", "Part.load", "1 call: 1 blocked for a worker");
    return run;
  }
}
